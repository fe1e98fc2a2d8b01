"""The hybrid retriever: lexical and dense ranks fused, under hard facets."""

import functools
import logging
from collections.abc import Collection

from corpus.errors import ModelUnavailable
from retrieval.dense import DenseIndex
from retrieval.endpoints import OFFLINE, EndpointReranker, Rest, RetrievalOptions
from retrieval.expansion import expanded
from retrieval.lexical import LexicalIndex
from retrieval.records import ChunkPlace, PlacedEvidence, Store
from retrieval.sentences import best_sentences

log = logging.getLogger(__name__)

# Reciprocal rank fusion with the constant of its paper (Cormack, Clarke and Buettcher 2009).
_RRF = 60
# Lifted golden recall at rank 1 from 0.927 to 0.936 and that of a larger held-out set from 0.890 to 0.908; 0.3 to 1 are
# alike.
SENTENCE_WEIGHT = 0.5
# Chunks found for a question.
_LIMIT = 12
# One question looks for the same evidence more than once: to answer, to refuse, to explain.
_REMEMBERED = 64


class Retriever:
    """Finds chunks and evidence for questions, best first, in the generation that ``store`` reads; ``lexical`` is its index
    of words."""

    def __init__(self, store: Store, lexical: LexicalIndex, options: RetrievalOptions = OFFLINE) -> None:
        self._store = store
        self._lexical = lexical
        self._dense = DenseIndex(store.folder, options)
        self._reranker = EndpointReranker(options.rerank) if options.rerank else None
        self._rest = Rest()
        self._remembered = functools.lru_cache(maxsize=_REMEMBERED)(self._evidence)

    def close(self) -> None:
        """Let go of the vectors; nobody may be searching."""
        self._dense.close()

    def chunks(self, query: str, plans: Collection[int] | None, limit: int | None = None) -> list[ChunkPlace]:
        """The places of the best chunks, best first; ``plans`` restricts them to those plans (None: all), ``limit`` counts
        instead of the usual number."""
        words = expanded(query)
        limit = limit or _LIMIT
        depth = limit * 2
        keys = None if plans is None else self._store.keys(plans)
        weight, near = self._dense.search(words, keys, depth)
        voices = [
            (1.0, self._store.chunks(self._lexical.search(words, keys, depth))),
            (weight, self._store.chunks(near)),
        ]
        best = fused([*voices, (SENTENCE_WEIGHT, best_sentences(self._store, words, fused(voices)))])
        return self._reranked(query, best)[:limit]

    def _reranked(self, query: str, placed: list[ChunkPlace]) -> list[ChunkPlace]:
        """``placed`` in the order of the rerank endpoint; as it is where there is none or it does not answer."""
        if self._reranker is None or not placed or not self._rest.over:
            return placed
        texts = []
        for place in placed:
            units = self._store.evidence(*place)
            texts.append("\n".join([units[0].context, *(unit.text for unit in units)]))
        try:
            return [placed[at] for at in self._reranker.order(query, texts)]
        except ModelUnavailable as error:
            log.warning("rerank endpoint failed code=%s", error.code)
            self._rest.begin()
            return placed

    def evidence(
        self, query: str, plans: Collection[int] | None, limit: int | None = None
    ) -> tuple[PlacedEvidence, ...]:
        """The evidence of the best chunks, in order of rank and then of the document."""
        return self._remembered(query, None if plans is None else frozenset(plans), limit)

    def _evidence(self, query: str, plans: frozenset[int] | None, limit: int | None) -> tuple[PlacedEvidence, ...]:
        found: list[PlacedEvidence] = []
        for number, first, last in self.chunks(query, plans, limit):
            plan = self._store.plans[number - 1]
            units = self._store.evidence(number, first, last)
            found.extend(PlacedEvidence(plan, at, unit) for at, unit in enumerate(units, first))
        return tuple(found)


def fused(ranked: list[tuple[float, list[ChunkPlace]]]) -> list[ChunkPlace]:
    """Reciprocal rank fusion of (weight, places best first): all places, best first, of equals the first in the order of the
    plans."""
    scores: dict[ChunkPlace, float] = {}
    for weight, places in ranked:
        if weight > 0:
            for rank, place in enumerate(places, 1):
                scores[place] = scores.get(place, 0.0) + weight / (_RRF + rank)
    return sorted(scores, key=lambda place: (-scores[place], place))
