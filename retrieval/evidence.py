"""Evidence: the smallest units that may prove an answer, sentences and table rows."""

from dataclasses import dataclass

from corpus.models import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a table row. ``text`` is read and quoted, ``context`` (section path, or table title and header)
    helps to find it and says what it is about; ``table`` is None for sentences. ``years`` are those of a sentence, () where
    they are not known."""

    text: str
    span: Span
    section: tuple[str, ...]
    table: str | None
    context: str
    paragraph: int
    years: tuple[int, ...] = ()
