"""The index on disk: generations that are built aside, checked and switched to in one step.

``DATA_DIR/index/CURRENT`` names the generation that is served; a generation is a folder that never changes. All paths
inside are relative, so that DATA_DIR may be moved. An interrupted build leaves only a folder that nothing points to.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import IndexBusy, IndexUnavailable, UnreadableDocument
from corpus.language.text import search_key
from corpus.models import Plan
from corpus.readers import SUFFIXES
from prompts import say
from retrieval.building import build_generation, generation_name
from retrieval.endpoints import OFFLINE, EndpointEmbedder, RetrievalOptions
from retrieval.reading import BoundedReader
from retrieval.store import FORMAT, Store
from retrieval.vectors import drop_collections

Progress = Callable[[str, int, int], None]


def _silent(_step: str, _done: int, _total: int) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: the plan that was read, or the error that says why not."""

    path: Path
    plan: Plan | None
    error: str = ""


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``skipped`` are the files of the folders given that are of no readable kind, ``replaced`` those that
    left the index because the same plan came in another file; ``notices`` are sentences for the operator, such as that an endpoint was not reached."""

    files: list[FileReport] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    plans: int = 0
    chunks: int = 0
    changed: bool = False
    notices: tuple[str, ...] = ()


def plan_files(paths: Sequence[Path]) -> list[Path]:
    """The files named by ``paths``; a folder stands for the readable files below it, sorted."""
    files: list[Path] = []
    for path in paths:
        files += (p for p in _files_below(path) if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
    return list(dict.fromkeys(files))


def skipped_files(paths: Sequence[Path]) -> list[Path]:
    """The files below the folders of ``paths`` that are of no readable kind, sorted; those that say something of a file
    beside them (规划.pdf.toml) are none."""
    files = (p for path in paths if path.is_dir() for p in _files_below(path) if p.suffix.lower() not in SUFFIXES)
    return [p for p in dict.fromkeys(files) if p.suffix != ".toml" or not p.with_suffix("").is_file()]


def _files_below(folder: Path) -> list[Path]:
    """The files below a folder, sorted, without hidden ones and the locks that office programs leave beside open files."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in files if not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts))


def current_generation(data_dir: Path) -> Path | None:
    """The folder of the generation that is served, or None where nothing was built."""
    pointer = data_dir / "index" / "CURRENT"
    if not pointer.is_file():
        return None
    folder = pointer.parent / pointer.read_text("utf-8", "replace").strip()
    return folder if os.path.isdir(folder) else None  # which a name that none can have does not make fail


def open_store(data_dir: Path) -> Store:
    """The store of the generation that is served. Raises IndexUnavailable where there is none that this version reads, or
    it is damaged."""
    folder = current_generation(data_dir)
    if folder is None or not (folder / "records.sqlite").is_file():
        raise IndexUnavailable(say("index.missing", folder=data_dir))
    store = Store(folder / "records.sqlite")
    try:
        known = store.format == FORMAT
        if known and store.plans:
            return store
    except sqlite3.Error:
        known = True
    store.close()
    raise IndexUnavailable(say("index.damaged" if known else "index.other_version", folder=data_dir))


def update_index(
    data_dir: Path,
    paths: Sequence[Path],
    *,
    fresh: bool = False,
    options: RetrievalOptions = OFFLINE,
    progress: Progress = _silent,
) -> BuildReport:
    """Read the files of ``paths`` into the index beside what it holds (``fresh``: instead of it) and switch to it.

    A file that cannot be read, or not within the bounds of time and memory, is reported and skipped. A plan (same title) that comes again replaces the one held; a
    fact sheet never replaces a full text. Raises IndexBusy where another process is writing, and IndexUnavailable where
    nothing at all could be read or what was built does not open.
    """
    with _writer_lock(data_dir), BoundedReader() as reader:
        report = BuildReport(skipped=skipped_files(paths))
        held = {} if fresh else _held(data_dir)
        for folder in paths:
            if folder.is_dir() and not plan_files([folder]):
                report.files.append(FileReport(folder, None, say("index.no_files", folder=folder)))
        for number, path in enumerate(files := plan_files(paths)):
            progress("reading", number, len(files))
            try:
                plan = reader.load(path)
            except UnreadableDocument as error:
                report.files.append(FileReport(path, None, str(error)))
                continue
            plan = _distinct(held, plan, path)
            report.files.append(FileReport(path, plan))
            _admit(held, plan, hashlib.sha256(path.read_bytes()).hexdigest(), report)
        progress("reading", len(files), len(files))
        if not held:
            raise IndexUnavailable(say("index.nothing_read") + "".join(f"\n{file.error}" for file in report.files))
        _write_generation(data_dir, held, options, report, progress)
        return report


def remove_plan(data_dir: Path, file: str, options: RetrievalOptions = OFFLINE) -> BuildReport:
    """Take the plan of ``file`` out of the index. Raises IndexUnavailable where it is not in it or is the last one."""
    with _writer_lock(data_dir):
        report = BuildReport(replaced=[file])
        held = _held(data_dir)
        if file not in held or len(held) == 1:
            raise IndexUnavailable(say("index.cannot_remove", file=file))
        del held[file]
        _write_generation(data_dir, held, options, report, _silent)
        return report


def embed_anew(data_dir: Path, options: RetrievalOptions, progress: Progress = _silent) -> BuildReport:
    """Embed what the index holds with the embedding of ``options`` and switch to it; no file is read, and nothing is done
    where it was embedded so already. Raises IndexUnavailable where there is no index, and IndexBusy."""
    with _writer_lock(data_dir):
        report = BuildReport()
        held = _held(data_dir)
        if not held:
            raise IndexUnavailable(say("index.missing", folder=data_dir))
        _write_generation(data_dir, held, options, report, progress)
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
    options: RetrievalOptions,
    report: BuildReport,
    progress: Progress,
) -> None:
    index = data_dir / "index"
    plans = [(number, digest, plan) for number, (_, (digest, plan)) in enumerate(sorted(held.items()), 1)]
    served = current_generation(data_dir)
    report.plans = len(plans)
    wanted = generation_name(plans, EndpointEmbedder(options.embedding).name if options.embedding else "", options)
    if served == index / wanted:
        return
    scratch = Path(tempfile.mkdtemp(prefix="building-", dir=index))
    try:
        built = build_generation(scratch, plans, options, served, progress)
        report.chunks, report.notices = built.chunks, built.notices
        report.changed = served != index / built.name
        if not report.changed:  # the endpoint does not answer, and what is served was made without it
            shutil.rmtree(scratch)
            return
        target = index / built.name
        shutil.rmtree(target, ignore_errors=True)
        os.replace(scratch, target)
        pointer = index / "CURRENT.new"
        pointer.write_text(built.name, "utf-8")
        os.replace(pointer, index / "CURRENT")
    except BaseException as error:
        shutil.rmtree(scratch, ignore_errors=True)
        if isinstance(error, (OSError, sqlite3.OperationalError)):  # a full disk, mostly
            cause = getattr(error, "strerror", None) or error
            raise IndexUnavailable(say("index.cannot_write", folder=data_dir, cause=cause)) from error
        raise
    _sweep(index, built.name)
    if options.chroma_url and served:
        drop_collections(options.chroma_url, served.name)


def _sweep(index: Path, keep: str) -> None:
    """Remove what is served no more. A reader of the last generation holds its files open and goes on unharmed."""
    for folder in index.iterdir():
        if folder.is_dir() and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)
