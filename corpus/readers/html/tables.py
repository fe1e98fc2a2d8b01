"""Tables of web pages: which of them hold data and which lay out a page, and their cells one a grid column."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from corpus.readers.compose import Merged

# A cell with more lines than this, or as much text, lays out a page; no data cell of a plan has as many.
_LAYOUT_LINES = 12
_LAYOUT_TEXT = 1200
# Columns that one cell may span: a table of a plan has some tens. Rows: a plan has some hundreds in one table.
_WIDEST = 100
_HIGHEST = 1000
_Content = TypeVar("_Content")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def rows_of(table: Any) -> list[list[Any]]:
    """The cells of a table's own rows that are shown, nested tables left out."""
    parts = (part if part.tag in ("thead", "tbody", "tfoot") else [part] for part in table)
    rows = (row for part in parts for row in part if row.tag == "tr")
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows if not _is_hidden(row)]


def _is_hidden(row: Any) -> bool:
    return row.get("hidden") is not None or _HIDDEN.search(row.get("style", "")) is not None


def lays_out(table: Any) -> bool:
    """Whether a table sets the page and holds no data: most of its text stands in cells with tables or many lines in
    them, or it has but one row or column."""
    rows = rows_of(table)
    if len(rows) < 2 or all(len(row) < 2 for row in rows):
        return True
    framed = whole = 0
    for cell in (cell for row in rows for cell in row):
        size = len("".join(cell.itertext()))
        whole += size
        lines = sum(1 for _ in cell.iter("p", "br", "li", "div"))
        if lines > _LAYOUT_LINES or size > _LAYOUT_TEXT or cell.find(".//table") is not None:
            framed += size
    return framed * 2 > whole


def spread(
    rows: list[list[Any]], content_of: Callable[[Any], _Content], empty: _Content
) -> tuple[list[list[_Content]], Merged, Merged]:
    """The contents of a table with one cell a grid column, and the cells that a merged one above, or at their left, covers:
    those are ``empty``."""
    contents: list[list[_Content]] = []
    merged: set[tuple[int, int]] = set()
    wide: set[tuple[int, int]] = set()
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        line: list[_Content] = []
        for cell in row:
            line += [empty] * _covered(covered, len(line), number, merged)
            height, width = _size(cell, "rowspan", _HIGHEST), _size(cell, "colspan", _WIDEST)
            for column in range(len(line), len(line) + width):
                covered[column] = height - 1
            wide |= {(number, column) for column in range(len(line) + 1, len(line) + width)}
            line += [content_of(cell), *[empty] * (width - 1)]
        line += [empty] * _covered(covered, len(line), number, merged)
        contents.append(line)
    return contents, frozenset(merged), frozenset(wide)


def _covered(covered: dict[int, int], column: int, row: int, merged: set[tuple[int, int]]) -> int:
    """How many cells from ``column`` on merged cells above cover; counts those down and notes the places."""
    first = column
    while covered.get(column, 0) > 0:
        covered[column] -= 1
        merged.add((row, column))
        column += 1
    return column - first


def _size(cell: Any, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() else 1
