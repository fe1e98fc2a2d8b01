"""One generation of the index, built into a folder: what the served one holds, and what changes. Only what is new is
computed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexUnavailable
from corpus.models import PlanMetadata
from prompts import say
from retrieval.embedding import place_of_vectors, served_vectors, write_vectors
from retrieval.endpoints import EndpointEmbedder, RetrievalOptions
from retrieval.lexical import change_lexical, take_over_lexical
from retrieval.opening import LEXICAL, MANIFEST, REGISTER, VECTORS
from retrieval.register import CHUNKS, RegisterWriter
from retrieval.shards import FORMAT, Shard
from retrieval.vectors import VectorCollection, VectorPlace, can_embed

_Progress = Callable[[str, int, int], None]

_PROBE = (
    "import sys; from pathlib import Path; from retrieval.vectors import VectorCollection, VectorPlace;"
    "print(VectorCollection(VectorPlace(Path(sys.argv[1]))).count())"
)
_PROBE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a generation: the name and the digest of its file, its shard, its metadata, and its key in the register
    (0 where it has none yet)."""

    file: str
    digest: str
    shard: str
    metadata: PlanMetadata
    key: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """The documents that a generation holds (``kept`` of the served one, and ``added``), and those ``removed`` from it, each
    by its file's name."""

    kept: Mapping[str, Entry]
    added: Mapping[str, Entry]
    removed: Mapping[str, Entry]

    @property
    def plans(self) -> int:
        """How many documents the new generation holds."""
        return len(self.kept) + len(self.added)


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: the generation's name, its number of chunks, and what the operator should know."""

    name: str
    chunks: int
    notices: tuple[str, ...]


def generation_name(change: Change, embedding: str, options: RetrievalOptions) -> str:
    """The same documents, read by the same code into the same format with the same embedding, make the same generation.
    ``embedding`` is the endpoint's name, "" where there is none."""
    place = place_of_vectors(embedding, options)
    digest = hashlib.sha256(f"{FORMAT} {embedding} {place}".encode())
    for file, entry in sorted({**change.kept, **change.added}.items()):
        digest.update(f"\n{file} {entry.shard}".encode())
    return f"generation-{digest.hexdigest()[:16]}"


def build_generation(
    folder: Path, shards: Path, change: Change, options: RetrievalOptions, served: Path | None, progress: _Progress
) -> Built:
    """Write the generation that ``change`` makes of the one ``served`` into the empty ``folder``; its shards are in
    ``shards``. Vectors of texts that the served one holds by the same endpoint are taken over. Raises IndexUnavailable where
    it does not open."""
    if served is not None and change.kept:
        shutil.copyfile(served / REGISTER, folder / REGISTER)
        take_over_lexical(served / LEXICAL, folder / LEXICAL)
    entries, chunks = _enter(folder, shards, change, progress)
    embedding: str = ""
    notices: tuple[str, ...] = ()
    if options.embedding is not None and not can_embed():
        notices = (say("model.missing"),)
    elif options.embedding is not None:
        embedding, notices = _embedded(folder, shards, change, entries, chunks, options, served, progress)
    manifest = {
        "format": FORMAT,
        "embedding": embedding,
        "vectors": place_of_vectors(embedding, options),
        "plans": len(entries),
        "chunks": sum(chunks.values()),
        "shards": sorted(entry.shard for entry in entries),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    return Built(generation_name(change, embedding, options), sum(chunks.values()), notices)


def _enter(folder: Path, shards: Path, change: Change, progress: _Progress) -> tuple[list[Entry], dict[int, int]]:
    """Change register and lexical index; all documents with their keys, and the number of chunks of each key."""
    register = RegisterWriter(folder / REGISTER)
    entries = list(change.kept.values())

    def texts() -> Iterator[tuple[int, int, str, str]]:
        """The chunks of the documents added, each entered into the register on the way: one is in memory at a time."""
        for done, (file, entry) in enumerate(sorted(change.added.items())):
            progress("indexing", done, len(change.added))
            shard = Shard(shards / entry.shard)
            key = register.add(file, entry.digest, entry.shard, shard)
            entries.append(Entry(file, entry.digest, entry.shard, entry.metadata, key))
            for number, text, context in _texts(shard, key, entry):
                yield number, key, text, context
            shard.close()

    try:
        for entry in change.removed.values():
            shard = Shard(shards / entry.shard)
            register.remove(entry.key, shard)
            shard.close()
        change_lexical(folder / LEXICAL, [entry.key for entry in change.removed.values()], texts())
        chunks = register.chunks()
    finally:
        register.close()
    progress("indexing", len(change.added), len(change.added))
    return entries, chunks


def _texts(shard: Shard, key: int, entry: Entry) -> Iterator[tuple[int, str, str]]:
    """(chunk id, text, context) of the chunks of a document."""
    about = f"{entry.metadata.region} {entry.metadata.title}"
    units = shard.evidence()
    for at, (first, last) in enumerate(shard.chunks):
        text = "\n".join(unit.text for unit in units[first : last + 1])
        yield key * CHUNKS + at, text, f"{about} {units[first].context}"


def _embedded(
    folder: Path,
    shards: Path,
    change: Change,
    entries: list[Entry],
    chunks: Mapping[int, int],
    options: RetrievalOptions,
    served: Path | None,
    progress: _Progress,
) -> tuple[str, tuple[str, ...]]:
    """(the endpoint's name, notices) of the vectors written; no name where the endpoint fails and none are."""
    assert options.embedding is not None
    embedder = EndpointEmbedder(options.embedding)
    before = served_vectors(served, embedder.name, options)
    stay = set(change.kept) if before is not None else set()

    def texts(of: Iterable[Entry]) -> Iterator[tuple[int, dict[int, str]]]:
        for entry in of:
            with closing(Shard(shards / entry.shard)) as shard:
                yield entry.key, {n: f"{context} {text}" for n, text, context in _texts(shard, entry.key, entry)}

    kept = [range(e.key * CHUNKS, e.key * CHUNKS + chunks[e.key]) for e in entries if e.file in stay]
    # The name of the generation is part of that of a collection on a server.
    place = VectorPlace(folder / VECTORS, options.chroma_url, generation_name(change, embedder.name, options))
    added = texts(entry for entry in entries if entry.file not in stay)
    notices = write_vectors(place, before, embedder, kept, texts(change.removed.values()), added, progress)
    if notices:
        return "", notices
    _probe(place, sum(chunks.values()))
    return embedder.name, ()


def _probe(place: VectorPlace, expected: int) -> None:
    """Open a new collection once; one in a folder in a process of its own, since a damaged one can end the process."""
    if place.url:
        count = str(VectorCollection(place).count())
    else:
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(place.folder)],
            capture_output=True,
            text=True,
            timeout=_PROBE_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
        count = done.stdout.strip() if done.returncode == 0 else ""
    if count != str(expected):
        raise IndexUnavailable(say("index.damaged_build"))
