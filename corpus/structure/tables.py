"""Grids -> tables: header rows found by what cells hold and folded to one label a column, pieces of one table that a page
break divided put together, shifted rows realigned where the types prove it and else left out with a warning."""

import itertools
import re
from dataclasses import replace

from corpus.catalogue import load_catalogue
from corpus.language.columns import Column, can_hold, column_kind, column_kinds, is_measured
from corpus.language.headings import is_heading
from corpus.language.units import UNIT
from corpus.models import Cell, Span, Table
from corpus.readers.base import Grid
from corpus.structure.outline import PlacedGrid, is_note
from corpus.structure.table_headers import Row, header_of
from prompts import say

__all__ = ["Column", "column_kind", "tables_of"]

# A cell holds a figure, a name or some sentences; plans' longest have 300 characters.
LONGEST_CELL = 3000
# More lost cells than two in a row leave too many ways to put it right.
_MAX_LOST = 2
_UNIT_ROW = re.compile(r"[（(]?单位[：:]\s*([^）)\s]{1,8})[）)]?$")

# How long the name of a domain (健康服务与保障) gets.
_LONGEST_DOMAIN = 8
_LONGEST_UNIT = 3
_UNIT = re.compile(rf"{UNIT}|/\S*|\S*[%％‰]")


def tables_of(grids: list[PlacedGrid], source: str) -> tuple[list[Table], list[str]]:
    """The tables of one document and a warning for every row or cell that could not be read whole. ``source`` is its text."""
    tables: list[Table] = []
    warnings: list[str] = []
    for placed in grids:
        if any(len(cell.text) > LONGEST_CELL for row in placed.grid.rows for cell in row):
            placed = replace(placed, grid=_cut(placed.grid))
            warnings.append(say("reading.cell_cut", table=placed.caption, limit=LONGEST_CELL))
        title, unit, skipped = _title_row(placed)
        rows = placed.grid.rows[skipped:]
        previous = tables[-1] if tables and placed.continues else None
        merged = next((n for n in range(1, len(rows)) if (skipped + n, 0) not in placed.grid.merged), 1)
        header = header_of(rows, by_contrast=previous is None, merged=merged)
        if header is None and (previous is None or not _fits_width(rows, len(previous.columns))):
            start = placed.grid.span.start
            warnings.append(say("reading.table_without_header", table=title or source[start : start + 20].strip()))
            tables.append(_plain(placed, title))
            continue
        if previous is not None and (header is None or _bare(header.labels) == _bare(previous.columns)):
            tables.pop()
            labels, used = previous.columns, header.rows if header else 0
            body, notes = _body(placed.grid, skipped + used, labels, title, source, warnings)
            span = Span(previous.span.start, placed.grid.span.end)
            notes = (*previous.notes, *notes, *placed.notes)
            tables.append(
                Table(previous.title, previous.section, labels, (*previous.rows, *body), notes, span, previous.unit)
            )
        elif header is not None:
            body, notes = _body(placed.grid, skipped + header.rows, header.labels, title, source, warnings)
            notes = (*notes, *placed.notes)
            tables.append(Table(title, placed.section, header.labels, body, notes, placed.grid.span, unit))
    return [half for table in tables for half in _halves(table)], warnings


def _cut(grid: Grid) -> Grid:
    """The grid with at most LONGEST_CELL characters in a cell; the cells' places stay."""
    return replace(
        grid, rows=tuple(tuple(replace(cell, text=cell.text[:LONGEST_CELL]) for cell in row) for row in grid.rows)
    )


def _title_row(placed: PlacedGrid) -> tuple[str, str, int]:
    """The table's title, the unit above it, and how many rows these take: a first row with one cell is the caption drawn
    into the table, or its unit."""
    rows = placed.grid.rows
    title, unit, skipped = placed.caption, placed.unit, 0
    while skipped + 1 < len(rows) and len(rows[skipped]) > 1 and len(filled := _filled(rows[skipped])) == 1:
        aside = _UNIT_ROW.match(filled[0].text)
        title, unit = (title, aside[1]) if aside else (filled[0].text, unit)
        skipped += 1
    return (title, unit, skipped) if skipped and header_of(rows[skipped:]) else (placed.caption, placed.unit, 0)


