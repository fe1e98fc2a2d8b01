"""Running text in columns: rows that a gap divides from top to bottom, one column after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pages.glyphs import Glyph
from corpus.readers.pages.ruled import Region

# In em: the gap between columns is at least so wide, a column at least that wide; cells of a table stand so far apart.
_GUTTER = 0.9
_NARROWEST = 8
_CELL_GAP = 1.2
# Columns have at least so many lines each. Of running text at least such a share fills its column (give or take the last
# characters of a line, in em) and at most such a share has gaps inside.
_FEWEST_LINES = 5
_FULL_SHARE = 0.4
_RAGGED = 4
_GAP_SHARE = 0.2
# More lines than a page of text has.
_MOST_LINES = 500
# The gap is looked for by steps of so many points, in this middle part of the text's width.
_STEP = 2.0
_SIDE = 0.2


@dataclass(slots=True)
class _Item:
    """A row or a table, with the stretches from left to right that it covers."""

    part: list[Glyph] | Region
    stretches: list[tuple[float, float]]


def columns_of(parts: Sequence[list[Glyph] | Region]) -> list[list[list[Glyph] | Region]]:
    """Rows and tables from top to bottom -> columns in reading order, each a list of rows and tables: what stands above the
    columns, the left one, the right one (which may be divided again), what stands below."""
    if len(parts) > _MOST_LINES:
        return [list(parts)]
    items = [_Item(part, _stretches(part)) for part in parts]
    return [[item.part for item in column] for column in _divided(items)]


def _stretches(part: list[Glyph] | Region) -> list[tuple[float, float]]:
    if isinstance(part, Region):
        return [(part.x0, part.x1)]
    stretches: list[tuple[float, float]] = []
    for glyph in part:
        if stretches and glyph.x0 - stretches[-1][1] < _GUTTER / 2 * glyph.size:
            stretches[-1] = stretches[-1][0], glyph.x1
        else:
            stretches.append((glyph.x0, glyph.x1))
    return stretches


def _divided(items: list[_Item]) -> list[list[_Item]]:
    found = _gutter(items)
    if found is None:
        return [items] if items else []
    at, first, last = found
    left, right = _sides(items[first:last], at)
    above = _divided(items[:first])
    return [*above, *_divided(left), *_divided(right), *_divided(items[last:])]


def _gutter(items: list[_Item]) -> tuple[float, int, int] | None:
    """(x, first, last) of the gap that parts most rows, from row ``first`` to before row ``last``, into two columns of
    running text; None where there is none."""
    rows = [item for item in items if not isinstance(item.part, Region)]
    if sum(len(row.stretches) > 1 for row in rows) < _FEWEST_LINES:
        return None
    left = min(item.stretches[0][0] for item in items)
    right = max(item.stretches[-1][1] for item in items)
    size = median(max(glyph.size for glyph in item.part) for item in rows if isinstance(item.part, list))
    best: tuple[int, float, int, int] | None = None
    steps = int((right - left) * (1 - 2 * _SIDE) / _STEP)
    for step in range(steps):
        x = left + (right - left) * _SIDE + step * _STEP
        for first, last, both in _runs(items, x - _GUTTER / 2 * size, x + _GUTTER / 2 * size):
            if both >= _FEWEST_LINES and (best is None or both > best[0]):
                best = both, x, first, last
    if best is None or not _are_columns(items[best[2] : best[3]], best[1], size):
        return None
    return best[1:]


def _runs(items: list[_Item], x0: float, x1: float) -> list[tuple[int, int, int]]:
    """(first, last, rows with text on both sides) of each run of items that nothing covers from ``x0`` to ``x1``."""
    runs: list[tuple[int, int, int]] = []
    first = both = 0
    for number, item in enumerate(items):
        if any(start < x1 and x0 < end for start, end in item.stretches):
            runs.append((first, number, both))
            first, both = number + 1, 0
        else:
            both += item.stretches[0][0] < x0 and item.stretches[-1][1] > x1
    return [*runs, (first, len(items), both)]


def _sides(items: list[_Item], x: float) -> tuple[list[_Item], list[_Item]]:
    sides: tuple[list[_Item], list[_Item]] = ([], [])
    for item in items:
        if isinstance(item.part, Region):
            sides[item.part.x0 > x].append(item)
            continue
        for side, row in enumerate(([g for g in item.part if g.x < x], [g for g in item.part if g.x >= x])):
            if row:
                sides[side].append(_Item(row, _stretches(row)))
    return sides


def _are_columns(items: list[_Item], x: float, size: float) -> bool:
    """Whether both sides of ``x`` are running text, or columns of it."""
    return all(_is_running(side, size) or _gutter(side) is not None for side in _sides(items, x))


def _is_running(items: list[_Item], size: float) -> bool:
    """Whether items read as running text and not as cells of a table."""
    rows = [item for item in items if not isinstance(item.part, Region)]
    if len(rows) < _FEWEST_LINES:
        return False
    left, right = min(row.stretches[0][0] for row in rows), max(row.stretches[-1][1] for row in rows)
    full = sum(row.stretches[-1][1] > right - _RAGGED * size for row in rows)
    gaps = sum(
        any(after[0] - before[1] > _CELL_GAP * size for before, after in pairwise(row.stretches)) for row in rows
    )
    return right - left >= _NARROWEST * size and full >= _FULL_SHARE * len(rows) and gaps <= _GAP_SHARE * len(rows)
