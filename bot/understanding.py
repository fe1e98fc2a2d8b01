"""Text -> Question. No plan is opened here: only what is loaded (regions, indicator names) is known."""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.asking import (
    ASKS,
    ASKS_TEXT,
    ATTRIBUTE_LIST,
    BASE_SAID,
    CLAUSE_END,
    COUNTS,
    POPULATION,
    QUANTITY,
    QUESTION_WORD,
    SPELLED_QUANTITY,
    Asked,
    asked_in,
    asks_which_document,
    counts_heads,
    document_matter,
)
from bot.lexicon import lexicon
from bot.mentions import aliases_of, places_in
from bot.project_asking import projects_asked
from bot.question import IndicatorMention, Kind, Quantity, Question, RegionYears, Term
from bot.reading.content import content_of
from bot.reading.indicators import indicators_in
from bot.reading.rules import spans_in
from bot.reading.speech import plain_text
from bot.reading.years import question_years
from corpus.catalogue import load_catalogue
from corpus.models import PlanMetadata, Role
from corpus.places import gazetteer, stem
from corpus.text import search_key
from corpus.years import five_year_period, number_of

_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,60})[”\"」』》]")
# A period in quotation marks is a name, a question word inside them asks, and a role word is how the asker puts it.
_NO_QUOTATION = re.compile(r"^十[一二三四五六七八九]五$|几|多少|什么|^(?:降至|升至|提高到|达到|目标|现状)$")
# Parts of speech in the tag set of jieba (ICTCLAS): verbs, then adjectives and words of time and place, then what has no
# content. All others (nouns, names, idioms, foreign words) must be met in full. vn and an are nouns.
_WEIGHTS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("vn", "an"), 1.0),
    (("v",), 0.4),
    (("a", "d", "f", "t", "z"), 0.25),
    (("m", "q", "r", "p", "u", "c", "y", "e", "o", "k", "h", "x"), 0.0),
)
_NOUN = 1.0
_SOFT = 0.25
_ASKED_NOUN = re.compile(r"哪(?:一|几|些|两|三|四|五|六)?[个家所位类种]?$")
# 来建, 要花: what is done, in one character of the asker's; of some of these a segmenter makes nouns.
_TO_DO = re.compile(r"[来去要想能会该得将可还](?P<deed>[\u4e00-\u9fff])")
_OF_ORDER = re.compile(r"[\u4e00-\u9fff]{1,3}得(?:最|更|比较|还)")
_HOW_MANY = frozenset(("数量", "数目", "个数", "总数"))
_DEEDS = "招建设配投花进补"
# A question for the list of plans says nothing else.
_SHORT = 14
# 多大年纪, 多高: what is measured stands behind or nowhere.
_MEASURES = ("多大", "多高", "多长", "多久")
# 第三人民医院 is one name, of which a segmenter drops the number.
_NUMBERED_PLACE = re.compile(
    r"第[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]{0,4}?(?:医院|中学|小学|幼儿园|养老院|福利院)"
)
# HPV（人乳头瘤病毒）, 院长（主要负责人）: one thing said twice.
_ASIDE = re.compile(r"([A-Za-z]{2,8}|[\u4e00-\u9fff]{2})[（(]([\u4e00-\u9fffA-Za-z]{2,12})[）)]")
# Words of titles that tell no field.
_NO_FIELD = frozenset(
    (
        "国民经济",
        "社会",
        "发展",
        "事业",
        "服务",
        "体系",
        "建设",
        "保护",
        "规划",
        "纲要",
        "专项",
        "远景",
        "目标",
        "五年",
        "政府",
        "工作",
        "报告",
        "计划",
        "方案",
        "行动",
        "实施",
        "通知",
        "印发",
        "关于",
        "人民政府",
        "办公室",
        "高质量",
        "现代化",
        "十四五",
        "十五五",
        "十三五",
        "时期",
        "综合",
        "改革",
        "推进",
        "年度",
        "办法",
        "意见",
        "管理",
    )
)
_PERIOD = re.compile(r"十[一二三四五六七八九]五")
# Columns of a plan's table may speak of the place above: the province or the nation.
_PROVINCE = re.compile(r"全省|省里|省级目标|省平均|全自治区|自治区平均|本省|我省")
_NATION = re.compile(r"全国(?=平均|目标|水平|\d{4}|的|到|是多少|婴|孕|人均|居民|每千|每万|标准|$)|国家目标|国家平均")
_OWN = re.compile(r"自己|本市|本区|本县|我市|我区|我县|当地")


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is read against: the loaded plans, their indicator names as (printed name, key), the year
    that 今年 is, and whether a place without a document of its own is named in one."""

    plans: Sequence[PlanMetadata]
    names: Sequence[tuple[str, str]]
    this_year: int
    is_named: Callable[[str], bool]
    inner_places: Mapping[str, str] = field(
        default_factory=dict
    )  # a place in the tables of a larger one's plan -> that one


def understand(text: str, known: Known) -> Question:
    """The question ``text`` against what is loaded."""
    whole = plain_text(text)
    question = Question(text=text, plain=whole, whole=whole)
    if not search_key(whole):
        question.kind = Kind.EMPTY
        return question
    plain = question.plain = document_matter(content_of(whole, exact_spans(whole, known)))
    taken: set[int] = set()
    _places(question, known, taken)
    years = question_years(plain, known.this_year)
    question.years = list(dict.fromkeys(year for year, _, _ in years))
    for _, start, end in years:
        taken |= set(range(start, end))
    question.regions = _paired(question, known.plans, years)
    if not question.regions:
        hosts = dict.fromkeys(known.inner_places[place] for place in question.inside if place in known.inner_places)
        question.regions = [RegionYears(region, tuple(question.years)) for region in hosts]
    if not question.regions:
        question.regions = [
            RegionYears(region, tuple(question.years)) for region in _of_field(plain, known.plans, taken)
        ]
    question.indicators = indicators_in(plain, known.names)
    named = {at for mention in question.indicators for at in mention.places}
    question.roles = _roles("".join("　" if at in named else char for at, char in enumerate(plain)))
    periods = set(_PERIOD.findall(plain))
    question.period = five_year_period(plain) if len(periods) == 1 and not question.years else None
    question.quoted = [quoted for quoted in _QUOTED.findall(plain) if not _NO_QUOTATION.search(quoted)]
    question.quantities = _quantities(plain, taken, question) or _spelled_quantities(question)
    asked = asked_in(plain)
    question.wanted, question.wanted_units, question.wanted_count = set(asked.wanted), asked.units, asked.count
    question.projects = projects_asked(plain, question.years, known.this_year)
    question.kind = _kind(question, whole)
    if question.kind is Kind.WHICH_DOCUMENT and not (question.quantities or question.years or question.roles):
        # 提到医生集团的规划 asks for words, not for the indicator that they remind of.
        question.indicators = [mention for mention in question.indicators if mention.by_name]
    question.rates = [mention for mention in question.indicators if _is_rate(mention, plain)]
    question.counts = COUNTS.search(plain) is not None or any(
        counts_heads(plain, min(mention.places), max(mention.places) + 1) for mention in question.rates
    )
    if question.counts:
        counted(question)
    money = {quantity.unit for quantity in question.quantities} & {"元", "块", "块钱", "万元", "亿元"}
    if money or "元" in asked.units:  # 一张床位补多少钱 asks for no number of beds
        question.indicators = [mention for mention in question.indicators if _may_be_money(mention)]
    for mention in question.indicators:
        taken |= mention.places
    question.terms = _terms(plain, taken)
    if question.kind is Kind.WHICH_DOCUMENT:
        question.terms += _phrases(question.terms)
    if not question.indicators:  # figures of a table are those of its place alone
        _take_in(question, known)
    question.head, question.head_is_counted = _head(question, asked), bool(asked.counted)
    nouns = [term.text for term in question.terms if term.weight == _NOUN]
    question.listed = nouns[-1] if nouns else ""
    question.asks_text = ASKS_TEXT.search(plain) is not None
    if question.kind is Kind.WHICH_DOCUMENT and question.years and question.names_nothing:
        question.kind = Kind.METADATA
    return question


def counted(question: Question) -> None:
    """Let ``question`` ask for absolute numbers: what it names is no rate then."""
    question.counts = True
    question.indicators = [mention for mention in question.indicators if mention not in question.rates]


def _places(question: Question, known: Known, taken: set[int]) -> None:
    plans = known.plans
    inner = _inside(question, known.inner_places)
    loaded = {plan.region for plan in plans}
    superiors = {superior for plan in plans for superior in plan.superiors}
    for mention in places_in(question.plain, aliases_of(plans)):
        if not mention.known and inner & set(range(mention.start, mention.end)):
            continue  # 漳县 of 永漳县
        if mention.known:
            question.regions.append(RegionYears(mention.known, ()))
        elif mention.name in superiors:
            question.scopes.append(mention.name)
        elif any(set(place.superiors) & loaded for place in gazetteer().get(mention.name, ())):
            continue  # a county of a loaded city: content, which the evidence must name
        else:
            question.strangers.append(mention.name)
        taken |= set(range(mention.start, mention.end))
    _wholes(question, plans, taken)
    if question.scopes and question.regions and (sets_against(question.plain) or _OWN.search(question.plain)):
        question.scopes += [mention.region for mention in question.regions]


def _take_in(question: Question, known: Known) -> None:
    """Places without a document of their own that a loaded one speaks of: what evidence must name."""
    named = [name for name in question.strangers if known.is_named(name)]
    question.strangers = [name for name in question.strangers if name not in named]
    question.inside += named
    question.terms = [*(Term(name, _NOUN, start=question.plain.find(name)) for name in named), *question.terms]


def _inside(question: Question, inner: Mapping[str, str]) -> set[int]:
    """Where the question names places that the tables of a larger one's plan have rows of: what is asked must be said of
    them. They stay words of the question, since institutions and projects are named after them."""
    named: set[int] = set()
    for place in inner:
        for form in (place, stem(place)):
            at = question.plain.find(form) if len(form) > 1 else -1
            if at >= 0:
                question.inside.append(place)
                named |= set(range(at, at + len(form)))
                break
    return named


def _of_field(plain: str, plans: Sequence[PlanMetadata], taken: set[int]) -> list[str]:
    """The places whose documents the question names by their field (养老规划, 县教育那个规划), where not all of them are meant."""
    every = {plan.region for plan in plans}
    if len(every) < 2:
        return []
    found: dict[str, set[int]] = {}
    for plan in plans:
        for word in _field_words(plan.title):
            named = re.compile(rf"[市县区]?里?{re.escape(word)}[\u4e00-\u9fff]{{0,6}}?(?:规划|纲要|方案|公报|报告)")
            for match in named.finditer(plain):
                found.setdefault(plan.region, set()).update(range(*match.span()))
    taken.update(*found.values())
    return list(found) if set(found) < every else []


@functools.lru_cache(maxsize=256)
def _field_words(title: str) -> tuple[str, ...]:
    """The words of a title that tell its field: 养老 of 云陂县“十四五”养老服务体系建设规划."""
    import rjieba

    words = rjieba.cut(_PERIOD.sub(" ", title))
    return tuple(
        word for word in words if len(word) > 1 and word not in _NO_FIELD and not re.search(r"[市县区省\d]", word)
    )


def _wholes(question: Question, plans: Sequence[PlanMetadata], taken: set[int]) -> None:
    """全省 and 全国 as places; the province is that of the region asked about."""
    nation, province = _NATION.search(question.plain), _PROVINCE.search(question.plain)
    if nation:
        question.scopes.append("全国")
        taken |= set(range(*nation.span()))
    if province:
        asked = {mention.region for mention in question.regions}
        above = [plan.superiors[0] for plan in plans if plan.region in asked and plan.superiors]
        loaded = [plan.region for plan in plans if plan.region in above]
        if loaded and sets_against(question.plain):
            question.regions += [RegionYears(region, ()) for region in dict.fromkeys(loaded)]
        else:
            question.scopes += ["全省", *dict.fromkeys(above)]
        taken |= set(range(*province.span()))


def sets_against(plain: str) -> bool:
    """Whether a place is set against the whole that it lies in (和全省比, 比全国平均低)."""
    return any(span.kind == "against" for span in spans_in(plain))


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
    found = [RegionYears(region, beside if paired else every) for region, beside in own.items()]
    return [*found, *(RegionYears(region, every) for region in question.region_names if region not in own)]


def _roles(plain: str) -> set[Role]:
    """The roles that the question names. Where one part of it asks with no role word and a later one for the target
    (有几个？以后要到几个？), the first asks for the present."""
    asking = [clause for clause in CLAUSE_END.split(plain) if ASKS.search(clause) or not QUANTITY.search(clause)]
    # 规划目标98，完成了多少 states the goal and asks for what came of it.
    asked = "，".join(asking) if any(ASKS.search(clause) for clause in asking) else plain
    roles = {role for role, pattern in lexicon().roles.items() if pattern.search(asked)}
    if Role.INTERIM_TARGET in roles or Role.EARLIER_GOAL in roles:
        roles.discard(Role.TARGET)
    if roles == {Role.TARGET}:
        clauses = [clause for clause in CLAUSE_END.split(plain) if ASKS.search(clause)]
        if len(clauses) > 1 and not lexicon().roles[Role.TARGET].search(clauses[0]):
            roles.add(Role.BASELINE)
    return roles


def _quantities(plain: str, taken: set[int], question: Question) -> list[Quantity]:
    inside = {at for mention in question.indicators for at in mention.places}
    inside |= {at for match in POPULATION.finditer(plain) for at in range(*match.span())}
    found = []
    for match in QUANTITY.finditer(plain):
        if match.start() in taken or match.start() in inside:
            continue
        found.append(Quantity(match[1], match[2] or ""))
    return found


def _spelled_quantities(question: Question) -> list[Quantity]:
    """The figures in words of a question that asks to confirm what it says (有两家，对吧)."""
    if not question.asks_whether:
        return []
    return [Quantity(str(number_of(m[1])), m[2]) for m in SPELLED_QUANTITY.finditer(question.plain)]


def exact_spans(plain: str, known: Known) -> list[str]:
    """For each character of ``plain`` the kind of the exact span that covers it: P place, T time, Q figure or quotation,
    I name of an indicator; "" where none does."""
    kinds = [""] * len(plain)

    def mark(kind: str, places: Iterable[int]) -> None:
        for at in places:
            kinds[at] = kind

    for mention in indicators_in(plain, known.names):
        mark("I", mention.places)
    for pattern, kind in ((QUANTITY, "Q"), (_QUOTED, "Q"), (_PERIOD, "T")):
        for match in pattern.finditer(plain):
            mark(kind, range(*match.span()))
    for place in places_in(plain, aliases_of(known.plans)):
        mark("P", range(place.start, place.end))
    for _, start, end in question_years(plain, known.this_year):
        mark("T", range(start, end))
    return kinds


def _kind(question: Question, whole: str) -> Kind:
    """The kind of answer wanted. ``whole`` is the message with its discourse: an order to make something up counts wherever
    it stands."""
    kinds, plain = lexicon().kinds, question.plain
    if lexicon().fabricate.search(whole):
        return Kind.FABRICATE
    if lexicon().outside.search(whole):
        return Kind.OUTSIDE
    if ATTRIBUTE_LIST.search(plain) and not question.indicators:
        return Kind.ATTRIBUTE_LIST
    if kinds["plans"].search(plain) and len(plain) <= _SHORT and not question.indicators and not question.quoted:
        return Kind.PLANS
    of_itself = kinds["metadata"].search(plain) or any(span.kind == "metadata" for span in spans_in(plain))
    if of_itself and not question.indicators:
        return Kind.METADATA
    which = asks_which_document(plain, bool(question.regions)) or kinds["which_document"].search(plain)
    projects = question.projects
    if projects and projects.of_tables and not question.indicators and (projects.reckons or not which):
        return Kind.PROJECTS
    silent = any(span.kind == "absent" for span in spans_in(plain))
    compares = bool(question.indicators) and (kinds["compare"].search(plain) or silent)
    if which and not compares:
        return Kind.WHICH_DOCUMENT
    several = len(question.regions) > 1 or set(question.scopes) & set(question.region_names)
    if question.indicators and (compares or several):
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
    for pattern in (_QUOTED, QUANTITY, QUESTION_WORD, words.empty):
        masked = pattern.sub(lambda match: " " * len(match[0]), masked)
    terms: dict[str, Term] = {}

    def take(match: re.Match[str]) -> str:
        terms.setdefault(match[0], Term(match[0], _NOUN, start=match.start()))
        return " " * len(match[0])

    for aside in _ASIDE.finditer(masked):
        terms.setdefault(aside[1], Term(aside[1], _NOUN, (aside[2],), aside.start()))
    masked = _ASIDE.sub(lambda match: " " * len(match[0]), masked)
    masked = words.compounds.sub(take, _NUMBERED_PLACE.sub(take, masked))
    for run in re.finditer(r"[\w.%‰+-]+", masked):
        at = run.start()
        for word, tag in rjieba.tag(run[0]):
            weight = 0.0 if _is_deed(word, tag) or _is_of_order(word, masked[at:]) else _weight_of(word, tag)
            if len(word) == 1 and tag.startswith("n") and QUESTION_WORD.match(plain, at + 1):
                weight = 0.0  # 卡多少: what is done, which a segmenter takes for a noun
            before = next(reversed(terms.values())) if terms else None
            if before and len(word) == 1 and tag.startswith("n") and before.weight < _NOUN and before.end == at:
                # 罕见|病 is one noun.
                del terms[before.text]
                terms[before.text + word] = Term(before.text + word, _NOUN, start=before.start)
            elif weight and search_key(word) and word not in words.stop:
                terms.setdefault(word, Term(word, weight, start=at))
            at += len(word)
    found = sorted(terms.values(), key=lambda term: term.start)
    asked = [term for term in found if term.start > 0 and _ASKED_NOUN.search(plain[: term.start])]
    if any(term.weight == _NOUN and term not in asked for term in found):
        # 哪个学校 asks for a school; the answer names one.
        found = [replace(term, weight=min(term.weight, _SOFT)) if term in asked else term for term in found]
    return found


def _is_deed(word: str, tag: str) -> bool:
    match = _TO_DO.fullmatch(word)
    return match is not None and (tag.startswith("v") or match["deed"] in _DEEDS)


def _is_of_order(word: str, text: str) -> bool:
    """Whether ``word``, with which ``text`` begins, only says what puts things in order: 招得 of 谁招得最多, 数量 of 数量排个序."""
    return _OF_ORDER.match(text) is not None if word.endswith("得") else word in _HOW_MANY


def _weight_of(word: str, tag: str) -> float:
    if word.isascii() and word.isalpha():
        return _NOUN if len(word) > 1 else 0.0  # AED, HPV
    weight = next((weight for tags, weight in _WEIGHTS if tag.startswith(tags)), _NOUN)
    # 是, 有, 做: verbs of one character say nothing by themselves.
    return 0.0 if len(word) == 1 and weight < _NOUN else weight


def _phrases(terms: list[Term]) -> list[Term]:
    """Nouns that stand together are one phrase, which a document must have as such: 医生集团 is not 医生 and 集团."""
    return [
        Term(one.text + other.text, _NOUN, start=one.start)
        for one, other in itertools.pairwise(terms)
        if one.end == other.start and one.weight == other.weight == _NOUN
    ]


def _may_be_money(mention: IndicatorMention) -> bool:
    """Whether what the question names may be a sum: a printed name, or one whose usual unit is of money."""
    entry = load_catalogue().get(mention.key)
    return mention.by_name or (entry is not None and "元" in entry.unit)


def _is_rate(mention: IndicatorMention, plain: str) -> bool:
    """Whether an indicator is one of so many to a thousand people, or a share of pieces that are counted (有多少护理型床位),
    where the question names only who or what is counted."""
    entry = load_catalogue().get(mention.key)
    if entry is None or BASE_SAID.search(plain):
        return False
    if entry.name.startswith(("每千", "每万", "每百", "千人")):
        return True
    pieces = counts_heads(plain, min(mention.places), max(mention.places) + 1)
    return entry.name.endswith(("占比", "比例", "比重")) and pieces


def _head(question: Question, asked: Asked) -> str:
    """What the figure asked for is of: the counted noun, else the last noun before the figure word in its clause."""
    if asked.counted or asked.figure_at < 0:
        return asked.counted
    begin = max((match.end() for match in CLAUSE_END.finditer(question.plain, 0, asked.figure_at)), default=0)
    if question.plain.startswith(_MEASURES, asked.figure_at):
        return ""
    nouns = [
        (term.start, term.text)
        for term in question.terms
        if term.weight == _NOUN and len(term.text) > 1 and begin <= term.start < asked.figure_at
    ]
    nouns += [
        (max(mention.places), mention.words(question.plain))
        for mention in question.indicators
        if begin <= min(mention.places) < asked.figure_at
    ]
    return max(nouns)[1] if nouns else ""
