"""Ruled tables of a PDF page: cells by their lines (pdfplumber), rows that no line parts by what stands in them."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.readers.pages.glyphs import Box, Frame, Glyph, PageBox, View, in_own_direction, rounded
from corpus.readers.pages.rows import rows_of, text_of

# In em: a piece that ends within the padding of its cell's edge was wrapped.
_WRAPPED = 1.6
# In points: lines that end so close to each other meet; a line shorter than that is a dot.
_MEET = 3.0
# More lines than any table has on one page, joined where they touch: a drawing.
_MAX_EDGES = 600
# Nor do they cross so often; to find cells takes the square of this.
_MAX_CROSSINGS = 6000
_FIGURE = re.compile(r"[<>≤≥＜＞]?=?\d[\d.,]*[%％‰]?[左右以上下内]*$|[-—–－/]+$")
# The most lines that a header has above the figures of its column.
_HEADER_LINES = 3
# In em: a line of a cell belongs to the row whose figure stands at most so far above or below it.
_BESIDE = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a page: the text of each cell (a line each for its own lines) with its box on the page as shown (None
    where it is empty), and the cells that a merged one above (``merged``) or at their left (``wide``) covers. ``x0`` to
    ``bottom`` are its own box on the page as turned for reading, ``full`` the columns whose last cell is filled to its edge,
    so that it may go on overleaf."""

    rows: list[list[str]]
    merged: frozenset[tuple[int, int]]
    x0: float
    x1: float
    top: float
    bottom: float
    wide: frozenset[tuple[int, int]] = frozenset()
    boxes: tuple[tuple[PageBox | None, ...], ...] = ()
    full: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Line:
    """A line of a cell: its text, where it stands, and whether it fills the cell, so that it was wrapped."""

    text: str
    box: Box
    size: float
    full: bool = False

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def edges_of(lines: Iterable[Box], frame: Frame, turn: int) -> list[dict[str, Any]]:
    """The straight lines of a page turned by ``turn``, joined where they touch, as pdfplumber has them; none of a
    drawing."""
    from pdfplumber.table import merge_edges

    edges = []
    for line in lines:
        x0, top, x1, bottom = frame.turned(line, turn)
        edges.append(_edge(x0, top, x1, bottom, "h" if x1 - x0 > bottom - top else "v"))
    merged = merge_edges(edges, _MEET, _MEET, _MEET, _MEET) if edges else []
    merged = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _MEET]
    return merged if len(merged) <= _MAX_EDGES else []


def ruled_tables(edges: list[dict[str, Any]], glyphs: list[Glyph], view: View) -> list[Region]:
    """The ruled tables of a page seen as ``view``, ``edges`` and ``glyphs`` turned already. Only those whose text mostly
    runs to the right. A frame with one column is a box around text and no table."""
    from pdfplumber.table import Table, cells_to_tables

    regions = []
    for group in cells_to_tables(cells_of(edges)):
        table = Table(None, group)
        if max(len(row.cells) for row in table.rows) < 2:
            continue
        x0, top, x1, bottom = table.bbox
        inside = [glyph for glyph in glyphs if x0 <= glyph.x <= x1 and top <= glyph.y <= bottom]
        if inside and Counter(glyph.turn for glyph in inside).most_common(1)[0][0] == 0:
            regions.append(_region(table, inside, view))
    return regions


