"""What the running text of a place says of an indicator that others have in a table (县人民医院由450张增加到600张), so that no document is
said to lack what it holds."""

from dataclasses import replace

from bot.answers.passage import answer_passage
from bot.answers.records import Found, Stated
from bot.answers.text_figures import figure_of
from bot.asked_words import terms_of
from bot.dialogue.query import Operation
from bot.library import Library
from bot.question import Kind, Question, RegionYears, Wanted
from bot.reading.rules import spans_in
from bot.reading.years import stated_years
from bot.support import unmet
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.unit_groups import unit_ways
from corpus.models import FigureStatement, IndicatorValue
from retrieval.records import StoredPlan

# Of more places the tables alone are compared.
_MOST = 3
_NO_MATTER = (
    "places",
    "extreme",
    "order",
    "change",
    "difference",
    "average",
    "sum",
    "threshold",
    "against",
    "together",
)


def told_in_text(question: Question, library: Library, plans: list[StoredPlan], stated: list[Found]) -> list[Stated]:
    """The figures that the texts of those ``plans`` give which have none in ``stated``, in its unit and of its year; none where
    the tables state more than one indicator or another year for each place."""
    have = {plan.id for plan, _ in stated}
    absent = [plan for plan in plans if plan.id not in have]
    likes = {(value.indicator, value.unit, value.year, value.role) for _, value in stated}
    several = len(question.regions) > 1 or any(span.kind == "places" for span in spans_in(question.plain))
    if len(likes) != 1 or len(absent) > _MOST or not several or question.kind is not Kind.COMPARE or question.scopes:
        return []
    like = stated[0][1]
    return [(plan, told) for plan in absent if (told := _told(question, library, plan, like))]


def _told(question: Question, library: Library, plan: StoredPlan, like: IndicatorValue) -> FigureStatement | None:
    region = plan.metadata.region
    years = (like.year,) if like.year else ()
    asked = replace(
        question,
        kind=Kind.LOOKUP,
        regions=(RegionYears(region, years),),
        years=years,
        indicators=(),
        rates=(),
        operation=Operation(),
        wanted=frozenset((Wanted.FIGURE,)),
        wanted_units=unit_ways(like.unit),
        terms=tuple(terms_of(question.plain, _beside_matter(question))),
    )
    answer = answer_passage(asked, library)
    figure = None if answer.refused else figure_of(asked, region, answer)
    if figure is None or figure.unit != like.unit:
        return None
    place = answer.citations[0]
    if unmet((term for term in asked.terms if term.weight == 1), search_key(place.quote)):
        return None
    unit = next((one for one in library.store.evidence(plan.id) if one.span.start == place.start), None)
    if unit is None or unit.table is not None:
        return None
    return FigureStatement(
        like.indicator,
        figure.shown,
        like.year,
        like.role,
        unit.section,
        unit.span,
        unit.span,
        number=f"{figure.number}",
        unit=figure.unit,
        measure=like.printed_name,
        place=region,
    )


def _beside_matter(question: Question) -> set[int]:
    """The characters of the question that name its places and years, or say what is done with its figures."""
    plain = question.plain
    gone = {at for span in spans_in(plain) if span.kind in _NO_MATTER for at in range(span.start, span.end)}
    for _, start, end in stated_years(plain):
        gone |= set(range(start, end))
    for name in (way for region in question.region_names for way in (region, stem(region))):
        at = plain.find(name)
        gone |= set(range(at, at + len(name))) if at >= 0 else set()
    return gone
