"""Tables of one cell a line in which every cell, an empty one too, has its line: so many labels, then rows of as many lines
each, which their numbers or their columns of figures prove."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.columns import Column, can_hold, column_kind
from corpus.language.headings import is_outer
from corpus.language.values import is_value
from corpus.models import Cell, Span

_OPENS = (Column.INDEX, Column.DOMAIN, Column.INDICATOR, Column.PLACE, Column.YEAR)
_PROVING = (Column.INDEX, Column.UNIT, Column.VALUE, Column.ATTRIBUTE, Column.YEAR)
# What a row's first words are not called.
_NEVER_NAMES = (Column.PROJECT, Column.REMARK, Column.ATTRIBUTE, Column.INDEX)
_MIN_COLUMNS = 3
_MAX_COLUMNS = 12
_MIN_ROWS = 2
_LONGEST_LABEL = 20
_LONGEST_OPENING = 12
_LONGEST_CELL = 60
_LONGEST_CONTENT = 300
# Blank lines and a number that a page break leaves before a header that comes again.
_PAGE_LINES = 4
# A line or two above the header may read like labels (主要指标 as a caption).
_CAPTION_LINES = 2
# Of the labels of a table, this share is known.
_KNOWN_SHARE = 0.5
_TEXT_END = ("。", "；", "：")
_DATED = re.compile(r"(?:19|20)\d{2}(?:\s*年.*|\s*[-－—–~～至]+\s*(?:19|20)?\d{2}\s*年?)?$")
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?$")
# Labels of a header's first level that are divided by year below.
_DIVIDED = re.compile(r"全[国省市区县州]|本[省市区县州]|[省市县区]级?$|(?:指标|目标)?数?值$")
# The number of a group of projects, on a line before its name, and the name of a row of sums.
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?$")
_SUM = re.compile(r"(?:合|总)\s*计$")
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
            if begin - 2 > start and _ORDINAL.match(texts[begin - 2]):
                begin -= 2
            if leading and all(column_kind(text) in _NEVER_NAMES for text in texts[first - leading : first]):
                continue  # the last labels of the header
            for header in _headers([cell for cell in cells[start:begin] if cell.text]):
                labels = [" ".join(cell.text for cell in column if cell.text) for column in zip(*header, strict=True)]
                rows = _rows(texts, begin, labels)
                body = [[texts[line] for line in row.lines if line is not None] for row in rows if row.whole]
                if len(labels) <= leading or not _is_proved(labels, body):
                    continue
                if not whole or not _goes_on(texts, rows[-1].end, len(labels)):
                    taken = [_cells(cells, row) for row in rows]
                    return (*header, *taken), start, rows[-1].end
    return None


def _goes_on(texts: Sequence[str], at: int, width: int) -> bool:
    """Whether cells of a row that is none stand at line ``at``: a figure among short lines."""
    for text in texts[at : at + width]:
        if not text or len(text) > _LONGEST_CELL or text.endswith(_TEXT_END) or is_outer(text):
            return False
        if _is_figure(text):
            return True
    return False


def _cells(cells: Sequence[Cell], row: "_Row") -> tuple[Cell, ...]:
    """The cells of a row; empty ones stand at its first line."""
    blank = _blank(cells[min(line for line in row.lines if line is not None)])
    return tuple(blank if line is None else cells[line] for line in row.lines)


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


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the numbers of the lines that its columns hold (None: nothing is there), and the line behind it."""

    lines: tuple[int | None, ...]
    end: int
    whole: bool = True  # a line for each column; else the name of a group or a sum


