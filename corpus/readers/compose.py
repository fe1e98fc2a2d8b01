"""Composes the text of a file that has none of its own (Word, PDF, web page), in the layout of the .txt extractions: a
paragraph a line, a table row a line with tabs between cells. A quote found there is also found in such an extraction."""

from collections.abc import Sequence

from corpus.language.text import clean, half_width, usual_forms, without_note_marks
from corpus.models import Cell, Place, Span
from corpus.readers.base import Block, Document, Grid, Paragraph
from corpus.readers.contents import contents_end

# (row, column) of each cell that goes on with the merged cell above it, or at its left.
Merged = frozenset[tuple[int, int]]
# (x0, top, x1, bottom) on the page as shown, in whole points from its top left.
PageBox = tuple[int, int, int, int]


class Composer:
    """Collects paragraphs and tables in reading order and remembers where each stands in the text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[tuple[Span, int | None] | Grid] = []
        self._places: list[Place] = []

    @property
    def length(self) -> int:
        """Characters written so far: the offset of what comes next."""
        return self._length

    def paragraph(
        self, text: str, level: int | None = None, places: Sequence[tuple[int, int, int, PageBox]] = ()
    ) -> None:
        """One paragraph; ``level`` is its heading level where the format marks one. Blank ones leave no trace. ``places``
        are (start, end, page, box) of its lines in a ``text`` without blanks around it."""
        text = text.strip()
        if text:
            start = self._write(text)
            self._blocks.append((Span(start, start + len(text)), level))
            self._places += [Place(start + first, start + last, page, *box) for first, last, page, box in places]
            self._write("\n")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        merged: Merged = frozenset(),
        wide: Merged = frozenset(),
        page: int = 0,
        boxes: Sequence[Sequence[PageBox | None]] = (),
    ) -> None:
        """One table, header rows included; the cells of a merged one but its first are empty. A table of one column
        is a box around text: its lines are paragraphs. ``boxes`` are where its cells stand on page ``page``, where the
        format has pages."""
        if not any(len(row) > 1 for row in rows):
            for line in (line for row in rows for text in row for line in text.splitlines()):
                self.paragraph(line)
            return
        start = self._write("\n") + 1
        grid = []
        for at_row, row in enumerate(rows):
            cells = []
            for number, text in enumerate(row):
                folded = " ".join(usual_forms(text).split())
                at = self._write(folded)
                span = Span(at, at + len(folded))
                bare, mark = without_note_marks(half_width(folded))
                cells.append(Cell(bare, span, mark))
                box = boxes[at_row][number] if boxes else None
                if box is not None and folded:
                    self._places.append(Place(span.start, span.end, page, *box))
                self._write("\t" if number + 1 < len(row) else "\n")
            grid.append(tuple(cells))
        self._blocks.append(Grid(tuple(grid), Span(start, self._length - 1), merged, wide))
        self._write("\n")

    def document(self, file: str) -> Document:
        """What was collected, contents pages left out."""
        source = "".join(self._pieces)
        # What is quoted has the figures as printed, what is read plain ones.
        read = half_width(source)
        lines = ["\t\t" if isinstance(b, Grid) else read[b[0].start : b[0].end] for b in self._blocks]
        blocks: list[Block] = []
        at = 0
        while at < len(lines):
            block = self._blocks[at]
            if isinstance(block, Grid):
                blocks.append(block)
            elif (end := contents_end(lines, at)) > at:
                at = end
                continue
            else:
                blocks.append(Paragraph(clean(read, block[0].start, block[0].end), block[1]))
            at += 1
        return Document(file, source, tuple(blocks), {}, places=tuple(self._places))

    def _write(self, text: str) -> int:
        start = self._length
        self._pieces.append(usual_forms(text))
        self._length += len(text)
        return start
