"""The retriever as a LangChain ``BaseRetriever``, for programs that are built on that library."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.records import Store
from retrieval.retriever import Retriever


class HybridRetriever(BaseRetriever):
    """Chunks for a question, best first, each a Document with the plan's id and the positions of its evidence in its
    metadata. ``plans`` restricts the search to those plan ids (None: all)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    retriever: Retriever
    plans: frozenset[int] | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - the signature is LangChain's
    ) -> list[Document]:
        documents = []
        for plan, first, last in self.retriever.chunks(query, self.plans):
            units = self.store.evidence(plan, first, last)
            metadata = {"plan": plan, "first": first, "last": last, "section": " > ".join(units[0].section)}
            documents.append(Document("\n".join(unit.text for unit in units), metadata=metadata))
        return documents
