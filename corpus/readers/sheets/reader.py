"""Worksheets (.xlsx, .xls): each visible sheet as the lines above its table and the table, its cells as they are shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.errors import UnreadableDocument
from corpus.models import Unread
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from prompts import say

# An annex has some thousands of cells; a sheet of so many is a database.
MAX_CELLS = 200_000
# The names that programs give to sheets: they say nothing of what is in them.
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)

# (first row, first column, last row, last column) of a merged cell, all from 0.
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """One visible sheet: ``cells`` maps (row, column), from 0, to the text that is shown, empty cells left out; ``merges``
    are its merged cells, ``hidden_rows`` and ``hidden_columns`` are not shown. ``uncomputed``: it has formulas whose values
    are not in the file; ``pictures`` and ``charts``: whether it has some."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: bool = False
    pictures: bool = False
    charts: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of one file in order; ``hidden`` are the names of those that are not shown."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def read_xlsx(file: str, data: bytes) -> Document:
    """The blocks of an .xlsx file. Raises UnreadableDocument where it is damaged or has more cells than an annex."""
    from corpus.readers.sheets.xlsx import xlsx_book

    return _document(file, xlsx_book(file, data))


def read_xls(file: str, data: bytes) -> Document:
    """The blocks of an old .xls file. Raises UnreadableDocument where it is damaged or encrypted."""
    from corpus.readers.sheets.xls import xls_book

    return _document(file, xls_book(file, data))


def _document(file: str, book: Book) -> Document:
    if not any(sheet.cells for sheet in book.sheets):
        raise UnreadableDocument(say("reading.empty_sheets", file=file))
    composer = Composer()
    unread: dict[str, list[int]] = {}
    for sheet in book.sheets:
        blocks = [] if not sheet.cells else list(_blocks(sheet))
        titled = bool(blocks and blocks[0][0])
        if blocks and not (_UNNAMED.match(sheet.name) and (titled or len(book.sheets) == 1)):
            composer.paragraph(sheet.name, 1)
        for code, found in (
            ("hidden_cells", _hides(sheet)),
            ("formula", sheet.uncomputed),
            ("picture", sheet.pictures),
            ("chart", sheet.charts),
        ):
            if found:
                unread.setdefault(code, []).append(composer.length)
        for lines, table in blocks:
            for line in lines:
                composer.paragraph(line)
            if table:
                composer.table(*table)
    parts = [Unread(code, at=tuple(places)) for code, places in unread.items()]
    parts += [Unread("hidden_sheet", names=book.hidden)] if book.hidden else []
    return replace(composer.document(file), annex=True, unread=tuple(parts))


def _hides(sheet: Sheet) -> bool:
    """Whether rows or columns that hold something are hidden."""
    return any(row in sheet.hidden_rows or column in sheet.hidden_columns for row, column in sheet.cells)


_Table = tuple[list[list[str]], frozenset[tuple[int, int]], frozenset[tuple[int, int]]]


def _blocks(sheet: Sheet) -> Iterator[tuple[list[str], _Table | None]]:
    """(lines, table) of each stretch of rows between blank ones: rows of one cell above a table are its title and unit."""
    texts, covered = _shown(sheet)
    filled: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(texts.items()):
        filled.setdefault(row, {})[column] = text
    for rows in _stretches(sorted(filled), {row for row, _ in covered}):
        head = next((at for at, row in enumerate(rows) if len(filled.get(row, ())) > 1), len(rows))
        lines = [text for row in rows[:head] for text in filled.get(row, {}).values()]
        body = rows[head:]
        columns = sorted({column for row in body for column in filled.get(row, ())})
        table = [[filled.get(row, {}).get(column, "") for column in columns] for row in body]
        at_row, at_column = ({value: at for at, value in enumerate(values)} for values in (body, columns))
        inside = [
            ((at_row[row], at_column[column]), goes_down)
            for (row, column), goes_down in covered.items()
            if row in at_row and column in at_column
        ]
        merged = frozenset(place for place, goes_down in inside if goes_down)
        wide = frozenset(place for place, goes_down in inside if not goes_down)
        yield lines, (table, merged, wide) if table else None


def _shown(sheet: Sheet) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], bool]]:
    """The texts of the cells that are shown, and the places that a merged cell covers beside its first: whether it goes on
    with one above (True) or at the left."""

    def shown(row: int, column: int) -> bool:
        return row not in sheet.hidden_rows and column not in sheet.hidden_columns

    texts = {place: text for place, text in sheet.cells.items() if shown(*place)}
    covered: dict[tuple[int, int], bool] = {}
    last_row, last_column = (max(places) for places in zip(*sheet.cells, strict=True))
    for top, left, bottom, right in sheet.merges:
        places = [
            (row, column)
            for row in range(top, min(bottom, last_row) + 1)
            for column in range(left, min(right, last_column) + 1)
            if shown(row, column)
        ]
        if places and (top, left) in sheet.cells:
            texts[places[0]] = sheet.cells[top, left]
        covered |= {place: place[0] > places[0][0] for place in places[1:]}
    return texts, covered


def _stretches(rows: list[int], covered: set[int]) -> Iterator[list[int]]:
    """The rows with text in stretches that no blank row divides; a row that merged cells cover is not blank."""
    stretch: list[int] = []
    for row in rows:
        if stretch and not all(between in covered for between in range(stretch[-1] + 1, row)):
            yield stretch
            stretch = []
        stretch.append(row)
    if stretch:
        yield stretch
