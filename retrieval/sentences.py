"""The third voice of retrieval: how much of a question stands in one sentence or table row, not scattered in a chunk."""

import functools
import math
from collections.abc import Sequence

from corpus.language.text import bigrams, search_key
from retrieval.evidence import Evidence
from retrieval.records import ChunkPlace, Store

# Words that stand only in the heading or table header count less, as they do in the lexical index.
_CONTEXT_WEIGHT = 0.4
# Bigram sets kept: those of some thirty questions' candidates, about 20 MB.
_KEPT = 4096


def best_sentences(store: Store, words: str, chunks: Sequence[ChunkPlace]) -> list[ChunkPlace]:
    """``chunks``, best first, by their best unit's share of the question's bigrams, weighed by rarity."""
    weights = {
        gram: math.log(1 + store.units / (1 + store.frequency(gram)))
        for gram in dict.fromkeys(bigrams(search_key(words)))
        if store.frequency(gram)
    }

    def share(unit: Evidence) -> float:
        own, around = _grams(unit.text), _grams(unit.context)
        return sum(
            weight * (1.0 if gram in own else _CONTEXT_WEIGHT)
            for gram, weight in weights.items()
            if gram in own or gram in around
        )

    scores = {place: max(share(unit) for unit in store.evidence(*place)) for place in chunks}
    return sorted(scores, key=lambda place: -scores[place])


@functools.lru_cache(maxsize=_KEPT)
def _grams(text: str) -> frozenset[str]:
    return frozenset(bigrams(search_key(text)))
