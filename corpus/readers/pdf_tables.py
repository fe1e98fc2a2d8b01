"""Tables of a PDF page: ruled ones by their lines (pdfplumber), unruled ones by the columns that their text stands in."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

# In em: a piece that ends within the padding of its cell's edge was wrapped.
_WRAPPED = 1.6
# Lines of one cell stand closer than this share of the distance between rows.
_TIGHT = 0.8
_FIGURE = re.compile(r"[<>≤≥＜＞]?\d{1,3}(?:\.\d+)?%?$")


@dataclass(slots=True)
class Segment:
    """Text of one line without a wide gap; ``pieces`` are its characters (with the space before them) by their place."""

    x1: float
    pieces: list[tuple[float, str]]

    @property
    def x0(self) -> float:
        return self.pieces[0][0]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a page: the text of each cell (a line each for its own lines), and the cells that a merged one above
    (``merged``) or at their left (``wide``) covers."""

    rows: list[list[str]]
    merged: frozenset[tuple[int, int]]
    x0: float
    x1: float
    top: float
    bottom: float
    wide: frozenset[tuple[int, int]] = frozenset()


def ruled_tables(page: Any, chars: list[dict[str, Any]]) -> list[Region]:
    """The ruled tables of a pdfplumber page. A frame with one column is a box around text and no table."""
    regions = []
    for table in page.find_tables():
        if max(len(row.cells) for row in table.rows) < 2:
            continue
        x0, top, x1, bottom = table.bbox
        inside = [char for char in chars if x0 <= _x(char) <= x1 and top <= _y(char) <= bottom]
        rows: list[list[str]] = []
        merged: set[tuple[int, int]] = set()
        wide: set[tuple[int, int]] = set()
        below: dict[int, float] = {}
        for number, row in enumerate(table.rows):
            texts = []
            for column, box in enumerate(row.cells):
                if box is None and below.get(column, top) > row.bbox[1] + 1:
                    merged.add((number, column))
                elif box is None:
                    wide.add((number, column))
                else:
                    below[column] = box[3]
                texts.append("" if box is None else _cell_text(box, inside))
            rows.append(texts)
        regions.append(Region(rows, frozenset(merged), x0, x1, top, bottom, frozenset(wide)))
    return regions


def _x(char: dict[str, Any]) -> float:
    return float(char["x0"] + char["x1"]) / 2


def _y(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _cell_text(box: tuple[float, float, float, float], chars: list[dict[str, Any]]) -> str:
    """The lines of a cell. A line that fills the cell's width was wrapped and is joined to the next."""
    x0, top, x1, bottom = box
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(
        (c for c in chars if x0 <= _x(c) <= x1 and top <= _y(c) <= bottom), key=lambda c: (c["bottom"], c["x0"])
    ):
        if lines and char["bottom"] - lines[-1][0]["bottom"] < char["size"] / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    text, full = "", True
    for line in lines:
        line.sort(key=lambda char: char["x0"])
        piece = line[0]["text"]
        for left, char in pairwise(line):
            piece += (" " if char["x0"] - left["x1"] > char["size"] / 4 else "") + char["text"]
        text += ("" if full else "\n") + piece
        # The padding of a cell is about the same on both sides of its longest line.
        used = max(other[-1]["x1"] for other in lines) - min(other[0]["x0"] for other in lines)
        room = (x1 - x0) - (line[-1]["x1"] - line[0]["x0"])
        full = room < (x1 - x0) - used + _WRAPPED * line[0]["size"] and (x1 - x0) - used < 3 * line[0]["size"]
    return text


def unruled_table(lines: list[tuple[float, float, list[Segment]]]) -> Region:
    """The table that lines (top, type size, segments) form which stand in columns. The line with most segments shows the
    columns, the others widen them. Below the header each character goes to the column it stands in, since a full cell
    may touch the next one; a header's segment over several columns is a merged cell, and stands in the first."""
    columns = _columns([segments for _, _, segments in lines])
    rows: list[list[str]] = []
    for start, (_, _, segments) in zip(_row_starts(lines), lines, strict=True):
        if start:
            rows.append([""] * len(columns))
        for segment in segments:
            pieces = segment.pieces if _has_figure(segments) else [(segment.x0, segment.text)]
            for x0, text in pieces:
                rows[-1][_column(columns, x0)] += text
    x0, x1 = min(line[2][0].x0 for line in lines), max(line[2][-1].x1 for line in lines)
    stripped = [[text.strip() for text in row] for row in rows]
    return Region(stripped, frozenset(), x0, x1, lines[0][0], lines[-1][0] + lines[-1][1])


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


def _column(columns: list[list[float]], x0: float) -> int:
    """The last column that begins left of ``x0``, give or take the width of a hair space."""
    return max((n for n, column in enumerate(columns) if column[0] <= x0 + 1), default=0)


def _has_figure(segments: list[Segment]) -> bool:
    """Whether a line holds a bare figure, as no line of a header does (years aside)."""
    return any(_FIGURE.match(segment.text) for segment in segments)


def _row_starts(lines: list[tuple[float, float, list[Segment]]]) -> list[bool]:
    """For each line whether it begins a row. Where cells are wrapped, their lines stand closer than rows do."""
    gaps = [(below[0] - above[0]) / above[1] for above, below in pairwise(lines)]
    # Of few gaps the quantile lies beyond the largest.
    pitch = min(max(gaps), quantiles(gaps, n=10)[-1]) if len(gaps) > 1 else gaps[0]
    uniform = min(gaps) > _TIGHT * pitch
    return [True, *(uniform or gap > _TIGHT * pitch for gap in gaps)]
