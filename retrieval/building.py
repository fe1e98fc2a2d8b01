"""One generation of the index, built into a folder: records, lexical index, embeddings."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexUnavailable, ModelUnavailable
from corpus.language.text import bigrams, search_key
from corpus.models import Plan
from prompts import say
from retrieval.embeddings import LatentEmbedder
from retrieval.endpoints import BATCH, EndpointEmbedder, RetrievalOptions
from retrieval.evidence import Chunk, Evidence, chunks_of, evidence_of
from retrieval.lexical import build_lexical
from retrieval.store import FORMAT, write_store
from retrieval.vectors import VectorCollection, VectorPlace, build_vectors

NumberedPlan = tuple[int, str, Plan]
_Progress = Callable[[str, int, int], None]

# Bytes of the digest by which a text's vector is known again: enough that no two texts ever share one.
_DIGEST = 16
_ENDPOINT_FILE = "endpoint.npz"
_PROBE = (
    "import sys; from pathlib import Path; from retrieval.vectors import VectorCollection, VectorPlace;"
    "print(VectorCollection(VectorPlace(Path(sys.argv[1])), sys.argv[2]).count())"
)
_PROBE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: the generation's name, its number of chunks, and what the operator should know."""

    name: str
    chunks: int
    notices: tuple[str, ...]


def generation_name(plans: Sequence[NumberedPlan], embedding: str, options: RetrievalOptions) -> str:
    """The same plans, read by the same code into the same format with the same embedding, make the same generation.
    ``embedding`` is the endpoint's name, "" where only the offline one is used."""
    from pydantic import TypeAdapter

    place = "server" if options.chroma_url else "folder"
    digest = hashlib.sha256(f"{FORMAT} {LatentEmbedder.name} {embedding} {place}".encode())
    for _, _, plan in plans:
        digest.update(TypeAdapter(Plan).dump_json(plan))
    return f"generation-{digest.hexdigest()[:16]}"


def build_generation(
    folder: Path, plans: Sequence[NumberedPlan], options: RetrievalOptions, served: Path | None, progress: _Progress
) -> Built:
    """Write a generation of ``plans`` (id, digest of the file, plan) into the empty ``folder``. Vectors of texts that the
    generation ``served`` holds by the same endpoint are taken over. Raises IndexUnavailable where it does not open."""
    from retrieval.tokens import count_tokens

    evidence: dict[int, list[Evidence]] = {}
    chunks: list[tuple[int, int, Chunk]] = []
    contexts: dict[int, str] = {}
    frequencies: Counter[str] = Counter()
    for done, (number, _, plan) in enumerate(plans):
        progress("chunking", done, len(plans))
        evidence[number] = evidence_of(plan)
        contexts[number] = f"{plan.metadata.region} {plan.metadata.title}"
        made = enumerate(chunks_of(evidence[number], count_tokens), len(chunks) + 1)
        chunks += [(n, number, chunk) for n, chunk in made]
        for unit in evidence[number]:
            frequencies.update(set(bigrams(search_key(f"{unit.context} {unit.text}"))))
    write_store(folder / "records.sqlite", list(plans), evidence, chunks, dict(frequencies))
    progress("indexing", 0, 2)
    build_lexical(
        folder / "lexical",
        ((n, plan, chunk.text, f"{contexts[plan]} {chunk.context}") for n, plan, chunk in chunks),
    )
    progress("indexing", 1, 2)
    texts = [f"{contexts[plan]} {chunk.context} {chunk.text}" for _, plan, chunk in chunks]
    embedding, asked, notices = _by_endpoint(folder, texts, options, served, progress)
    name = generation_name(plans, embedding, options)
    latent = LatentEmbedder.fit(texts)
    latent.save(folder)
    place = VectorPlace(folder / "vectors", options.chroma_url, name)
    ids, owners = [n for n, _, _ in chunks], [plan for _, plan, _ in chunks]
    voices = {"offline": latent.embed_documents(texts), **({"endpoint": asked} if asked else {})}
    for voice, vectors in voices.items():
        build_vectors(place, voice, ids, owners, vectors)
    for voice in voices:
        _probe(place, voice, len(chunks))
    manifest = {
        "format": FORMAT,
        "embedding": embedding or LatentEmbedder.name,
        "vectors": "server" if options.chroma_url else "folder",
        "plans": len(plans),
        "chunks": len(chunks),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    progress("indexing", 2, 2)
    return Built(name, len(chunks), notices)


def _by_endpoint(
    folder: Path, texts: list[str], options: RetrievalOptions, served: Path | None, progress: _Progress
) -> tuple[str, list[list[float]], tuple[str, ...]]:
    """(the endpoint's name, its vectors, notices); no name and no vectors where there is none or it fails."""
    if options.embedding is None:
        return "", [], ()
    import numpy as np

    embedder = EndpointEmbedder(options.embedding)
    digests = [hashlib.sha256(text.encode()).digest()[:_DIGEST] for text in texts]
    known = _known_vectors(served, embedder.name)
    missing = [at for at, digest in enumerate(digests) if digest not in known]
    try:
        for start in range(0, len(missing), BATCH):
            progress("embedding", start, len(missing))
            part = missing[start : start + BATCH]
            vectors = embedder.embed_documents([texts[at] for at in part])
            known.update(zip((digests[at] for at in part), vectors, strict=True))
    except ModelUnavailable as error:
        return "", [], (say("index.embedding_failed", cause=error.code),)
    ordered = [known[digest] for digest in digests]
    if len({len(vector) for vector in ordered}) > 1:  # the endpoint now serves another model under the same name
        return "", [], (say("index.embedding_failed", cause="dimensions"),)
    progress("embedding", len(missing), len(missing))
    np.savez(
        folder / _ENDPOINT_FILE,
        digests=np.frombuffer(b"".join(digests), np.uint8).reshape(-1, _DIGEST),
        vectors=np.array(ordered, np.float32),
    )
    return embedder.name, ordered, ()


def _known_vectors(served: Path | None, embedding: str) -> dict[bytes, list[float]]:
    """The vectors that ``served`` holds by ``embedding``, by their text's digest."""
    import numpy as np

    if served is None or not (served / _ENDPOINT_FILE).is_file():
        return {}
    if json.loads((served / "manifest.json").read_text("utf-8")).get("embedding") != embedding:
        return {}
    with np.load(served / _ENDPOINT_FILE, allow_pickle=False) as data:
        return {row.tobytes(): vector.tolist() for row, vector in zip(data["digests"], data["vectors"], strict=True)}


def _probe(place: VectorPlace, voice: str, expected: int) -> None:
    """Open a new collection once; one in a folder in a process of its own, since a damaged one can end the process."""
    if place.url:
        count = str(VectorCollection(place, voice).count())
    else:
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(place.folder), voice],
            capture_output=True,
            text=True,
            timeout=_PROBE_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
        count = done.stdout.strip() if done.returncode == 0 else ""
    if count != str(expected):
        raise IndexUnavailable(say("index.damaged_build"))
