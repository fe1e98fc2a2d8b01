"""Tables whose cells stand one space apart, a row on one line or broken over a few: read only where a header of known
labels opens them and the cells behind each indicator's name fit their columns."""

import re
from collections.abc import Sequence

from corpus.language.columns import Column, can_hold, column_kind

# (start, end) of a cell in the source; None where the row has no such cell.
Place = tuple[int, int]
_TOKEN = re.compile(r"\S+")
_MIN_COLUMNS = 4
_MIN_ROWS = 3
# A row is broken over at most so many lines.
_LONGEST_ROW = 3
_LEADING = {Column.INDEX, Column.DOMAIN}
_PLAIN_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def opens_packed(line: str) -> bool:
    """Whether a line may be the header of such a table: known labels, one of them the indicator's."""
    labels = line.split()
    return len(labels) >= _MIN_COLUMNS and Column.INDICATOR in map(column_kind, labels)


def packed_rows(lines: Sequence[tuple[str, int]]) -> tuple[list[list[Place | None]], int]:
    """(rows with the header first, lines taken) of the table that ``lines``, each with its place in the source, begin
    with; ([], 0) where they are none."""
    header = _tokens(lines[0]) if lines else []
    kinds = [column_kind(text) for text, _ in header]
    lead = kinds.index(Column.INDICATOR) if Column.INDICATOR in kinds else -1
    tail = kinds[lead + 1 :]
    if len(kinds) < _MIN_COLUMNS or lead < 0 or Column.VALUE not in tail or not set(kinds[:lead]) <= _LEADING:
        return [], 0
    if Column.OTHER in tail or Column.REMARK in tail:
        return [], 0  # words of several tokens may stand there
    rows: list[list[Place | None]] = [[place for _, place in header]]
    at = 1
    while at < len(lines):
        for count in range(1, min(_LONGEST_ROW, len(lines) - at) + 1):
            row = _row([token for line in lines[at : at + count] for token in _tokens(line)], kinds[:lead], tail)
            if row is not None:
                rows.append(row)
                at += count
                break
        else:
            break
    return (rows, at) if len(rows) > _MIN_ROWS else ([], 0)


def _tokens(line: tuple[str, int]) -> list[tuple[str, Place]]:
    text, start = line
    return [(match[0], (start + match.start(), start + match.end())) for match in _TOKEN.finditer(text)]


def _row(tokens: list[tuple[str, Place]], leading: list[Column], tail: list[Column]) -> list[Place | None] | None:
    """The cells of one row, or None where ``tokens`` are not a whole one: its last cells fit the columns of ``tail``, its
    first those of ``leading`` where it has them, and the rest is the indicator's name."""
    behind = tokens[-len(tail) :]
    before = tokens[: -len(tail)]
    if not before or not all(can_hold(kind, text) for kind, (text, _) in zip(tail, behind, strict=False)):
        return None
    row: list[Place | None] = []
    for number, kind in enumerate(leading):
        # A domain stands in its first row only, before the row's number.
        numbered = Column.INDEX in leading[number + 1 :] and len(before) > 1 and can_hold(Column.INDEX, before[0][0])
        if len(before) > 1 and can_hold(kind, before[0][0]) and not (kind is Column.DOMAIN and numbered):
            row.append(before.pop(0)[1])
        else:
            row.append(None)
    name = " ".join(text for text, _ in before)
    # A figure alone in the name is a cell of a row that was not whole.
    if not can_hold(Column.INDICATOR, name) or any(_PLAIN_FIGURE.fullmatch(text) for text, _ in before):
        return None
    return [*row, (before[0][1][0], before[-1][1][1]), *(place for _, place in behind)]
