"""Tables that came as one cell a line with nothing to show it (copied from a page or out of a PDF): read only where the
labels of a header open them and every cell fits its column."""

from collections.abc import Sequence

from corpus.columns import Column, can_hold, column_kind, column_kinds
from corpus.headings import is_outer
from corpus.models import Cell

# Cells are short; a longer line, or one that ends a sentence, is running text.
_LONGEST_CELL = 40
_LONGEST_LABEL = 12
_MIN_COLUMNS = 3
_MIN_ROWS = 2
_OPENS = (Column.INDEX, Column.DOMAIN, Column.INDICATOR)


def opens_stack(line: str) -> bool:
    """Whether a line may be the first label of such a table."""
    return len(line) <= _LONGEST_LABEL and column_kind(line) in _OPENS


def stacked_rows(cells: Sequence[Cell]) -> tuple[list[tuple[Cell, ...]], int]:
    """(rows with the header first, number of cells taken) of the table that ``cells``, one a line, begin with; ([], 0)
    where they are none, or where a cell was lost: then nothing tells which figure belongs where."""
    run = _run(cells)
    width = next((n for n, cell in enumerate(run) if column_kind(cell.text) is Column.OTHER), len(run))
    labels = tuple(cell.text for cell in run[:width])
    if width < _MIN_COLUMNS or len(run) % width:
        return [], 0
    rows = [tuple(run[at : at + width]) for at in range(0, len(run), width)]
    kinds = column_kinds(labels, tuple(rows[1:]))
    fits = all(can_hold(kind, cell.text) for row in rows[1:] for kind, cell in zip(kinds, row, strict=True))
    if len(rows) <= _MIN_ROWS or not fits or not {Column.INDICATOR, Column.VALUE} <= set(kinds):
        return [], 0
    return rows, len(run)


def _run(cells: Sequence[Cell]) -> list[Cell]:
    """The cells up to the first line that cannot be one: running text, a heading, a note."""
    run: list[Cell] = []
    for cell in cells:
        text = cell.text
        if len(text) > _LONGEST_CELL or text.endswith(("。", "；", "：")) or is_outer(text) or text.startswith("注"):
            break
        run.append(cell)
    return run
