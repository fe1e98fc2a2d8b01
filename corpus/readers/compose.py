"""Composes the text of a file that has none of its own (Word, PDF, web page), in the layout of the .txt extractions: a
paragraph a line, a table row a line with tabs between cells. A quote found there is also found in such an extraction."""

from collections.abc import Sequence

from corpus.models import Cell, Span
from corpus.readers.base import Block, Document, Grid, Paragraph
from corpus.readers.contents import contents_end
from corpus.text import clean

# (row, column) of each cell that goes on with the merged cell above it, or at its left.
Merged = frozenset[tuple[int, int]]


class Composer:
    """Collects paragraphs and tables in reading order and remembers where each stands in the text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[tuple[Span, int | None] | Grid] = []

    def paragraph(self, text: str, level: int | None = None) -> None:
        """One paragraph; ``level`` is its heading level where the format marks one. Blank ones leave no trace."""
        text = text.strip()
        if text:
            start = self._write(text)
            self._blocks.append((Span(start, start + len(text)), level))
            self._write("\n")

    def table(self, rows: Sequence[Sequence[str]], merged: Merged = frozenset(), wide: Merged = frozenset()) -> None:
        """One table, header rows included; the cells of a merged one but its first are empty. A table of one column
        is a box around text: its lines are paragraphs."""
        if not any(len(row) > 1 for row in rows):
            for line in (line for row in rows for text in row for line in text.splitlines()):
                self.paragraph(line)
            return
        start = self._write("\n") + 1
        grid = []
        for row in rows:
            cells = []
            for number, text in enumerate(row):
                folded = " ".join(text.split())
                at = self._write(folded)
                cells.append(Cell(folded, Span(at, at + len(folded))))
                self._write("\t" if number + 1 < len(row) else "\n")
            grid.append(tuple(cells))
        self._blocks.append(Grid(tuple(grid), Span(start, self._length - 1), merged, wide))
        self._write("\n")

    def document(self, file: str) -> Document:
        """What was collected, contents pages left out."""
        source = "".join(self._pieces)
        lines = ["\t\t" if isinstance(b, Grid) else source[b[0].start : b[0].end] for b in self._blocks]
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
                blocks.append(Paragraph(clean(source, block[0].start, block[0].end), block[1]))
            at += 1
        return Document(file, source, tuple(blocks), {})

    def _write(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start
