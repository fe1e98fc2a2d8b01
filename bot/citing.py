"""Citations: built from spans, verified as verbatim before anything is sent."""

from dataclasses import replace

from bot.models import Answer, Citation
from corpus.language.text import fold
from corpus.models import Span
from prompts import say
from retrieval.records import Store, StoredPlan


class Citations:
    """The numbered citations of one answer; the same span is cited once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[tuple[int, int, int], Citation] = {}

    def add(self, plan: StoredPlan, span: Span, section: tuple[str, ...], table: str | None) -> int:
        """The number of the citation of ``span``, which is made where it is new."""
        place = (plan.id, span.start, span.end)
        if place not in self._found:
            meta = plan.metadata
            quote = _printed(self._store.quote(plan.id, span), table is not None)
            places = self._store.places(plan.id, span)
            self._found[place] = Citation(
                len(self._found) + 1,
                meta.title,
                meta.region,
                meta.status.value,
                plan.file,
                " > ".join(section),
                table,
                quote,
                span.start,
                span.end,
                places[0].page if places else None,
                any(part.start < span.end and span.start < part.end for part in plan.recognised),
                self._store.cells(plan.id, span) if table is not None else (),
            )
        return self._found[place].n

    def verified(self) -> tuple[Citation, ...]:
        """All citations, in order. A quote that is not verbatim in its source is a bug and raises AssertionError."""
        for citation in self._found.values():
            source = self._store.quote(self._store.by_file[citation.file].id, Span(citation.start, citation.end))
            if not citation.quote or not _is_verbatim(citation.quote, source):
                raise AssertionError(f"quote is not verbatim: {citation.file} {citation.start}:{citation.end}")
        return tuple(self._found.values())


def _printed(source: str, is_row: bool) -> str:
    """What ``source`` prints: white space folded, without the marks of Markdown; the cells of a row that it divides by bars each
    on a line of its own."""
    quote = " ".join(source.split()).replace("**", "")
    if not is_row or "|" not in quote:
        return quote
    return "\n".join(cell for cell in (cell.strip() for cell in quote.split("|")) if cell)


def _is_verbatim(quote: str, source: str) -> bool:
    """Whether the lines of a quote stand in ``source`` in their order, with nothing but bars between them."""
    return fold(quote) == fold(source) or fold(quote.replace("\n", "")) == fold(source.replace("|", ""))


def with_scans_named(answer: Answer) -> Answer:
    """The answer with a line that names its citations that were recognised in scans, where there are any."""
    numbers = "".join(f"[{citation.n}]" for citation in answer.citations if citation.recognised)
    return replace(answer, text=f"{answer.text}\n{say('answer.recognised', numbers=numbers)}") if numbers else answer
