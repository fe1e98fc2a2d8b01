"""What follows from the figures that the last turns showed: their sum (加起来多少), how far they lie apart, the larger one."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.answers.joining import joined
from bot.answers.project_wording import placed_name, printed_money
from bot.answers.text_figures import TextFigure, derived, figure_of
from bot.dialogue.query import Operation
from bot.dialogue.state import Turn
from bot.library import Library
from bot.models import Answer, Citation
from bot.question import Question
from bot.reading.rules import Span
from corpus.language.numerals import exact, number_of
from corpus.language.unit_groups import COUNT_UNITS, SHARES
from corpus.language.units import MEASURED, converted
from corpus.models import Project
from prompts import say
from retrieval.records import StoredPlan

# A talk of more things than this is reckoned up by nobody.
_MOST_TURNS = 8


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure that a turn showed, and what it is about but for the place: two of one matter go together."""

    turn: Turn
    figure: TextFigure
    matter: Hashable


def answer_reckoned(question: Question, asked: Span, turns: Sequence[Turn], library: Library) -> Answer | None:
    """What the span ``asked`` wants of the figures that the ``turns`` (oldest first) showed last, one each: as many as it says,
    else those about the same matter as the last, or else of the last two. A refusal where rates would be added; None where
    they do not show one figure each, or none that go together, and where records compare them."""
    count, level = number_of(asked.part("count") or "0"), asked.part("level")
    found: list[_Shown] = []
    for turn in reversed(turns[-_MOST_TURNS:]):
        shown = list(_shown(turn, library))
        if not shown or (len(shown) > 1 and found):
            break
        if found and not _alike(shown[0].figure.unit, found[0].figure.unit):
            break
        found += [one for one in reversed(shown) if all(region.endswith(level) for region in _places(one))]
        if len(shown) > 1:
            break
    found = list({_printed_at(one): one for one in found}.values())
    same = [one for one in found if one.matter == found[0].matter]
    chosen = (found[:count] if count else same if len(same) > 1 else found[:2])[::-1]
    if len(chosen) < max(count, 2):
        return None
    figures = [one.figure for one in chosen]
    sums = asked.value == "sum"
    # Shares and rates of several places do not add up.
    if sums and any(one.figure.unit in SHARES or _is_rate(one.turn) for one in chosen):
        names = "、".join(f"{figure.region} {figure.shown}" for figure in figures)
        return Answer(question.text, True, "not_stated", say("recall.no_sum", shown=names))
    if not sums and any(one.turn.query is not None for one in chosen):
        return None
    lines, _ = derived(_operation(asked), figures)
    if not lines:
        return None
    if not sums and len({id(one.turn) for one in chosen}) == 1:
        return None  # places that one answer set side by side
    answers = list({id(one.turn): one.turn.answer for one in chosen}.values())
    whole = joined(question.text, answers, [""] * len(answers))
    text = "\n".join([*(lines[1:] if sums or asked.value == "difference" else lines), whole.text])
    return Answer(question.text, False, None, text, facts=whole.facts, citations=whole.citations)


def _alike(one: str, other: str) -> bool:
    """Whether figures of two units can be reckoned together: one converts into the other, or both count pieces (45处, 32个)."""
    return {one, other} <= COUNT_UNITS or converted("1", one, other) is not None


def _operation(asked: Span) -> Operation:
    if asked.value == "sum":
        return Operation(total=True)
    if asked.value == "difference":
        return Operation(difference=True)
    if asked.value == "order":
        return Operation(order="descending")
    way = asked.part("way")
    return Operation(extremes=((asked.value, way if way.startswith("最") else say("compare.more", word=way)),))


def _printed_at(shown: _Shown) -> Hashable:
    """Where a figure is printed: one that was shown twice is one."""
    places = [(citation.file, citation.start) for citation in shown.turn.answer.citations]
    return shown.figure.region, shown.figure.shown, tuple(places)


def _places(shown: _Shown) -> tuple[str, ...]:
    """The place of a figure; a project's name holds it."""
    regions = shown.turn.regions
    return tuple(region for region in regions if region == shown.figure.region) or regions


def _shown(turn: Turn, library: Library) -> Iterator[_Shown]:
    """The one figure that a turn showed, or one of each place; none where it showed others."""
    rows = list(_rows(turn, library))
    facts = turn.answer.facts
    if turn.answer.refused or len(rows) > 1:
        return
    if rows:
        plan, project = rows[0]
        if project.amount is not None and project.unit:
            amount = Fraction(str(project.amount))
            figure = TextFigure(placed_name(plan, project), amount, printed_money(project), project.unit)
            yield _Shown(turn, figure, "project")
    elif len(facts) == 1 and turn.query is not None:
        (fact,) = facts
        if fact.value.replace(".", "", 1).isdigit():
            figure = TextFigure(fact.region, exact(fact.value), f"{fact.value}{fact.unit}", fact.unit)
            yield _Shown(turn, figure, turn.query.indicators)
    elif not facts:
        matter = tuple(sorted(term.text for term in turn.question.terms if term.weight == 1))
        for region in turn.regions:
            own = tuple(citation for citation in turn.answer.citations if citation.region == region)
            found = _in_text(turn, region, own) if own else None
            if found is not None:
                yield _Shown(turn, found, matter)


def _in_text(turn: Turn, region: str, cited: tuple[Citation, ...]) -> TextFigure | None:
    """The figure of a place's running text that was shown: of the clause about the matter, else the only one of a unit asked
    for."""
    if found := figure_of(turn.question, region, replace(turn.answer, citations=cited)):
        return found
    units = turn.question.wanted_units
    fitting = [match for match in MEASURED.finditer(cited[0].quote) if match[2] in units]
    return TextFigure(region, exact(fitting[0][1]), fitting[0][0], fitting[0][2]) if len(fitting) == 1 else None


def _rows(turn: Turn, library: Library) -> Iterator[tuple[StoredPlan, Project]]:
    """The rows of project tables that a turn showed."""
    plans = {plan.file: plan for plan in library.store.plans}
    for citation in turn.answer.citations:
        plan = plans[citation.file]
        yield from ((plan, row) for row in library.store.projects(plan.id)[0] if row.row.start == citation.start)


def _is_rate(turn: Turn) -> bool:
    return turn.query is not None and any("每" in fact.printed_name for fact in turn.answer.facts)
