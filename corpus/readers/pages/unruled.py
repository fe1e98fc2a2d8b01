"""Lines of a PDF page that stand in columns without rules between these -> a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

from corpus.readers.pages.glyphs import Box, PageBox, View, rounded
from corpus.readers.pages.ruled import Region

# All lengths are in units of the type size (em).
# Lines of one cell stand closer than this share of the distance between rows.
_TIGHT = 0.8
# A word of a header that touches the next one stands over its column's edge or middle, give or take so much.
_OVER = 1.0
_FIGURE = re.compile(r"[<>≤≥＜＞]?\d{1,3}(?:\.\d+)?%?$")
# What a row has once in a column: a figure, a dash for one, a date.
_STATED = re.compile(
    r"[\[〔]?[<>≤≥＜＞]?=?\d[\d.,]*[%％‰]?(?:[左右以上下内]+|[\]〕])?$|[-—–－/]+$|(?:19|20)\d{2}年\d{1,2}月[底末]?前?$"
)
# Lines of a cell in the middle of its row stand at most so far from the row's own line where they are two.
_HALF_LEADING = 0.9
# A row of words has so many cells in one line.
_MIN_CELLS = 3
# The middle of the columns and that of the table's sides differ by the padding of its cells.
_OFF_MIDDLE = 3.0


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
class TextCell:
    """A cell under way: its text, and the boxes of its characters."""

    text: str = ""
    boxes: list[Box] = field(default_factory=list)

    def add(self, piece: Piece, line: Line) -> None:
        """Add a character of ``line``."""
        self.text += piece.text
        self.boxes.append((piece.x0, line.top, piece.x1, line.bottom))


def table_of(lines: list[Line], view: View) -> Region:
    """The table that lines form which stand in columns. The line with most segments shows the columns, the others widen
    them. Below the header each character goes to the column it stands in, since a full cell may touch the next one; a
    header's segment over several columns is a merged cell, and stands in the first."""
    columns = columns_of_lines(lines)
    return region_of(rows_of_lines(lines, columns), lines, view)


def rows_of_lines(lines: Sequence[Line], columns: list[list[float]]) -> list[list[TextCell]]:
    """The rows of lines; the name of a group in the middle of the table goes to the first column."""
    rows: list[list[TextCell]] = []
    starts = [*row_starts(lines), True]
    middle = (columns[0][0] + columns[-1][1]) / 2
    for at, line in enumerate(lines):
        if starts[at]:
            rows.append([TextCell() for _ in columns])
        only = line.segments[0]
        alone = starts[at] and starts[at + 1] and len(line.segments) == 1 and not _STATED.match(only.text)
        if alone and abs((only.x0 + only.x1) / 2 - middle) < _OFF_MIDDLE * line.size:
            for piece in only.pieces:
                rows[-1][0].add(piece, line)
        else:
            put(line, rows[-1], columns)
    return rows


def put(line: Line, row: list[TextCell], columns: list[list[float]]) -> None:
    """Add the characters of a line to the cells of its row."""
    for segment in line.segments:
        for column, piece in _placed(segment, columns, _has_figure(line), line.size):
            row[column].add(piece, line)


def region_of(rows: list[list[TextCell]], lines: list[Line], view: View) -> Region:
    """The table with these cells, made of ``lines``."""
    return Region(
        [[cell.text.strip() for cell in row] for row in rows],
        frozenset(),
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
        lines[0].top,
        lines[-1].bottom,
        boxes=tuple(tuple(_page_box(cell, view) for cell in row) for row in rows),
    )


def _page_box(cell: TextCell, view: View) -> PageBox | None:
    if not cell.boxes:
        return None
    x0, top = min(box[0] for box in cell.boxes), min(box[1] for box in cell.boxes)
    x1, bottom = max(box[2] for box in cell.boxes), max(box[3] for box in cell.boxes)
    return rounded(view.returned((x0, top, x1, bottom)))


