"""The figures that the last turns showed one by one, added up (加起来多少)."""

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction

from bot.answers.joining import joined
from bot.answers.project_wording import placed_name, printed_money
from bot.answers.text_figures import TextFigure, derived, figure_of
from bot.dialogue.query import Operation
from bot.dialogue.state import Turn
from bot.library import Library
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import exact
from corpus.language.units import converted
from corpus.models import Project
from prompts import say
from retrieval.store import StoredPlan

# Shares and rates of several places do not add up.
_RATES = ("%", "％", "‰")
# A talk of more things than this is added up by nobody.
_MOST_TURNS = 8


def answer_added(question: Question, count: int, level: str, turns: Sequence[Turn], library: Library) -> Answer | None:
    """The sum of what the last ``count`` of the ``turns`` (oldest first) showed, one figure each; with a ``count`` of 0 of those
    about the same matter as the last, or else of the last two. A refusal where rates would be added; None where they do not
    show one figure each, or none that go together. ``level`` (县) keeps to places of that level, where it is said."""
    found: list[tuple[Turn, TextFigure, Hashable]] = []
    for turn in reversed(turns[-_MOST_TURNS:]):
        figure = _figure(turn, library)
        if figure is None or (found and converted("1", figure.unit, found[0][1].unit) is None):
            break
        if all(region.endswith(level) for region in turn.regions):
            found.append((turn, figure, _matter(turn, library)))
    same = [one for one in found if one[2] == found[0][2]]
    chosen = found[:count] if count else same if len(same) > 1 else found[:2]
    if len(chosen) < max(count, 2):
        return None
    chosen = chosen[::-1]
    figures = [figure for _, figure, _ in chosen]
    if any(figure.unit in _RATES or _is_rate(turn) for turn, figure, _ in chosen):
        names = "、".join(f"{figure.region} {figure.shown}" for figure in figures)
        return Answer(question.text, True, "not_stated", say("recall.no_sum", shown=names))
    lines, _ = derived(Operation(total=True), figures)
    whole = joined(question.text, [turn.answer for turn, _, _ in chosen], [""] * len(chosen))
    return Answer(
        question.text,
        False,
        None,
        "\n".join([*lines[1:], whole.text]),
        facts=whole.facts,
        citations=whole.citations,
    )


def _figure(turn: Turn, library: Library) -> TextFigure | None:
    """The one figure that a turn showed, None where it showed none or several."""
    rows = list(_rows(turn, library))
    if turn.answer.refused or len(rows) > 1:
        return None
    if rows:
        plan, project = rows[0]
        if project.amount is None or not project.unit:
            return None
        return TextFigure(
            placed_name(plan, project), Fraction(str(project.amount)), printed_money(project), project.unit
        )
    facts = turn.answer.facts
    if len(facts) == 1 and facts[0].value.replace(".", "", 1).isdigit():
        fact = facts[0]
        return TextFigure(fact.region, exact(fact.value), f"{fact.value}{fact.unit}", fact.unit)
    if facts or len(turn.regions) != 1 or not turn.answer.citations:
        return None
    return figure_of(turn.question, turn.regions[0], turn.answer)


def _rows(turn: Turn, library: Library) -> Iterator[tuple[StoredPlan, Project]]:
    """The rows of project tables that a turn showed."""
    plans = {plan.file: plan for plan in library.store.plans}
    for citation in turn.answer.citations:
        plan = plans[citation.file]
        yield from ((plan, row) for row in library.store.projects(plan.id)[0] if row.row.start == citation.start)


def _matter(turn: Turn, library: Library) -> Hashable:
    """What a turn is about but for the place: two of one matter go together."""
    if turn.query is not None:
        return turn.query.indicators
    if any(_rows(turn, library)):
        return "project"
    return tuple(sorted(term.text for term in turn.question.terms if term.weight == 1))


def _is_rate(turn: Turn) -> bool:
    return turn.query is not None and any("每" in fact.printed_name for fact in turn.answer.facts)
