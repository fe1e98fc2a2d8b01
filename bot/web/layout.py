"""A document as a page shows it: headings, paragraphs and tables in the order of the text, with the cited span lit.

All of the cited span is in lit runs, in order and once: joined, they are the quote, whatever stands between its words or
cells in the file.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.web.runs import Run, Runs
from corpus.language.text import fold
from corpus.models import Plan, Span, Table

# Marks of formats between blocks and cells, and tags: no text.
_MARKUP = re.compile(r"<[^<>]*>|[\s|#>*_:\-—]+")
# Headings deeper than this look alike.
_DEEPEST = 4
# So far above a table its title is looked for, to be shown where it is not.
_TITLE_WITHIN = 200


class Kind(StrEnum):
    """What a block is: beside headings, paragraphs and tables there are lines that were read as none of these (covers,
    contents, page numbers)."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LINE = "line"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, each a list of runs. ``lit``: it holds something cited; ``whole``: it is a line across
    all columns that is no row of figures (a head repeated, a group)."""

    cells: tuple[tuple[Run, ...], ...]
    lit: bool = False
    whole: bool = False

    @property
    def page(self) -> int:
        """The number of the file's page that begins with the row or within it, 0 where none does."""
        return next((run.page for cell in self.cells for run in cell if run.page), 0)


@dataclass(frozen=True, slots=True)
class Block:
    """``runs`` are its text, of a table what of the cited span is not in its cells. ``level`` (from 1) and ``anchor`` are of
    headings; ``title`` (with ``titled`` where it is not printed right above), ``columns`` and ``rows`` of tables."""

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    anchor: str = ""
    title: str = ""
    titled: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def page(self) -> int:
        """The number of the file's page that begins with the block, 0 where none does."""
        if self.runs:
            return self.runs[0].page
        return self.rows[0].page if self.rows else 0

    @property
    def opens_cited(self) -> bool:
        """Whether the cited span begins in the block."""
        runs = (*self.runs, *(run for row in self.rows for cell in row.cells for run in cell))
        return any(run.first for run in runs)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the outline."""

    anchor: str
    level: int
    text: str


@dataclass(slots=True)
class _Item:
    """A stretch of the source that becomes one block, or a group of tables."""

    span: Span
    kind: Kind
    level: int = 0
    anchor: str = ""
    tables: list[Table] = field(default_factory=list)


def outline_of(plan: Plan) -> list[Entry]:
    """The headings of a plan."""
    levels = _levels(plan)
    return [
        Entry(f"s{number}", levels[section.level], " ".join(plan.quote(section.span).replace("**", "").split()))
        for number, section in enumerate(plan.sections, 1)
    ]


def blocks_of(plan: Plan, cited: Span | None) -> list[Block]:
    """All of the plan's text, ``cited`` lit."""
    runs = Runs(plan, cited)
    blocks: list[Block] = []
    at = 0
    for item in _items(plan):
        blocks += _lines(plan, runs, at, item.span.start)
        if item.kind is Kind.TABLE:
            blocks += _tables(plan, runs, item)
        else:
            shown = tuple(runs.shown(item.span.start, item.span.end))
            blocks.append(Block(item.kind, shown, item.level, item.anchor))
        at = item.span.end
    return blocks + _lines(plan, runs, at, len(plan.source))


def _levels(plan: Plan) -> dict[int, int]:
    """The levels of a plan's headings, counted from 1."""
    used = sorted({section.level for section in plan.sections})
    return {level: min(number, _DEEPEST) for number, level in enumerate(used, 1)}