def columns_of_lines(lines: Sequence[Line]) -> list[list[float]]:
    """The left and right sides of the columns in which lines stand: those of the fullest line, widened by the others."""
    body = next((at for at, line in enumerate(lines) if _has_figure(line)), 0)
    ordered = (*lines[body:], *lines[:body])  # the labels last: one of a group stands over the gap between columns
    columns = [[segment.x0, segment.x1] for segment in max(ordered, key=lambda line: len(line.segments)).segments]
    for line in ordered:
        for number, segment in enumerate(line.segments):
            hits = [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and x0 < segment.x1]
            if not hits and _labels(number, line, columns):
                columns[number][1] = segment.x1
            elif not hits and not _is_group(segment, line, columns):  # a column whose cell the fullest line lacks
                columns = sorted([*columns, [segment.x0, segment.x1]])
            elif len(hits) == 1:
                at = hits[0]
                floor = columns[at - 1][1] if at else 0.0
                columns[at][0] = min(columns[at][0], max(segment.x0, floor))
                columns[at][1] = max(columns[at][1], segment.x1)
    return columns


def _labels(number: int, line: Line, columns: list[list[float]]) -> bool:
    """Whether the segment of a header's line is the label of the column of its own number, which is set to the left of it: the
    line has a label for each column (指标, set in the middle over short names)."""
    segment = line.segments[number]
    if _has_figure(line) or len(line.segments) != len(columns):
        return False
    before = number + 1 == len(columns) or segment.x1 <= columns[number + 1][0]
    return columns[number][1] <= segment.x0 and before


def _is_group(segment: Segment, line: Line, columns: list[list[float]]) -> bool:
    """Whether a label stands over the gap between two columns, neither of which has a label in its line."""
    beside = _column(columns, segment.x0)
    if beside + 1 >= len(columns) or _has_figure(line) or columns[beside][1] > segment.x0:
        return False
    sides = columns[beside : beside + 2]
    return not any(other.x0 < x1 and x0 < other.x1 for other in line.segments for x0, x1 in sides)


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


def row_starts(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it begins a row. Where cells are wrapped, their lines stand closer than rows do; where that
    would put the figures of several rows together, each line of figures has a row of its own."""
    starts = _by_gaps(lines)
    states = [any(_STATED.match(segment.text) for segment in line.segments) for line in lines]
    body, several, held = 0, False, 0
    for at, (start, stated) in enumerate(zip(starts, states, strict=True)):
        held = stated + (0 if start else held)
        several |= held > 1
        body = at if start and not any(states[:at]) else body
    if not several:
        return starts
    begins = [*(at for at, start in enumerate(starts) if start), len(lines)]
    for first, end in pairwise(begins):  # a row of words alone
        fullest = max(range(first, end), key=lambda at: len(lines[at].segments))
        states[fullest] |= not any(states[first:end]) and len(lines[fullest].segments) >= _MIN_CELLS and first >= body
    anchors = [at for at, stated in enumerate(states) if stated]
    tops = [lines[at].top for at in anchors]
    near = [min(range(len(tops)), key=lambda n: abs(tops[n] - line.top)) for line in lines]
    between = [abs(tops[n] - line.top) / line.size for n, line in zip(near, lines, strict=True)]
    in_middle = not states[body] or any(0 < off < _HALF_LEADING for off in between[body:])
    if not in_middle:  # cells begin at the head of their rows
        return [start if at < body else states[at] for at, start in enumerate(starts)]
    return [start if at < body else at == body or near[at] != near[at - 1] for at, start in enumerate(starts)]


def _by_gaps(lines: Sequence[Line]) -> list[bool]:
    if len(lines) < 2:
        return [True] * len(lines)
    gaps = [(below.top - above.top) / above.size for above, below in pairwise(lines)]
    # Of few gaps the quantile lies beyond the largest.
    pitch = min(max(gaps), quantiles(gaps, n=10)[-1]) if len(gaps) > 1 else gaps[0]
    uniform = min(gaps) > _TIGHT * pitch
    return [True, *(uniform or gap > _TIGHT * pitch for gap in gaps)]