def cells_of(edges: list[dict[str, Any]]) -> list[Box]:
    """The cells that the lines of a page enclose; none of a drawing."""
    from pdfplumber.table import edges_to_intersections, intersections_to_cells

    crossings = edges_to_intersections([*edges, *_open_sides(edges)], _MEET, _MEET)
    cells: list[Box] = intersections_to_cells(crossings) if len(crossings) <= _MAX_CROSSINGS else []
    return cells


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines that a table leaves out: its sides where its rows are ruled beyond the last upright line, its top and
    bottom where only upright lines are drawn."""
    added = []
    across = [edge for edge in edges if edge["orientation"] == "h"]
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    for side in ("x0", "x1"):
        for group in _sharing(across, side).values():
            top, bottom = min(edge["top"] for edge in group), max(edge["top"] for edge in group)
            at = group[0][side]
            crossing = [v for v in upright if v["top"] < bottom and v["bottom"] > top]
            inner = [v for v in crossing if group[0]["x0"] < v["x0"] < group[0]["x1"]]
            if len(group) > 1 and inner and not any(abs(v["x0"] - at) <= _MEET for v in crossing):
                added.append(_edge(at, top, at, bottom, "v"))
    for group in _sharing(upright, "top").values():
        if len(group) > 2 and max(v["bottom"] for v in group) - min(v["bottom"] for v in group) <= _MEET:
            left, right = min(v["x0"] for v in group), max(v["x0"] for v in group)
            for side in ("top", "bottom"):
                at = group[0][side]
                if not any(abs(h["top"] - at) <= _MEET and h["x0"] < right and h["x1"] > left for h in across):
                    added.append(_edge(left, at, right, at, "h"))
    return added


def _sharing(edges: list[dict[str, Any]], side: str) -> dict[int, list[dict[str, Any]]]:
    """The edges by where they begin or end."""
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for edge in edges:
        groups[round(edge[side] / _MEET)].append(edge)
    return groups


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    sides = {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top}
    return {**sides, "width": x1 - x0, "height": bottom - top, "orientation": orientation}


def _region(table: Any, glyphs: list[Glyph], view: View) -> Region:
    rows: list[list[str]] = []
    boxes: list[tuple[PageBox | None, ...]] = []
    merged: set[tuple[int, int]] = set()
    wide: set[tuple[int, int]] = set()
    below: dict[int, float] = {}
    x0, top, x1, bottom = table.bbox
    held = _held(table, glyphs)
    pieces: list[list[_Line]] = []
    for row in table.rows:
        lines: list[list[_Line]] = []
        for column, box in enumerate(row.cells):
            lines.append([] if box is None else _cell_lines(box, held[box], view))
            if box is None and below.get(column, top) > row.bbox[1] + 1:
                merged.add((len(rows), column))
            elif box is None:
                wide.add((len(rows), column))
            else:
                below[column] = box[3]
        gone = {at for line, at in (*merged, *wide) if line == len(rows)}
        parted = _parted(lines, list(row.cells), len(rows), merged)
        for number, pieces in enumerate(parted):
            if number:
                merged |= {(len(rows), at) for at in gone if (len(rows) - 1, at) in merged}
                wide |= {(len(rows), at) for at in gone if (len(rows) - 1, at) in wide}
            rows.append([_joined(cell) for cell in pieces])
            boxes.append(tuple(_box([view.returned(line.box) for line in cell]) for cell in pieces))
    full = frozenset(at for at, cell in enumerate(pieces) if cell and cell[-1].full)
    return Region(rows, frozenset(merged), x0, x1, top, bottom, frozenset(wide), tuple(boxes), full)


def _held(table: Any, glyphs: list[Glyph]) -> dict[Box, list[Glyph]]:
    """The glyphs of each cell. Cells of one column are tried in turn, so that a long table takes linear time."""
    held: dict[Box, list[Glyph]] = {cell: [] for cell in table.cells}
    by_row: dict[int, list[Box]] = defaultdict(list)
    for cell in table.cells:
        for band in range(int(cell[1] // 20), int(cell[3] // 20) + 1):
            by_row[band].append(cell)
    for glyph in glyphs:
        for cell in by_row[int(glyph.y // 20)]:
            if cell[0] <= glyph.x <= cell[2] and cell[1] <= glyph.y <= cell[3]:
                held[cell].append(glyph)
                break
    return held


def _cell_lines(cell: Box, glyphs: list[Glyph], view: View) -> list[_Line]:
    """The lines of a cell. The padding of a cell is about the same on both sides of its longest line."""
    if not glyphs:
        return []
    # A label set upright in a narrow cell is turned by itself; where it stands on the page is the whole cell.
    own = [glyph for glyph in glyphs if glyph.turn == 0]
    if not own:
        frame = view.frame
        turned_frame = Frame(frame.height, frame.width) if view.turn % 2 else frame
        text = "".join(text_of(row) for row in rows_of(in_own_direction(glyphs, turned_frame)))
        return [_Line(text, _union([glyph.box for glyph in glyphs]), glyphs[0].size)]
    lines = [
        _Line(text_of(row, view.wide_set), _union([glyph.box for glyph in row]), max(g.size for g in row))
        for row in rows_of(own, view.small_set)
    ]
    used = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    slack = (cell[2] - cell[0]) - used
    for line in lines:
        room = (cell[2] - cell[0]) - (line.box[2] - line.box[0])
        line.full = room < slack + _WRAPPED * line.size and slack < 3 * line.size
    return lines


def _joined(lines: Sequence[_Line]) -> str:
    """The text of a cell. A line that fills the cell's width was wrapped and is joined to the next."""
    text, full = "", True
    for line in lines:
        text += ("" if full else "\n") + line.text
        full = line.full
    return text


