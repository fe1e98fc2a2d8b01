"""What answers draw on: the record store, and the retriever that is opened when the first passage is looked for."""

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.citing import Citations
from bot.loaded import IndicatorNames, InnerPlaces, LoadedPlans
from bot.models import MARK, Answer
from corpus.language.places import stem
from corpus.language.text import bigrams, search_key
from retrieval.endpoints import OFFLINE, RetrievalOptions
from retrieval.opening import LEXICAL, open_store
from retrieval.records import ChunkPlace, Store, StoredPlan

if TYPE_CHECKING:
    from retrieval.lexical import LexicalIndex
    from retrieval.retriever import Retriever

# The [n] of a citation.
# Places and words for which it is remembered which documents name them.
_PLACES = 4096
# Of more chunks those of one plan after the other are looked for, since mostly the first suffice.
_AT_ONCE = 1000
# So many documents at most are read whole for one question, 5 ms each, and shown beside each other in a chat.
MOST_READ = 20
# The best chunks of all documents tell which of them speak of a matter.
_NEAREST = 60
# Words for which it is remembered which documents speak of them.
_ASKED = 64
# A word that so many documents hold is one of the language (平安), no place that they speak of.
_MOST_SPEAKING = 20


class Library:
    """The index of one data folder, as it is or of its ``generation``. Raises IndexUnavailable where there is none."""

    def __init__(self, data_dir: Path, options: RetrievalOptions = OFFLINE, generation: Path | None = None) -> None:
        self.data_dir = data_dir
        self._options = options
        self.store: Store = open_store(data_dir, generation)
        self.speaking_of = functools.lru_cache(maxsize=_PLACES)(self._speaking_of)
        self.is_named = functools.lru_cache(maxsize=_PLACES)(self._is_named)
        self._near = functools.lru_cache(maxsize=_ASKED)(self._nearest)

    @functools.cached_property
    def lexical(self) -> "LexicalIndex":
        """The index of words."""
        from retrieval.lexical import LexicalIndex

        return LexicalIndex(self.store.folder / LEXICAL)

    @functools.cached_property
    def retriever(self) -> "Retriever":
        """What finds passages."""
        from retrieval.retriever import Retriever

        return Retriever(self.store, self.lexical, self._options)

    def close(self) -> None:
        """Let go of the index's files; nobody may be asking, or ask again."""
        if "retriever" in vars(self):
            self.retriever.close()
        if "lexical" in vars(self):
            self.lexical.close()
        self.store.close()

    def plans_of(self, regions: Sequence[str]) -> list[StoredPlan]:
        """The plans of ``regions``, all plans where it is empty."""
        if not regions:
            return list(self.store.plans)
        found = (plan for region in dict.fromkeys(regions) for plan in self.store.by_region.get(region, ()))
        return sorted(found, key=lambda plan: plan.id)

    def plans_to_read(self, words: str, regions: Sequence[str]) -> list[StoredPlan]:
        """The plans of ``regions`` (all where it is empty) that are read for a question of these ``words``: all where they are
        few, else those that speak of them most closely."""
        plans = self.plans_of(regions)
        if len(plans) <= MOST_READ:
            return plans
        every = len(plans) == len(self.store.plans)
        near = self._near(words, None if every else frozenset(plan.id for plan in plans))
        return [self.store.plans[number - 1] for number in sorted(near[:MOST_READ])]

    def likeliest(self, words: str) -> list[str]:
        """The regions of the plans that speak of ``words`` most closely, these first."""
        return [self.store.plans[number - 1].metadata.region for number in self._near(words, None)]

    def _nearest(self, words: str, plans: frozenset[int] | None) -> tuple[int, ...]:
        """The ids of the ``plans`` (None: all) whose chunks are nearest to ``words`` by these alone, best first."""
        keys = None if plans is None else self.store.keys(plans)
        found = self.store.chunks(self.lexical.search(words, keys, _NEAREST))
        return tuple(dict.fromkeys(plan for plan, _, _ in found))

    @functools.cached_property
    def loaded(self) -> LoadedPlans:
        """The metadata of all plans."""
        return LoadedPlans(plan.metadata for plan in self.store.plans)

    @functools.cached_property
    def names(self) -> IndicatorNames:
        """(printed name, key) of every indicator of every plan."""
        return IndicatorNames(self.store.names)

    @functools.cached_property
    def inner_places(self) -> InnerPlaces:
        """The places without a document of their own in the tables of a larger one's."""
        found = self.store.inner_places.items()
        regions = ((name, self.store.plans[plans[0] - 1].metadata.region) for name, plans in found)
        return InnerPlaces((name, region) for name, region in regions if name not in self.loaded.regions)

    def _speaking_of(self, place: str) -> tuple[str, ...]:
        """The regions of other documents that name ``place``."""
        own = [plan.id for plan in self.store.by_region.get(place, ())]
        found = {plan for form in dict.fromkeys((place, stem(place))) for plan in self._few_naming(form, own)}
        return tuple(dict.fromkeys(self.store.plans[number - 1].metadata.region for number in sorted(found)))

    def _few_naming(self, word: str, without: Sequence[int]) -> set[int]:
        """The ids of the plans, but for those ``without``, whose text holds ``word``; none where these are many."""
        found: set[int] = set()
        for plan in self._naming(word, without=without):
            found.add(plan)
            if len(found) > _MOST_SPEAKING:
                return set()
        return found

    def _is_named(self, word: str, regions: tuple[str, ...] = ()) -> bool:
        """Whether the text of a document, of one of ``regions`` where any are given, holds ``word`` as it stands."""
        among = [plan.id for plan in self.plans_of(list(regions))] if regions else []
        if not _pairs(word) and not 0 < len(among) <= MOST_READ:
            return all(map(self._stands, bigrams(search_key(word))))
        return any(True for _ in self._naming(word, among=among))

    def _stands(self, gram: str) -> bool:
        """Whether a word or figure, or a character within any other, stands in the evidence of a document."""
        return bool(self.store.frequency(gram) or (len(gram) == 1 and self.store.grams_like(gram * 2)))

    def _naming(self, word: str, *, among: Sequence[int] = (), without: Sequence[int] = ()) -> Iterator[int]:
        """The ids of the plans ``among`` these (none: all), but for those ``without``, whose text holds ``word``, some of them
        more than once."""
        for plan, first, last in self.chunks_with(_pairs(word), among=among, without=without):
            if any(word in unit.text for unit in self.store.evidence(plan, first, last)):
                yield plan

    def chunks_with(
        self, grams: Collection[str], *, among: Collection[int] = (), without: Collection[int] = ()
    ) -> Iterator[ChunkPlace]:
        """The places of the chunks that hold each of the ``grams`` of the index of words (none: of all chunks): of the plans
        ``among`` (none: of all), but for those ``without``; in the order of the plans, as far as they are asked for."""
        keys = self.store.keys
        found = self.lexical.holding(grams, among=keys(among), without=keys(without), most=_AT_ONCE) if grams else None
        if found is not None:
            yield from sorted(self.store.chunks(found))
            return
        for plan in self.store.plans:
            if plan.id not in without and (not among or plan.id in among):
                yield from self._chunks_of(plan, grams)

    def _chunks_of(self, plan: StoredPlan, grams: Collection[str]) -> list[ChunkPlace]:
        if not grams:
            return [(plan.id, 0, self.store.last(plan.id))]
        return sorted(self.store.chunks(self.lexical.holding(grams, among=self.store.keys([plan.id])) or []))


def _pairs(word: str) -> list[str]:
    """The pairs of Chinese characters of a word: what stands within one run of such is indexed by them, whatever stands beside
    it."""
    return [gram for gram in bigrams(search_key(word)) if len(gram) == 2 and not gram.isascii()]


def first_marks(lines: Iterable[str]) -> tuple[int, ...]:
    """The number of the first citation of each line that has one."""
    return tuple(int(mark[1]) for line in lines if (mark := MARK.search(line)))


def marks_of(lines: Iterable[str]) -> tuple[tuple[int, ...], ...]:
    """The numbers of the citations of each line that has any."""
    marks = (tuple(int(mark) for mark in MARK.findall(line)) for line in lines)
    return tuple(numbers for numbers in marks if numbers)


def finished(
    question: str, refused: bool, reason: str | None, text: str, citations: Citations, **more: object
) -> Answer:
    """An answer whose citations are verified, with what each line of it cites."""
    shown = marks_of(text.split("\n"))
    return Answer(question, refused, reason, text, citations=citations.verified(), shown=shown, **more)  # type: ignore[arg-type]
