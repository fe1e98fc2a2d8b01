"""A few synthetic plans that are asked about together, as files and as truth."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from synthetic import HEADERS, SyntheticPlan, TrueCell, make_plan
from synthetic_text import text_of
from synthetic_wording import MORE_PLACES
from synthetic_words import FIELDS, PLACES, Field

EMPTY = ("—", "-", "——")
# Three plans of one field say nearly the same of other places; one of another field has nothing to do with it.
_ALIKE = 3
_LAYOUTS = ("tabs", "cells", "pipes")


@dataclass
class World:
    """Loaded plans; ``alike`` are those of one field. ``draw`` chooses what is asked."""

    plans: list[SyntheticPlan]
    alike: list[SyntheticPlan]
    draw: random.Random
    layouts: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """One text file a plan."""
        for plan in self.plans:
            layout = self.draw.choice(_LAYOUTS)
            suffix = "md" if layout == "pipes" else "txt"
            (folder / f"{plan.region}.{suffix}").write_text(text_of(plan, layout), "utf-8")


def make_world(seed: int) -> World:
    """The plans and the questions' draw of a seed; the places' short names tell them apart."""
    draw = random.Random(f"world {seed}")
    alike: Field = draw.choice(FIELDS)
    areas = [alike] * _ALIKE + [draw.choice([area for area in FIELDS if area is not alike])]
    places: list[tuple[str, tuple[str, ...]]] = []
    for place in draw.sample([*PLACES, *MORE_PLACES], len(PLACES) + len(MORE_PLACES)):
        if len(places) < len(areas) and all(place[0][:2] != other[0][:2] for other in places):
            places.append(place)
    plans = []
    for number, (area, place) in enumerate(zip(areas, places, strict=True)):
        # The second level of the two-row header says 全市, which is the place itself only where that is a city.
        first = -1 if place[0].endswith("市") else 0
        plans.append(make_plan(seed * 10 + number, draw.randrange(first, len(HEADERS)), area=area, place=place))
    return World(plans, plans[:_ALIKE], draw)


def own_cells(plan: SyntheticPlan) -> list[TrueCell]:
    """The cells of the plan's own place, without those whose year a mark changes."""
    return [cell for cell in plan.cells if not cell.column.startswith("全省") and not cell.value.endswith("*")]


def is_figure(cell: TrueCell) -> bool:
    """Whether it states a number."""
    return any(char.isdigit() for char in cell.value)


def is_number(cell: TrueCell) -> bool:
    """Whether it is a number alone, without a bound or 左右."""
    return cell.value.replace(".", "", 1).isdigit()


def names_of(plan: SyntheticPlan) -> list[str]:
    """The indicators of the plan's table, in order."""
    return list(dict.fromkeys(cell.indicator for cell in plan.cells))


def sentences_on(plan: SyntheticPlan, name: str) -> list[str]:
    """The sentences of the running text that name an indicator."""
    return [sentence for _, sentence in plan.sentences if name in sentence]


def shown(cell: TrueCell) -> str | tuple[str, ...]:
    """The ways that a reply may write a cell's value; a single digit, which stands everywhere, only with its unit."""
    if sum(char.isdigit() for char in cell.value) != 1:
        return cell.value, cell.value.replace("左右", f"{cell.unit}左右")
    return f"{cell.value}{cell.unit}", cell.value.replace("左右", f"{cell.unit}左右")
