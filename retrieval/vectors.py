"""Vector collections: chunk embeddings in Chroma, in a folder or on a Chroma server. The seam to that library."""

import contextlib
import importlib.util
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import IndexUnavailable
from corpus.extras import has_extra
from prompts import say
from retrieval.register import CHUNKS

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


class VectorWriter:
    """A context in which the collection at ``place`` is written: it begins with the chunks ``kept`` (ranges of ids) as they
    stand ``before``, where there is such a collection. Raises IndexUnavailable where a Chroma server fails or the folder does
    not take it."""

    def __init__(self, place: VectorPlace, before: VectorPlace | None, kept: Iterable[range]) -> None:
        self._place = place
        self._before = before
        self._kept = kept
        self._length: int | None = None

    def __enter__(self) -> "VectorWriter":
        with _mapped(self._place):
            copied = self._before is not None and self._before.url is None and self._place.url is None
            if copied:
                assert self._before is not None
                shutil.copytree(self._before.folder, self._place.folder)
            self._client = _client(self._place)
            name = self._place.collection
            if copied:
                self._collection = self._client.get_collection(name, embedding_function=None)
                return self
            if self._place.url:
                with contextlib.suppress(Exception):  # what an interrupted build may have left; mostly there is nothing
                    self._client.delete_collection(name)
            # Never the default embedding function: it tries to download a model.
            self._collection = self._client.create_collection(
                name, embedding_function=None, metadata={"hnsw:space": "cosine"}
            )
        if self._before is not None:
            self._carry_over(self._before)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(Exception):
            self._client.close()

    def _carry_over(self, before: VectorPlace) -> None:
        """Write the chunks kept as they stand in a collection elsewhere."""
        source = VectorCollection(before)
        try:
            for own in self._kept:
                for start in range(0, len(own), _BATCH):
                    found = source.vectors(own[start : start + _BATCH])
                    self.add(list(found), [chunk // CHUNKS for chunk in found], list(found.values()))
        finally:
            source.close()

    def take_out(self, ids: Sequence[int]) -> dict[int, list[float]]:
        """Remove the chunks; their vectors, of those that were there."""
        names = [str(chunk) for chunk in ids]
        if not names:
            return {}
        with _mapped(self._place):
            found = _vectors_in(self._collection, names)
            if found:
                self._collection.delete(ids=[str(chunk) for chunk in found])
        return found

    def add(self, ids: Sequence[int], plans: Sequence[int], vectors: Sequence[list[float]]) -> bool:
        """Enter vector ``n`` as that of chunk ``ids[n]`` of ``plans[n]``; whether they are as long as those that are there."""
        from chromadb.errors import InternalError

        if not ids:
            return True
        with _mapped(self._place):
            if self._length is None:
                there = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
                self._length = len(there[0]) if len(there) else len(vectors[0])
            if any(len(vector) != self._length for vector in vectors):
                return False
            try:
                self._collection.upsert(
                    ids=[str(chunk) for chunk in ids],
                    embeddings=list(vectors),
                    metadatas=[{"plan": plan} for plan in plans],
                )
            except InternalError as error:
                raise IndexUnavailable(say("index.vectors_not_written", cause=error)) from None
        return True


def _vectors_in(collection: Any, names: Sequence[str]) -> dict[int, list[float]]:
    found = collection.get(ids=list(names), include=["embeddings"])
    return {int(name): list(map(float, vector)) for name, vector in zip(found["ids"], found["embeddings"], strict=True)}


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

    def vectors(self, ids: Sequence[int]) -> dict[int, list[float]]:
        """The vectors of the chunks ``ids``, of those that are there."""
        with _mapped(self._place):
            return _vectors_in(self._collection, [str(chunk) for chunk in ids])

    def search(self, vector: list[float], plans: Collection[int] | None, limit: int) -> list[int]:
        """Chunk ids, nearest first; ``plans`` restricts them to those plans."""
        where = {"plan": {"$in": sorted(plans)}} if plans is not None else None
        with _mapped(self._place):
            found = self._collection.query(query_embeddings=[vector], n_results=limit, where=where, include=[])
        return [int(chunk) for chunk in found["ids"][0]]
