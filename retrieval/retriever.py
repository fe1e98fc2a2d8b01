"""The hybrid retriever: lexical and dense ranks fused, under hard facets. A LangChain ``BaseRetriever``."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from retrieval.embeddings import Embedder, HashedEmbedder
from retrieval.lexical import LexicalIndex
from retrieval.store import PlacedEvidence, Store
from retrieval.vectors import VectorCollection

# Reciprocal rank fusion with the constant of its paper (Cormack, Clarke and Buettcher 2009).
_RRF = 60
# The offline embedding is the weaker voice: it breaks ties of the lexical rank and adds what that missed.
_DENSE_WEIGHT = 0.3


class HybridRetriever(BaseRetriever):
    """Chunks for a question, best first, each a Document with the plan's id and file and the positions of its evidence
    in its metadata. ``plans`` restricts the search to those plan ids (None: all)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    folder: Path
    plans: frozenset[int] | None = None
    limit: int = 12
    embedder: Any = None
    _lexical: LexicalIndex = PrivateAttr()
    _vectors: VectorCollection = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        super().model_post_init(context)
        self._lexical = LexicalIndex(self.folder / "lexical")
        self._vectors = VectorCollection(self.folder / "vectors")

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
        embedder: Embedder = self.embedder or HashedEmbedder()
        limit = limit or self.limit
        depth = limit * 2
        scores: dict[int, float] = {}
        ranked = (
            (1.0, self._lexical.search(query, plans, depth)),
            (_DENSE_WEIGHT, self._vectors.search(embedder.embed_query(query), plans, depth)),
        )
        for weight, numbers in ranked:
            for rank, number in enumerate(numbers, 1):
                scores[number] = scores.get(number, 0.0) + weight / (_RRF + rank)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return list(zip(best, self.store.chunks(best), strict=True))

    def evidence(self, query: str, plans: Collection[int] | None, limit: int | None = None) -> list[PlacedEvidence]:
        """The evidence of the best chunks, in order of rank and then of the document."""
        by_id = {plan.id: plan for plan in self.store.plans}
        found: list[PlacedEvidence] = []
        for _, (plan, first, last) in self.chunks(query, plans, limit):
            units = self.store.evidence(plan)
            found.extend(PlacedEvidence(by_id[plan], at, units[at]) for at in range(first, last + 1))
        return found
