"""What a section lays out: its sub-headings, marked items (一是…, ——…) or the openings of its paragraphs, each with the
sentences behind it."""

import re
from dataclasses import dataclass

from corpus.text import search_key
from retrieval.evidence import Evidence

# An opening that names an item (坚持以人为本、健康优先。) is no longer than this; the longest of the plans at hand has 31.
_LONGEST_OPENING = 36
# Where paragraphs open without a mark, most of them must open with a name for the section to be a list.
_NAMED_SHARE = 0.8
_MARKS = (
    re.compile(r"[一二三四五六七八九十]{1,2}是"),
    re.compile(r"——|--"),
    re.compile(r"第[一二三四五六七八九十]{1,2}[，、]"),
    re.compile(r"\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]"),
    re.compile(r"[①-⑳]"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A heading, or a sentence that names an item, and the sentences that say more of it (none where it stands alone)."""

    title: Evidence
    body: tuple[Evidence, ...] = ()


def is_heading(unit: Evidence) -> bool:
    """Whether a piece of evidence is the heading of its section."""
    return bool(unit.section) and search_key(unit.text) == search_key(unit.section[-1])


def named_items(units: tuple[Evidence, ...], section: tuple[str, ...]) -> list[Item]:
    """The items of ``section`` in the order of the plan: the headings right below it, else its marked sentences, else the
    openings of its paragraphs; none where it is no list. ``units`` is the plan's evidence."""
    inside = [unit for unit in units if unit.section[: len(section)] == section and unit.table is None]
    below = [at for at, unit in enumerate(inside) if len(unit.section) == len(section) + 1 and is_heading(unit)]
    if len(below) > 1:
        return _cut(inside, below)
    own = [unit for unit in inside if unit.section == section and not is_heading(unit)]
    for mark in _MARKS:
        marked = [at for at, unit in enumerate(own) if mark.match(unit.text)]
        if len(marked) > 1:
            return _cut(own, marked)
    paragraphs: dict[int, list[Evidence]] = {}
    for unit in own:
        paragraphs.setdefault(unit.paragraph, []).append(unit)
    openings = [
        Item(first, tuple(rest)) for first, *rest in paragraphs.values() if not first.text.endswith(("：", ":"))
    ]
    named = [item for item in openings if len(item.title.text) <= _LONGEST_OPENING]
    return named if len(named) > 1 and len(named) >= _NAMED_SHARE * len(openings) else []


def _cut(units: list[Evidence], starts: list[int]) -> list[Item]:
    """``units`` cut into items at the places ``starts``; what stands before the first belongs to none."""
    ends = [*starts[1:], len(units)]
    return [Item(units[start], tuple(units[start + 1 : end])) for start, end in zip(starts, ends, strict=True)]
