"""Tables whose cells a sign divides, a row a line: commas (CSV), semicolons, pipes without outer ones. Only a header of known
labels shows that a sign of running text divides cells."""

import re
from collections.abc import Sequence

from corpus.language.columns import Column, column_kind

# (start, end) of a cell in its line.
Place = tuple[int, int]
_SIGNS = "|,;"
_NAMES = (Column.INDEX, Column.DOMAIN, Column.INDICATOR, Column.PLACE, Column.PROJECT)
_MIN_COLUMNS = 3
_LONGEST_LABEL = 16
_KNOWN_SHARE = 0.6
_RULE = re.compile(r"[\s:|-]*-[\s:|-]*$")


def opens_delimited(line: str) -> str:
    """The sign that divides the labels of a table's header, "" where the line is none."""
    return next((sign for sign in _SIGNS if _is_header(line, sign)), "")


def delimited_rows(lines: Sequence[str]) -> tuple[list[list[Place]], int]:
    """(rows with the header first, lines taken) of the table that ``lines`` begin with; ([], 0) where no rows follow its
    header. A row with another number of cells keeps what it has, for the types to settle."""
    sign = opens_delimited(lines[0])
    rows: list[list[Place]] = []
    taken = 0
    for line in lines:
        cells = _cells(line, sign)
        if len(cells) < 2 or line.rstrip().endswith("。"):
            break
        taken += 1
        if not (sign == "|" and _RULE.match(line)):
            rows.append(cells)
    return (rows, taken) if len(rows) > 1 else ([], 0)


def _is_header(line: str, sign: str) -> bool:
    if line.count(sign) < _MIN_COLUMNS - 1:
        return False
    labels = [line[start:end].strip(' "') for start, end in _cells(line, sign)]
    if any(len(label) > _LONGEST_LABEL for label in labels):
        return False
    kinds = [column_kind(label) for label in labels if label]
    known = sum(kind is not Column.OTHER for kind in kinds)
    return any(kind in _NAMES for kind in kinds) and known >= max(_MIN_COLUMNS, _KNOWN_SHARE * len(labels))


def _cells(line: str, sign: str) -> list[Place]:
    """The places of a line's cells, without the quotation marks that may enclose one."""
    places = []
    at = 0
    while True:
        start = at
        while line.startswith(" ", start):
            start += 1
        close = line.find('"', start + 1) if line.startswith('"', start) else -1
        end = line.find(sign, close + 1 if close > 0 else at)
        stop = end if end >= 0 else len(line)
        places.append((start + 1, close) if close > 0 else (at, stop))
        if end < 0:
            return places
        at = end + 1
