"""Vector collections: chunk embeddings in Chroma, in a folder or on a Chroma server. The seam to that library."""

import contextlib
import importlib.util
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import IndexUnavailable
from corpus.extras import has_extra
from prompts import say

# Chroma takes at most 5,461 rows a call (measured on 1.5.9); smaller batches keep the memory of a build flat.
_BATCH = 1000
# Collections on a server, which others may share, begin with this.
_PREFIX = "planbot"
_VOICE = "endpoint"
# Beside it in indexes of formats up to 11.
_EARLIER_VOICE = "offline"


def can_embed() -> bool:
    """Whether there is what an embedding endpoint needs: its client, of the extra ``model``, and Chroma, which
    ``make demo`` leaves out."""
    return has_extra("model") and importlib.util.find_spec("chromadb") is not None


@dataclass(frozen=True, slots=True)
class VectorPlace:
    """Where the collections of one generation lie: in ``folder``, or on the server at ``url`` under names that hold
    ``generation``."""

    folder: Path
    url: str | None = None
    generation: str = ""

    @property
    def collection(self) -> str:
        """The name of the collection."""
        return f"{_PREFIX}-{self.generation}-{_VOICE}" if self.url else _VOICE


@contextlib.contextmanager
def _mapped(place: VectorPlace) -> Iterator[None]:
    """Errors of a Chroma server as IndexUnavailable; those of a folder stay, since they are bugs or a full disk."""
    try:
        yield
    except Exception as error:
        if place.url is None:
            raise
        raise IndexUnavailable(say("index.chroma_failed", cause=type(error).__name__)) from None


def _client(place: VectorPlace) -> Any:
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if place.url is None:
        return chromadb.PersistentClient(path=str(place.folder), settings=quiet)
    address = urlsplit(place.url)
    secure = address.scheme == "https"
    return chromadb.HttpClient(
        host=address.hostname or "localhost",
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        settings=quiet,
    )


def build_vectors(place: VectorPlace, ids: Sequence[int], plans: Sequence[int], vectors: Sequence[list[float]]) -> None:
    """Write the new collection; vector ``n`` belongs to chunk ``ids[n]`` of ``plans[n]``. Raises
    IndexUnavailable where a Chroma server fails or the folder does not take it."""
    from chromadb.errors import InternalError

    try:
        _write(place, ids, plans, vectors)
    except InternalError as error:
        raise IndexUnavailable(say("index.vectors_not_written", cause=error)) from None


def _write(place: VectorPlace, ids: Sequence[int], plans: Sequence[int], vectors: Sequence[list[float]]) -> None:
    with _mapped(place):
        client = _client(place)
        name = place.collection
        if place.url:
            with contextlib.suppress(Exception):  # what an interrupted build may have left; mostly there is nothing
                client.delete_collection(name)
        # Never the default embedding function: it tries to download a model.
        collection = client.create_collection(name, embedding_function=None, metadata={"hnsw:space": "cosine"})
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            collection.upsert(
                ids=[str(chunk) for chunk in ids[part]],
                embeddings=list(vectors[part]),
                metadatas=[{"plan": plan} for plan in plans[part]],
            )
        client.close()


def drop_collections(url: str, generation: str) -> None:
    """Remove the collections of ``generation`` from the server at ``url``; one that does not answer is let be."""
    with contextlib.suppress(Exception):
        client = _client(VectorPlace(Path(), url))
        for voice in (_VOICE, _EARLIER_VOICE):
            with contextlib.suppress(Exception):
                client.delete_collection(f"{_PREFIX}-{generation}-{voice}")


class VectorCollection:
    """A reader of one built collection. All methods raise IndexUnavailable where a Chroma server fails."""

    def __init__(self, place: VectorPlace) -> None:
        self._place = place
        with _mapped(place):
            self._client = _client(place)
            try:
                self._collection = self._client.get_collection(place.collection, embedding_function=None)
            except BaseException:
                self._client.close()
                raise

    def close(self) -> None:
        """Let go of the files or the connection; a server that does not answer is let be."""
        with contextlib.suppress(Exception):
            self._client.close()

    def count(self) -> int:
        """How many vectors it holds."""
        with _mapped(self._place):
            return int(self._collection.count())

    def search(self, vector: list[float], plans: Collection[int] | None, limit: int) -> list[int]:
        """Chunk ids, nearest first; ``plans`` restricts them to those plans."""
        where = {"plan": {"$in": sorted(plans)}} if plans is not None else None
        with _mapped(self._place):
            found = self._collection.query(query_embeddings=[vector], n_results=limit, where=where, include=[])
        return [int(chunk) for chunk in found["ids"][0]]
