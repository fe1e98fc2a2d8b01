"""Misprinted units of tables: a row in % whose figure the same document states in ‰, the indicator's usual unit, elsewhere is
compared in the usual unit. What is printed stays as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.records import Found, numbers_in
from bot.library import Library
from corpus.catalogue import load_catalogue
from corpus.language.text import search_key
from corpus.models import FigureStatement, IndicatorValue, Span
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
