"""Questions for figures and attributes of a plan's indicator table, and those that it does not answer."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from judging import Case
from opencc import OpenCC
from synthetic import SyntheticPlan, TrueCell
from synthetic_wording import (
    ATTRIBUTE,
    ATTRIBUTE_LIST,
    BARE,
    BOTH,
    CHECK,
    CHECK_ROLES,
    DIFFERENCE,
    FIGURE,
    MADE_UP,
    NOWHERE,
    OTHER_YEAR,
    ROLE_ONLY,
    SPOKEN,
    STRANGERS,
    TWO_NAMES,
    UNKNOWN,
    short_of,
)
from synthetic_world import EMPTY, World, is_figure, is_number, names_of, own_cells, sentences_on, shown

# Years of which no synthetic plan states anything.
_NO_YEARS = (2028, 2030, 2022, 2017)
_FIGURES = 4
_SELDOM = 0.25


def figure_cases(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    """Questions for one plan."""
    dated = [cell for cell in own_cells(plan) if cell.year]
    stated = [cell for cell in dated if cell.value not in EMPTY]
    for cell in world.draw.sample(stated, min(_FIGURES, len(stated))):
        yield _figure(world, plan, cell, cell.indicator, "printed")
    spoken = [cell for cell in stated if cell.indicator in SPOKEN]
    for cell in world.draw.sample(spoken, min(_FIGURES, len(spoken))):
        yield _figure(world, plan, cell, world.draw.choice(SPOKEN[cell.indicator]), "spoken")
    yield from _in_other_words(world, plan, stated)
    yield from _traditional(world, plan, stated)
    yield from _two_names(world, plan, stated)
    yield from _conflict(world, plan, stated)
    yield from _without_year(world, plan, stated)
    yield from _attributes(world, plan)
    yield from _checks(world, plan, [cell for cell in stated if is_figure(cell)])
    yield from _refusals(world, plan, dated)
    yield from _scope(world, plan)


def worded(world: World, plan: SyntheticPlan, wordings: tuple[str, ...], **slots: object) -> str:
    """One of the wordings, about a plan."""
    return world.draw.choice(wordings).format(R=plan.region, r=short_of(plan.region), **slots)


def expecting(kind: str, question: str, plan: SyntheticPlan, *cells: TrueCell) -> Case:
    """The case that wants the values of some cells of one plan."""
    quotes = tuple(dict.fromkeys(part for cell in cells for part in (cell.indicator, cell.value)))
    return Case(kind, question, regions=(plan.region,), texts=tuple(shown(cell) for cell in cells), quotes=quotes)


def _figure(world: World, plan: SyntheticPlan, cell: TrueCell, name: str, kind: str) -> Case:
    form = world.draw.choice(("any", cell.role))
    question = worded(world, plan, FIGURE[form], name=name, year=cell.year, unit=cell.unit)
    return expecting(f"{kind} {form}" if kind != "traditional" else kind, question, plan, cell)


def _in_other_words(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    """The year said otherwise, and the difference of two years, for which both figures must be shown."""
    cell = world.draw.choice([cell for cell in stated if (cell.year, cell.role) in OTHER_YEAR])
    question = worded(world, plan, OTHER_YEAR[cell.year, cell.role], name=cell.indicator)
    yield expecting("year in words", question, plan, cell)
    for row in _rows([cell for cell in stated if is_number(cell)]):
        both = [cell for cell in row if cell.year in (2020, 2025)]
        if len(both) > 1 and world.draw.random() < _SELDOM:
            question = worded(world, plan, DIFFERENCE, name=row[0].indicator, unit=row[0].unit)
            yield expecting("difference", question, plan, *both)
            break


def _traditional(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    """The question in traditional characters."""
    if world.draw.random() < _SELDOM:
        cell = world.draw.choice(stated)
        case = _figure(world, plan, cell, cell.indicator, "traditional")
        yield replace(case, question=OpenCC("s2t").convert(case.question))


def _two_names(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    """Two indicators in one question."""
    one = world.draw.choice(stated)
    others = [cell for cell in stated if cell.year == one.year and cell.indicator != one.indicator]
    if others:
        other = world.draw.choice(others)
        question = worded(world, plan, TWO_NAMES, year=one.year, name=one.indicator, other=other.indicator)
        yield expecting("two indicators", question, plan, one, other)


def _conflict(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    """A target of the table that a sentence states otherwise: both must be shown."""
    for cell in stated:
        told = [said for said in sentences_on(plan, cell.indicator) if said.startswith("到2025年")]
        if cell.year == 2025 and is_number(cell) and told and world.draw.random() < _SELDOM:
            value = told[0].split("达到")[1].removesuffix("。")
            question = worded(world, plan, FIGURE["target"], name=cell.indicator, year=2025)
            case = expecting("conflict", question, plan, cell)
            yield replace(case, texts=(*case.texts, value))


def _without_year(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    cell = world.draw.choice([cell for cell in stated if cell.role in ROLE_ONLY])
    yield expecting("role only", worded(world, plan, ROLE_ONLY[cell.role], name=cell.indicator), plan, cell)
    name = world.draw.choice(stated).indicator
    row = [cell for cell in stated if cell.indicator == name]
    yield expecting("no year", worded(world, plan, BARE, name=name), plan, *row)
    for row in _rows(stated):
        if [cell.year for cell in row if cell.year in (2020, 2025)] == [2020, 2025]:
            both = [cell for cell in row if cell.year in (2020, 2025)]
            yield expecting("both years", worded(world, plan, BOTH, name=row[0].indicator), plan, *both)
            break


def _rows(cells: list[TrueCell]) -> list[list[TrueCell]]:
    names = dict.fromkeys(cell.indicator for cell in cells)
    return [[cell for cell in cells if cell.indicator == name] for name in names]


def _attributes(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    marked = [cell for cell in own_cells(plan) if cell.attribute]
    if not marked:
        return
    cell = world.draw.choice(marked)
    question = worded(world, plan, ATTRIBUTE, name=cell.indicator)
    yield Case("attribute", question, regions=(plan.region,), texts=(cell.attribute,), quotes=(cell.indicator,))
    attribute = cell.attribute
    names = tuple(dict.fromkeys(cell.indicator for cell in marked if cell.attribute == attribute))
    question = worded(world, plan, ATTRIBUTE_LIST, attribute=attribute)
    yield Case("attribute list", question, regions=(plan.region,), texts=names, quotes=names)


def _checks(world: World, plan: SyntheticPlan, stated: list[TrueCell]) -> Iterator[Case]:
    """A figure that is so and one that is not, of indicators that the text says nothing else of."""
    silent = [cell for cell in stated if not sentences_on(plan, cell.indicator)]
    for true, cell in zip((True, False), world.draw.sample(silent, min(2, len(silent))), strict=False):
        number = "".join(char for char in cell.value if char.isdigit() or char == ".")
        told = number if true else str(Decimal(number) + Decimal("1.3"))
        slots = {"name": cell.indicator, "year": cell.year, "role": CHECK_ROLES[cell.role]}
        question = worded(world, plan, CHECK, value=told, unit=cell.unit, **slots)
        if true:
            yield expecting("check true", question, plan, cell)
        else:
            yield Case("check false", question, refused=True)


def _refusals(world: World, plan: SyntheticPlan, dated: list[TrueCell]) -> Iterator[Case]:
    draw = world.draw
    silent = [cell for cell in dated if not sentences_on(plan, cell.indicator)]
    for cell in [cell for cell in silent if cell.value in EMPTY][:2]:
        question = worded(world, plan, FIGURE[cell.role], name=cell.indicator, year=cell.year, unit=cell.unit)
        yield Case("empty cell", question, refused=True)
    cell = draw.choice(silent or dated)
    question = worded(world, plan, FIGURE["any"], name=cell.indicator, year=draw.choice(_NO_YEARS), unit=cell.unit)
    yield Case("no such year", question, refused=True)
    if not any(cell.year == 2023 for cell in dated):
        question = worded(world, plan, FIGURE["interim_target"][:1], name=cell.indicator, year=2023)
        yield Case("no such year", question, refused=True)
    question = worded(world, plan, FIGURE["target"], name=draw.choice(UNKNOWN), year=2025)
    yield Case("unknown indicator", question, refused=True)
    absent = [name for name, *_ in plan.area.indicators if name not in names_of(plan) and not sentences_on(plan, name)]
    if absent:
        question = worded(world, plan, FIGURE["any"], name=draw.choice(absent), year=2025, unit="")
        yield Case("absent indicator", question, refused=True)
    question = draw.choice(FIGURE["any"]).format(
        R=(stranger := draw.choice(STRANGERS)),
        r=short_of(stranger),
        name=cell.indicator,
        year=cell.year,
        unit=cell.unit,
    )
    yield Case("unknown region", question, refused=True)
    loaded = {other.region for other in world.plans}
    for superior in set(plan.superiors) - loaded:
        slots = {"name": cell.indicator, "year": cell.year, "unit": cell.unit}
        yield Case("superior", draw.choice(FIGURE["any"]).format(R=superior, r=superior, **slots), refused=True)
    yield Case("nowhere", worded(world, plan, NOWHERE), refused=True)
    if draw.random() < 0.3:
        yield Case("made up", worded(world, plan, MADE_UP, name=cell.indicator), refused=True)


def _scope(world: World, plan: SyntheticPlan) -> Iterator[Case]:
    """The province's figure, where the table has a column of it; else there is none."""
    province = [
        cell for cell in plan.cells if cell.column.startswith("全省") and is_figure(cell) and "*" not in cell.value
    ]
    if province:
        cell = world.draw.choice(province)
        question = worded(world, plan, ("{R}规划所列全省{year}年{name}是多少？",), name=cell.indicator, year=cell.year)
        yield expecting("province", question, plan, cell)
