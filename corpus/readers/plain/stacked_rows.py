"""The rows of a table that came as one cell a line: the types of its columns tell which lines are one cell, which empty line
is an empty cell and what a page break put between."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.catalogue import load_catalogue
from corpus.language.columns import Column, can_hold, column_kind, is_measured
from corpus.language.headings import is_outer
from corpus.language.units import is_unit
from corpus.language.values import is_value
from corpus.models import Cell, Span

# Cells are short; a longer line, or one that ends a sentence, is running text.
_LONGEST_CELL = 40
TEXT_END = ("。", "；", "：")
# A domain is broken over at most three lines and a name over four; a domain line is no longer than its narrow column.
_DOMAIN_LINES = 3
_NAME_LINES = 4
_CELL_LINES = 3
_LONGEST_DOMAIN_LINE = 6
_LONGEST_WORDED = 16
# A remark of the last column, and how many rows' lines the next row is looked for behind one that cannot be read.
_REMARK_LINES = 6
_MOST_WIDTHS = 3
_FIGURE = re.compile(r"[<>≤≥＜＞]?\d+(?:\.\d+)?[%％‰]?")
_SUB = re.compile(r"其\s*中|[#＃]")
_QUALIFIER = re.compile(r"(?:及?以[上下内]|左右|上下|[\]〕）)%％‰])+$")
_DIGITS = re.compile(r"\d{1,4}$")
_ANY_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class StackedRows:
    """Reads the rows below a header whose labels are known. ``lines`` (cells, blank ones among them) begin with the lines of
    ``header``, whose ``labels``, put together, have the ``kinds``; one of these is an indicator's."""

    def __init__(
        self, lines: Sequence[Cell], header: tuple[Cell, ...], labels: tuple[Cell, ...], kinds: list[Column]
    ) -> None:
        self._cells = lines
        self._texts = [cell.text for cell in lines]
        self._header = [cell.text for cell in header]
        self._width = len(labels)
        name = kinds.index(Column.INDICATOR)
        # The columns before the indicator's and those behind it.
        self._leading, self._tail = kinds[:name], kinds[name + 1 :]
        self._indexed = Column.INDEX in self._leading

    def read(self) -> tuple[list[tuple[Cell, ...]], int, int]:
        """(rows, the line behind the last, how many rows are proved)."""
        rows: list[tuple[Cell, ...]] = []
        proved, last, end = 0, 0, len(self._header)
        at = self._begin(end, last)
        while not self._ends(at):
            found = self._row(at, last)
            if found is not None:
                rows.append(found.cells)
                proved, last, end = proved + 1, found.number or last, found.end
            else:
                behind = self._next_row(at, last) or self._remainder(at)
                if behind is None:
                    break
                if not rows and all(column_kind(text) is not Column.OTHER for text in self._texts[at:behind] if text):
                    return [], end, 0  # labels of a second level
                rows.append(tuple(cell for cell in self._cells[at:behind] if cell.text))
                end = behind
            at = self._begin(end, last)
        return rows, end, proved

    def _text(self, at: int) -> str:
        return self._texts[at] if at < len(self._texts) else ""

    def _ends(self, at: int) -> bool:
        """Whether the table is over: no more lines, running text, a heading, a note."""
        text = self._text(at)
        return (
            at >= len(self._texts)
            or len(text) > _LONGEST_CELL
            or text.endswith(TEXT_END)
            or (is_outer(text) and not can_hold(Column.INDEX, text))
            or text.startswith("注")
        )

    def _begin(self, at: int, last: int) -> int:
        """The line at which the row behind row number ``last`` begins: blank lines, page numbers and the header printed
        again stand before it."""
        while at < len(self._texts):
            if not self._text(at) or self._is_page_number(at, last):
                at += 1
            elif self._is_header(at):
                at += len(self._header)
            else:
                break
        return at

    def _is_header(self, at: int) -> bool:
        return self._texts[at : at + len(self._header)] == self._header

    def _is_page_number(self, at: int, last: int) -> bool:
        """Whether a bare number between two rows is a page's: it stands apart and is not the next row's number."""
        text = self._text(at)
        if not _DIGITS.match(text) or (self._indexed and int(text) == last + 1):
            return False
        ahead = at + 1
        while ahead < len(self._texts) and not self._text(ahead):
            ahead += 1
        return self._is_header(ahead) or (not self._text(at - 1) and ahead > at + 1)

    def _next_row(self, at: int, last: int) -> int | None:
        """The line at which rows can be read again behind one that cannot; None where the table is over before."""
        for ahead in range(at + 1, min(at + _MOST_WIDTHS * self._width, len(self._texts))):
            if self._ends(ahead):
                return None
            text = self._text(ahead)
            starts = bool(text) and (not self._indexed or bool(_DIGITS.match(text) or _SUB.match(text)))
            if starts and self._row(ahead, last) is not None:
                return ahead
        return None

    def _remainder(self, at: int) -> int | None:
        """The line behind a last row that cannot be read; None where the lines at ``at`` hold no figure and so no row."""
        ahead = range(at + 1, min(at + _MOST_WIDTHS * self._width, len(self._texts)) + 1)
        end = next((n for n in ahead if self._ends(n)), None)
        return end if end and any(_FIGURE.fullmatch(text) for text in self._texts[at:end]) else None

    def _row(self, at: int, last: int) -> "_Way | None":
        """The row that begins at line ``at``; None where not one reading of the lines is better than all others."""
        ways: dict[tuple[str, ...], _Way] = {}
        for lead in self._leads(at):
            for size in range(1, _NAME_LINES + 1):
                run = self._cells[lead.end : lead.end + size]
                if len(run) < size or any(not cell.text or _FIGURE.fullmatch(cell.text) for cell in run):
                    break
                name = joined(run)
                if not can_hold(Column.INDICATOR, name.text):
                    break
                for tail in self._tails(lead.end + size, 0, lead.number or last):
                    if any(cell.text for cell in tail.cells) and self._may_begin(tail.end, lead.number or last):
                        cells = (*lead.cells, name, *tail.cells)
                        cost = lead.cost + _odd_name(run, name.text) + tail.cost
                        ways[tuple(cell.text for cell in cells)] = _Way(cells, tail.end, cost, lead.number)
        if not ways:
            return None
        least = min(way.cost for way in ways.values())
        best = [way for way in ways.values() if way.cost == least]
        return best[0] if len(best) == 1 else None

    def _leads(self, at: int) -> Iterator["_Way"]:
        """The ways to read what stands before a row's name: lines of a domain and the row's number, either missing."""
        empty = Cell("", Span(self._cells[at].span.start, self._cells[at].span.start))
        if not self._leading:
            yield _Way((), at)
            return
        for before in range(_DOMAIN_LINES + 1) if Column.DOMAIN in self._leading else (0,):
            domain = self._cells[at : at + before]
            if not all(_is_domain_line(cell.text) for cell in domain):
                break
            if not self._indexed:
                yield _Way((joined(domain) if domain else empty,), at + before, _odd_domain(domain))
            elif self._leading[0] is Column.DOMAIN or len(self._leading) == 1:
                yield from self._numbered(at + before, domain, empty)
            elif _DIGITS.match(self._text(at)):
                within = self._cells[at + 1 : at + 1 + before]
                if all(_is_domain_line(cell.text) for cell in within):
                    cells = (self._cells[at], joined(within) if within else empty)
                    yield _Way(cells, at + 1 + before, _odd_domain(within), int(self._text(at)))
        if self._indexed and not can_hold(Column.INDEX, self._text(at)):
            yield _Way((empty,) * len(self._leading), at, 0 if _SUB.match(self._text(at)) else 1)

    def _numbered(self, at: int, domain: Sequence[Cell], empty: Cell) -> Iterator["_Way"]:
        """A row's number at line ``at`` behind the lines of its domain."""
        text = self._text(at)
        if text and can_hold(Column.INDEX, text):
            number = re.search(r"\d+", text)
            cells = (joined(domain) if domain else empty, self._cells[at])[-len(self._leading) :]
            yield _Way(cells, at + 1, number=int(number[0]) if number else 0)

    def _tails(self, at: int, column: int, last: int) -> Iterator["_Way"]:
        """The ways to read the columns from number ``column`` behind the name on from the lines at ``at``."""
        if column == len(self._tail):
            yield _Way((), at)
            return
        for cell, behind, cost in self._cell_ways(at, self._tail[column], column + 1 == len(self._tail), last):
            for rest in self._tails(behind, column + 1, last):
                yield _Way((cell, *rest.cells), rest.end, cost + rest.cost)

    def _cell_ways(self, at: int, kind: Column, final: bool, last: int) -> Iterator[tuple[Cell, int, int]]:
        """(cell, the line behind, cost) of each way to read one cell of a column of this kind."""
        place = self._cells[min(at, len(self._cells) - 1)].span.start
        if at >= len(self._cells) or not self._text(at):
            yield Cell("", Span(place, place)), at + 1, 0
            return
        if final and kind is Column.REMARK and self._may_begin(at, last, certain=True):
            yield Cell("", Span(place, place)), at, 0
        lines = _REMARK_LINES if final and kind is Column.REMARK and self._indexed else _CELL_LINES
        fitting = []
        for size in range(1, lines + 1):
            run = self._cells[at : at + size]
            if len(run) < size or not run[-1].text:
                break
            cell = joined(run)
            if _fits(kind, [line.text for line in run], cell.text):
                fitting.append((cell, at + size, _odd_unit(cell.text) if kind is Column.UNIT else 0))
        if kind in (Column.ATTRIBUTE, Column.VALUE):
            fitting = fitting[-1:]  # 预期|性 and 50|以下 are one cell
        yield from fitting

    def _may_begin(self, at: int, last: int, *, certain: bool = False) -> bool:
        """Whether the line at ``at`` or below may begin the row behind number ``last``, or the table is over there.
        ``certain``: nothing but a row's number or the header is proof."""
        at = self._begin(at, last)
        if self._ends(at):
            return True
        text = self._text(at)
        if not self._indexed:
            return not certain and _HAN.search(text) is not None and not _is_cell_of_tail(text)
        ahead = at
        while ahead < at + _DOMAIN_LINES and self._leading[0] is Column.DOMAIN and _is_domain_line(self._text(ahead)):
            ahead += 1
        number = self._text(ahead)
        return (_DIGITS.match(number) is not None and int(number) == last + 1) or bool(_SUB.match(text))


