"""What a section lays out: its sub-headings, marked items (一是…, ——…) or the openings of its paragraphs, each with the
sentences behind it."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.headings import STYLES, heading_style
from corpus.language.text import search_key
from retrieval.evidence import Evidence

# An opening that names an item (坚持以人为本、健康优先。) is no longer than this; the longest of the plans at hand has 31.
_LONGEST_OPENING = 36
# Where paragraphs open without a mark, most of them must open with a name for the section to be a list.
_NAMED_SHARE = 0.8
# What sentences that begin alike share: 坚持.
_BEGINNING = 2
_MARKS = (
    re.compile(r"[一二三四五六七八九十]{1,2}是"),
    re.compile(r"——|--"),
    re.compile(r"第[一二三四五六七八九十]{1,2}[，、]"),
    re.compile(r"\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?(?=[\u4e00-\u9fff])"),
    re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]"),
    re.compile(r"[①-⑳]"),
)


_LED_IN = re.compile(r"[：:，,](?:一是|首先)")
_NUMBER = re.compile(r"(\d{1,2})\s*[.．、](?!\d)")
_BOX = next(index for index, (name, _) in enumerate(STYLES) if name == "box")


@dataclass(frozen=True, slots=True)
class Item:
    """A heading, or a sentence that names an item, and the sentences that say more of it (none where it stands alone)."""

    title: Evidence
    body: tuple[Evidence, ...] = ()


class Contents:
    """The evidence of a plan by section. ``units`` is the plan's evidence in document order."""

    def __init__(self, units: Sequence[Evidence]) -> None:
        self._units = units
        self._places: dict[tuple[str, ...], tuple[int, int]] = {}
        at = 0
        for section, run in itertools.groupby(units, key=lambda unit: unit.section):
            first, at = at, at + len(list(run))
            for end in range(1, len(section) + 1):
                self._places[section[:end]] = (self._places.get(section[:end], (first, at))[0], at)

    def inside(self, section: tuple[str, ...]) -> list[Evidence]:
        """The sentences of a section and of those within it."""
        start, end = self._places.get(section, (0, 0))
        depth = len(section)
        return [unit for unit in self._units[start:end] if unit.table is None and unit.section[:depth] == section]


def is_heading(unit: Evidence) -> bool:
    """Whether a piece of evidence is the heading of its section."""
    return bool(unit.section) and search_key(unit.text) == search_key(unit.section[-1])


def heading_of(inside: Sequence[Evidence], section: tuple[str, ...]) -> Evidence | None:
    """The heading of ``section`` among the sentences ``inside`` it; None where it is no sentence of its own."""
    return next((unit for unit in inside if unit.section == section and is_heading(unit)), None)


def named_items(inside: Sequence[Evidence], section: tuple[str, ...]) -> list[Item]:
    """The items of ``section`` in the order of the plan: the headings right below it, else its marked sentences, else the
    openings of its paragraphs; none where it is no list. ``inside`` are the sentences of the section
    and of those within it."""
    own = [unit for unit in inside if unit.section == section and not is_heading(unit)]
    if heading_style(section[-1]) == _BOX:
        own += _going_on(own, inside, section)
    marked = _marked(own)
    if marked and heading_style(section[-1]) == _BOX:
        return marked  # what stands below a box by its number is often the chapter behind it
    below = [
        at
        for at, unit in enumerate(inside)
        if len(unit.section) == len(section) + 1
        and is_heading(unit)
        and not (own and heading_style(unit.section[-1]) == _BOX)  # a box stands beside what the section says
    ]
    if len(below) > 1:
        return _cut(inside, below)
    if marked:
        return marked
    paragraphs: dict[int, list[Evidence]] = {}
    for unit in own:
        paragraphs.setdefault(unit.paragraph, []).append(unit)
    openings = [
        Item(first, tuple(rest)) for first, *rest in paragraphs.values() if not first.text.endswith(("：", ":"))
    ]
    named = [item for item in openings if len(item.title.text) <= _LONGEST_OPENING]
    if len(named) > 1 and len(named) >= _NAMED_SHARE * len(openings):
        return named
    return _alike(own) if len(openings) == 1 else []


def _going_on(own: Sequence[Evidence], inside: Sequence[Evidence], section: tuple[str, ...]) -> list[Evidence]:
    """The short items of a box that look like headings and go on its numbers (9．建设献血屋4座。)."""
    numbers = [int(match[1]) for unit in own if (match := _NUMBER.match(unit.text))]
    found: list[Evidence] = []
    for unit in inside:
        match = _NUMBER.match(unit.text)
        below = is_heading(unit) and len(unit.section) == len(section) + 1 and unit.text.rstrip().endswith("。")
        if numbers and match and below and int(match[1]) == numbers[-1] + len(found) + 1:
            found.append(unit)
    return found


def _alike(units: Sequence[Evidence]) -> list[Item]:
    """The sentences of one paragraph that all begin alike (坚持…。坚持…。); none where they do not."""
    alike = len(units) > 1 and len({unit.text[:_BEGINNING] for unit in units}) == 1
    return [Item(unit) for unit in units] if alike else []


def _marked(units: Sequence[Evidence]) -> list[Item]:
    """The items that open with one mark, none where fewer than two do."""
    for mark in _MARKS:
        starts = [at for at, unit in enumerate(units) if mark.match(unit.text)]
        if starts and starts[0] == 1 and _LED_IN.search(units[0].text):
            starts = [0, *starts]  # 存在以下不足：一是总量偏小； opens the list within its first sentence
        if len(starts) > 1:
            return _cut(units, starts)
    return []


def _cut(units: Sequence[Evidence], starts: list[int]) -> list[Item]:
    """``units`` cut into items at the places ``starts``; what stands before the first belongs to none."""
    ends = [*starts[1:], len(units)]
    return [Item(units[start], tuple(units[start + 1 : end])) for start, end in zip(starts, ends, strict=True)]
