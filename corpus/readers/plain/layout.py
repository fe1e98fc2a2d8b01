"""Plain-text layout: which lines are table rows, which lines one sentence was broken over.

Three table layouts occur in extracted plans: a row a line with tabs between cells; a cell a line, each begun by a tab,
rows divided by a blank line (what Word-to-text converters write); and Markdown pipes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.language.columns import Column, column_kind
from corpus.language.headings import MAX_CAPTION, is_heading, is_outer
from corpus.language.text import CleanText, clean, clean_pieces, usual_forms, without_marks, without_note_marks
from corpus.models import Cell, Span
from corpus.readers.base import Block, Grid, Paragraph
from corpus.readers.contents import contents_end
from corpus.readers.furniture import is_furniture
from corpus.readers.plain.delimited import delimited_rows, opens_delimited
from corpus.readers.plain.packed import opens_packed, packed_rows
from corpus.readers.plain.page_marks import is_page_mark, page_marks
from corpus.readers.plain.regular import is_aside, labels_only, opens_regular, regular_table
from corpus.readers.plain.spaced import spaced_rows
from corpus.readers.plain.stacked import HEADER_LINES, has_header, opens_stack, stacked_table
from corpus.readers.plain.wrapping import bare_line, breaks_off, goes_on, starts_anew, wrap_of
from prompts import say

_MARKDOWN_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
# Lines of a table of one cell a line: 100 indicators of ten columns with a blank line behind each cell.
_LONGEST_STACK = 2000
# One row alone is a table (what a page break left of one) only where it has so many cells.
_MIN_LONE_CELLS = 3
# A cell's second paragraph (a header such as 指标 / 性质) is short; a longer line after a blank one is running text.
_MAX_CELL_TAIL = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One source line without its newline, radicals as the usual characters (as many as in the source)."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Nothing but spaces; a tab is an empty cell."""
        return not self.text.strip("\ufeff\u200b\x00 \r\u3000\xa0")


