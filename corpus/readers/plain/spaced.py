"""Tables whose columns are set with runs of spaces, as PDF-to-text programs and typists write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.columns import Column, column_kind
from corpus.language.text import display_width

# Cells stand at least two spaces apart; a header has at least so many of them (two gaps may stand in any line).
_CELL = re.compile(r"\S+(?:[ \xa0]\S+)*")
_MIN_CELLS = 3
_MOST_CELLS = 40
_DOMAIN = re.compile(r"[\u4e00-\u9fff、与和]{2,12}")


@dataclass(frozen=True, slots=True)
class Piece:
    """The place of a cell in its line (``start``, ``end``) and on the screen (``x0``, ``x1``), where Chinese characters
    are twice as wide."""

    start: int
    end: int
    x0: int
    x1: int


def spaced_rows(lines: Sequence[str]) -> list[list[Piece | None]]:
    """The rows of the table that ``lines`` begin with, one piece a column, None for an empty cell. A row whose cells do not
    stand under the columns keeps what it has, for the types to settle. [] where the lines begin with no table."""
    header = _pieces(lines[0]) if lines else []
    known = sum(column_kind(lines[0][piece.start : piece.end]) is not Column.OTHER for piece in header)
    if known < _MIN_CELLS or len(header) > _MOST_CELLS:
        return []
    rows: list[list[Piece]] = []
    for at, line in enumerate(lines):
        pieces = _pieces(line)
        # A domain (健康结果) stands alone between rows.
        domain = (
            len(pieces) == 1 and _DOMAIN.fullmatch(line.strip()) and len(_pieces("".join(lines[at + 1 : at + 2]))) > 1
        )
        if len(pieces) < (2 if rows else _MIN_CELLS) and not (rows and domain):
            break
        rows.append(pieces)
    if len(rows) < 2:
        return []
    widest = max(rows, key=len)
    return [_placed(row, widest) for row in rows]


def _pieces(line: str) -> list[Piece]:
    if "\t" in line:
        return []
    pieces: list[Piece] = []
    end = x1 = 0
    for match in _CELL.finditer(line):
        x0 = x1 + display_width(line[end : match.start()])
        end, x1 = match.end(), x0 + display_width(match[0])
        pieces.append(Piece(match.start(), end, x0, x1))
    return pieces


def _placed(row: list[Piece], columns: list[Piece]) -> list[Piece | None]:
    placed: list[Piece | None] = [None] * len(columns)
    for piece in row:
        under = [n for n, column in enumerate(columns) if piece.x0 < column.x1 and column.x0 < piece.x1]
        same = [n for n in under if columns[n].x0 == piece.x0] or under
        if len(same) != 1 or placed[same[0]] is not None:
            return list(row)
        placed[same[0]] = piece
    return placed
