"""What goes in and out of the assistant. ``Answer.as_json`` is the contract with users of ``planbot ask --json``."""

import functools
import re
from dataclasses import dataclass, field, fields
from typing import Any

# The mark of a citation in a line; [78]所 is a printed figure.
MARK = re.compile(r"(?<![：:])\[(\d+)\](?![\u4e00-\u9fff（(%‰])")


@dataclass(frozen=True, slots=True)
class Citation:
    """A verified span: ``quote`` stands verbatim at ``start:end`` (end exclusive) of ``file``'s decoded text, but for
    white space, Markdown asterisks and bookmark marks. ``n`` is the [n] of the reply's text, from 1; ``page`` the page (from
    1) where the quote begins, None where the format has no pages; ``recognised``: the quote was recognised in a scan."""

    n: int
    title: str
    region: str
    status: str
    file: str
    section: str
    table: str | None
    quote: str
    start: int
    end: int
    page: int | None = None
    recognised: bool = False
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of an answer, every string as printed in its source; ``citation`` is the [n] that proves it."""

    region: str
    plan: str
    indicator: str
    printed_name: str
    value: str
    unit: str
    year: int | None
    role: str
    scope: str
    attribute: str
    remark: str
    citation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with its evidence. ``reason`` is a short code where ``refused``, else None.

    ``text`` is plain text as a reader sees it. ``alternatives`` are other readings of the question, each a complete
    question that may be asked instead. ``indicators`` are the catalogue keys the answer is about (empty for others).
    For follow-ups: ``places`` are the regions that it shows, in its order, ``winners`` those that it names as first,
    ``shown`` the numbers of the citations of each line, in its order; ``items`` the first citation of each item of a list
    as the reader counts them (empty where no list is laid out).
    """

    question: str
    refused: bool
    reason: str | None
    text: str
    facts: tuple[Fact, ...] = ()
    citations: tuple[Citation, ...] = ()
    alternatives: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    winners: tuple[str, ...] = ()
    shown: tuple[tuple[int, ...], ...] = ()
    items: tuple[int, ...] = ()
    elapsed_ms: float = 0.0
    id: str | None = field(default=None)

    @property
    def printed(self) -> str:
        """What it cites as printed, with the titles, sections and tables that it stands in."""
        return " ".join(f"{one.title} {one.section} {one.table or ''} {one.quote}" for one in self.citations)

    def as_json(self) -> dict[str, Any]:
        """The answer object of the contract (``ask --json``): plain dicts, lists and strings."""
        facts = [{name: getattr(fact, name) for name in _names(Fact) if name != "citation"} for fact in self.facts]
        citations = [
            {name: getattr(one, name) for name in _names(Citation) if name != "cells"} for one in self.citations
        ]
        return {
            "id": self.id,
            "question": self.question,
            "refused": self.refused,
            "reason": self.reason,
            "text": self.text,
            "facts": facts,
            "citations": citations,
            "elapsed_ms": round(self.elapsed_ms, 2),
        }


@functools.cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
