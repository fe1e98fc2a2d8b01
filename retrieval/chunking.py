"""What evidence a document holds, and the chunks that it is found by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.models import Plan, Span
from corpus.structure.tables import Column, column_kind
from retrieval.evidence import Evidence

# A chunk stays within about 300 Chinese characters (0.65 tokens a character in the Qwen vocabulary): large enough to
# hold a thought, small enough that the best chunk is the right paragraph.
MAX_CHUNK_TOKENS = 195


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive evidence of one section, ``first`` to ``last`` (inclusive) as positions in the plan's evidence."""

    first: int
    last: int
    text: str
    context: str


def evidence_of(plan: Plan) -> list[Evidence]:
    """All evidence of a plan in document order."""
    units = [
        Evidence(p.text, p.span, p.section, None, " ".join(p.section), p.paragraph, p.years) for p in plan.passages
    ]
    for table in plan.tables:
        labels = " ".join(label for label in table.columns if label)
        domain = ""
        for row in table.rows:
            cells = []
            for label, cell in zip(table.columns, row, strict=True):
                if column_kind(label) is Column.DOMAIN:
                    domain = cell.text or domain
                elif cell.text:
                    cells.append(cell.text)
            span = Span(row[0].span.start, max(cell.span.end for cell in row))
            context = " ".join((*table.section, table.title, labels, domain))
            units.append(Evidence(" ".join(cells), span, table.section, table.title, context, -1))
    return sorted(units, key=lambda unit: unit.span.start)


def chunks_of(units: list[Evidence], count_tokens: Callable[[str], int]) -> Iterator[Chunk]:
    """Chunks that never cross a section or mix a table with text, bounded in tokens; a longer unit stands alone."""
    first, size = 0, 0
    for at, unit in enumerate(units):
        tokens = count_tokens(unit.text)
        same = at > first and (unit.section, unit.table) == (units[first].section, units[first].table)
        if at > first and (not same or size + tokens > MAX_CHUNK_TOKENS):
            yield _chunk(units, first, at - 1)
            first, size = at, 0
        size += tokens
    if units:
        yield _chunk(units, first, len(units) - 1)


def _chunk(units: list[Evidence], first: int, last: int) -> Chunk:
    return Chunk(first, last, "\n".join(unit.text for unit in units[first : last + 1]), units[first].context)
