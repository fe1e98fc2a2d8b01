"""What answers draw on: the record store, and the retriever that is opened when the first passage is looked for."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.citing import Citations
from bot.models import Answer
from corpus.language.places import stem
from corpus.language.text import bigrams, search_key
from retrieval.endpoints import OFFLINE, RetrievalOptions
from retrieval.index import current_generation, open_store
from retrieval.store import Store, StoredPlan

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

# The [n] of a citation.
_MARK = re.compile(r"\[(\d+)\]")


class Library:
    """The index of one data folder. Raises IndexUnavailable where there is none."""

    def __init__(self, data_dir: Path, options: RetrievalOptions = OFFLINE) -> None:
        self.data_dir = data_dir
        self._options = options
        self.store: Store = open_store(data_dir)
        self._folder = current_generation(data_dir)

    @functools.cached_property
    def retriever(self) -> "HybridRetriever":
        from retrieval.retriever import HybridRetriever

        assert self._folder is not None
        return HybridRetriever(store=self.store, folder=self._folder, options=self._options)

    def close(self) -> None:
        """Let go of the index's files; nobody may be asking, or ask again."""
        if "retriever" in vars(self):
            self.retriever.close()
        self.store.close()

    def plans_of(self, regions: list[str]) -> list[StoredPlan]:
        """The plans of ``regions``, all plans where it is empty."""
        return [plan for plan in self.store.plans if not regions or plan.metadata.region in regions]

    @functools.cached_property
    def inner_places(self) -> dict[str, str]:
        """The places without a document of their own in the tables of a larger one's, each with the region of that one."""
        regions = {plan.id: plan.metadata.region for plan in self.store.plans}
        own = set(regions.values())
        return {name: regions[plans[0]] for name, plans in self.store.inner_places.items() if name not in own}

    def speaking_of(self, place: str) -> list[str]:
        """The regions of other documents that name ``place``."""
        words = (place, stem(place))
        found = (
            plan.metadata.region
            for plan in self.store.plans
            if plan.metadata.region != place
            and any(word in unit.text for unit in self.store.evidence(plan.id) for word in words)
        )
        return list(dict.fromkeys(found))

    def is_named(self, place: str) -> bool:
        """Whether the text of a document names ``place``."""
        if not all(map(self.store.frequency, bigrams(search_key(place)))):
            return False
        return any(place in unit.text for plan in self.store.plans for unit in self.store.evidence(plan.id))


def first_marks(lines: Iterable[str]) -> tuple[int, ...]:
    """The number of the first citation of each line that has one."""
    return tuple(int(mark[1]) for line in lines if (mark := _MARK.search(line)))


def finished(
    question: str, refused: bool, reason: str | None, text: str, citations: Citations, **more: object
) -> Answer:
    """An answer whose citations are verified, with what each line of it cites."""
    marks = [tuple(int(mark) for mark in _MARK.findall(line)) for line in text.split("\n")]
    shown = tuple(numbers for numbers in marks if numbers)
    return Answer(question, refused, reason, text, citations=citations.verified(), shown=shown, **more)  # type: ignore[arg-type]