@dataclass(frozen=True, slots=True)
class _Way:
    """One reading of some lines: the cells, the line behind them, how odd they are (0: not at all), the row's number."""

    cells: tuple[Cell, ...]
    end: int
    cost: int = 0
    number: int = 0


def _fits(kind: Column, lines: list[str], text: str) -> bool:
    """Whether lines, ``text`` together, are one cell of a column of this kind."""
    if kind is Column.VALUE:
        if is_value(text):
            return all(_QUALIFIER.match(line) for line in lines[1:])
        return (
            len(text) <= _LONGEST_WORDED
            and not _ANY_DIGIT.search(text)
            and can_hold(kind, text)
            and not _is_known(text)
        )
    if kind is Column.UNIT:
        return can_hold(kind, text) and (len(lines) == 1 or is_unit(text))
    if kind is Column.ATTRIBUTE:
        return can_hold(kind, text)
    return kind is Column.REMARK and not any(_FIGURE.fullmatch(line) for line in lines[1:])


def _is_domain_line(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST_DOMAIN_LINE
        and _HAN.search(text) is not None
        and not _SUB.match(text)
        and not _is_cell_of_tail(text)
    )


def _is_cell_of_tail(text: str) -> bool:
    """Whether a line is a figure or an attribute, and so neither a domain nor a name."""
    return is_value(text) or can_hold(Column.ATTRIBUTE, text)


def _is_known(text: str) -> bool:
    """Whether the catalogue has an indicator of this name."""
    catalogue = load_catalogue()
    return catalogue.get(catalogue.key_of(text)) is not None


def _odd_name(lines: Sequence[Cell], text: str) -> int:
    """How odd it is that lines, ``text`` together, are one name. A cell's line is broken where it is full: one that is
    shorter than the next is no part of the same cell."""
    if _is_known(text):
        return -1 if len(lines) > 1 else 0
    broken = any(len(line.text) < len(below.text) for line, below in itertools.pairwise(lines))
    return (2 if is_measured(text) else 4) + 3 * broken


def _odd_domain(lines: Sequence[Cell]) -> int:
    """A domain measures nothing."""
    return 4 if lines and is_measured(joined(lines).text) else 0


def _odd_unit(text: str) -> int:
    return 0 if is_unit(text) else 1


def joined(lines: Sequence[Cell]) -> Cell:
    """One cell of several lines: no space between them but where both sides are Latin."""
    text = lines[0].text
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and line.text[:1].isascii() and line.text[:1].isalpha() else "") + line.text
    return Cell(text, Span(lines[0].span.start, lines[-1].span.end))