def _plain(placed: PlacedGrid, title: str) -> Table:
    """A grid without a header (a box of two columns) as a table without labels: its text is still the plan's."""
    rows = placed.grid.rows
    width = max(map(len, rows))
    filled = tuple(row + (_empty(row),) * (width - len(row)) for row in rows)
    return Table(title, placed.section, ("",) * width, filled, placed.notes, placed.grid.span, placed.unit)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _bare(labels: tuple[str, ...]) -> list[str]:
    return [re.sub(r"\s+", "", label) for label in labels]


def _fits_width(rows: tuple[Row, ...], width: int) -> bool:
    """Whether rows without a header can go on with a table of ``width`` columns; lost cells are seen to later."""
    return any(width - _MAX_LOST <= len(row) <= width for row in rows)


def _body(
    grid: Grid, first: int, labels: tuple[str, ...], caption: str, source: str, warnings: list[str]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The body rows of a grid from row ``first`` on, one cell a column each, and the notes drawn into the table."""
    kinds = column_kinds(labels, grid.rows[first:])
    typed = Column.VALUE in kinds and Column.INDICATOR in kinds
    kept: list[Row] = []
    notes: list[str] = []
    for number, row in enumerate(grid.rows[first:], first):
        filled = _filled(row)
        if not filled:
            continue
        if len(filled) == 1 and is_note(filled[0].text):
            notes.append(filled[0].text)
            continue
        whole = _fill_merged(row, number, grid, kept, kinds)
        aligned = _align(whole, kinds) if typed else (whole if len(whole) == len(labels) else None)
        if aligned is None:
            text = " ".join(source[row[0].span.start : row[-1].span.end].split())
            warnings.append(say("reading.row_rejected", table=caption, row=text[:60]))
        elif _bare(tuple(cell.text for cell in aligned)) != _bare(labels):
            kept.append(_beside_names(aligned, kinds) if typed else aligned)
    return tuple(kept), tuple(notes)


def _fill_merged(row: Row, number: int, grid: Grid, kept: list[Row], kinds: list[Column]) -> Row:
    """The row with the cells that a merged one above covers, a name that is merged with its number in its own column, and a value that stands over two columns of values in
    both. A domain is left to its first row, as text files print it."""
    if len(row) != len(kinds):
        return row
    cells = list(row)
    for at, kind in enumerate(kinds):
        left = cells[at - 1] if at else None
        if (
            kind is Column.INDICATOR
            and left
            and left.text
            and not cells[at].text
            and kinds[at - 1] is Column.INDEX
            and not can_hold(Column.INDEX, left.text)
        ):  # 其中：… may stand in one merged cell with the number that it has not
            cells[at - 1], cells[at] = cells[at], left
        if kept and (number, at) in grid.merged and (at or kind is Column.INDICATOR) and kind is not Column.DOMAIN:
            cells[at] = kept[-1][at]
        elif (number, at) in grid.wide and kind is kinds[at - 1] is Column.VALUE:
            cells[at] = cells[at - 1]
    return tuple(cells)


def _align(row: Row, kinds: list[Column]) -> Row | None:
    """The row with one cell a column, or None. A row that lost cells is mended only where exactly one way of putting
    empty cells back gives every column what it can hold."""
    if len(row) == len(kinds) and (_is_domain_row(row, kinds) or _nearly_fits(row, kinds)):
        return row
    row = _trim(row, len(kinds))
    if len(row) == len(kinds) and _fits(row, kinds):
        return row
    row = _trim(row, 0)
    lost = len(kinds) - len(row)
    if not 0 < lost <= _MAX_LOST:
        return None
    ways: dict[tuple[str, ...], Row] = {}
    for places in itertools.combinations(range(len(kinds)), lost):
        cells = iter(row)
        way = tuple(_empty(row) if n in places else next(cells) for n in range(len(kinds)))
        stated = [cell.text for cell, kind in zip(way, kinds, strict=True) if kind in (Column.VALUE, Column.INDICATOR)]
        if all(stated) and _fits(way, kinds) and _is_sure(way, kinds):
            ways[tuple(cell.text for cell in way)] = way
    return next(iter(ways.values())) if len(ways) == 1 else None


def _is_sure(row: Row, kinds: list[Column]) -> bool:
    """Whether the names and values of a realigned row are that for certain, and not what stood beside a lost one: a unit,
    or a domain's name."""
    name = row[kinds.index(Column.INDICATOR)].text
    if Column.UNIT in kinds:
        stated = [cell.text for cell, kind in zip(row, kinds, strict=True) if kind in (Column.VALUE, Column.INDICATOR)]
        if any(_UNIT.fullmatch(text) for text in stated):
            return False
    catalogue = load_catalogue()
    if catalogue.get(catalogue.key_of(name)) is not None or is_measured(name):
        return True
    domain = row[kinds.index(Column.DOMAIN)].text if Column.DOMAIN in kinds else "-"
    return len(name) > _LONGEST_DOMAIN or (bool(domain) and len(name) > _LONGEST_UNIT)


def _is_domain_row(row: Row, kinds: list[Column]) -> bool:
    """One cell alone, with no figure to tell, names the domain of the rows below."""
    filled = [(cell, kind) for cell, kind in zip(row, kinds, strict=True) if cell.text]
    return len(filled) == 1 and filled[0][1] is not Column.VALUE


def _beside_names(row: Row, kinds: list[Column]) -> Row:
    """The row, where it is nothing but a numbered group's name (（一）健康水平) in the column of indicators, with that name
    beside the column: it is a domain and no indicator without figures."""
    name_at = kinds.index(Column.INDICATOR)
    if _filled(row) != [row[name_at]] or not is_heading(row[name_at].text):
        return row
    cells = list(row)
    beside = name_at - 1 if name_at else 1
    cells[name_at], cells[beside] = cells[beside], cells[name_at]
    return tuple(cells)


def _trim(row: Row, width: int) -> Row:
    """The row without empty cells at its end, as far as it is longer than ``width``."""
    while len(row) > width and not row[-1].text:
        row = row[:-1]
    return row


def _empty(row: Row) -> Cell:
    return Cell("", Span(row[0].span.start, row[0].span.start))


def _fits(row: Row, kinds: list[Column]) -> bool:
    return all(can_hold(kind, cell.text) for cell, kind in zip(row, kinds, strict=True))


def _nearly_fits(row: Row, kinds: list[Column]) -> bool:
    """All cells but one fit and nothing can have shifted: the last cell is filled and the odd one holds a unit or attribute
    of a kind not seen before, or no cell is empty and the odd one holds a value in words (分期上线)."""
    odd = [kind for cell, kind in zip(row, kinds, strict=True) if not can_hold(kind, cell.text)]
    if len(odd) != 1:
        return not odd
    if odd[0] is Column.VALUE:
        return len(_filled(row)) == len(row)
    return odd[0] is not Column.INDICATOR and bool(row[-1].text)


def _halves(table: Table) -> list[Table]:
    """Two tables where one is set side by side with itself (指标 值 指标 值), else the table."""
    half, odd = divmod(len(table.columns), 2)
    if odd or half < 2 or _bare(table.columns[:half]) != _bare(table.columns[half:]):
        return [table]
    left = tuple(row[:half] for row in table.rows)
    right = tuple(row[half:] for row in table.rows if _filled(row[half:]))
    return [Table(table.title, table.section, table.columns[:half], left + right, table.notes, table.span, table.unit)]
