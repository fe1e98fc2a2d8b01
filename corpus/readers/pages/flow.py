"""Pages -> one document: lines and tables, as they come, put together over the ends of pages."""

import re
from dataclasses import replace

from corpus.readers.compose import Composer
from corpus.readers.pages.lines import TextLine, divider, goes_on
from corpus.readers.pages.ruled import Region

# In points: how far the sides of a table's pieces on two pages differ.
_SAME_SIDE = 6.0
_FIGURE = re.compile(r"[<>≤≥＜＞]?=?\d[\d.,]*[%％‰]?$")


class Flow:
    """Takes the parts of all pages in reading order and hands whole paragraphs and tables to a composer, with their places
    where the pages have numbers (from 1)."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._lines: list[tuple[int, TextLine, int]] = []
        self._text = ""
        self._notes: list[tuple[TextLine, int]] = []
        self._table: tuple[Region, int] | None = None

    def line(self, line: TextLine, page: int = 0) -> None:
        """The next line of the text, on page ``page`` (0: none)."""
        self._end_table()
        if self._lines and goes_on(self._lines[-1][1], line, self._text):
            self._text += divider(self._text, line.text)
        else:
            self._end_paragraph()
            self._end_notes()
        self._lines.append((len(self._text), line, page))
        self._text += line.text

    def table(self, region: Region, page: int = 0) -> None:
        """The next table, on page ``page`` (0: none). It may begin with the rest of a row that the page before cut."""
        self._end_paragraph()
        if self._table is not None:
            whole, rest = _mended(self._table[0], region)
            self._table = whole, self._table[1]
            self._end_table()
            region = rest
        self._table = region, page

    def notes(self, lines: list[TextLine], page: int) -> None:
        """The footnotes of page ``page``: they come behind the paragraph that its end cuts."""
        self._notes += [(line, page) for line in lines]

    def end(self) -> None:
        """Nothing more comes."""
        self._end_table()
        self._end_paragraph()
        self._end_notes()

    def _end_paragraph(self) -> None:
        places = [(start, start + len(line.text), page, line.box) for start, line, page in self._lines if page]
        self._composer.paragraph(self._text, places=places)
        self._lines, self._text = [], ""

    def _end_table(self) -> None:
        if self._table is not None:
            (region, page), self._table = self._table, None
            self._composer.table(region.rows, region.merged, region.wide, page, region.boxes if page else ())

    def _end_notes(self) -> None:
        notes, self._notes = self._notes, []
        for line, page in notes:
            self.line(line, page)
        self._end_paragraph()


def _mended(above: Region, below: Region) -> tuple[Region, Region]:
    """Two pieces of a table with the row whole that the page's end cuts: the first row below (behind the header where it is
    repeated) that holds no figure and goes on with nothing but cells that are full, the first column's aside."""
    same = abs(above.x0 - below.x0) < _SAME_SIDE and abs(above.x1 - below.x1) < _SAME_SIDE
    if not same or len(above.rows[-1]) != len(below.rows[0]):
        return above, below
    at = next((n for n, (row, head) in enumerate(zip(below.rows, above.rows, strict=False)) if row != head), 0)
    rest, last = below.rows[at], above.rows[-1]
    filled = [column for column, text in enumerate(rest) if text]
    few = filled and filled[0] > 0 and 2 * len(filled) < len(rest)
    if not few or any(_FIGURE.match(rest[column]) or column not in above.full for column in filled):
        return above, below
    joined = [text + rest[column] for column, text in enumerate(last)]
    return replace(above, rows=[*above.rows[:-1], joined]), _without_row(below, at)


def _without_row(region: Region, at: int) -> Region:
    def moved(cells: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        return frozenset((row - (row > at), column) for row, column in cells if row != at)

    boxes = region.boxes[:at] + region.boxes[at + 1 :]
    rows = region.rows[:at] + region.rows[at + 1 :]
    return replace(region, rows=rows, merged=moved(region.merged), wide=moved(region.wide), boxes=boxes)
