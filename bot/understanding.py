"""Text -> Question. No plan is opened here: only what is loaded (regions, indicator names) is known."""

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from bot.lexicon import lexicon
from bot.mentions import aliases_of, indicators_in, places_in, years_with_places
from bot.question import Kind, Quantity, Question, RegionYears, Term, Wanted
from corpus.models import PlanMetadata, Role
from corpus.places import gazetteer
from corpus.text import search_key
from corpus.values import NUMBER, UNIT

_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,60})[”\"」』》]")
# A period in quotation marks is a name, and a question word inside them asks.
_NO_QUOTATION = re.compile(r"^十[一二三四五六七八九]五$|几|多少|什么")
_QUANTITY = re.compile(rf"(?<![\d.A-Za-z])({NUMBER})\s*({UNIT})?")
# 三甲, 五大, 两癌: a Chinese numeral that belongs to its word, against 哪五个 and 几个 that ask.
_LIST = re.compile(
    r"哪(?:几|些|(?P<count>[两三四五六七八九十]|\d+))\s*(?P<unit>[个项家所类种条名大方面]|所|家)?|有哪|包括哪|分别是(?:什么|哪)|是指(?:哪|什么)"
)
_FIGURE = re.compile(rf"(?:多少|(?<!哪)几(?![条大类])|多高|多大|多长|百分之几)\s*(?P<unit>{UNIT}|钱|块|款|成|个)?")
# What stands right behind 多少家 is what is counted: the figure of another thing is no answer.
_COUNTED = re.compile(r"[\u4e00-\u9fff]{2,10}?(?=[，,。？?；;、和与]|$)")
_DATE = re.compile(r"什么时候|何时|哪天|哪一天|哪年|哪一年|几月|日期")
_PHONE = re.compile(r"电话|号码|热线|联系方式|手机|传真|邮箱|网址")
_HAN = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
# Units that a question and a plan may use for the same thing.
_UNIT_GROUPS = (
    ("名", "人", "位", "个"),
    ("家", "所", "个", "间", "处"),
    ("元", "万元", "亿元", "万", "亿"),
    ("%", "％", "‰", "个百分点", "百分点"),
    ("宗", "件", "起", "例"),
    ("款", "个", "种"),
    ("场", "次"),
    ("张", "床"),
    ("岁", "年"),
    ("天", "日"),
)
# Parts of speech in the tag set of jieba (ICTCLAS): verbs, then adjectives and words of time and place, then what has no
# content. All others (nouns, names, idioms, foreign words) must be met in full. vn and an are nouns.
_WEIGHTS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("vn", "an"), 1.0),
    (("v",), 0.4),
    (("a", "d", "f", "t", "z"), 0.25),
    (("m", "q", "r", "p", "u", "c", "y", "e", "o", "k", "h", "x"), 0.0),
)
# A question for the list of plans says nothing else.
_SHORT = 14
_SPELLING = str.maketrans({"～": "~", "—": "-", "–": "-", "“": "“", "”": "”"})


@functools.cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def plain_text(text: str) -> str:
    """Half-width, simplified, without emoji and other signs that carry no content."""
    folded = unicodedata.normalize("NFKC", text).translate(_SPELLING)
    simplified: str = _simplifier().convert(folded)
    kept = "".join(char for char in simplified if unicodedata.category(char) not in ("So", "Cf", "Cs", "Co", "Sk"))
    return " ".join(kept.split())


def understand(text: str, plans: Sequence[PlanMetadata], names: Sequence[tuple[str, str]]) -> Question:
    """The question ``text`` against the loaded ``plans`` and their indicator ``names`` (printed name, key)."""
    plain = plain_text(text)
    question = Question(text=text, plain=plain)
    words = lexicon()
    if not search_key(plain):
        question.kind = Kind.EMPTY
        return question
    taken: set[int] = set()
    _places(question, plans, taken)
    years = years_with_places(plain)
    question.years = list(dict.fromkeys(year for year, _, _ in years))
    for _, start, end in years:
        taken |= set(range(start, end))
    question.regions = _paired(question, plans, years)
    question.roles = {role for role, pattern in words.roles.items() if pattern.search(plain)}
    if Role.INTERIM_TARGET in question.roles or Role.EARLIER_GOAL in question.roles:
        question.roles.discard(Role.TARGET)
    question.indicators = indicators_in(plain, names)
    question.quoted = [quoted for quoted in _QUOTED.findall(plain) if not _NO_QUOTATION.search(quoted)]
    question.quantities = _quantities(plain, taken, question)
    _wanted(question)
    question.kind = _kind(question)
    for mention in question.indicators:
        taken |= mention.places
    question.terms = _terms(plain, taken)
    if question.kind is Kind.WHICH_DOCUMENT and question.years and question.names_nothing:
        question.kind = Kind.METADATA
    return question


