"""Absolute numbers where an indicator is a rate: 有多少注册护士 asks for heads, not for so many to a thousand people. They stand
in the running text; where it gives none, the rate is offered and called one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.indicator import answer_indicator
from bot.answers.passage import answer_passage
from bot.answers.records import INSTITUTION
from bot.answers.text_figures import TextFigure, derived
from bot.answers.wording import plan_name
from bot.asking import counts_heads, deed_counted
from bot.citing import Citations
from bot.lexicon import lexicon
from bot.library import Library, finished
from bot.models import Answer
from bot.question import IndicatorMention, Question
from bot.reading.indicators import indicators_in
from bot.support import held
from corpus.catalogue import load_catalogue
from corpus.language.numerals import exact
from corpus.language.text import bigrams, search_key
from corpus.language.unit_groups import COUNT_UNITS
from corpus.models import FigureStatement, Role
from prompts import say
from retrieval.records import StoredPlan

# What may stand before the noun of a total without narrowing it.
_OPENING = re.compile(
    r"^(?:全[市区县省]|共有?|编制|核定|实际|可供应?|可用|开放|设置|医疗(?:卫生)?机构|现有?|实有|总|各类|各级|拥有|达到?|在岗|至?\d{4}年底?|到|至)*$"
)
# A longer sentence is told by the clause that states the total.
_LONG = 60
_CLAUSE_END = re.compile(r"[，；。：]|,(?!\d{3})")
_HOUSE = re.compile(r"医院|保健院|卫生院|服务中心|院区|学校|中心(?=[^，。；]{0,4}(?:有|为|设))")


def answer_total(question: Question, library: Library) -> Answer | None:
    """The absolute numbers that ``question`` asks for, from the running text of each place; where one states none, its rate
    with that remark. None where the question names more than who is counted, or counts nobody by a rate."""
    rates = [mention for mention in question.rates if mention not in question.indicators]
    deed = deed_counted(question.plain, min(min(mention.places) for mention in rates)) if rates else ""
    if not (question.counts and rates) or _names_more(question, rates, deed):
        return None
    if any(mention.by_name and INSTITUTION.search(mention.words(question.plain)) for mention in question.indicators):
        return answer_indicator(question, library)  # its own row counts heads; the total is the place's
    citations = Citations(library.store)
    lines: list[str] = []
    silent: list[str] = []
    shown: set[tuple[int, int]] = set()
    counts: list[set[TextFigure]] = []
    for plan in library.plans_to_read(question.plain, question.region_names):
        for mention in rates:
            totals = list(_totals(question, mention, deed, plan, library))
            told = {total.sentence: total for total in reversed(totals)}
            counts.append({_figure(plan, total) for total in totals})
            if not told:
                name = f"{deed}{mention.words(question.plain)}"
                silent.append(say("answer.no_total", regions=plan.metadata.region, name=name))
            for sentence, total in sorted(told.items(), key=lambda one: one[0].start):
                if (plan.id, sentence.start) not in shown:
                    shown.add((plan.id, sentence.start))
                    lines.append(_quoted(library, citations, plan, total))
    if lines:
        if len(rates) == 1 and len(counts) > 1 and all(len(own) == 1 for own in counts):
            lines += derived(question.operation, [figure for own in counts for figure in own])[0]
        return finished(question.text, False, None, "\n".join([*lines, *silent]), citations)
    return _deed_in_text(question, library, deed) if deed else _as_rate(question, library, rates)


def _figure(plan: StoredPlan, total: FigureStatement) -> TextFigure:
    return TextFigure(plan.metadata.region, exact(total.number.replace(",", "")), total.value, total.unit)


def _quoted(library: Library, citations: Citations, plan: StoredPlan, total: FigureStatement) -> str:
    """The sentence that states a total, of a long one the clause that does; the citation is of the whole."""
    sentence = total.sentence
    section = next(unit.section for unit in library.store.evidence(plan.id) if unit.span == sentence)
    number = citations.add(plan, sentence, section, None)
    quote, region = library.store.quote(plan.id, sentence), plan.metadata.region
    if len(quote) > _LONG:
        at = total.figure.start - sentence.start
        start = max((match.end() for match in _CLAUSE_END.finditer(quote, 0, at)), default=0)
        end = next((match.start() for match in _CLAUSE_END.finditer(quote, at)), len(quote))
        before, after = "……" if start else "", "……" if end < len(quote) - 1 else ""
        quote = say("answer.part", before=before, part=quote[start:end].strip(), after=after)
    return say("answer.quote", region=region, plan=plan_name(plan), quote=quote, n=number)


def _names_more(question: Question, rates: Sequence[IndicatorMention], deed: str) -> bool:
    """Whether a noun stands in the question beside what is counted (市一院有多少护士)."""
    inside = {at for mention in rates for at in mention.places}
    entries = [entry for mention in rates if (entry := load_catalogue().get(mention.key))]
    own = "".join(name for entry in entries for name in entry.names)
    return bool(question.quoted or question.scopes) or any(
        term.weight == 1
        and term.start not in inside
        and len(term.text) > 1
        and not (deed and term.text.endswith(deed))
        and search_key(term.text) not in own
        for term in question.terms
    )


def _totals(
    question: Question, mention: IndicatorMention, deed: str, plan: StoredPlan, library: Library
) -> Iterator[FigureStatement]:
    """The figures of a plan's running text that count just what ``mention`` names, at the time asked for."""
    every = [statement for key in ("", mention.key) for _, statement in library.store.figures(key, (plan.id,))]
    fitting = [
        statement
        for statement in every
        if _is_total(statement, mention.key, mention.words(question.plain), deed)
        and statement.place == plan.metadata.region
        and not _HOUSE.search(library.store.quote(plan.id, statement.sentence).split(statement.measure)[0])
    ]
    dated = [statement for statement in fitting if _is_of_time(question, plan, statement)]
    latest = [statement for statement in dated if statement.year is None or statement.role is not Role.BASELINE]
    yield from dated if question.years else latest or dated


