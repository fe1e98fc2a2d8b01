"""Tables of a PDF page without rules: runs of lines whose text stands in columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

from corpus.headings import is_heading
from corpus.readers.pdf_glyphs import Box, PageBox, View, rounded
from corpus.readers.pdf_tables import Region

# All lengths are in units of the type size (em). At least so many lines with so many cells are a table; with every name
# wrapped those are a third of all lines.
_MIN_TABLE_ROWS = 3
_MIN_SEGMENTS = 3
_MIN_ROW_SHARE = 0.3
# More lines than a table has on one page.
_MAX_ROWS = 300
# Rows stand at most this far apart, lines of one cell at most that far.
_ROW_PITCH = 3
_LEADING = 1.5
# Lines of one cell stand closer than this share of the distance between rows.
_TIGHT = 0.8
# A word of a header that touches the next one stands over its column's edge or middle, give or take so much.
_OVER = 1.0
_FIGURE = re.compile(r"[<>≤≥＜＞]?\d{1,3}(?:\.\d+)?%?$")


@dataclass(slots=True)
class Piece:
    """A character with the space before it, and its place."""

    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class Segment:
    """Text of one line without a wide gap."""

    pieces: list[Piece]

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Line:
    """One visual line on its page as turned for reading. ``left`` and ``right`` are the margins of its page or column, set
    once these are known."""

    segments: list[Segment]
    size: float
    top: float
    bottom: float
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


@dataclass(slots=True)
class _Cell:
    text: str = ""
    boxes: list[Box] = field(default_factory=list)


def with_tables(lines: list[Line], view: View) -> list[Line | Region]:
    """The lines of a page seen as ``view``, with runs of lines that stand in columns put together as tables."""
    parts: list[Line | Region] = []
    at = 0
    while at < len(lines):
        end = at
        while end < min(len(lines), at + _MAX_ROWS) and _columnar(lines, end, at):
            end += 1
        while end - 1 > at and len(lines[end - 1].segments) < 2 and not _close(lines[end - 2], lines[end - 1]):
            end -= 1
        run = lines[at:end]
        rows = sum(len(line.segments) >= _MIN_SEGMENTS for line in run)
        if (rows >= _MIN_TABLE_ROWS and rows >= _MIN_ROW_SHARE * len(run)) or _is_tail(run):
            parts.append(_table(run, view))
            at = end
        else:
            parts.append(lines[at])
            at += 1
    return parts


def _is_tail(run: list[Line]) -> bool:
    """A repeated header and one row are what a page break may leave of a table; its tall cells have lines of their own."""
    full = sum(len(line.segments) > _MIN_SEGMENTS for line in run)
    return full > 1 and full * 2 >= len(run)


def _columnar(lines: list[Line], at: int, first: int) -> bool:
    """Whether line ``at`` goes on with a run of columns: it has cells itself, or is a wrapped piece of one (short) or of two
    (cells in the middle of their rows have lines between those of taller ones)."""
    if len(lines[at].segments) >= _MIN_SEGMENTS:
        return True
    line = lines[at]
    narrow = len(line.segments) > 1 or line.x1 - line.x0 < (line.right - line.left) / 2
    return at > first and narrow and line.top - lines[at - 1].top < _ROW_PITCH * line.size and not is_heading(line.text)


def _close(above: Line, line: Line) -> bool:
    """Whether two lines stand as close as those of one cell."""
    return line.top - above.top < _LEADING * line.size


def _table(lines: list[Line], view: View) -> Region:
    """The table that lines form which stand in columns. The line with most segments shows the columns, the others widen
    them. Below the header each character goes to the column it stands in, since a full cell may touch the next one; a
    header's segment over several columns is a merged cell, and stands in the first."""
    columns = _columns([line.segments for line in lines])
    rows: list[list[_Cell]] = []
    for start, line in zip(_row_starts(lines), lines, strict=True):
        if start:
            rows.append([_Cell() for _ in columns])
        for segment in line.segments:
            for column, piece in _placed(segment, columns, _has_figure(line), line.size):
                rows[-1][column].text += piece.text
                rows[-1][column].boxes.append((piece.x0, line.top, piece.x1, line.bottom))
    return Region(
        [[cell.text.strip() for cell in row] for row in rows],
        frozenset(),
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
        lines[0].top,
        lines[-1].bottom,
        boxes=tuple(tuple(_page_box(cell, view) for cell in row) for row in rows),
    )


def _page_box(cell: _Cell, view: View) -> PageBox | None:
    if not cell.boxes:
        return None
    x0, top = min(box[0] for box in cell.boxes), min(box[1] for box in cell.boxes)
    x1, bottom = max(box[2] for box in cell.boxes), max(box[3] for box in cell.boxes)
    return rounded(view.returned((x0, top, x1, bottom)))


def _columns(lines: list[list[Segment]]) -> list[list[float]]:
    columns = [[segment.x0, segment.x1] for segment in max(lines, key=len)]
    for segment in (segment for segments in lines for segment in segments):
        hits = [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and x0 < segment.x1]
        if not hits:  # a column whose cell the fullest line lacks
            columns = sorted([*columns, [segment.x0, segment.x1]])
        elif len(hits) == 1:
            at = hits[0]
            floor = columns[at - 1][1] if at else 0.0
            columns[at][0] = min(columns[at][0], max(segment.x0, floor))
            columns[at][1] = max(columns[at][1], segment.x1)
    return columns


def _placed(segment: Segment, columns: list[list[float]], body: bool, size: float) -> list[tuple[int, Piece]]:
    """The pieces of a segment with their columns. In a header a word behind a gap goes on to the next column where it stands
    over that one's edge or middle."""
    if body:
        return [(_column(columns, piece.x0), piece) for piece in segment.pieces]
    placed: list[tuple[int, Piece]] = []
    column = _column(columns, segment.x0)
    for at, piece in enumerate(segment.pieces):
        if piece.text.startswith(" "):
            end = next((n for n in range(at + 1, len(segment.pieces)) if segment.pieces[n].text[0] == " "), None)
            x1 = segment.pieces[(end or len(segment.pieces)) - 1].x1
            own = _column(columns, piece.x0)
            middle = sum(columns[own]) / 2
            over = min(abs(piece.x0 - columns[own][0]), abs((piece.x0 + x1) / 2 - middle)) < _OVER * size
            column = own if over else column
        placed.append((column, piece))
    return placed


def _column(columns: list[list[float]], x0: float) -> int:
    """The last column that begins left of ``x0``, give or take the width of a hair space."""
    return max((n for n, column in enumerate(columns) if column[0] <= x0 + 1), default=0)


def _has_figure(line: Line) -> bool:
    """Whether a line holds a bare figure, as no line of a header does (years aside)."""
    return any(_FIGURE.match(segment.text) for segment in line.segments)


def _row_starts(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it begins a row. Where cells are wrapped, their lines stand closer than rows do."""
    gaps = [(below.top - above.top) / above.size for above, below in pairwise(lines)]
    # Of few gaps the quantile lies beyond the largest.
    pitch = min(max(gaps), quantiles(gaps, n=10)[-1]) if len(gaps) > 1 else gaps[0]
    uniform = min(gaps) > _TIGHT * pitch
    return [True, *(uniform or gap > _TIGHT * pitch for gap in gaps)]