def lines_of(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``source`` from ``start`` on, up to ``end``."""
    lines: list[Line] = []
    for piece in source[start:end].splitlines(keepends=True):
        lines.append(Line(usual_forms(piece.rstrip("\r\n")), start))
        start += len(piece)
    return lines


def blocks_of(source: str, lines: list[Line], warnings: list[str] | None = None) -> tuple[Block, ...]:
    """Paragraphs and grids of a plain text, in order; contents pages and page numbers are left out. ``warnings`` is given
    one for every table of one cell a line that could not be put together."""
    layout = _Layout(source, lines)
    blocks = tuple(layout.blocks())
    if warnings is not None:
        warnings += [say("reading.table_flattened", table=title) for title in layout.lost]
    return blocks


# The bare name of a group of rows (健康水平).
_GROUP = re.compile(r"[\u4e00-\u9fff“”（）、与和]{2,12}")


class _Layout:
    """One pass over the lines of one file."""

    def __init__(self, source: str, lines: list[Line]) -> None:
        self.source = source
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.wrap = wrap_of(self.texts)
        self.marks = page_marks(self.texts)
        self.at = 0
        self.lost: list[str] = []  # the titles of the tables of one cell a line that could not be put together
        self.cells: dict[int, Cell] = {}
        self.unstacked = 0  # the line behind the last such header

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.blank or self.at in self.marks:
                self.at += 1
            elif (end := contents_end(self.texts, self.at)) > self.at:
                self.at = end
            elif self._is_row(line):
                grid = self._tab_grid()
                # An imprint (office, tab, date) stands on one line like a row and is no table.
                lone = len(grid.rows) == 1 and sum(bool(cell.text) for cell in grid.rows[0]) < _MIN_LONE_CELLS
                yield Paragraph(clean(self.source, grid.span.start, grid.span.end)) if lone else grid
            elif (spaced := self._space_grid()) is not None:
                yield spaced
            elif (packed := self._packed_grid()) is not None:
                yield packed
            elif (delimited := self._delimited_grid()) is not None:
                yield delimited
            elif line.text.startswith("\t"):
                yield from self._cell_grid()
            elif line.text.lstrip().startswith("|"):
                yield self._pipe_grid()
            elif (stacked := self._stacked_grid()) is not None:
                yield stacked
            else:
                yield Paragraph(self._paragraph())

    def _is_row(self, line: Line) -> bool:
        cells = line.text.split("\t")
        return len(cells) >= 3 or (len(cells) == 2 and bool(cells[0].strip()) and bool(cells[1].strip()))

    def _is_group(self, above: tuple[Cell, ...]) -> bool:
        """Whether the line at hand, inside a table, is a row of one cell that names a group of rows: numbered like a
        heading or a bare name, with rows right above and below it, the latter as wide, and no new header."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        name = self.lines[self.at].text.strip()
        if following is None or not self._is_row(following):
            return False
        if not is_heading(name) and not (_GROUP.fullmatch(name) and following.text.count("\t") + 1 == len(above)):
            return False
        if following.text.split("\t")[0].strip().isdigit():
            return True  # 12, 居民人均可支配收入, 元 …: a numbered row is no header, whatever its cells are called
        return sum(column_kind(text) is not Column.OTHER for text in following.text.split("\t") if text.strip()) < 2

    def _tab_grid(self) -> Grid:
        first = self.at
        rows: list[tuple[Cell, ...]] = []
        while self.at < len(self.lines) and (self._is_row(self.lines[self.at]) or (rows and self._is_group(rows[-1]))):
            line = self.lines[self.at]
            row = list(self._cells(line, re.finditer(r"(?:^|(?<=\t))[^\t]*", line.text)))
            if len(row) == 1:
                row += [Cell("", Span(line.end, line.end))] * (len(rows[-1]) - 1)
            rows.append(tuple(row))
            self.at += 1
        return Grid(tuple(rows), Span(self.lines[first].start, self.lines[self.at - 1].end))

    def _cells(self, line: Line, pieces: Iterable[re.Match[str]]) -> Iterator[Cell]:
        return (cell_of(self.source, line.start + piece.start(), line.start + piece.end()) for piece in pieces)

    def _until_blank(self) -> list[Line]:
        """The lines from the one at hand to the next blank one."""
        ahead = self.at
        while ahead < min(len(self.lines), self.at + _LONGEST_STACK) and not self.lines[ahead].blank:
            ahead += 1
        return self.lines[self.at : ahead]

    def _space_grid(self) -> Grid | None:
        """The table that begins at the line at hand where columns are set with runs of spaces, or None."""
        opening = self.lines[self.at].text.strip()
        if "  " not in opening or _is_info(opening):
            return None
        lines = self._until_blank()
        rows = []
        for line, pieces in zip(lines, spaced_rows([line.text for line in lines]), strict=False):
            empty = Cell("", Span(line.start, line.start))
            rows.append(
                tuple(cell_of(self.source, line.start + p.start, line.start + p.end) if p else empty for p in pieces)
            )
        if not rows:
            return None
        last = lines[len(rows) - 1]
        grid = Grid(tuple(rows), Span(self.lines[self.at].start, last.end))
        self.at += len(rows)
        return grid

    def _packed_grid(self) -> Grid | None:
        """The table that begins at the line at hand where cells stand one space apart, or None. It goes on over the
        numbers of pages."""
        if "\t" in self.lines[self.at].text or not opens_packed(self.lines[self.at].text):
            return None
        open_lines = (n for n in range(self.at, len(self.lines)) if not self.lines[n].blank and n not in self.marks)
        ahead = list(islice(open_lines, _LONGEST_STACK))
        rows, taken = packed_rows([(self.lines[n].text, self.lines[n].start) for n in ahead])
        if not rows:
            return None
        self.at = ahead[taken - 1] + 1
        cells = []
        for row in rows:
            begin = next(place[0] for place in row if place)
            cells.append(
                tuple(cell_of(self.source, *place) if place else Cell("", Span(begin, begin)) for place in row)
            )
        return Grid(tuple(cells), Span(cells[0][0].span.start, cells[-1][-1].span.end))

    def _delimited_grid(self) -> Grid | None:
        """The table that begins at the line at hand where commas or pipes divide the cells, or None."""
        first = self.lines[self.at]
        if first.text.lstrip().startswith("|") or not opens_delimited(first.text):
            return None
        lines = self._until_blank()
        rows, taken = delimited_rows([line.text for line in lines])
        if not rows:
            return None
        kept = [line for line in lines[:taken] if not _MARKDOWN_RULE.match(line.text)]
        cells = tuple(
            tuple(cell_of(self.source, line.start + start, line.start + end) for start, end in row)
            for line, row in zip(kept, rows, strict=True)
        )
        self.at += taken
        return Grid(cells, Span(first.start, lines[taken - 1].end))

    def _stacked_grid(self) -> Grid | None:
        """The table of one cell a line whose first label stands at the line at hand, or None. Where labels stand and no
        rows can be told, the table is lost."""
        opening = [line.text.strip() for line in self.lines[self.at : self.at + 2]]
        if self.at < self.unstacked or is_aside(opening[0]) or not (opens_stack(opening) or opens_regular(opening[0])):
            return None
        head = [cell for _, cell in self._stack_lines(self.at, HEADER_LINES)]
        if opens_regular(opening[0]) and regular_table(head, whole=False):
            ahead = self._stack_lines(self.at, _LONGEST_STACK)
            regular = regular_table([cell for _, cell in ahead])
            if regular:
                return (
                    None if regular[1] else self._stack_taken(ahead, regular[0], regular[2])
                )  # its caption is a paragraph
        if not has_header(head):
            if opens_regular(opening[0]) and (labels := labels_only([cell.text for cell in head])):
                self.lost.append(self._caption(self.at))
                self.unstacked = self.at + labels
            return None
        ahead = self._stack_lines(self.at, _LONGEST_STACK)
        stack = stacked_table([cell for _, cell in ahead])
        if stack is None or (stack.rows and stack.start):
            return None  # its caption is a paragraph
        if not stack.rows:
            self.lost.append(self._caption(ahead[stack.start][0]))
            self.unstacked = ahead[stack.end - 1][0] + 1
            return None
        return self._stack_taken(ahead, stack.rows, stack.end)

    def _stack_taken(self, ahead: list[tuple[int, Cell]], rows: tuple[tuple[Cell, ...], ...], end: int) -> Grid:
        """The table of ``rows``, which take the lines ``ahead`` up to number ``end``."""
        self.at = ahead[end - 1][0] + 1
        return Grid(rows, Span(rows[0][0].span.start, rows[-1][-1].span.end))

    def _caption(self, number: int) -> str:
        """The line above the line ``number`` that names a table, else that line."""
        above = next(
            (
                self.texts[n].strip()
                for n in range(number - 1, -1, -1)
                if not (self.lines[n].blank or is_aside(self.texts[n].strip()))
            ),
            "",
        )
        return above if 0 < len(above) <= MAX_CAPTION else self.texts[number].strip()

    def _stack_lines(self, first: int, most: int) -> list[tuple[int, Cell]]:
        """(index, cell) of the lines from number ``first`` on, ``most`` at most, blank ones as empty cells. What only a page puts there is
        left out, with the blank lines right before and behind it; a bare number may be a cell as well."""
        found: list[tuple[int, Cell]] = []
        behind_page = False
        for number in range(first, min(first + most, len(self.lines))):
            line = self.lines[number]
            if is_page_mark(line.text):
                while found and not found[-1][1].text:
                    found.pop()
                    break
                behind_page = True
            elif line.text.strip() or not behind_page:
                found.append((number, self._line_cell(number)))
                behind_page = False
        return found

    def _line_cell(self, number: int) -> Cell:
        """A line as one cell; lines are looked at for several tables."""
        if number not in self.cells:
            line = self.lines[number]
            span = _trimmed(self.source, line.start, line.end)
            text, mark = clean(self.source, line.start, line.end).text, ""
            if text:
                _, mark = without_note_marks(self.source[span.start : span.end])
            self.cells[number] = Cell(text, span, mark)
        return self.cells[number]

    def _pipe_grid(self) -> Grid:
        first = self.at
        rows: list[tuple[Cell, ...]] = []
        while self.at < len(self.lines) and self.lines[self.at].text.lstrip().startswith("|"):
            line = self.lines[self.at]
            if not _MARKDOWN_RULE.match(line.text):
                body = line.text.rstrip().removesuffix("|")
                at = line.start + body.index("|") + 1
                row = []
                for piece in body[body.index("|") + 1 :].split("|"):
                    row.append(cell_of(self.source, at, at + len(piece)))
                    at += len(piece) + 1
                rows.append(tuple(row))
            self.at += 1
        return Grid(tuple(rows), Span(self.lines[first].start, self.lines[self.at - 1].end))

    def _cell_grid(self) -> Iterator[Block]:
        """Rows of a cell-a-line table. A cell goes on over lines without a tab; a blank line then a tab is a new row;
        two blank lines, or running text where the row is full, end the table. One-cell rows are a box, not a table."""
        first = self.at
        rows: list[list[list[Line]]] = [[]]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.text.startswith("\t"):
                after_blank = self.at > first and self.lines[self.at - 1].blank
                if after_blank and rows[-1]:
                    rows.append([])
                rows[-1].append([line])
            elif line.blank:
                if self._table_ends(rows):
                    break
            else:
                rows[-1][-1].append(line)
            self.at += 1
        if all(len(row) == 1 for row in rows):
            for row in rows:
                yield from self._box(row[0])
            return
        cells = tuple(tuple(cell_of(self.source, cell[0].start + 1, cell[-1].end) for cell in row) for row in rows)
        yield Grid(cells, Span(self.lines[first].start, rows[-1][-1][-1].end))

    def _table_ends(self, rows: list[list[list[Line]]]) -> bool:
        """Whether the blank line at hand is the table's last: nothing of the table stands behind it."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if following is None or following.text.startswith("\t"):
            return False
        if following.blank:
            return not (self.at + 2 < len(self.lines) and self.lines[self.at + 2].text.startswith("\t"))
        if all(len(row) == 1 for row in rows):
            return is_outer(following.text.strip())  # else a box runs on over blank lines until two of them
        full = len(rows) > 1 and len(rows[-1]) >= len(rows[0])
        return full and (len(following.text.strip()) > _MAX_CELL_TAIL or is_heading(following.text.strip()))

    def _box(self, lines: list[Line]) -> Iterator[Paragraph]:
        for line in lines:
            body = clean(self.source, line.start, line.end)
            if body.text:
                yield Paragraph(body)

    def _paragraph(self) -> CleanText:
        """The line at hand, with the lines joined that its sentence was broken over; page marks between them are no part
        of it."""
        last = self.lines[self.at]
        pieces, sentence = [(last.start, last.end)], bare_line(last.text)
        self.at += 1
        while (following := self._continuation(last, sentence)) is not None:
            last = self.lines[following]
            pieces.append((last.start, last.end))
            sentence += bare_line(last.text)
            self.at = following + 1
        return clean_pieces(self.source, pieces)

    def _continuation(self, last: Line, sentence: str) -> int | None:
        """The index of the line that goes on with the ``sentence`` that ``last`` breaks off, or None."""
        ahead = self.at
        while ahead < len(self.lines) and (self.lines[ahead].blank or ahead in self.marks):
            ahead += 1
        if ahead == len(self.lines) or _is_info(sentence):
            return None
        line = self.lines[ahead].text
        near = ahead == self.at  # 。|，the first cell of a table may begin with a mark as well
        if near and goes_on(line) and not line.startswith("\t"):
            return ahead
        if not breaks_off(last.text, sentence, self.wrap) or starts_anew(line):
            return None
        return None if near and self._opens_regular(ahead) else ahead

    def _opens_regular(self, number: int) -> bool:
        """Whether a table of one cell a line begins at a line (its caption may look broken off: …各县（市、区）目标)."""
        if not opens_regular(self.lines[number].text.strip()):
            return False
        return regular_table([cell for _, cell in self._stack_lines(number, HEADER_LINES)], whole=False) is not None


def _is_info(line: str) -> bool:
    """Whether a line says when a page was put up (发布时间：…  来源：…), and is no row and no sentence of the document."""
    return "：" in line and is_furniture(line)


def cell_of(source: str, start: int, end: int) -> Cell:
    """A cell with its lines joined by one space and its span trimmed to what is printed."""
    span = _trimmed(source, start, end)
    text, mark = without_note_marks(without_marks(usual_forms(source[span.start : span.end])))
    return Cell(" ".join(text.split()), span, mark)


def _trimmed(source: str, start: int, end: int) -> Span:
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return Span(start, end)
