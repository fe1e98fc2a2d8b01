"""Follow-up questions, which take over from earlier ones what they leave out."""

from collections.abc import Iterator
from dataclasses import replace

from judging import Case
from question_figures import expecting, worded
from synthetic import SyntheticPlan, TrueCell
from synthetic_wording import FIGURE, THEN_INDICATOR, THEN_REGION, THEN_YEAR
from synthetic_world import EMPTY, World, own_cells, sentences_on

_EACH = 2


def dialogue_cases(world: World) -> Iterator[Case]:
    """Follow-ups to another year, region and indicator, and to a year and place without a figure."""
    for plan in world.draw.sample(world.alike, _EACH):
        cells = _stated(plan)
        cell = world.draw.choice(cells)
        first = _opening(world, plan, cell)
        yield from _year(world, plan, cell, first)
        yield from _indicator(world, plan, cell, first)
        yield from _region(world, plan, cell, first)


def _stated(plan: SyntheticPlan) -> list[TrueCell]:
    return [cell for cell in own_cells(plan) if cell.year and cell.value not in EMPTY]


def _opening(world: World, plan: SyntheticPlan, cell: TrueCell) -> str:
    return worded(world, plan, FIGURE[cell.role], name=cell.indicator, year=cell.year, unit=cell.unit)


def _year(world: World, plan: SyntheticPlan, cell: TrueCell, first: str) -> Iterator[Case]:
    for other in _stated(plan):
        if other.indicator == cell.indicator and other.year != cell.year:
            case = expecting("then year", worded(world, plan, THEN_YEAR, year=other.year), plan, other)
            yield replace(case, history=(first,))
            break
    if not sentences_on(plan, cell.indicator):
        question = worded(world, plan, THEN_YEAR, year=2029)
        yield Case("then no year", question, refused=True, history=(first,))


def _indicator(world: World, plan: SyntheticPlan, cell: TrueCell, first: str) -> Iterator[Case]:
    others = [o for o in _stated(plan) if o.indicator != cell.indicator and (o.year, o.role) == (cell.year, cell.role)]
    if others:
        other = world.draw.choice(others)
        case = expecting("then indicator", worded(world, plan, THEN_INDICATOR, name=other.indicator), plan, other)
        yield replace(case, history=(first,))


def _region(world: World, plan: SyntheticPlan, cell: TrueCell, first: str) -> Iterator[Case]:
    """The same of another place; then another indicator of that place, and the first one again."""
    for other in world.alike:
        same = [c for c in _stated(other) if (c.year, c.role) == (cell.year, cell.role)]
        there = [c for c in same if c.indicator == cell.indicator]
        if other is plan or not there:
            continue
        case = expecting("then region", worded(world, other, THEN_REGION), other, there[0])
        yield replace(case, history=(first,))
        between = world.draw.choice(same).indicator
        if between != cell.indicator:
            asked = (first, case.question, worded(world, other, THEN_INDICATOR, name=between))
            again = worded(world, other, THEN_INDICATOR, name=cell.indicator)
            yield replace(case, kind="then twice", question=again, history=asked)
        return