def _is_of_time(question: Question, plan: StoredPlan, statement: FigureStatement) -> bool:
    """Whether a figure is of the year or the role asked for. One without a year that tells what is there is of the year
    before the plan begins."""
    period = plan.metadata.period
    if question.years:
        base = period is not None and period[0] - 1 in question.years and statement.role is Role.STATED
        goal = period is not None and period[1] in question.years and statement.role is Role.TARGET
        return statement.year in question.years or (statement.year is None and (base or goal))
    return Role.TARGET not in question.roles or statement.role is Role.TARGET


def _is_total(statement: FigureStatement, key: str, words: str, deed: str) -> bool:
    """Whether a figure counts what the rate ``key`` sets against the people: said to a thousand people, its noun would name
    that rate. What stands before the noun may only be the ``deed`` that is asked about."""
    entry = load_catalogue().get(key)
    if entry is None or statement.unit.removeprefix("万") not in (*COUNT_UNITS, ""):
        return False
    measure = re.sub(r"(?:总数|总量|数量|人数|数)$", "", statement.measure)
    own_words = search_key("".join((words, *entry.names, *lexicon().synonyms.get(search_key(words), ()))))
    if not any(pair in own_words for pair in bigrams(search_key(measure))):
        return False  # most figures of a text count something else
    for at in range(len(measure) - 1):
        noun, before = measure[at:], measure[:at]
        named = f"{entry.name[:4]}{noun}数"
        by_share = not entry.name.startswith("每") and _same(noun, words)
        if not by_share and not any(
            own.key == key and len(own.places) >= len(named) - 1 and (own.by_name or _same(noun, words))
            for own in indicators_in(named, ())
        ):
            continue
        if held(deed, search_key(before)) == 1 if deed else _OPENING.match(before):
            return True
    return False


def _same(noun: str, words: str) -> bool:
    key = search_key(noun)
    return key in (search_key(words), *lexicon().synonyms.get(search_key(words), ())) or search_key(words).endswith(key)


def _deed_in_text(question: Question, library: Library, deed: str) -> Answer | None:
    """The passage that says how many are to be recruited, trained, added; a refusal where none speaks of that deed."""
    found = answer_passage(question, library)
    if found.refused or held(deed, search_key(" ".join(citation.quote for citation in found.citations))) == 1:
        return found
    name = _name(question, question.rates, deed)
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    text = say("refusal.unsupported", missing=name, searched=searched)
    return Answer(question.text, True, "unsupported", text)


def _as_rate(question: Question, library: Library, rates: Sequence[IndicatorMention]) -> Answer | None:
    """The rate, behind the remark that no absolute number is stated; a refusal that shows it where a total was asked for in so
    many words; None where there is no rate either."""
    asked = replace(question, counts=False, rates=(), indicators=(*question.indicators, *rates), terms=())
    found = answer_indicator(asked, library)
    if found is None or found.refused:
        return None
    regions = "、".join(question.region_names) or say("refusal.all_plans")
    if not all(counts_heads(question.plain, min(mention.places), max(mention.places) + 1) for mention in rates):
        text = say("refusal.no_total", regions=regions, name=_name(question, rates, ""))
        near = say("refusal.nearest", line=found.text.split("\n")[0])
        return replace(found, refused=True, reason="not_stated", facts=(), text=f"{text}\n{near}")
    remark = say("answer.only_rate", regions=regions, name=_name(question, rates, ""))
    return replace(found, question=question.text, text=f"{remark}\n{found.text}")


def _name(question: Question, rates: Sequence[IndicatorMention], deed: str) -> str:
    return deed + "、".join(dict.fromkeys(mention.words(question.plain) for mention in rates))
