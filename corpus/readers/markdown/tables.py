"""Tables that a Markdown file holds as HTML, with the places of their cells."""

import re
from dataclasses import dataclass, field

from corpus.models import Cell, Span
from corpus.readers.base import Grid
from corpus.readers.html.tables import spread
from corpus.readers.plain.layout import cell_of

_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|tr|td|th)(?=[\s/>])(?P<more>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']?([^\s\"'>]*)")


@dataclass(slots=True)
class _HtmlCell:
    """A cell's text from ``start`` to ``end``, and its attributes."""

    start: int
    end: int
    attributes: dict[str, str]

    def get(self, name: str, default: str) -> str:
        return self.attributes.get(name, default)


@dataclass(slots=True)
class _HtmlTable:
    start: int
    rows: list[list[_HtmlCell]] = field(default_factory=list)
    open: bool = False  # whether the last cell goes on
    lays_out: bool = False  # whether it holds a table

    def close(self, at: int) -> None:
        """End the last cell at ``at``."""
        if self.open:
            self.rows[-1][-1].end = at
            self.open = False


def html_grids(source: str, text: str) -> list[Grid]:
    """The tables of data in ``source``, in order; ``text`` is what is read of it, one character for one. What only lays out
    text (one column, or other tables within) is none."""
    grids: list[Grid] = []
    tables: list[_HtmlTable] = []
    for tag in _TAG.finditer(source):
        name, ends = tag["name"].lower(), bool(tag["end"])
        if name == "table" and not ends:
            for table in tables:
                table.lays_out = True
            tables.append(_HtmlTable(tag.start()))
        elif not tables:
            continue
        elif name == "table":
            table = tables.pop()
            table.close(tag.start())
            if not table.lays_out and any(len(row) > 1 for row in table.rows):
                grids.append(_grid(table, tag.end(), text))
        else:
            table = tables[-1]
            table.close(tag.start())
            if name == "tr" and not ends:
                table.rows.append([])
            elif not ends:
                table.rows = table.rows or [[]]
                attributes = {key.lower(): value for key, value in _ATTRIBUTE.findall(tag["more"])}
                table.rows[-1].append(_HtmlCell(tag.end(), tag.end(), attributes))
                table.open = True
    return grids


def _grid(table: _HtmlTable, end: int, text: str) -> Grid:
    rows = [row for row in table.rows if row]

    def content_of(cell: _HtmlCell) -> Cell | None:
        return cell_of(text, cell.start, cell.end)

    contents, merged, wide = spread(rows, content_of, None)
    filled = []
    for row, cells in zip(rows, contents, strict=True):
        empty = Cell("", Span(row[0].start, row[0].start))
        filled.append(tuple(cell or empty for cell in cells))
    return Grid(tuple(filled), Span(table.start, end), merged, wide)