def _rows(texts: Sequence[str], first: int, labels: Sequence[str]) -> list[_Row]:
    """The rows from line ``first`` up to the first that a column of a known kind cannot hold: those of a line for each
    column, names of groups on a line or two, and sums. The header may come again, behind blank lines and a page's number."""
    kinds, width = [column_kind(label) for label in labels], len(labels)
    name = next((n for n, kind in enumerate(kinds) if kind in (Column.INDICATOR, Column.PLACE)), 0)
    numbered = kinds[0] is Column.INDEX
    rows: list[_Row] = []

    def fits(at: int) -> bool:
        row = texts[at : at + width]
        holds = len(row) == width and all(
            can_hold(*pair) for pair in zip(kinds, row, strict=True) if pair[0] in _PROVING
        )
        fitting = holds and bool(row[name]) and not any(map(_is_no_cell, row, kinds))
        return fitting and (not numbered or (follows(at) and _is_alike(texts, at, rows)))

    def follows(at: int) -> bool:
        """Whether a row's number is the next; words of a column that it proves may be long."""
        counted = sum(row.whole and texts[row.lines[0] or 0].isdigit() for row in rows)
        return not texts[at].isdigit() or texts[at] == str(counted + 1)

    at = first
    while at < len(texts):
        ahead = _behind_page(texts, at, labels)
        if ahead > at:
            at = ahead
        elif is_outer(texts[at]) and fits(at + 1):
            rows.append(_Row((at, *[None] * (width - 1)), at + 1, whole=False))
        elif numbered and _ORDINAL.match(texts[at]) and at + 1 < len(texts) and fits(at + 2):
            rows.append(_Row((at, at + 1, *[None] * (width - 2)), at + 2, whole=False))
        elif fits(at):
            rows.append(_Row(tuple(range(at, at + width)), at + width))
        elif total := _total(texts, at, rows, name or int(numbered)):
            rows.append(total)
        else:
            break
        at = rows[-1].end if rows and rows[-1].end > at else at
    return rows


def _behind_page(texts: Sequence[str], at: int, labels: Sequence[str]) -> int:
    """The line behind a header that comes again at ``at``, or behind blank lines and a page's number there; else ``at``."""
    ahead = at
    while ahead < len(texts) and ahead < at + _PAGE_LINES and (not texts[ahead] or texts[ahead].isdigit()):
        ahead += 1
    again = next((n for n in range(ahead, at - 1, -1) if list(texts[n : n + len(labels)]) == list(labels)), None)
    return at if again is None else again + len(labels)


def _total(texts: Sequence[str], at: int, rows: Sequence[_Row], name: int) -> _Row | None:
    """The sums at the line ``at`` (合计) below columns of nothing but figures, one for each; None where there are none."""
    whole = [row.lines for row in rows if row.whole]
    if not whole or not _SUM.match(texts[at]):
        return None
    columns = [n for n in range(1, len(whole[0])) if all(_is_figure(texts[line]) for row in whole if (line := row[n]))]
    end, figures = at + 1, []
    while end < len(texts) and end < at + len(whole[0]) and (not texts[end] or _is_figure(texts[end])):
        figures += [end] if texts[end] else []
        end += 1
    if len(figures) != len(columns) or not figures:
        return None
    placed = dict(zip(columns, figures, strict=True)) | {name: at}
    return _Row(tuple(placed.get(n) for n in range(len(whole[0]))), figures[-1] + 1, whole=False)


def _is_alike(texts: Sequence[str], at: int, rows: Sequence[_Row]) -> bool:
    """Whether the row at line ``at`` has figures in the columns in which all rows before have them: one that lost a line has
    not."""
    whole = [row.lines for row in rows if row.whole]
    for n in range(1, len(whole[0]) if len(whole) > 1 else 0):
        above = [texts[line] for row in whole if (line := row[n]) is not None and texts[line]]
        if above and all(map(_is_figure, above)) and texts[at + n] and not _is_figure(texts[at + n]):
            return False
    return True


def _is_no_cell(text: str, kind: Column) -> bool:
    """Whether a line is no cell of a column of this kind: what is built may be told in whole sentences."""
    if kind is not Column.INDEX and is_outer(text):
        return True
    if kind is Column.PROJECT:
        return len(text) > _LONGEST_CONTENT
    return len(text) > _LONGEST_CELL or text.endswith(_TEXT_END)


def _is_proved(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are that for certain: they are numbered one after the other, or figures stand in some of their columns
    and words in the first."""
    if len(rows) < _MIN_ROWS:
        return False
    if column_kind(labels[0]) is Column.INDEX:
        numbers = [row[0] for row in rows if not _ORDINAL.match(row[0])]
        return len(numbers) >= _MIN_ROWS and numbers == [str(number + 1) for number in range(len(numbers))]
    if any(_is_figure(row[0]) for row in rows):
        return False
    stated = [[row[at] for row in rows if row[at]] for at in range(1, len(labels))]
    return any(len(texts) == len(rows) and all(map(_is_figure, texts)) for texts in stated)
