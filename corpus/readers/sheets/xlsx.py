"""Workbooks of the .xlsx family, by openpyxl: what their cells show. What openpyxl would lay out cell by cell is counted
before."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.readers.inline import raised_text, visible
from corpus.readers.limits import check_zip
from corpus.readers.sheets.number_format import CHINESE_FORMATS, shown_date, shown_number, shown_text
from corpus.readers.sheets.reader import MAX_CELLS, Book, Sheet
from prompts import say

_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_PARTS = re.compile(r"xl/worksheets/[^/]+$", re.IGNORECASE)
# Strict files have their own names of the same vocabularies (ECMA-376 part 1, annex A, against part 4).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def xlsx_book(file: str, data: bytes) -> Book:
    """The sheets of an .xlsx file. Raises UnreadableDocument where it is damaged, unpacks beyond all bounds or has more
    cells than an annex."""
    check_zip(file, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if _PARTS.match(name)]
            if any(strict in part for part in parts for strict, _ in _STRICT):
                data = _transitional(archive)
        if sum(map(_size, parts)) > MAX_CELLS:
            raise UnreadableDocument(say("reading.too_many_cells", file=file, limit=MAX_CELLS))
        shown = _opened(data, values=True)
        written = _opened(data, values=False) if any(map(_FORMULA.search, parts)) else None
        sheets = [sheet for sheet in shown.worksheets if sheet.sheet_state == "visible"]
        hidden = tuple(sheet.title for sheet in shown.worksheets if sheet.sheet_state != "visible")
        return Book(tuple(_sheet(sheet, written, shown.epoch) for sheet in sheets), hidden)
    except UnreadableDocument:
        raise
    except Exception as error:  # on damaged parts the library raises whatever it trips over
        raise UnreadableDocument(say("reading.damaged", file=file)) from error


def _size(part: bytes) -> int:
    """How many cells a sheet has, written or spanned by merged cells and links."""
    from openpyxl.utils import column_index_from_string as number

    spans: Iterator[int] = (
        (int(bottom) - int(top) + 1) * (number(right.decode()) - number(left.decode()) + 1)
        for left, top, right, bottom in _RANGE.findall(part)
    )
    return sum(1 for _ in _CELL.finditer(part)) + sum(spans)


def _transitional(archive: zipfile.ZipFile) -> bytes:
    """A strict file in the names of transitional ones, which are those that the library knows."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
            copy.writestr(name, data)
    return stream.getvalue()


def _opened(data: bytes, values: bool) -> Any:
    """The workbook with the values of its formulas, or with the formulas."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that the library leaves out
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=True, keep_links=False)


def _sheet(sheet: Any, written: Any | None, epoch: Any) -> Sheet:
    found = Sheet(sheet.title, pictures=bool(sheet._images), charts=bool(sheet._charts))
    found.cells = {place: text for place, cell in _cells(sheet) if (text := _text(cell, epoch))}
    found.merges = [(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges]
    found.hidden_rows = frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden)
    found.hidden_columns = frozenset(
        number - 1
        for column in sheet.column_dimensions.values()
        if column.hidden
        for number in range(column.min or 1, (column.max or 0) + 1)
    )
    if written is not None:
        formulas = (place for place, cell in _cells(written[sheet.title]) if cell.data_type == "f")
        found.uncomputed = any(sheet.cell(row + 1, column + 1).value is None for row, column in formulas)
    return found


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    """The cells that are in the file. To go through rows and columns would make millions of a sheet that is formatted to
    its end."""
    for (row, column), cell in list(sheet._cells.items()):
        if cell.value is not None:
            yield (row - 1, column - 1), cell


def _text(cell: Any, epoch: Any) -> str:
    """What a cell shows; nothing where it is struck out."""
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.utils.datetime import from_excel

    value = cell.value
    if cell.has_style and cell.font.strike:
        return ""
    if isinstance(value, CellRichText):
        return visible("".join(map(_run, value))).strip()
    identity = cell._style.numFmtId if cell.has_style else 0
    code = CHINESE_FORMATS.get(identity, cell.number_format)
    if isinstance(value, str):
        return visible(shown_text(value, code)).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return shown_date(from_excel(value, epoch), code) if identity in CHINESE_FORMATS else shown_number(value, code)
    return shown_date(value, code) if hasattr(value, "hour") or hasattr(value, "year") else str(value)


def _run(run: Any) -> str:
    """A piece of a cell with its own type: numbers of notes are raised, what is struck out is left out."""
    if isinstance(run, str):
        return run
    if run.font.strike:
        return ""
    return raised_text(run.text) if run.font.vertAlign == "superscript" else str(run.text)
