"""Text -> Question. No plan is opened here: only what is loaded (regions, indicator names) is known."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.asked_places import Known, is_askers, of_field, paired, places_asked, with_named
from bot.asked_words import NOUN, QUOTED, phrases_of_nouns, terms_of
from bot.asking import (
    ASKS,
    ASKS_TEXT,
    ASKS_WHEN,
    ATTRIBUTE_LIST,
    CLAUSE_END,
    COUNTS,
    HOW_OFTEN,
    POPULATION,
    PUT_ASIDE,
    QUANTITY,
    SPELLED_QUANTITY,
    Asked,
    asked_in,
    asks_which_document,
    counts_heads,
    document_matter,
    says_base,
)
from bot.lexicon import lexicon
from bot.mentions import places_in
from bot.project_asking import projects_asked
from bot.question import IndicatorMention, Kind, Quantity, Question, RegionYears, Term
from bot.reading.content import content_of
from bot.reading.indicators import indicators_in
from bot.reading.rules import spans_in
from bot.reading.speech import plain_text
from bot.reading.years import question_years
from bot.recutting import recut
from corpus.catalogue import load_catalogue
from corpus.language.numerals import number_of
from corpus.language.text import search_key
from corpus.language.years import five_year_period
from corpus.models import Role

# A period in quotation marks is a name, a question word inside them asks, and a role word is how the asker puts it.
_NO_QUOTATION = re.compile(r"^十[一二三四五六七八九]五$|几|多少|什么|^(?:降至|升至|提高到|达到|目标|现状)$")
# A question for the list of plans says nothing else.
_SHORT = 14
# 多大年纪, 多高: what is measured stands behind or nowhere.
_MEASURES = ("多大", "多高", "多长", "多久")
# What may be asked of anything.
_OF_ANYTHING = frozenset(("标准", "金额", "额度", "价格", "费用", "规模", "数量", "数目"))
_WORKS = re.compile(r"工程|项目")
_PERIOD = re.compile(r"十[一二三四五六七八九]五")
# What of a name's end was not needed to know it: 千人口医师|数比中山低多少.
_NUMBER_OF = re.compile(r"[总人]?数量?(?![字据])")


def understand(text: str, known: Known) -> Question:
    """The question ``text`` against what is loaded."""
    whole = plain_text(text)
    if not search_key(whole):
        return Question(text, whole, whole, Kind.EMPTY)
    plain = document_matter(content_of(whole, exact_spans(whole, known)))
    asked = asked_in(plain)
    question, taken = _faceted(Question(text, plain, whole), known)
    question = replace(
        question,
        wanted=frozenset(asked.wanted),
        wanted_units=asked.units,
        wanted_count=asked.count,
        projects=projects_asked(_without_works(plain, question), question.years, known.this_year),
        asks_text=ASKS_TEXT.search(plain) is not None,
    )
    return _with_terms(_of_kind(question, asked), asked, taken, known)


def _faceted(question: Question, known: Known) -> tuple[Question, set[int]]:
    """The question with its places, years, indicators, roles and figures; and the characters that places and years take."""
    plain = question.plain
    places = places_asked(plain, known)
    taken = places.taken
    dated = question_years(plain, known.this_year)
    years = tuple(dict.fromkeys(year for year, _, _ in dated))
    for _, start, end in dated:
        taken |= set(range(start, end))
    for span in spans_in(plain):
        taken |= set(range(span.start, span.end)) if span.kind == "ranks" else set()
    regions = paired(places, known.plans, dated)
    if not regions:
        hosts = dict.fromkeys(known.inner_places[place] for place in places.inside if place in known.inner_places)
        regions = tuple(RegionYears(region, years) for region in hosts)
    if not regions:
        regions = tuple(RegionYears(region, years) for region in of_field(plain, known.plans, taken))
    # 民办园什么时候参加年检 names no indicator that 民办园年检 may be.
    # Nor does 老人多久探访一次 the share that is visited.
    asks_time = HOW_OFTEN.search(plain)
    indicators = tuple(
        m
        for m in indicators_in(plain, known.names)
        if not ASKS_WHEN.search(m.words(plain)) and (m.by_name or not asks_time)
    )
    named = {at for mention in indicators for at in mention.places}
    periods = set(_PERIOD.findall(plain))
    question = replace(
        question,
        regions=regions,
        scopes=tuple(places.scopes),
        inside=tuple(places.inside),
        strangers=tuple(name for name in places.strangers if not (places.regions and is_askers(question.whole, name))),
        years=years,
        period=five_year_period(plain) if len(periods) == 1 and not years else None,
        indicators=indicators,
        roles=_roles("".join("　" if at in named else char for at, char in enumerate(plain))),
        quoted=tuple(quoted for quoted in QUOTED.findall(plain) if not _NO_QUOTATION.search(quoted)),
    )
    return replace(question, quantities=_quantities(plain, taken | named) or _spelled_quantities(question)), taken


def _of_kind(question: Question, asked: Asked) -> Question:
    """The question with its kind, and with what of its indicators that kind may mean."""
    plain, kind, indicators = question.plain, _kind(question), question.indicators
    if kind is Kind.WHICH_DOCUMENT and not (question.quantities or question.years or question.roles):
        # 提到医生集团的规划 asks for words, not for the indicator that they remind of.
        indicators = tuple(mention for mention in indicators if mention.by_name)
    rates = tuple(mention for mention in indicators if _is_rate(mention, plain))
    question = replace(question, kind=kind, indicators=indicators, rates=rates)
    if COUNTS.search(plain) is not None or any(
        counts_heads(plain, min(mention.places), max(mention.places) + 1) for mention in rates
    ):
        question = counted(question)
    money = {quantity.unit for quantity in question.quantities} & {"元", "块", "块钱", "万元", "亿元"}
    if money or "元" in asked.units:  # 一张床位补多少钱 asks for no number of beds
        question = replace(question, indicators=tuple(filter(_may_be_money, question.indicators)))
    return question


def _with_terms(question: Question, asked: Asked, taken: set[int], known: Known) -> Question:
    """The question with its content words, which no facet explains, and what the figure or list asked for is of."""
    for mention in question.indicators:
        taken = taken | mention.places
        if mention.places and (number := _NUMBER_OF.match(question.plain, max(mention.places) + 1)):
            taken = taken | set(range(*number.span()))
    terms = recut(terms_of(question.plain, taken), known.stands)
    if question.kind is Kind.WHICH_DOCUMENT:
        terms += tuple(phrases_of_nouns(terms))
    question = replace(question, terms=_as_matter(question, terms, taken))
    if not question.indicators:  # figures of a table are those of its place alone
        question = with_named(question, known)
    nouns = [term.text for term in question.terms if term.weight == NOUN]
    titled = question.kind is Kind.WHICH_DOCUMENT and question.years and question.names_nothing
    return replace(
        question,
        kind=Kind.METADATA if titled else question.kind,
        head=_head(question, asked),
        head_is_counted=bool(asked.counted),
        listed=nouns[-1] if nouns else "",
    )


def _as_matter(question: Question, terms: tuple[Term, ...], taken: set[int]) -> tuple[Term, ...]:
    """The content words; where they are all that is said beside places and years (云溪 献血), they are the matter itself, be they
    verbs or not."""
    words = "".join(term.text for term in terms)
    rest = "".join(char for at, char in enumerate(question.plain) if at not in taken)
    if any(term.weight == NOUN for term in terms) or search_key(rest) != search_key(words):
        return terms
    return tuple(replace(term, weight=NOUN) for term in terms)


def counted(question: Question) -> Question:
    """The question as one for absolute numbers: what it names is no rate then."""
    named = tuple(mention for mention in question.indicators if mention not in question.rates)
    return replace(question, counts=True, indicators=named)


def _roles(plain: str) -> frozenset[Role]:
    """The roles that the question names. Where one part of it asks with no role word and a later one for the target
    (有几个？以后要到几个？), the first asks for the present."""
    asking = [clause for clause in CLAUSE_END.split(plain) if ASKS.search(clause) or not QUANTITY.search(clause)]
    # 规划目标98，完成了多少 states the goal and asks for what came of it.
    asked = "，".join(asking) if any(ASKS.search(clause) for clause in asking) else plain
    asked = PUT_ASIDE.sub("", asked)
    roles = {role for role, pattern in lexicon().roles.items() if pattern.search(asked)}
    if Role.INTERIM_TARGET in roles or Role.EARLIER_GOAL in roles:
        roles.discard(Role.TARGET)
    if roles == {Role.TARGET}:
        clauses = [clause for clause in CLAUSE_END.split(plain) if ASKS.search(clause)]
        if len(clauses) > 1 and not lexicon().roles[Role.TARGET].search(clauses[0]):
            roles.add(Role.BASELINE)
    return frozenset(roles)


# 5年要培养120人: how long it lasts is no figure that is claimed.
_LASTS = re.compile(r"(?<!\d)[3-5]年(?:要|内|里|间|共|累计|一共|总共|计划|打算|来)")


def _quantities(plain: str, taken: set[int]) -> tuple[Quantity, ...]:
    """The figures that ``plain`` states, but for those within what is ``taken`` and within the names of populations."""
    inside = {at for match in POPULATION.finditer(plain) for at in range(*match.span())} | taken
    return tuple(
        Quantity(match[1], match[2] or "")
        for match in QUANTITY.finditer(plain)
        if match.start() not in inside and not _LASTS.match(plain, match.start())
    )


def _spelled_quantities(question: Question) -> tuple[Quantity, ...]:
    """The figures in words of a question that asks to confirm what it says (有两家，对吧)."""
    if not question.asks_whether:
        return ()
    return tuple(Quantity(str(number_of(m[1])), m[2]) for m in SPELLED_QUANTITY.finditer(question.plain))


def exact_spans(plain: str, known: Known) -> list[str]:
    """For each character of ``plain`` the kind of the exact span that covers it: P place, T time, Q figure or quotation,
    I name of an indicator; "" where none does."""
    kinds = [""] * len(plain)

    def mark(kind: str, places: Iterable[int]) -> None:
        for at in places:
            kinds[at] = kind

    for mention in indicators_in(plain, known.names):
        mark("I", mention.places)
    for pattern, kind in ((QUANTITY, "Q"), (QUOTED, "Q"), (_PERIOD, "T")):
        for match in pattern.finditer(plain):
            mark(kind, range(*match.span()))
    for place in places_in(plain, known.plans.aliases):
        mark("P", range(place.start, place.end))
    for _, start, end in question_years(plain, known.this_year):
        mark("T", range(start, end))
    return kinds


def _kind(question: Question) -> Kind:
    """The kind of answer wanted. An order to make something up counts wherever it stands, in the discourse as well."""
    kinds, plain, whole = lexicon().kinds, question.plain, question.whole
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


def _may_be_money(mention: IndicatorMention) -> bool:
    """Whether what the question names may be a sum: a printed name, or one whose usual unit is of money."""
    entry = load_catalogue().get(mention.key)
    return mention.by_name or (entry is not None and "元" in entry.unit)


def _is_rate(mention: IndicatorMention, plain: str) -> bool:
    """Whether an indicator is one of so many to a thousand people, or a share of pieces that are counted (有多少护理型床位),
    where the question names only who or what is counted."""
    entry = load_catalogue().get(mention.key)
    if entry is None or says_base(plain):
        return False
    if entry.name.startswith(("每千", "每万", "每百", "千人")):
        return True
    pieces = counts_heads(plain, min(mention.places), max(mention.places) + 1)
    return entry.name.endswith(("占比", "比例", "比重")) and pieces


def _without_works(plain: str, question: Question) -> str:
    """``plain`` with blanks for 工程 and 项目 within the names of indicators (氮氧化物重点工程减排量), which ask for no projects."""
    named = {at for mention in question.indicators if mention.by_name for at in mention.places}
    return _WORKS.sub(lambda match: "  " if set(range(*match.span())) <= named else match[0], plain)


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
        if term.weight == NOUN and len(term.text) > 1 and begin <= term.start < asked.figure_at
    ]
    if nouns and all(text in _OF_ANYTHING for _, text in nouns):  # 住宿补贴，标准是多少 asks for the allowance
        nouns = [
            (term.start, term.text)
            for term in question.terms
            if term.weight == NOUN and len(term.text) > 1 and term.start < begin
        ]
    nouns += [
        (max(mention.places), mention.of_any_age(question.plain))
        for mention in question.indicators
        if begin <= min(mention.places) < asked.figure_at
    ]
    return max(nouns)[1] if nouns else ""
