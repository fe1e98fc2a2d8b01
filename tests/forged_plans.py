"""Any number of synthetic plans of made-up counties, each as long as a real plan: what growth is measured on."""

import random
from collections.abc import Iterator
from pathlib import Path

from synthetic import SyntheticPlan, make_plan
from synthetic_text import text_of
from synthetic_words import FIELDS
from synthetic_world import World

from corpus.language.places import gazetteer, is_common_word

# Characters of a plan: the mean of the plans that growth was first measured on.
LENGTH = 30_500
_FIRST = "岚霁澜沅溆筠葭蓼濯皓屹峤嵘珞琅璟瑭甪畲碣礐穹窈竺筱箬絮缃羲翎"
_SECOND = "坪岭浦塬畈埠荻汀渚墟堰沱垌圩岙峪崮滘漕渡湾墩坞埂硚砦陂洼澳"


def places(count: int) -> list[str]:
    """``count`` made-up counties, always the same ones in the same order. Raises ValueError where that is too many."""
    stems = [first + second for first in _FIRST for second in _SECOND]
    random.Random("places").shuffle(stems)
    known = gazetteer()
    free = [stem for stem in stems if not is_common_word(stem) and f"{stem}县" not in known and stem not in known]
    # Twins with another word before them (上岚坪县) make room for thousands.
    free += [f"{before}{stem}" for before in "上下东西" for stem in free]
    if count > len(free):
        raise ValueError(f"no more than {len(free)} places")
    return [f"{stem}县" for stem in free[:count]]


def forged(number: int, region: str, length: int = LENGTH) -> SyntheticPlan:
    """The plan ``number``, of ``region``, with paragraphs added under its headings until it has ``length`` characters."""
    area = FIELDS[number % len(FIELDS)]
    plan = make_plan(number, number % 3, area=area, place=(region, ()))
    draw = random.Random(f"forged {number}")
    have = sum(len(item) for item in plan.items if isinstance(item, str))
    more = 0
    while have < length:
        more += 1
        for item in make_plan(number + 100_000 * more, 0, plain=False, area=area, place=(region, ())).items[1:]:
            if isinstance(item, str) and have < length:
                spots = [at for at, own in enumerate(plan.items) if isinstance(own, str)]
                plan.items.insert(draw.choice(spots[1:]) + 1, item)
                have += len(item)
    return plan


def write_forged(folder: Path, first: int, last: int, length: int = LENGTH) -> None:
    """The plans ``first`` to ``last`` (exclusive) as files of ``folder``."""
    regions = places(last)
    for number in range(first, last):
        text = text_of(forged(number, regions[number], length), "tabs")
        (folder / f"{regions[number]}.txt").write_text(text, "utf-8")


def forged_worlds(count: int, worlds: int, length: int = LENGTH) -> Iterator[World]:
    """Worlds of four of the plans each, three of one field, to draw questions over ``count`` plans from."""
    regions = places(count)
    draw = random.Random(f"worlds {count}")
    for _ in range(worlds):
        field = draw.randrange(len(FIELDS))
        alike = draw.sample(range(field, count, len(FIELDS)), min(3, len(range(field, count, len(FIELDS)))))
        other = draw.choice([number for number in range(count) if number % len(FIELDS) != field])
        plans = [forged(number, regions[number], length) for number in (*alike, other)]
        yield World(plans, plans[: len(alike)], draw)
