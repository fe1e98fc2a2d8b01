"""``planbot show``: the place of a citation in its source, with what stands around it."""

import io
import shutil
from pathlib import Path

from corpus.errors import PlanbotError
from corpus.models import Cell, Plan, Span, Table
from prompts import say

# Lines, or rows of a table, of context on either side, and how long the shown part of a line may be on a terminal.
_AROUND = 3
_MAX_CONTEXT = 200
_MARK = ("▶", "◀")


def find_plan(name: str, data_dir: Path) -> Plan:
    """The plan in the file ``name``, or the one that the index holds under that file name. Raises PlanbotError where there
    is neither."""
    path = Path(name)
    if path.is_file():
        from corpus.loader import load_plan

        return load_plan(path)
    from retrieval.opening import open_store

    store = open_store(data_dir)
    held = store.by_file.get(path.name)
    if held is None:
        raise PlanbotError(say("show.no_file", file=name))
    return store.plan(held.id)


def shown(plan: Plan, at: int) -> str:
    """The sentence or table row at offset ``at`` of the plan's decoded text, marked, with the lines or rows around it and the
    section that it stands in; a table is drawn. Raises PlanbotError where the text ends before ``at``."""
    if not 0 <= at < len(plan.source):
        raise PlanbotError(say("show.beyond", file=plan.file, length=len(plan.source), at=at))
    span, section, table = unit_at(plan, at)
    where = " / ".join(section) if section else say("show.no_section")
    head = [say("show.place", title=plan.metadata.title, file=plan.file, at=at, section=where)]
    drawn = next((_drawn(one, span) for one in plan.tables if one.span.start <= at < one.span.end), "")
    if table:
        head.append(say("show.table", table=table))
    if _MARK[0] in drawn:
        return "\n".join([*head, "", drawn])
    before = _lines(plan.source[: span.start])
    behind = _lines(plan.source[span.end :])
    above = [line[-_MAX_CONTEXT:] for line in before[-_AROUND - 1 :]]
    below = [line[:_MAX_CONTEXT] for line in behind[: _AROUND + 1]]
    text = (above[-1] if above else "") + _MARK[0] + plan.quote(span) + _MARK[1] + (below[0] if below else "")
    context = [line for line in (*above[:-1], text, *below[1:]) if line.strip()]
    return "\n".join([*head, "", *context])


def unit_at(plan: Plan, at: int) -> tuple[Span, tuple[str, ...], str]:
    """(span, section path, table title) of the table row or sentence at ``at``; between units, of the line alone."""
    for table in plan.tables:
        for row in table.rows if table.span.start <= at < table.span.end else ():
            span = _span_of(row)
            if span.start <= at < span.end:
                return span, table.section, table.title
    for passage in plan.passages:
        if passage.span.start <= at < passage.span.end:
            return passage.span, passage.section, ""
    start = plan.source.rfind("\n", 0, at) + 1
    end = plan.source.find("\n", at)
    table_at = next((table for table in plan.tables if table.span.start <= at < table.span.end), None)
    before = [passage.section for passage in plan.passages if passage.span.end <= at]
    section = table_at.section if table_at else (before[-1] if before else ())
    return Span(start, end if end > at else at + 1), section, table_at.title if table_at else ""


def _drawn(table: Table, shown: Span) -> str:
    """The rows of ``table`` around the one that ``shown`` is, as wide as the terminal; "" where it is none of its rows."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    at = next((n for n, row in enumerate(table.rows) if _span_of(row) == shown), None)
    if at is None:
        return ""
    grid = Grid(box=box.SQUARE, show_header=any(table.columns), show_lines=True)
    for label in ("", *table.columns, ""):
        grid.add_column(Text(label), overflow="fold")
    first = max(0, at - _AROUND)
    for number, row in enumerate(table.rows[first : at + _AROUND + 1], first):
        marks = _MARK if number == at else ("", "")
        grid.add_row(*map(Text, (marks[0], *(cell.text for cell in row), marks[1])))
    file = io.StringIO()
    Console(file=file, width=shutil.get_terminal_size().columns).print(grid)
    return file.getvalue().rstrip("\n")


def _span_of(row: tuple[Cell, ...]) -> Span:
    return Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row))


def _lines(text: str) -> list[str]:
    """Lines, the last one kept where it is empty, so that what follows it stands on its own line."""
    return text.split("\n")
