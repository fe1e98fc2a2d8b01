"""Questions across plans: comparisons, rankings, and indicators without a region."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from judging import Case, Wanted
from synthetic import SyntheticPlan, TrueCell
from synthetic_wording import NO_REGION, RANKING, SIDE_BY_SIDE, TWO_HIGHER, short_of
from synthetic_world import EMPTY, World, is_number, own_cells, shown

_EACH = 3
# One figure of one plan.
Held = tuple[SyntheticPlan, TrueCell]


def region_cases(world: World) -> Iterator[Case]:
    """Questions over the plans of one field."""
    shared = _shared(world)
    plain = {key: held for key, held in shared.items() if _can_be_ordered(held)}
    for (name, year), held in _some(world, shared):
        two = _two(world, held)
        slots = {"name": name, "year": year, **_places(world, two)}
        yield _expecting("side by side", world.draw.choice(SIDE_BY_SIDE).format(**slots), two)
    for (name, year), held in _some(world, plain):
        two = _two(world, held)
        slots = {"name": name, "year": year, **_places(world, two)}
        yield _expecting("two higher", world.draw.choice(TWO_HIGHER).format(**slots), two, (_winner(two),))
    for (name, year), held in _some(world, plain):
        question = world.draw.choice(RANKING).format(name=name, year=year)
        yield _expecting("ranking", question, held, (_winner(held),) if "最高" in question else ())
    for (name, year), held in _some(world, shared):
        yield _expecting("no region", world.draw.choice(NO_REGION).format(name=name, year=year), held)


def _shared(world: World) -> dict[tuple[str, int], list[Held]]:
    """Indicator and year to the figures that at least two plans state of it."""
    found: dict[tuple[str, int], list[Held]] = {}
    for plan in world.alike:
        for cell in own_cells(plan):
            if cell.year and cell.value not in EMPTY:
                found.setdefault((cell.indicator, cell.year), []).append((plan, cell))
    return {key: held for key, held in found.items() if len(held) > 1}


def _some(world: World, held: dict[tuple[str, int], list[Held]]) -> list[tuple[tuple[str, int], list[Held]]]:
    return world.draw.sample(list(held.items()), min(_EACH, len(held)))


def _two(world: World, held: Sequence[Held]) -> list[Held]:
    return list(world.draw.choice(list(combinations(held, 2))))


def _places(world: World, two: Sequence[Held]) -> dict[str, str]:
    names = [plan.region if world.draw.random() < 0.5 else short_of(plan.region) for plan, _ in two]
    return dict(zip("ab", names, strict=True))


def _can_be_ordered(held: Sequence[Held]) -> bool:
    """Whether all figures are numbers, no two the same."""
    numbers = [float(cell.value) for _, cell in held if is_number(cell)]
    return len(set(numbers)) == len(held)


def _winner(held: Sequence[Held]) -> Wanted:
    """The ways to say which place has the highest figure: by name, or by its place in an order."""
    plan, cell = max(held, key=lambda one: float(one[1].value))
    named = tuple(f"{word}{plan.region}" for word in ("高的：", "最高：", "更高：", "高的是", "最高的是"))
    return (*named, f"{plan.region} {cell.value}{cell.unit} >")


def _expecting(kind: str, question: str, held: Sequence[Held], more: tuple[Wanted, ...] = ()) -> Case:
    regions = tuple(plan.region for plan, _ in held)
    texts = (*(shown(cell) for _, cell in held), *more)
    return Case(kind, question, regions=regions, texts=texts, quotes=tuple(cell.value for _, cell in held))
