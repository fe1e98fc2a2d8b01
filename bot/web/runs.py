"""Stretches of a document's text as a page shows them: which are lit, which nobody sees, where a page of the file begins."""

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.models import Plan, Span

# What of a paragraph's source is no text: line ends beside characters that are written without spaces, and asterisks of
# Markdown.
_UNSEEN = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])|\*\*|^\s+|\s+$")


@dataclass(frozen=True, slots=True)
class Run:
    """``text`` as it stands in the source. ``lit``: it belongs to the cited span; ``first``: that begins with it;
    ``hidden``: readers see nothing of it. ``page`` is the number of the file's page where it is the first of that page that
    is shown, 0 elsewhere."""

    text: str
    lit: bool = False
    first: bool = False
    hidden: bool = False
    page: int = 0


class Runs:
    """Cuts the source of ``plan`` into runs, to be asked for in the order of the text; ``cited`` is the span to light, None for
    none."""

    def __init__(self, plan: Plan, cited: Span | None) -> None:
        self._source = plan.source
        self._cited = cited
        self._pages: list[tuple[int, int]] = []  # (start, number)
        for place in plan.places:
            if not self._pages or place.page != self._pages[-1][1]:
                self._pages.append((place.start, place.page))
        self._page = 0

    def touches(self, start: int, end: int) -> bool:
        """Whether any of ``start:end`` is cited."""
        return self._cited is not None and start < self._cited.end and end > self._cited.start

    def cited_within(self, start: int, end: int) -> list[Run]:
        """The cited part of ``start:end``, whole."""
        if self._cited is None or not self.touches(start, end):
            return []
        return self.shown(max(start, self._cited.start), min(end, self._cited.end))

    def shown(self, start: int, end: int) -> list[Run]:
        """``start:end`` as text."""
        found: list[Run] = []
        at = start
        for unseen in _UNSEEN.finditer(self._source[start:end]):
            found += self._cut(at, start + unseen.start(), hidden=False)
            found += self._cut(start + unseen.start(), start + unseen.end(), hidden=True)
            at = start + unseen.end()
        return found + list(self._cut(at, end, hidden=False))

    def hidden(self, start: int, end: int) -> list[Run]:
        """What is cited of ``start:end``, where that is nothing to be seen."""
        if self._cited is None or not self.touches(start, end):
            return []
        return list(self._cut(max(start, self._cited.start), min(end, self._cited.end), hidden=True))

    def _cut(self, start: int, end: int, *, hidden: bool) -> Iterator[Run]:
        """``start:end`` cut where the cited span begins and ends and where pages begin."""
        if start >= end:
            return
        inner = {start, end}
        if self._cited is not None:
            inner |= {at for at in (self._cited.start, self._cited.end) if start < at < end}
        known = slice(self._pages_until(start), self._pages_until(end - 1))
        marks = sorted(inner.union(at for at, _ in self._pages[known]))
        for first, last in itertools.pairwise(marks):
            cited = self._cited is not None and self._cited.start <= first < self._cited.end
            begins = self._cited is not None and first == self._cited.start
            yield Run(self._source[first:last], cited, begins, hidden, self._begun(first))

    def _begun(self, at: int) -> int:
        """The page that ``at`` stands on, where nothing of it was shown before; else 0."""
        behind = self._pages_until(at)
        page = self._pages[behind - 1][1] if behind else 0
        if page == self._page:
            return 0
        self._page = page
        return page

    def _pages_until(self, at: int) -> int:
        """How many pages begin at ``at`` or before."""
        return bisect.bisect(self._pages, at, key=lambda page: page[0])
