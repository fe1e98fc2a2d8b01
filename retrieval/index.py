"""The index on disk: generations that are built aside, checked and switched to in one step.

``DATA_DIR/index/CURRENT`` names the generation that is served; a generation is a folder that never changes and names the
shards in force, the files of ``DATA_DIR/index/shards`` that hold a document each. All paths inside are relative, so that
DATA_DIR may be moved. An interrupted build leaves only what nothing points to, which the next one sweeps.
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
from corpus.models import Plan, PlanMetadata
from corpus.readers import SUFFIXES
from prompts import cause_of, say
from retrieval.building import Change, Entry, build_generation, generation_name
from retrieval.endpoints import OFFLINE, EndpointEmbedder, RetrievalOptions
from retrieval.leases import allow_leases, sweep
from retrieval.opening import current_generation, open_store, shards_folder
from retrieval.reading import BoundedReader
from retrieval.upgrade import carried_over, is_earlier
from retrieval.vectors import drop_collections
from retrieval.writing import write_shard

Progress = Callable[[str, int, int], None]


def _silent(_step: str, _done: int, _total: int) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """What was read of a file: the name by which the index holds it, its metadata, how many passages, tables and values it
    has, and what its reader warns of."""

    file: str
    metadata: PlanMetadata
    passages: int
    tables: int
    values: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: what was read, or the error that says why not."""

    path: Path
    plan: ReadPlan | None
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
    with _writer_lock(data_dir), BoundedReader() as reader, _writing(data_dir):
        report = BuildReport(skipped=skipped_files(paths))
        served = current_generation(data_dir)
        held = _Held({} if fresh else _held(data_dir, reader, report, progress))
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
            plan = held.distinct(plan, path)
            report.files.append(FileReport(path, _read(plan)))
            held.admit(_entered(data_dir, plan, hashlib.sha256(path.read_bytes()).hexdigest()), report)
        progress("reading", len(files), len(files))
        if not held.entries:
            raise IndexUnavailable(say("index.nothing_read") + "".join(f"\n{file.error}" for file in report.files))
        _write_generation(data_dir, _change(data_dir, held.entries), served, options, report, progress)
        return report


def remove_plan(data_dir: Path, file: str, options: RetrievalOptions = OFFLINE) -> BuildReport:
    """Take the plan of ``file`` out of the index. Raises IndexUnavailable where it is not in it or is the last one."""
    with _writer_lock(data_dir), BoundedReader() as reader, _writing(data_dir):
        report = BuildReport(replaced=[file])
        held = _held(data_dir, reader, report, _silent)
        if file not in held or len(held) == 1:
            raise IndexUnavailable(say("index.cannot_remove", file=file))
        del held[file]
        _write_generation(data_dir, _change(data_dir, held), current_generation(data_dir), options, report, _silent)
        return report


def embed_anew(data_dir: Path, options: RetrievalOptions, progress: Progress = _silent) -> BuildReport:
    """Embed what the index holds with the embedding of ``options`` and switch to it; no file is read, and nothing is done
    where it was embedded so already. Raises IndexUnavailable where there is no index, and IndexBusy."""
    with _writer_lock(data_dir), BoundedReader() as reader, _writing(data_dir):
        report = BuildReport()
        held = _held(data_dir, reader, report, progress)
        if not held:
            raise IndexUnavailable(say("index.missing", folder=data_dir.resolve()))
        _write_generation(data_dir, _change(data_dir, held), current_generation(data_dir), options, report, progress)
        return report


def _held(data_dir: Path, reader: BoundedReader, report: BuildReport, progress: Progress) -> dict[str, Entry]:
    """The documents of the generation that is served, by file name; those of an earlier format are carried over. None where
    there is no index, or none that this version knows."""
    served = current_generation(data_dir)
    if served is None:
        return {}
    if is_earlier(served):
        return _carried(data_dir, served, reader, report, progress)
    return _in_force(data_dir)


def _in_force(data_dir: Path) -> dict[str, Entry]:
    try:
        with contextlib.closing(open_store(data_dir)) as store:
            return {
                plan.file: Entry(plan.file, plan.digest, shard, plan.metadata, key)
                for key, shard, plan in store.entries
            }
    except IndexUnavailable:
        return {}


def _carried(
    data_dir: Path, served: Path, reader: BoundedReader, report: BuildReport, progress: Progress
) -> dict[str, Entry]:
    """What an index of an earlier format holds; what cannot be carried over is named in the report."""
    held: dict[str, Entry] = {}
    lost = []
    for done, (file, digest, plan) in enumerate(carried_over(data_dir, served, reader.load)):
        progress("carrying", done, 0)
        if plan is None:
            lost.append(file)
        else:
            held[file] = _entered(data_dir, replace(plan, file=file), digest)
    if lost:
        report.notices = (*report.notices, say("index.not_carried", files="、".join(lost)))
    return held


