"""The vector collection: chunk embeddings in Chroma, on disk or on a Chroma server. The seam to that library."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

COLLECTION = "chunks"
# Chroma takes at most 5,461 rows a call (measured on 1.5.9); smaller batches keep the memory of a build flat.
_BATCH = 1000


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def build_vectors(folder: Path, ids: Sequence[int], plans: Sequence[int], vectors: Sequence[list[float]]) -> None:
    """Write a new collection into the new folder ``folder``; vector ``n`` belongs to chunk ``ids[n]`` of ``plans[n]``."""
    client = _client(folder)
    # Never the default embedding function: it tries to download a model.
    collection = client.create_collection(COLLECTION, embedding_function=None, metadata={"hnsw:space": "cosine"})
    for start in range(0, len(ids), _BATCH):
        part = slice(start, start + _BATCH)
        collection.upsert(
            ids=[str(chunk) for chunk in ids[part]],
            embeddings=list(vectors[part]),
            metadatas=[{"plan": plan} for plan in plans[part]],
        )
    close = getattr(client, "close", None)
    if close:
        close()


class VectorCollection:
    """A reader of one built collection."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    def count(self) -> int:
        return int(self._collection.count())

    def search(self, vector: list[float], plans: Collection[int] | None, limit: int) -> list[int]:
        """Chunk ids, nearest first; ``plans`` restricts them to those plans."""
        where = {"plan": {"$in": sorted(plans)}} if plans is not None else None
        found = self._collection.query(query_embeddings=[vector], n_results=limit, where=where, include=[])
        return [int(chunk) for chunk in found["ids"][0]]
