"""Tables of one cell a line in which every cell, an empty one too, has its line: so many labels, then rows of as many lines
each, which their numbers or their columns of figures prove."""

import re
from collections.abc import Sequence

from corpus.language.columns import Column, can_hold, column_kind
from corpus.language.headings import is_outer
from corpus.language.values import is_value
from corpus.models import Cell, Span

_OPENS = (Column.INDEX, Column.DOMAIN, Column.INDICATOR, Column.PLACE, Column.YEAR)
_PROVING = (Column.INDEX, Column.UNIT, Column.VALUE, Column.ATTRIBUTE, Column.YEAR)
_MIN_COLUMNS = 3
_MAX_COLUMNS = 12
_MIN_ROWS = 2
_LONGEST_LABEL = 20
_LONGEST_OPENING = 12
_LONGEST_CELL = 60
# A line or two above the header may read like labels (主要指标 as a caption).
_CAPTION_LINES = 2
# Of the labels of a table, this share is known.
_KNOWN_SHARE = 0.5
_TEXT_END = ("。", "；", "：")
_DATED = re.compile(r"(?:19|20)\d{2}(?:\s*年.*)?$")
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?$")
# Labels of a header's first level that are divided by year below.
_DIVIDED = re.compile(r"全[国省市区县州]|本[省市区县州]|[省市县区]级?$|(?:指标|目标)?数?值$")
_UNIT_ASIDE = re.compile(r"[（(]?(?:计量)?单位[：:]")


def opens_regular(text: str) -> bool:
    """Whether a line may be the first label of such a table."""
    return len(text) <= _LONGEST_OPENING and _is_label(text) and column_kind(text) in _OPENS


def is_aside(text: str) -> bool:
    """Whether a line says the unit of a table below it and is no label (单位：亿元)."""
    return _UNIT_ASIDE.match(text) is not None


def regular_table(cells: Sequence[Cell], *, whole: bool = True) -> tuple[tuple[tuple[Cell, ...], ...], int, int] | None:
    """(rows with the header first, the first line, the line behind the last) of the table that ``cells`` begin with, or
    None. Blank lines are empty cells. A reading that leaves a row behind is none; ``whole``: no more lines follow."""
    texts = [cell.text for cell in cells]
    first = next((at for at, text in enumerate(texts) if _is_figure(text)), 0)
    for start in range(min(_CAPTION_LINES + 1, first)):
        for leading in range(4):  # the words before a row's first figure: a domain, a name, a unit
            begin = first - leading
            while begin > start and is_outer(texts[begin - 1]):
                begin -= 1  # the name of the first group
            for header in _headers([cell for cell in cells[start:begin] if cell.text]):
                labels = [" ".join(cell.text for cell in column if cell.text) for column in zip(*header, strict=True)]
                rows = _rows(texts, begin, labels)
                body = [texts[at:end] for at, end in rows if end > at + 1]
                if len(labels) <= leading or not _is_proved(labels, body):
                    continue
                if not whole or not _goes_on(texts, rows[-1][1], len(labels)):
                    taken = [(*cells[at:end], *[_blank(cells[at])] * (at + len(labels) - end)) for at, end in rows]
                    return (*header, *taken), start, rows[-1][1]
    return None


def _goes_on(texts: Sequence[str], at: int, width: int) -> bool:
    """Whether cells of a row that is none stand at line ``at``: a figure among short lines."""
    for text in texts[at : at + width]:
        if not text or len(text) > _LONGEST_CELL or text.endswith(_TEXT_END) or is_outer(text):
            return False
        if _is_figure(text):
            return True
    return False


def _blank(beside: Cell) -> Cell:
    """An empty cell beside another."""
    return Cell("", Span(beside.span.start, beside.span.start))


def _headers(cells: Sequence[Cell]) -> list[tuple[tuple[Cell, ...], ...]]:
    """The ways to read lines as a header: one row of labels, or a second that divides some of them."""
    if not _MIN_COLUMNS <= len(cells) <= 2 * _MAX_COLUMNS or not all(_is_label(cell.text) for cell in cells):
        return []
    ways: list[tuple[tuple[Cell, ...], ...]] = [(tuple(cells),)] if _are_labels([cell.text for cell in cells]) else []
    for upper in range(_MIN_COLUMNS, len(cells) - 1):
        ways += _divided(cells[:upper], cells[upper:])
    return ways


