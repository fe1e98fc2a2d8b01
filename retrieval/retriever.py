"""The hybrid retriever: lexical and dense ranks fused, under hard facets. A LangChain ``BaseRetriever``."""

import functools
import logging
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from corpus.errors import ModelUnavailable
from retrieval.dense import DenseIndex
from retrieval.endpoints import OFFLINE, EndpointReranker, Rest, RetrievalOptions
from retrieval.expansion import expanded
from retrieval.lexical import LexicalIndex
from retrieval.sentences import best_sentences
from retrieval.store import PlacedEvidence, Store

log = logging.getLogger(__name__)

# Reciprocal rank fusion with the constant of its paper (Cormack, Clarke and Buettcher 2009).
_RRF = 60
# Lifted golden recall at rank 1 from 0.927 to 0.936 and that of a larger held-out set from 0.890 to 0.908; 0.3 to 1 are
# alike.
SENTENCE_WEIGHT = 0.5
# One question looks for the same evidence more than once: to answer, to refuse, to explain.
_REMEMBERED = 64


class HybridRetriever(BaseRetriever):
    """Chunks for a question, best first, each a Document with the plan's id and file and the positions of its evidence
    in its metadata. ``plans`` restricts the search to those plan ids (None: all)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    folder: Path
    plans: frozenset[int] | None = None
    limit: int = 12
    options: RetrievalOptions = OFFLINE
    _lexical: LexicalIndex = PrivateAttr()
    _dense: DenseIndex = PrivateAttr()
    _reranker: EndpointReranker | None = PrivateAttr()
    _rest: Rest = PrivateAttr()
    _remembered: Callable[..., tuple[PlacedEvidence, ...]] = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        super().model_post_init(context)
        self._lexical = LexicalIndex(self.folder / "lexical")
        self._dense = DenseIndex(self.folder, self.options)
        self._reranker = EndpointReranker(self.options.rerank) if self.options.rerank else None
        self._rest = Rest()
        self._remembered = functools.lru_cache(maxsize=_REMEMBERED)(self._evidence)

    def close(self) -> None:
        """Let go of the indexes; nobody may be searching."""
        self._lexical.close()
        self._dense.close()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the signature is LangChain's
    ) -> list[Document]:
        documents = []
        for number, (plan, first, last) in self.chunks(query, self.plans):
            units = self.store.evidence(plan)[first : last + 1]
            metadata = {
                "chunk": number,
                "plan": plan,
                "first": first,
                "last": last,
                "section": " > ".join(units[0].section),
            }
            documents.append(Document("\n".join(unit.text for unit in units), metadata=metadata))
        return documents

    def chunks(
        self, query: str, plans: Collection[int] | None, limit: int | None = None
    ) -> list[tuple[int, tuple[int, int, int]]]:
        """(chunk id, (plan id, first, last position of evidence)), best first; ``limit`` instead of the usual one."""
        words = expanded(query)
        limit = limit or self.limit
        depth = limit * 2
        lexical = self._lexical.search(words, plans, depth)
        weight, dense = self._dense.search(words, plans, depth)
        voices = [(1.0, lexical), (weight, dense)]
        found = fused(voices)
        places = dict(zip(found, self.store.chunks(found), strict=True))
        best = fused([*voices, (SENTENCE_WEIGHT, best_sentences(self.store, words, list(places.items())))])
        return self._reranked(query, [(number, places[number]) for number in best])[:limit]

    def _reranked(
        self, query: str, placed: list[tuple[int, tuple[int, int, int]]]
    ) -> list[tuple[int, tuple[int, int, int]]]:
        """``placed`` in the order of the rerank endpoint; as it is where there is none or it does not answer."""
        if self._reranker is None or not placed or not self._rest.over:
            return placed
        texts = []
        for _, (plan, first, last) in placed:
            units = self.store.evidence(plan)[first : last + 1]
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
        by_id = {plan.id: plan for plan in self.store.plans}
        found: list[PlacedEvidence] = []
        for _, (plan, first, last) in self.chunks(query, plans, limit):
            units = self.store.evidence(plan)
            found.extend(PlacedEvidence(by_id[plan], at, units[at]) for at in range(first, last + 1))
        return tuple(found)


def fused(ranked: list[tuple[float, list[int]]]) -> list[int]:
    """Reciprocal rank fusion of (weight, chunk ids best first): all ids, best first."""
    scores: dict[int, float] = {}
    for weight, numbers in ranked:
        if weight > 0:
            for rank, number in enumerate(numbers, 1):
                scores[number] = scores.get(number, 0.0) + weight / (_RRF + rank)
    return sorted(scores, key=lambda number: (-scores[number], number))
