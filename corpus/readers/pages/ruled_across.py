"""Tables of a PDF page that lines across frame: one above the header, one below it, one below the rows (or below each)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pages.glyphs import Box, View
from corpus.readers.pages.ruled import Region
from corpus.readers.pages.unruled import Line, Segment, TextCell, columns_of_lines, put, region_of, rows_of_lines

# In points: how far the ends of a table's rules differ.
_SAME_SIDE = 6.0
_MIN_COLUMNS = 3
# A header of three levels, whose labels are broken over two lines each.
_HEADER_LINES = 8
# A line that fills so much of the frame by itself is running text.
_RUNNING_SHARE = 0.6
# What a page's end leaves of a table has so many rows at least, which stand at most so far apart, in em.
_MIN_ROWS = 2
_ROW_PITCH = 4
_YEAR = re.compile(r"(?:19|20)\d{2}")
# What stands between a table and the next: a note, a caption.
_OUTSIDE = re.compile(r"注\s*\d?\s*[：:.]|(?:资料|数据)来源|说明\s*[：:]|附?表\s*[\d一二三四五六七八九十]|专栏")


@dataclass(frozen=True, slots=True)
class FramedRun:
    """Lines ``first`` to before ``end`` of a page as a table; ``bands`` are (first, end) of what stands between two rules,
    the header's first."""

    bands: tuple[tuple[int, int], ...]

    @property
    def first(self) -> int:
        return self.bands[0][0]

    @property
    def end(self) -> int:
        return self.bands[-1][1]

    def table(self, lines: list[Line], view: View) -> Region:
        """The table that the run makes of ``lines``."""
        own = lines[self.first : self.end]
        columns = columns_of_lines(own)
        rows = _header(lines[slice(*self.bands[0])], columns)
        for first, end in self.bands[1:]:
            rows += rows_of_lines(lines[first:end], columns)
        return region_of(rows, own, view)


def framed_runs(lines: Sequence[Line], rules: Sequence[Box]) -> list[FramedRun]:
    """The tables among the lines of a page (or column) that ``rules`` frame, from top to bottom."""
    runs: list[FramedRun] = []
    ordered = sorted(rules, key=lambda rule: rule[1])
    at = 0
    while at < len(ordered):
        same = [
            n
            for n in range(at, len(ordered))
            if max(abs(ordered[n][0] - ordered[at][0]), abs(ordered[n][2] - ordered[at][2])) < _SAME_SIDE
        ]
        bands: list[tuple[int, int]] = []
        last = at
        for above, below in pairwise(same):
            band = _between(lines, ordered[above], ordered[below])
            if band is None or (not bands and band[1] - band[0] > _HEADER_LINES):
                break
            bands.append(band)
            last = below
        if len(bands) == 1 and (rest := _open_band(lines, bands[0][1], ordered[at])):
            bands.append(rest)
        run = FramedRun(tuple(bands))
        wide = any(len(line.segments) >= _MIN_COLUMNS for first, end in bands for line in lines[first:end])
        if len(bands) > 1 and wide:
            runs.append(run)
            at = last
        at += 1
    return runs


def _between(lines: Sequence[Line], above: Box, below: Box) -> tuple[int, int] | None:
    """(first, end) of the lines between two rules that all stand in columns there; None where there are none."""
    inside = [at for at, line in enumerate(lines) if above[1] < (line.top + line.bottom) / 2 < below[1]]
    if not all(_stands_in(lines[at], above) for at in inside):
        return None
    return (inside[0], inside[-1] + 1) if inside and inside[-1] - inside[0] + 1 == len(inside) else None


def _open_band(lines: Sequence[Line], first: int, rule: Box) -> tuple[int, int] | None:
    """(first, end) of the lines below a header that stand in columns, where the page's end cuts the table so that no rule
    is below it; None where they are no rows."""
    end = first
    while end < len(lines) and _stands_in(lines[end], rule):
        if end > first and lines[end].top - lines[end - 1].top > _ROW_PITCH * lines[end].size:
            break
        end += 1
    rows = sum(len(line.segments) >= _MIN_COLUMNS for line in lines[first:end])
    return (first, end) if rows >= _MIN_ROWS else None


def _stands_in(line: Line, rule: Box) -> bool:
    """Whether a line stands between the ends of a table's rule and is no running text, note or caption."""
    if _OUTSIDE.match(line.segments[0].text):
        return False
    alone = len(line.segments) == 1 and line.x1 - line.x0 > _RUNNING_SHARE * (rule[2] - rule[0])
    return not alone and line.x0 >= rule[0] - _SAME_SIDE and line.x1 <= rule[2] + _SAME_SIDE


def _header(lines: list[Line], columns: list[list[float]]) -> list[list[TextCell]]:
    """The header's rows: one, or two where a label stands over several columns (the cells beside it are then empty)."""
    groups = {
        id(segment): covered
        for line in lines
        for segment in line.segments
        if (covered := _covered(segment, line, lines, columns))
    }
    upper, lower = [TextCell() for _ in columns], [TextCell() for _ in columns]
    below: set[int] = set()
    for line in lines:
        plain = Line(
            [segment for segment in line.segments if id(segment) not in groups], line.size, line.top, line.bottom
        )
        for segment in line.segments:
            for piece in segment.pieces if id(segment) in groups else ():
                upper[groups[id(segment)][0]].add(piece, line)
        row = [lower[at] if at in below else upper[at] for at in range(len(columns))]
        put(plain, row, columns)
        below |= {at for segment in line.segments for at in groups.get(id(segment), ())}
    return [upper, lower] if groups else [upper]


def _covered(segment: Segment, line: Line, lines: list[Line], columns: list[list[float]]) -> list[int]:
    """The columns that a label stands over, in their middle or at the head of the first, with labels of their own below it;
    [] where it is one column's."""
    taken = {at for other in line.segments if other is not segment for at in _touched(other, columns)}
    above = {
        at for other in lines if other.top < line.top for label in other.segments for at in _touched(label, columns)
    }
    below = [
        (at, label)
        for other in lines
        if other.top > line.top
        for label in other.segments
        for at in _touched(label, columns)
    ]
    labelled = {at for at, _ in below}
    middle = (segment.x0 + segment.x1) / 2
    touched = _touched(segment, columns)
    # 全省 at the head of 2020年 and 2025年, which are set to the left as it is.
    dated = {at: label for at, label in below if _YEAR.match(label.text)}
    if len(touched) == 1 and touched[0] in dated:
        own, end = dated[touched[0]], touched[0] + 1
        while end in dated and end not in above | taken:
            end += 1
        in_middle = abs(middle - (own.x0 + own.x1) / 2) < line.size / 4
        if end > touched[0] + 1 and abs(own.x0 - segment.x0) < line.size / 2 and not in_middle:
            return list(range(touched[0], end))
    best: tuple[float, list[int]] = (line.size, [])
    for first in range(len(columns)):
        for end in range(first + 2, len(columns) + 1):
            span = list(range(first, end))
            if columns[first][0] > middle or columns[end - 1][1] < middle or taken & set(span) or set(span) - labelled:
                continue
            off = abs(middle - (columns[first][0] + columns[end - 1][1]) / 2)
            best = min(best, (off, span), key=lambda pair: pair[0])
    # A label in the middle of one column is that column's, broken over lines.
    alone = len(touched) == 1 and abs(middle - sum(columns[touched[0]]) / 2) <= best[0]
    return [] if alone else best[1]


def _touched(segment: Segment, columns: list[list[float]]) -> list[int]:
    return [at for at, (x0, x1) in enumerate(columns) if segment.x0 < x1 and x0 < segment.x1]
