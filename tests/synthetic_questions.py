"""Questions over a world of synthetic plans, each with what is expected, of the kinds that the golden sets have."""

from collections.abc import Iterator

from judging import Case
from question_dialogues import dialogue_cases
from question_figures import figure_cases
from question_regions import region_cases
from question_texts import text_cases
from synthetic_world import World


def questions_of(world: World) -> Iterator[Case]:
    """All questions that are drawn for a world."""
    for plan in world.plans:
        yield from figure_cases(world, plan)
        yield from text_cases(world, plan)
    yield from region_cases(world)
    yield from dialogue_cases(world)
