"""Workbooks of the old .xls family, by xlrd: what their cells show."""

import io
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.readers.inline import raised_text, visible
from corpus.readers.sheets.number_format import CHINESE_FORMATS, shown_date, shown_number, shown_text
from corpus.readers.sheets.reader import MAX_CELLS, Book, Sheet
from prompts import say

# The value of a font's escapement that raises it.
_RAISED = 1
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def xls_book(file: str, data: bytes) -> Book:
    """The sheets of an .xls file. Raises UnreadableDocument where it is damaged, encrypted or has more cells than an
    annex."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = book.sheets()
        visible_ones = [sheet for sheet in sheets if sheet.visibility == 0]
        hidden = tuple(sheet.name for sheet in sheets if sheet.visibility != 0)
        found = Book(tuple(_sheet(book, sheet) for sheet in visible_ones), hidden)
    except Exception as error:  # on damaged bytes the library raises whatever it trips over
        encrypted = "encrypted" in str(error)
        raise UnreadableDocument(say("reading.encrypted" if encrypted else "reading.damaged", file=file)) from error
    if sum(len(sheet.cells) for sheet in found.sheets) > MAX_CELLS:
        raise UnreadableDocument(say("reading.too_many_cells", file=file, limit=MAX_CELLS))
    return found


def _sheet(book: Any, sheet: Any) -> Sheet:
    found = Sheet(sheet.name)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if text := _text(book, sheet, row, column):
                found.cells[row, column] = text
    found.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    found.hidden_rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    found.hidden_columns = frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden)
    return found


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    """What a cell shows; nothing where it is struck out."""
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    if book.font_list[style.font_index].struck_out:
        return ""
    code = CHINESE_FORMATS.get(style.format_key, book.format_map[style.format_key].format_str)
    if kind == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column))
        return visible(_runs(book, value, runs) if runs else shown_text(value, code)).strip()
    if kind == xlrd.XL_CELL_DATE:
        return shown_date(xlrd.xldate.xldate_as_datetime(value, book.datemode), code)
    if kind == xlrd.XL_CELL_NUMBER:
        return shown_number(value, code)
    return ("TRUE" if value else "FALSE") if kind == xlrd.XL_CELL_BOOLEAN else _ERRORS.get(value, "#N/A")


def _runs(book: Any, text: str, runs: list[tuple[int, int]]) -> str:
    """A text whose pieces have their own type: numbers of notes are raised, what is struck out is left out. ``runs`` are
    (place, font) from where each type begins."""
    shown = text[: runs[0][0]]
    for (start, font), end in zip(runs, [*(place for place, _ in runs[1:]), len(text)], strict=True):
        style = book.font_list[font]
        piece = text[start:end]
        shown += "" if style.struck_out else raised_text(piece) if style.escapement == _RAISED else piece
    return shown