def _divided(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[tuple[tuple[Cell, ...], ...]]:
    """The header in which the lower labels divide those of the upper ones that may be: 全省, 全市 by year, a year by role."""
    years = [_YEAR.match(cell.text) is not None for cell in lower]
    if any(years) and not all(years):
        return []
    sign = _DIVIDED if all(years) else _YEAR
    groups = [at for at, cell in enumerate(upper) if sign.match(cell.text)]
    each, odd = divmod(len(lower), len(groups)) if groups else (0, 1)
    if odd or each < 2 or column_kind(upper[0].text) not in _OPENS:
        return []
    if not all(years) and any(column_kind(cell.text) is not Column.VALUE for cell in lower):
        return []
    below = iter(lower)
    rows: tuple[list[Cell], list[Cell]] = ([], [])
    for at, cell in enumerate(upper):
        blank = _blank(cell)
        rows[0].extend([cell, *[blank] * (each - 1 if at in groups else 0)])
        rows[1].extend([next(below) for _ in range(each)] if at in groups else [blank])
    return [tuple(map(tuple, rows))]


def labels_only(texts: Sequence[str]) -> int:
    """How many of the lines at the head of ``texts`` are a table's labels; 0 where too few of them are known."""
    short = (_is_label(text) and len(text) <= _LONGEST_OPENING for text in texts)
    count = next((at for at, is_short in enumerate(short) if not is_short), len(texts))
    known = sum(column_kind(text) is not Column.OTHER for text in texts[:count])
    return count if known >= _MIN_COLUMNS and known >= _KNOWN_SHARE * count else 0


def _is_figure(text: str) -> bool:
    return is_value(text) and not _DATED.match(text)


def _is_label(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_LABEL and not text.endswith(_TEXT_END) and not is_aside(text) and not _is_figure(text)
    )


def _are_labels(labels: Sequence[str]) -> bool:
    kinds = [column_kind(label) for label in labels]
    known = sum(kind is not Column.OTHER for kind in kinds)
    counted = known >= _KNOWN_SHARE * len(labels) or kinds[0] in (Column.PLACE, Column.YEAR)
    return kinds[0] in _OPENS and counted and len(set(labels)) == len(labels) and all(map(_is_label, labels))


def _rows(texts: Sequence[str], first: int, labels: Sequence[str]) -> list[tuple[int, int]]:
    """(first, end) of the rows from line ``first`` up to the first that a column of a known kind cannot hold; one line for
    the name of a group. The header may come again."""
    kinds, width = [column_kind(label) for label in labels], len(labels)
    name = next((n for n, kind in enumerate(kinds) if kind in (Column.INDICATOR, Column.PLACE)), 0)

    def fits(at: int) -> bool:
        row = texts[at : at + width]
        holds = len(row) == width and all(
            can_hold(*pair) for pair in zip(kinds, row, strict=True) if pair[0] in _PROVING
        )
        return holds and bool(row[name]) and not any(len(t) > _LONGEST_CELL or t.endswith(_TEXT_END) for t in row)

    rows: list[tuple[int, int]] = []
    at = first
    while at < len(texts):
        if list(texts[at : at + width]) == list(labels):
            at += width
        elif is_outer(texts[at]) and fits(at + 1):
            rows.append((at, at + 1))
            at += 1
        elif fits(at):
            rows.append((at, at + width))
            at += width
        else:
            break
    return rows


def _is_proved(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are that for certain: they are numbered one after the other, or figures stand in some of their columns
    and words in the first."""
    if len(rows) < _MIN_ROWS:
        return False
    if column_kind(labels[0]) is Column.INDEX:
        return [row[0] for row in rows] == [str(number + 1) for number in range(len(rows))]
    if any(_is_figure(row[0]) for row in rows):
        return False
    stated = [[row[at] for row in rows if row[at]] for at in range(1, len(labels))]
    return any(len(texts) == len(rows) and all(map(_is_figure, texts)) for texts in stated)