def _items(plan: Plan) -> list[_Item]:
    """Tables, headings and paragraphs in order, none of them upon another. Tables whose rows share lines of the text are
    one item."""
    tables: list[_Item] = []
    for table in sorted(plan.tables, key=lambda table: (table.span.start, table.span.end)):
        if tables and table.span.start < tables[-1].span.end:
            last = tables[-1]
            last.span = Span(last.span.start, max(last.span.end, table.span.end))
            last.tables.append(table)
        else:
            tables.append(_Item(table.span, Kind.TABLE, tables=[table]))
    levels = _levels(plan)
    headings = [
        _Item(section.span, Kind.HEADING, levels[section.level], f"s{number}")
        for number, section in enumerate(plan.sections, 1)
    ]
    paragraphs: dict[int, Span] = {}
    for passage in plan.passages:
        known = paragraphs.get(passage.paragraph, passage.span)
        start, end = min(known.start, passage.span.start), max(known.end, passage.span.end)
        paragraphs[passage.paragraph] = Span(start, end)
    texts = [_Item(span, Kind.PARAGRAPH) for span in paragraphs.values()]
    # A table goes before what is read of its cells as text, a heading before the sentence that it is as well.
    chosen: list[_Item] = []
    for group in (tables, headings, texts):
        taken = sorted((item.span for item in chosen), key=lambda span: span.start)
        chosen += [item for item in group if not _overlaps(item.span, taken)]
    return sorted(chosen, key=lambda item: item.span.start)


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of ``taken``, which are in order and apart."""
    at = bisect.bisect_left(taken, span.end, key=lambda other: other.start)
    return at > 0 and taken[at - 1].end > span.start


def _lines(plan: Plan, runs: Runs, start: int, end: int) -> list[Block]:
    """What stands between two items, a block a line; lines of marks alone are kept only where they are cited."""
    blocks: list[Block] = []
    at = start
    for line in plan.source[start:end].splitlines(keepends=True):
        shown = runs.shown(at, at + len(line)) if _MARKUP.sub("", line) else runs.hidden(at, at + len(line))
        if shown:
            blocks.append(Block(Kind.LINE, tuple(shown)))
        at += len(line)
    return blocks


def _tables(plan: Plan, runs: Runs, item: _Item) -> list[Block]:
    """The tables of an item. Where their cells do not stand in the order of the text, or several share lines, what is cited
    stands above them as it is in the file, and the cells are shown beside."""
    single = item.tables[0] if len(item.tables) == 1 and _in_order(item.tables[0]) else None
    if single is not None:
        return [_ordered(plan, runs, single)]
    whole = tuple(runs.cited_within(item.span.start, item.span.end))
    return [_framed(plan, table, _plain(runs, table), whole if not n else ()) for n, table in enumerate(item.tables)]


def _in_order(table: Table) -> bool:
    """Whether cell follows cell in the text as in the rows."""
    at = table.span.start
    for row in table.rows:
        for cell in row:
            if cell.span.start < at:
                return False
            at = cell.span.end
    return at <= table.span.end


def _framed(plan: Plan, table: Table, rows: tuple[Row, ...], above: tuple[Run, ...]) -> Block:
    before = fold(plan.source[max(0, table.span.start - _TITLE_WITHIN) : table.span.start])
    columns = table.columns if any(table.columns) else ()
    titled = bool(table.title) and fold(table.title) not in before
    return Block(Kind.TABLE, above, title=table.title, titled=titled, columns=columns, rows=rows)


def _plain(runs: Runs, table: Table) -> tuple[Row, ...]:
    """The rows with their cells as read; nothing in them is lit but the row."""
    return tuple(
        Row(
            tuple((Run(cell.text),) if cell.text else () for cell in row),
            any(cell.text and runs.touches(cell.span.start, cell.span.end) for cell in row),
        )
        for row in table.rows
    )


def _ordered(plan: Plan, runs: Runs, table: Table) -> Block:
    """A table whose cells stand in the text as in its rows: its cells hold all that is cited behind its head."""
    cells = [cell for row in table.rows for cell in row]
    if not cells:
        return _framed(plan, table, (), tuple(runs.cited_within(table.span.start, table.span.end)))
    above = tuple(runs.cited_within(table.span.start, cells[0].span.start))
    starts = [cell.span.start for cell in cells[1:]] + [table.span.end]
    gaps = iter([(cell.span.end, start) for cell, start in zip(cells, starts, strict=True)])
    head = fold(_MARKUP.sub("", "".join(table.columns)))
    rows: list[Row] = []
    for row in table.rows:
        shown: list[tuple[Run, ...]] = []
        line: tuple[Run, ...] = ()
        for number, cell in enumerate(row):
            gap = next(gaps)
            text = runs.shown(cell.span.start, cell.span.end)
            seen = _MARKUP.sub("", plan.source[gap[0] : gap[1]])
            if fold(seen) == head:
                seen = ""  # printed again on the next page
            if seen and number + 1 == len(row):
                line = tuple(runs.shown(*gap))
            else:
                text += runs.shown(*gap) if seen else runs.hidden(*gap)
            shown.append(tuple(text))
        rows.append(Row(tuple(shown), any(run.lit for cell in shown for run in cell)))
        if line:
            rows.append(Row((line,), any(run.lit for run in line), whole=True))
    return _framed(plan, table, tuple(rows), above)
