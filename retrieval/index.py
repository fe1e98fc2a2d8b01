"""The index on disk: generations that are built aside, checked and switched to in one step.

``DATA_DIR/index/CURRENT`` names the generation that is served; a generation is a folder that never changes. All paths
inside are relative, so that DATA_DIR may be moved. An interrupted build leaves only a folder that nothing points to.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import IndexBusy, IndexUnavailable, UnreadableDocument
from corpus.loader import load_plan
from corpus.models import Plan
from corpus.readers import SUFFIXES
from corpus.text import bigrams, search_key
from prompts import say
from retrieval.embeddings import Embedder, HashedEmbedder
from retrieval.evidence import Chunk, Evidence, chunks_of, evidence_of
from retrieval.lexical import build_lexical
from retrieval.store import FORMAT, Store, write_store
from retrieval.vectors import build_vectors

_PROBE = "import sys; from pathlib import Path; from retrieval.vectors import VectorCollection; print(VectorCollection(Path(sys.argv[1])).count())"
_PROBE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: the plan that was read, or the error that says why not."""

    path: Path
    plan: Plan | None
    error: str = ""


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``replaced`` are files that left the index because the same plan came in another file."""

    files: list[FileReport] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    plans: int = 0
    chunks: int = 0
    changed: bool = False


def plan_files(paths: Sequence[Path]) -> list[Path]:
    """The files named by ``paths``; a folder stands for the readable files below it, sorted."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file()))
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def current_generation(data_dir: Path) -> Path | None:
    """The folder of the generation that is served, or None where nothing was built."""
    pointer = data_dir / "index" / "CURRENT"
    if not pointer.is_file():
        return None
    folder = pointer.parent / pointer.read_text("utf-8").strip()
    return folder if folder.is_dir() else None


def open_store(data_dir: Path) -> Store:
    """The store of the generation that is served. Raises IndexUnavailable where there is none that this version reads."""
    folder = current_generation(data_dir)
    if folder is None or not (folder / "records.sqlite").is_file():
        raise IndexUnavailable(say("index.missing", folder=data_dir))
    store = Store(folder / "records.sqlite")
    if store.format != FORMAT:
        raise IndexUnavailable(say("index.other_version", folder=data_dir))
    return store