def _places(question: Question, plans: Sequence[PlanMetadata], taken: set[int]) -> None:
    loaded = {plan.region for plan in plans}
    superiors = {superior for plan in plans for superior in plan.superiors}
    for mention in places_in(question.plain, aliases_of(plans)):
        if mention.known:
            question.regions.append(RegionYears(mention.known, ()))
        elif mention.name in superiors or mention.name.startswith("全省"):
            question.scopes.append(mention.name)
        elif any(set(place.superiors) & loaded for place in gazetteer().get(mention.name, ())):
            continue  # a county of a loaded city: content, which the evidence must name
        else:
            question.strangers.append(mention.name)
        taken |= set(range(mention.start, mention.end))


def _paired(question: Question, plans: Sequence[PlanMetadata], years: list[tuple[int, int, int]]) -> list[RegionYears]:
    """Each region with the years that stand between it and the next region, where more than one region has its own."""
    mentions = [m for m in places_in(question.plain, aliases_of(plans)) if m.known]
    every = tuple(question.years)
    own: dict[str, tuple[int, ...]] = {}
    for number, mention in enumerate(mentions):
        end = mentions[number + 1].start if number + 1 < len(mentions) else len(question.plain)
        beside = tuple(year for year, start, _ in years if mention.end <= start < end)
        own[str(mention.known)] = tuple(dict.fromkeys((*own.get(str(mention.known), ()), *beside)))
    paired = len(own) > 1 and all(own.values())
    return [RegionYears(region, beside if paired else every) for region, beside in own.items()]


def _quantities(plain: str, taken: set[int], question: Question) -> list[Quantity]:
    inside = {at for mention in question.indicators for at in mention.places}
    found = []
    for match in _QUANTITY.finditer(plain):
        if match.start() in taken or match.start() in inside:
            continue
        found.append(Quantity(match[1], match[2] or ""))
    return found


def _wanted(question: Question) -> None:
    plain = question.plain
    figure = _FIGURE.search(plain)
    if figure:
        question.wanted.add(Wanted.FIGURE)
        unit = {"钱": "元", "块": "元"}.get(figure["unit"] or "", figure["unit"] or "")
        groups = [group for group in _UNIT_GROUPS if unit in group]
        question.wanted_units = tuple(dict.fromkeys((unit, *(u for group in groups for u in group)))) if unit else ()
        counted = _COUNTED.match(plain, figure.end()) if figure["unit"] else None
        question.counted = counted[0] if counted else ""
    listed = _LIST.search(plain)
    if listed:
        question.wanted.add(Wanted.LIST)
        count = listed["count"] or ""
        question.wanted_count = _HAN.get(count, int(count) if count.isdigit() else 0)
    if _DATE.search(plain):
        question.wanted.add(Wanted.DATE)
    if _PHONE.search(plain):
        question.wanted.add(Wanted.PHONE)


def _kind(question: Question) -> Kind:
    kinds, plain = lexicon().kinds, question.plain
    if lexicon().fabricate.search(plain):
        return Kind.FABRICATE
    if lexicon().outside.search(plain):
        return Kind.OUTSIDE
    if kinds["attribute_list"].search(plain):
        return Kind.ATTRIBUTE_LIST
    if kinds["plans"].search(plain) and len(plain) <= _SHORT and not question.indicators and not question.quoted:
        return Kind.PLANS
    if kinds["metadata"].search(plain) and not question.indicators:
        return Kind.METADATA
    which = kinds["which_document"].search(plain)
    if (
        which
        and (not question.regions or re.search(r"规划|文件|份|部|本", which[0]))
        and not (question.indicators and kinds["compare"].search(plain))
    ):
        return Kind.WHICH_DOCUMENT
    if question.indicators and (kinds["compare"].search(plain) or len(question.regions) > 1):
        return Kind.COMPARE
    bare = re.sub(r"[\W_]", "", plain)
    if kinds["help"].search(plain) and not question.indicators and not question.regions:
        return Kind.HELP
    greeting = kinds["greeting"].search(plain)
    if greeting and len(bare) <= len(greeting[0]) + 2:
        return Kind.GREETING
    return Kind.LOOKUP


def _terms(plain: str, taken: set[int]) -> list[Term]:
    """The content words of what no facet explains, by a segmenter that tags parts of speech; in order, once each."""
    import rjieba

    words = lexicon()
    masked = "".join(" " if at in taken else char for at, char in enumerate(plain))
    masked = words.empty.sub(lambda match: " " * len(match[0]), masked)
    terms: dict[str, Term] = {}
    for run in re.split(r"[^\w.%‰+-]+|\s+", masked):
        for word, tag in rjieba.tag(run) if run else ():
            key = search_key(word)
            if not key or word in words.stop or (len(key) == 1 and not key.isalnum()):
                continue
            weight = _weight_of(tag)
            if weight:
                terms.setdefault(word, Term(word, weight))
    return list(terms.values())


def _weight_of(tag: str) -> float:
    return next((weight for tags, weight in _WEIGHTS if tag.startswith(tags)), 1.0)
