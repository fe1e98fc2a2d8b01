"""The tables of synthetic plans as worksheets: figures as numbers with a format, merged cells, a title above the head."""

import io
import re
from typing import Any

from synthetic import SyntheticPlan, TableItem
from synthetic_formats import domain_spans, header_spans

_NUMBER = re.compile(r"([<>≤≥]?)(\d+)(?:\.(\d+))?(%?)$")


def xlsx_of(plan: SyntheticPlan) -> bytes:
    """An .xlsx file, a table a sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(_tables(plan), 1):
        sheet = book.create_sheet(f"附表{number}")
        rows, offset = _laid_out(table)
        for at_row, row in enumerate(rows, 1):
            for at_column, text in enumerate(row, 1):
                if text:
                    value, code = _value(text)
                    sheet.cell(at_row, at_column, value).number_format = code
        for top, left, bottom, right in _merges(table, offset):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_of(plan: SyntheticPlan) -> bytes:
    """An .xls file, a table a sheet."""
    import xlwt

    book = xlwt.Workbook()
    for number, table in enumerate(_tables(plan), 1):
        sheet = book.add_sheet(f"附表{number}")
        rows, offset = _laid_out(table)
        merges = _merges(table, offset)
        covered = {(row, column) for merge in merges for row, column in _places(merge)}
        for at_row, row in enumerate(rows):
            for at_column, text in enumerate(row):
                if text and (at_row, at_column) not in covered:
                    value, code = _value(text)
                    sheet.write(at_row, at_column, value, xlwt.easyxf(num_format_str=code))
        for top, left, bottom, right in merges:
            sheet.write_merge(top, bottom, left, right, rows[top][left])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _tables(plan: SyntheticPlan) -> list[TableItem]:
    return [item for item in plan.items if isinstance(item, TableItem)]


def _laid_out(table: TableItem) -> tuple[list[list[str]], int]:
    """The rows of a sheet, and how many of them stand above the header."""
    above = [[table.title], *([[f"单位：{table.unit}"]] if table.unit else [])]
    return [*above, *table.header, *table.rows, *([note] for note in table.notes)], len(above)


def _merges(table: TableItem, offset: int) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right) of the merged cells: the title, labels over several columns, domains."""
    merges = [(0, 0, 0, len(table.header[0]) - 1)]
    merges += [(offset, first, offset, last) for first, last in header_spans(table)]
    body = offset + len(table.header)
    return merges + [(body + at, 0, body + at + n - 1, 0) for at, n in domain_spans(table).items() if n > 1]


def _places(merge: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    top, left, bottom, right = merge
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _value(text: str) -> tuple[Any, str]:
    """What a cell holds and the format by which it shows ``text``."""
    match = _NUMBER.match(text)
    if match is None or (len(match[2]) > 1 and match[2].startswith("0")):
        return text, "General"
    sign, _, places, percent = match.groups()
    code = (f'"{sign}"' if sign else "") + "0" + (f".{'0' * len(places)}" if places else "") + percent
    number = float(text.strip("<>≤≥%"))
    return number / 100 if percent else number, code
