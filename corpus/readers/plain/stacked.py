"""Tables that came as one cell a line with nothing to show it (copied from a page or out of a PDF). The labels of a header
open them; ``stacked_rows`` reads the rows below. A row that its lines do not prove is handed on as it is, to be left out with
a warning."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.language.columns import Column, column_kind, column_kinds
from corpus.models import Cell
from corpus.readers.plain.stacked_rows import TEXT_END, StackedRows, joined

_LONGEST_LABEL = 12
_MIN_COLUMNS = 3
# A header of ten columns whose labels are broken over two lines each.
_LONGEST_HEADER = 20
HEADER_LINES = 3 * _LONGEST_HEADER
_MIN_ROWS = 2
# One row that the reader cannot prove may stand among so many that it can.
_PROVED_SHARE = 0.6
_OPENS = (Column.INDEX, Column.DOMAIN, Column.INDICATOR)
_LEADING = (Column.INDEX, Column.DOMAIN)
_CAPTION_LINES = 2
# A label broken over lines has at most three of them in a header.
_MOST_BROKEN = 3
_MOST_PAIRS = 10
# The second line of a label that is broken over two.
_LABEL_END = re.compile(r"[（(\[〔].{1,8}[）)\]〕]|[值数率量性位称]|情况|名称|单位|程度|类型")


@dataclass(frozen=True, slots=True)
class Stack:
    """A table of one cell a line: its rows with the header first (those that were not proved are of another width), the
    first of its lines and the line behind its last. ``rows`` is empty where labels stand but no table follows; ``end`` is
    then behind the labels."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int


def opens_stack(lines: Sequence[str]) -> bool:
    """Whether the first of ``lines`` may be the first label of such a table, alone or with the second."""
    return any(
        0 < len(text) <= _LONGEST_LABEL and not text.endswith(TEXT_END) and column_kind(text) in _OPENS
        for text in (lines[0], "".join(lines[:2]))
    )


def has_header(lines: Sequence[Cell]) -> bool:
    """Whether labels of a header of such a table, or a caption and those, stand at the head of ``lines`` (``HEADER_LINES`` of
    them suffice)."""
    return any(True for _ in _readings(_header([lines[at] for at in _dense(lines)])))


def stacked_table(lines: Sequence[Cell]) -> Stack | None:
    """The table that ``lines`` (cells, blank lines among them, page marks not) begin with, or None where no header of known
    labels with an indicator and a value opens it. A line or two above it may read like labels (主要指标 as a caption)."""
    kept = _dense(lines)
    dense = [lines[at] for at in kept]
    header = _header(dense)
    lost: Stack | None = None
    for start, labels, kinds in _readings(header):
        lost = Stack((), kept[start], kept[len(header) - 1] + 1)
        rows, end, proved = StackedRows(dense[start:], header[start:], labels, kinds).read()
        if proved >= max(_MIN_ROWS, _PROVED_SHARE * len(rows)):
            return Stack((labels, *rows), kept[start], kept[start + end - 1] + 1)
    return lost


def _readings(header: tuple[Cell, ...]) -> Iterator[tuple[int, tuple[Cell, ...], list[Column]]]:
    """(the first label, labels, their kinds) of every way to read lines of labels as a header."""
    for start in range(min(_CAPTION_LINES + 1, len(header))):
        for labels in _ways(header[start:]) if len(header) - start >= _MIN_COLUMNS else ():
            kinds = column_kinds(tuple(label.text for label in labels), ())
            if _is_header(labels, kinds):
                yield start, labels, kinds
        if column_kind(header[start].text) is not Column.INDICATOR:
            break


def _dense(lines: Sequence[Cell]) -> list[int]:
    """The indexes of ``lines`` without the blank ones that stand between all cells alike, as the first two show."""
    filled = [at for at, line in enumerate(lines[:_LONGEST_HEADER]) if line.text]
    gap = filled[1] - filled[0] - 1 if len(filled) > 1 else 0
    kept: list[int] = []
    blanks: list[int] = []
    for at, line in enumerate(lines):
        if not line.text:
            blanks.append(at)
            continue
        kept += blanks if not gap else blanks[: max(0, (len(blanks) - gap) // (gap + 1))]
        kept.append(at)
        blanks = []
    return kept


def _is_header(labels: tuple[Cell, ...], kinds: list[Column]) -> bool:
    name = kinds.index(Column.INDICATOR) if Column.INDICATOR in kinds else -1
    leading, tail = kinds[:name], kinds[name + 1 :]
    return (
        name >= 0
        and Column.VALUE in tail
        and Column.OTHER not in kinds
        and all(column_kind(label.text) in _LEADING for label in labels[:name])
        and len(set(leading)) == len(leading)
    )


def _header(lines: Sequence[Cell]) -> tuple[Cell, ...]:
    """The labels at the head of ``lines``: short lines up to the first that is a figure, a name or blank."""
    labels: list[Cell] = []
    for at, cell in enumerate(lines[:_LONGEST_HEADER]):
        text, above = cell.text, labels[-1].text if labels else ""
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        known = (
            column_kind(text) is not Column.OTHER
            or (column_kind(following) in _OPENS and _may_be_broken(text, following))
            or (above and _may_be_broken(above, text))
        )
        if not text or len(text) > _LONGEST_LABEL or text.endswith(TEXT_END) or not known or _is_plain_figure(text):
            break
        labels.append(cell)
    return tuple(labels)


def _is_plain_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.]+", text) is not None and re.fullmatch(r"(?:19|20)\d{2}", text) is None


def _ways(header: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """The labels of a header, whole or with some put together that were broken over two lines; fewest broken first."""
    if not any(column_kind(cell.text) is Column.VALUE for cell in header):
        return
    pairs = [at for at in range(len(header) - 1) if _may_be_broken(header[at].text, header[at + 1].text)]
    for broken in range(_MOST_BROKEN + 1 if len(pairs) <= _MOST_PAIRS else 1):
        for chosen in itertools.combinations(pairs, broken):
            if any(second - first == 1 for first, second in itertools.pairwise(chosen)):
                continue
            labels: list[Cell] = []
            for at, cell in enumerate(header):
                if at - 1 in chosen:
                    labels[-1] = joined([labels[-1], cell])
                else:
                    labels.append(cell)
            yield tuple(labels)


def _may_be_broken(first: str, second: str) -> bool:
    """Whether two lines may be one label: 2025年|目标值, 指标|性质, 主要|指标."""
    kinds = column_kind(first), column_kind(second)
    if column_kind(first + second) is Column.OTHER:
        return False
    years = [re.search(r"\d{4}", text) is not None for text in (first, second)]
    if kinds == (Column.VALUE, Column.VALUE):
        return years != [True, True]
    if kinds[1] is Column.OTHER:
        return _LABEL_END.fullmatch(second) is not None
    return kinds[0] is Column.OTHER or (first == "指标" and kinds[1] is not Column.VALUE)
