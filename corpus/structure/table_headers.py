"""The header of a grid: how many of its rows are labels, and those folded to one label a column."""

import itertools
import re
from dataclasses import dataclass

from corpus.language.columns import Column, can_hold, column_kind
from corpus.language.units import is_unit
from corpus.language.values import is_value
from corpus.models import Cell

Row = tuple[Cell, ...]

# 指标/单位/2020/2025 is a header with bare years; any other bare figure in a first row shows that it is a body row.
_BARE_YEAR = re.compile(r"(?:19|20)\d{2}$")
_BARE_FIGURE = re.compile(r"[\d.,<>≤≥＜＞%％‰]+$")
_YEAR_LABEL = re.compile(r"(?:19|20)\d{2}\s*年")
# Three levels (范围 / 年份 / 现状或目标) are the most that plans stack.
_MAX_ROWS = 3
_LONGEST_LABEL = 24
_BRACKETED = re.compile(r"[（(]\s*[^（()）]{1,8}\s*[）)]")
# Labels of tables that hold no indicators: lists of matters, projects and tasks.
_PLAIN_LABEL = re.compile(r"^(?:章节|事项|数值|年份|年限|地点|时间|规模|(?:[重主]\S)?任务|(?:主要|工作)?措施)$")


@dataclass(frozen=True, slots=True)
class Header:
    """One label a column, and how many rows of the grid they take."""

    labels: tuple[str, ...]
    rows: int


def header_of(rows: tuple[Row, ...], *, by_contrast: bool = False, merged: int = 1) -> Header | None:
    """The folded header of a grid, or None where its first row is no header (a continuation, a layout table).
    ``by_contrast``: words over columns of figures are a header whatever they say. ``merged``: the rows that the first cell
    takes, where the format tells; a header has as many at least."""
    if len(rows) < 1 or len(rows[0]) < 2:
        return None
    first = [cell.text for cell in rows[0]]
    kinds = [column_kind(text) for text in first if text]
    known = sum(kind is not Column.OTHER for kind in kinds) + sum(bool(_PLAIN_LABEL.search(text)) for text in first)
    if any(_is_figure(text) for text in first):
        return None
    by_year = column_kind(first[0]) is Column.YEAR and all(can_hold(Column.YEAR, row[0].text) for row in rows[1:])
    plain = known >= 2 and known * 2 >= len(kinds)
    if not plain and not by_year and not _is_divided(rows) and not (by_contrast and _contrasts(rows)):
        return None
    depth = 1
    while depth < min(len(rows), _MAX_ROWS) and (depth < merged or _is_lower_level(rows[depth - 1], rows[depth])):
        depth += 1
    levels = _spread(rows[:depth])
    labels = [_label([_marked(row[at]) for row in levels]) for at in range(len(first))]
    return Header(tuple(labels), depth)


def _is_figure(text: str) -> bool:
    return _BARE_FIGURE.match(text) is not None and _BARE_YEAR.match(text) is None


def _is_divided(rows: tuple[Row, ...]) -> bool:
    """Whether the first row's labels are each divided by year in the second (学校数 | 学位数 over 2022年 | 2027年 each, or 学段
    beside one label over all the years), which shows a header whatever its words."""
    return (
        len(rows) > 2
        and len(rows[0]) == len(rows[1])
        and sum(bool(cell.text) for cell in rows[0]) > 1
        and len(rows[0]) > 2
        and bool(rows[0][0].text)
        and all(_YEAR_LABEL.match(cell.text) for cell in rows[1][1:])
        and _is_lower_level(rows[0], rows[1])
    )


def _contrasts(rows: tuple[Row, ...]) -> bool:
    """Whether words, all different, stand over rows that begin with words and hold a column of nothing but figures."""
    labels = [cell.text for cell in rows[0]]
    body = [row for row in rows[1:] if len(row) == len(labels)]
    if len(body) < 2 or not all(labels[1:]) or len(set(labels)) < len(labels):
        return False
    if any(is_value(text) or len(text) > _LONGEST_LABEL for text in labels) or any(is_value(r[0].text) for r in body):
        return False
    columns = ([row[at].text for row in body if row[at].text] for at in range(1, len(labels)))
    return any(len(texts) > 1 and all(map(is_value, texts)) for texts in columns)


def _label(levels: list[str]) -> str:
    """The texts of one column's header levels, each once."""
    return " ".join(dict.fromkeys(text for text in levels if text))


def _marked(cell: Cell) -> str:
    """The text of a header's cell, with the mark of a note that may say of which year a column's figures are."""
    return f"{cell.text}[{cell.mark}]" if cell.mark and column_kind(cell.text) is Column.VALUE else cell.text


def _spread(rows: tuple[Row, ...]) -> list[list[Cell]]:
    """Header rows with a merged cell's text over all the columns that the row below divides it into."""
    spread = [list(row) for row in rows]
    for above, below in reversed(list(itertools.pairwise(spread))):  # the lower levels first: they show where to
        for at in range(1, len(above)):
            if not above[at].text and below[at].text:
                above[at] = above[at - 1]
    return spread


def _is_lower_level(above: Row, below: Row) -> bool:
    """A lower header row leaves the cells below complete labels empty (or repeats them, where the converter filled
    merged cells) and divides the others: a merged label into labels of any kind, one column's label by year or role."""
    if len(above) != len(below) or below[0].text not in ("", above[0].text):
        return False
    new = [at for at in range(1, len(below)) if below[at].text and below[at].text != above[at].text]
    if not new or (len(new) == 1 and above[new[0]].text):
        return False
    return all(_divides(above, below, at) for at in new)


def _divides(above: Row, below: Row, at: int) -> bool:
    """Whether the cell number ``at`` of a row is a label below the one above it."""
    text = below[at].text
    if _BRACKETED.fullmatch(text):
        return column_kind(above[at].text) not in (Column.INDICATOR, Column.INDEX)  # the unit of the label above
    if len(text) > _LONGEST_LABEL or _is_figure(text) or can_hold(Column.ATTRIBUTE, text) or is_unit(text):
        return False
    group = next((n for n in range(at, -1, -1) if above[n].text), 0)
    end = next((n for n in range(at + 1, len(above)) if above[n].text), len(above))
    merged = group < at or any(below[n].text for n in range(at + 1, end))
    whole = column_kind(f"{above[group].text}{text}")
    if merged:
        return column_kind(text) is not Column.OTHER or (whole is not Column.OTHER and not is_value(text))
    return column_kind(text) is Column.VALUE and column_kind(above[at].text) not in (
        Column.INDICATOR,
        Column.INDEX,
        Column.UNIT,
    )
