"""What every reader yields. Layout (what is a table, what belongs to one paragraph) is settled here or in the reader;
meaning (headings, indicators) is not."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.language.text import CleanText
from corpus.models import Cell, Place, Span, Unread


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with line and page breaks mended. ``level`` is the heading level where the format marks one
    (Markdown, Word), else None."""

    body: CleanText
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out: rows of cells, header rows included, not yet folded. Rows may differ in length.

    ``merged`` holds (row, column) of the empty cells that go on with a merged cell above, ``wide`` of those that go on with
    one at their left, where the format tells.
    """

    rows: tuple[tuple[Cell, ...], ...]
    span: Span
    merged: frozenset[tuple[int, int]] = frozenset()
    wide: frozenset[tuple[int, int]] = frozenset()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. ``front`` is its front matter (text, Markdown), field names to strings; ``warnings`` say in the
    user's words what was left out; ``places`` where the text stands on pages, ``unread`` what is not in it, ``recognised``
    the stretches, ascending, that were recognised in pictures; ``site`` is the name of the web site that it comes from.
    ``annex``: it is nothing but tables, whose captions may name it."""

    file: str
    source: str
    blocks: tuple[Block, ...]
    front: dict[str, str]
    warnings: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[Unread, ...] = ()
    recognised: tuple[Span, ...] = ()
    site: str = ""
    annex: bool = False


Reader = Callable[[str, bytes], Document]