def update_index(
    data_dir: Path,
    paths: Sequence[Path],
    *,
    fresh: bool = False,
    embedder: Embedder | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> BuildReport:
    """Read the files of ``paths`` into the index beside what it holds (``fresh``: instead of it) and switch to it.

    A file that cannot be read is reported and skipped. A plan (same title) that comes again replaces the one held; a
    fact sheet never replaces a full text. Raises IndexBusy where another process is writing, and IndexUnavailable where
    nothing at all could be read or what was built does not open.
    """
    with _writer_lock(data_dir):
        report = BuildReport()
        held = {} if fresh else _held(data_dir)
        for folder in paths:
            if folder.is_dir() and not plan_files([folder]):
                report.files.append(FileReport(folder, None, say("index.no_files", folder=folder)))
        for number, path in enumerate(files := plan_files(paths)):
            progress("reading", number, len(files))
            try:
                plan = load_plan(path)
            except UnreadableDocument as error:
                report.files.append(FileReport(path, None, str(error)))
                continue
            plan = _distinct(held, plan, path)
            report.files.append(FileReport(path, plan))
            _admit(held, plan, hashlib.sha256(path.read_bytes()).hexdigest(), report)
        progress("reading", len(files), len(files))
        if not held:
            raise IndexUnavailable(say("index.nothing_read") + "".join(f"\n{file.error}" for file in report.files))
        _write_generation(data_dir, held, embedder or HashedEmbedder(), report, progress)
        return report


def remove_plan(data_dir: Path, file: str, embedder: Embedder | None = None) -> BuildReport:
    """Take the plan of ``file`` out of the index. Raises IndexUnavailable where it is not in it or is the last one."""
    with _writer_lock(data_dir):
        report = BuildReport(replaced=[file])
        held = _held(data_dir)
        if file not in held or len(held) == 1:
            raise IndexUnavailable(say("index.cannot_remove", file=file))
        del held[file]
        _write_generation(data_dir, held, embedder or HashedEmbedder(), report, lambda _s, _d, _t: None)
        return report


def _held(data_dir: Path) -> dict[str, tuple[str, Plan]]:
    """The plans of the generation that is served, by file name; none where there is none of this format."""
    try:
        store = open_store(data_dir)
    except IndexUnavailable:
        return {}
    return {stored.file: (stored.digest, store.plan(stored.id)) for stored in store.plans}


def _admit(held: dict[str, tuple[str, Plan]], plan: Plan, digest: str, report: BuildReport) -> None:
    twins = [file for file, (_, other) in held.items() if _identity(other) == _identity(plan)]
    full = [file for file in twins if not held[file][1].metadata.extract]
    if plan.metadata.extract and full:
        return
    for file in twins:
        del held[file]
        if file != plan.file:
            report.replaced.append(file)
    held[plan.file] = (digest, plan)


def _identity(plan: Plan) -> tuple[str, str]:
    """What makes two files one plan. Titles without a region (“十四五”卫生健康规划) are many places'."""
    return plan.metadata.region, search_key(plan.metadata.title)


def _distinct(held: dict[str, tuple[str, Plan]], plan: Plan, path: Path) -> Plan:
    """The plan, under its folder and name where another plan is held under its name."""
    if plan.file not in held or _identity(held[plan.file][1]) == _identity(plan):
        return plan
    return replace(plan, file=f"{path.resolve().parent.name}/{plan.file}")


@contextlib.contextmanager
def _writer_lock(data_dir: Path) -> Iterator[None]:
    try:
        (data_dir / "index").mkdir(parents=True, exist_ok=True)
        handle = (data_dir / "index" / "LOCK").open("w")
    except OSError as error:
        raise IndexUnavailable(say("index.cannot_write", folder=data_dir, cause=error.strerror)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IndexBusy(say("index.busy", folder=data_dir)) from error
        yield


def _write_generation(
    data_dir: Path,
    held: dict[str, tuple[str, Plan]],
    embedder: Embedder,
    report: BuildReport,
    progress: Callable[[str, int, int], None],
) -> None:
    index = data_dir / "index"
    plans = [(number, digest, plan) for number, (_, (digest, plan)) in enumerate(sorted(held.items()), 1)]
    name = _generation_name(held, embedder)
    report.plans = len(plans)
    report.changed = current_generation(data_dir) != index / name
    if not report.changed:
        return
    scratch = Path(tempfile.mkdtemp(prefix="building-", dir=index))
    try:
        report.chunks = _build(scratch, plans, embedder, progress)
        target = index / name
        shutil.rmtree(target, ignore_errors=True)
        os.replace(scratch, target)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    pointer = index / "CURRENT.new"
    pointer.write_text(name, "utf-8")
    os.replace(pointer, index / "CURRENT")
    _sweep(index, name)


def _generation_name(held: dict[str, tuple[str, Plan]], embedder: Embedder) -> str:
    """The same plans, read by the same code into the same format, make the same generation."""
    from pydantic import TypeAdapter

    digest = hashlib.sha256(f"{FORMAT} {embedder.name}".encode())
    for _, (_, plan) in sorted(held.items()):
        digest.update(TypeAdapter(Plan).dump_json(plan))
    return f"generation-{digest.hexdigest()[:16]}"


def _build(
    folder: Path,
    plans: list[tuple[int, str, Plan]],
    embedder: Embedder,
    progress: Callable[[str, int, int], None],
) -> int:
    """Write records, lexical index and vectors into ``folder``; returns the number of chunks."""
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
    write_store(folder / "records.sqlite", plans, evidence, chunks, dict(frequencies))
    progress("indexing", 0, 2)
    build_lexical(
        folder / "lexical",
        ((n, plan, chunk.text, f"{contexts[plan]} {chunk.context}") for n, plan, chunk in chunks),
    )
    progress("indexing", 1, 2)
    vectors = embedder.embed_documents([f"{contexts[plan]} {chunk.context} {chunk.text}" for _, plan, chunk in chunks])
    build_vectors(folder / "vectors", [n for n, _, _ in chunks], [plan for _, plan, _ in chunks], vectors)
    _probe(folder / "vectors", len(chunks))
    manifest = {"format": FORMAT, "embedding": embedder.name, "plans": len(plans), "chunks": len(chunks)}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")
    progress("indexing", 2, 2)
    return len(chunks)


def _probe(folder: Path, expected: int) -> None:
    """Open the new collection in a process of its own: a damaged one can end the process that opens it."""
    command = [sys.executable, "-c", _PROBE, str(folder)]
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=_PROBE_SECONDS,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    if done.returncode != 0 or done.stdout.strip() != str(expected):
        raise IndexUnavailable(say("index.damaged_build"))


def _sweep(index: Path, keep: str) -> None:
    """Remove what is served no more. A reader of the last generation holds its files open and goes on unharmed."""
    for folder in index.iterdir():
        if folder.is_dir() and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)