def _change(data_dir: Path, held: dict[str, Entry]) -> Change:
    """What ``held`` changes of what is served."""
    before = _in_force(data_dir)
    kept = {file: old for file, old in before.items() if file in held and held[file].shard == old.shard}
    added = {file: entry for file, entry in held.items() if file not in kept}
    return Change(kept, added, {file: old for file, old in before.items() if file not in kept})


def _read(plan: Plan) -> ReadPlan:
    counts = len(plan.passages), len(plan.tables), len(plan.indicators)
    return ReadPlan(plan.file, plan.metadata, *counts, plan.warnings)


def _entered(data_dir: Path, plan: Plan, digest: str) -> Entry:
    """The entry of a plan whose shard is written; that is seen only once a generation names it."""
    folder = shards_folder(data_dir)
    folder.mkdir(exist_ok=True)
    return Entry(plan.file, digest, write_shard(folder, plan), plan.metadata)


class _Held:
    """The documents that an index is to hold, by the names of their files, and which of them are one plan."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self._files: dict[tuple[str, str], set[str]] = {}
        for file, entry in entries.items():
            self._files.setdefault(_identity(entry.metadata), set()).add(file)

    def distinct(self, plan: Plan, path: Path) -> Plan:
        """The plan, under its folder and name where another plan is held under its name."""
        other = self.entries.get(plan.file)
        if other is None or _identity(other.metadata) == _identity(plan.metadata):
            return plan
        return replace(plan, file=f"{path.resolve().parent.name}/{plan.file}")

    def admit(self, entry: Entry, report: BuildReport) -> None:
        """Take in a document in place of those that are the same plan; a fact sheet gives way to a full text."""
        identity = _identity(entry.metadata)
        twins = sorted(self._files.get(identity, ()))
        if entry.metadata.extract and any(not self.entries[file].metadata.extract for file in twins):
            return
        for file in twins:
            del self.entries[file]
            if file != entry.file:
                report.replaced.append(file)
        self._files[identity] = {entry.file}
        before = self.entries.get(entry.file)
        if before is not None:  # another plan, of the folder and name that this one gets
            self._files[_identity(before.metadata)].discard(entry.file)
        self.entries[entry.file] = entry


def _identity(meta: PlanMetadata) -> tuple[str, str]:
    """What makes two files one plan. Titles without a region (“十四五”卫生健康规划) are many places'."""
    return meta.region, search_key(meta.title)


@contextlib.contextmanager
def _writer_lock(data_dir: Path) -> Iterator[None]:
    try:
        (data_dir / "index").mkdir(parents=True, exist_ok=True)
        handle = (data_dir / "index" / "LOCK").open("w")
    except OSError as error:
        raise IndexUnavailable(say("index.cannot_write", folder=data_dir, cause=cause_of(error))) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IndexBusy(say("index.busy", folder=data_dir)) from error
        yield


@contextlib.contextmanager
def _writing(data_dir: Path) -> Iterator[None]:
    """What a disk that is full or closed raises, as IndexUnavailable."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        cause = cause_of(error)
        raise IndexUnavailable(say("index.cannot_write", folder=data_dir, cause=cause)) from error


def _write_generation(
    data_dir: Path,
    change: Change,
    served: Path | None,
    options: RetrievalOptions,
    report: BuildReport,
    progress: Progress,
) -> None:
    """Build what ``change`` makes of ``served``, and switch to it."""
    index = data_dir / "index"
    report.plans = change.plans
    wanted = generation_name(change, EndpointEmbedder(options.embedding).name if options.embedding else "", options)
    if served == index / wanted and not change.added:
        sweep(index, shards_folder(data_dir), served)
        return
    scratch = Path(tempfile.mkdtemp(prefix="building-", dir=index))
    try:
        built = build_generation(scratch, shards_folder(data_dir), change, options, served, progress)
        allow_leases(scratch)
        report.chunks, report.notices = built.chunks, (*report.notices, *built.notices)
        # What is added under the same name replaces what cannot be opened.
        report.changed = served != index / built.name or bool(change.added)
        if not report.changed:  # the endpoint does not answer, and what is served was made without it
            shutil.rmtree(scratch)
            return
        target = index / built.name
        shutil.rmtree(target, ignore_errors=True)
        os.replace(scratch, target)
        pointer = index / "CURRENT.new"
        pointer.write_text(built.name, "utf-8")
        os.replace(pointer, index / "CURRENT")
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    sweep(index, shards_folder(data_dir), target)
    if options.chroma_url and served:
        drop_collections(options.chroma_url, served.name)
