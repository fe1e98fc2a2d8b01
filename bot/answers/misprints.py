"""Misprinted units of tables: a row in % whose figure the same document states in ‰, the indicator's usual unit, elsewhere is
compared in the usual unit. What is printed stays as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.records import Found, numbers_in
from bot.library import Library
from bot.question import Question
from corpus.catalogue import load_catalogue
from corpus.language.text import fold, search_key
from corpus.language.units import kind_of
from corpus.models import FigureStatement, IndicatorValue, Span
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan


@dataclass(frozen=True, slots=True)
class Misprint:
    """A row whose unit is misprinted: the plan, one of its values, and where the usual unit stands (span and section)."""

    plan: StoredPlan
    value: IndicatorValue
    usual: str
    proof: Span
    section: tuple[str, ...]


def in_usual_units(stated: Sequence[Found], library: Library) -> tuple[list[Found], list[Misprint]]:
    """The values of ``stated`` with the usual unit for a misprinted one, and the misprints so found, one a row."""
    found: dict[tuple[int, int], Misprint] = {}
    level: list[Found] = []
    for plan, value in stated:
        row = (plan.id, value.row.start)
        if row not in found and (misprint := _misprint(plan, value, library)):
            found[row] = misprint
        level.append((plan, replace(value, unit=found[row].usual) if row in found else value))
    return level, list(found.values())


def claimed_in_another_unit(
    question: Question, stated: Sequence[Found], library: Library
) -> tuple[str, StoredPlan, IndicatorValue, Evidence] | None:
    """A figure that the question claims in a unit which only a sentence prints (6.32‰), where a table of the same document has
    the number in another unit (/10万): the figure as claimed, the plan, the value and the sentence; None where there is none.
    The document contradicts itself there, so the claim can be neither confirmed nor denied."""
    for quantity in question.quantities:
        kind = kind_of(quantity.unit)
        own = [(plan, value) for plan, value in stated if quantity.number in numbers_in(value.value)]
        others = [(plan, value) for plan, value in own if kind_of(value.unit) not in ("", kind)]
        if not kind or not others or len(others) != len(own):
            continue
        figure = f"{quantity.number}{quantity.unit}"
        for plan, value in others:
            for unit in library.store.evidence(plan.id):
                names = value.printed_name in unit.text and unit.table is None
                if names and fold(figure) in fold(unit.text):
                    return figure, plan, value, unit
    return None


def _misprint(plan: StoredPlan, value: IndicatorValue, library: Library) -> Misprint | None:
    entry = load_catalogue().get(value.indicator)
    usual = search_key(entry.unit) if entry else ""
    if entry is None or not value.usual_unit or search_key(value.unit) == usual:
        return None
    values = [other for _, other in library.store.values(value.indicator, (plan.id,))]
    printed = {figure for own in values if own.row == value.row for figure in numbers_in(own.value)}
    for other in values:
        if other.row != value.row and search_key(other.unit) == usual and numbers_in(other.value) & printed:
            return Misprint(plan, value, entry.unit, other.row, ())
    for _, statement in library.store.figures(value.indicator, (plan.id,)):
        if _states(statement, usual, printed):
            return Misprint(plan, value, entry.unit, statement.sentence, statement.section)
    return None


def _states(statement: FigureStatement, usual: str, printed: set[str]) -> bool:
    return search_key(statement.unit) == usual and bool(numbers_in(statement.value) & printed)
