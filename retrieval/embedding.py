"""The vectors of a generation that is built: those of the served one by the same endpoint are taken over, and what is new is
embedded and appended."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from corpus.errors import ModelUnavailable
from prompts import say
from retrieval.endpoints import BATCH, EndpointEmbedder, RetrievalOptions
from retrieval.opening import MANIFEST, VECTORS
from retrieval.register import CHUNKS
from retrieval.vectors import VectorPlace, VectorWriter

# Chunk ids by the document's key -> their texts; read one document at a time.
Texts = Iterable[tuple[int, Mapping[int, str]]]
_Progress = Callable[[str, int, int], None]


def place_of_vectors(embedding: str, options: RetrievalOptions) -> str:
    """Where the vectors by ``embedding`` lie, as a manifest says it: "none" where there are none."""
    if not embedding:
        return "none"
    return "server" if options.chroma_url else "folder"


def served_vectors(served: Path | None, embedding: str, options: RetrievalOptions) -> VectorPlace | None:
    """Where the generation ``served`` has its vectors by ``embedding``; None where it has none that are reached."""
    if served is None or not (served / MANIFEST).is_file():
        return None
    manifest = json.loads((served / MANIFEST).read_text("utf-8"))
    if manifest.get("embedding") != embedding:
        return None
    if manifest.get("vectors") == "server":
        return VectorPlace(served / VECTORS, options.chroma_url, served.name) if options.chroma_url else None
    return VectorPlace(served / VECTORS)


def write_vectors(
    place: VectorPlace,
    before: VectorPlace | None,
    embedder: EndpointEmbedder,
    kept: Iterable[range],
    removed: Texts,
    added: Texts,
    progress: _Progress,
) -> tuple[str, ...]:
    """Write the collection at ``place``: the chunks ``kept`` (ranges of ids) as they stand ``before``, and those ``added``,
    where a text of those ``removed`` says the same by its vector. Notices where there are none: the endpoint fails, or gives
    vectors of another length than before. Raises IndexUnavailable where a Chroma server fails or the disk is full."""
    with VectorWriter(place, before, kept) as writer:
        known = dict(_known(writer, removed)) if before is not None else {}
        every = [(number, text) for _, texts in added for number, text in texts.items()]
        done = 0
        try:
            for start in range(0, len(every), BATCH):
                progress("embedding", done, len(every))
                part = every[start : start + BATCH]
                missing = [text for _, text in part if text not in known]
                fresh = embedder.embed_documents(missing) if missing else []
                vectors = known | dict(zip(missing, fresh, strict=True))
                if not writer.add([n for n, _ in part], [n // CHUNKS for n, _ in part], [vectors[t] for _, t in part]):
                    return (say("index.embedding_failed", cause="dimensions"),)
                done += len(part)
        except ModelUnavailable as error:
            return (say("index.embedding_failed", cause=error.code),)
        progress("embedding", done, len(every))
    return ()


def _known(writer: VectorWriter, removed: Texts) -> Iterator[tuple[str, list[float]]]:
    """(text, vector) of the chunks ``removed``, which the collection loses."""
    for _, texts in removed:
        vectors = writer.take_out(list(texts))
        yield from ((texts[number], vector) for number, vector in vectors.items())