def _parted(
    lines: list[list[_Line]], cells: list[Box | None], number: int, merged: set[tuple[int, int]]
) -> list[list[list[_Line]]]:
    """The rows that a ruled row holds, as the lines of each cell: several where lines are drawn between groups of rows alone
    (or between columns alone), which shows in a column of nothing but figures beside as many names. What stands alone in
    the middle of its cell belongs to all of them and is marked as merged."""
    figures = [cell for cell in lines if _figures(cell)]
    count = max(map(len, figures), default=1)
    body = max((_figures(cell) for cell in figures), default=0)
    if not figures or all(len(cell) < body for cell in lines if cell not in figures):
        return [lines]
    anchors = next([line.middle for line in cell] for cell in figures if len(cell) == count)
    rows: list[list[list[_Line]]] = [[[] for _ in lines] for _ in anchors]
    for column, (cell, box) in enumerate(zip(lines, cells, strict=True)):
        if box is None:
            continue
        middle = (box[1] + box[3]) / 2
        alone = len(cell) == 1 and abs(cell[0].middle - middle) < _BESIDE * cell[0].size
        if alone and not _FIGURE.match(cell[0].text) and (column == 0 or _off(cell[0], anchors) > _BESIDE):
            rows[0][column] = cell
            merged |= {(number + below, column) for below in range(1, count)}
            continue
        for line in cell:
            line.full = True  # what stands in one row of a column is one text
            rows[_nearest(line, anchors)][column].append(line)
    return rows


def _nearest(line: _Line, anchors: list[float]) -> int:
    """Which of the ascending ``anchors`` a line stands nearest to."""
    at = bisect_left(anchors, line.middle)
    return min(range(max(0, at - 1), min(len(anchors), at + 1)), key=lambda n: abs(anchors[n] - line.middle))


def _off(line: _Line, anchors: list[float]) -> float:
    """How far a line stands from the nearest of ``anchors``, in em."""
    return abs(anchors[_nearest(line, anchors)] - line.middle) / line.size


def _figures(cell: list[_Line]) -> int:
    """How many lines of a cell are figures of several rows, a header above them aside; 0 where it holds something else."""
    head = next((at for at, line in enumerate(cell) if _FIGURE.match(line.text)), len(cell))
    figures = len(cell) - head
    whole = head <= _HEADER_LINES and figures > 1 and all(_FIGURE.match(line.text) for line in cell[head:])
    return figures if whole else 0


def _union(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _box(boxes: list[Box]) -> PageBox | None:
    return rounded(_union(boxes)) if boxes else None
