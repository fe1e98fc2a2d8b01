"""The data folder as one file, and back: taken while the bot runs, restored into an empty folder."""

import contextlib
import gzip
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from bot.chat.state.database import FILE_NAME
from bot.chat.state.private import FILE, private_folder
from corpus.errors import BackupFailed
from prompts import cause_of, say
from retrieval.opening import MANIFEST, current_generation, open_store, shards_folder

# The first member, with the number of the form: raised whenever a backup is laid out otherwise.
_HEADER, _FORM = "planbot-backup", 1
# What may still be written while it is copied: the chats' store, and that of vectors in a generation. Registers and shards,
# which end otherwise, never change.
_LIVE = ".sqlite3"
_BESIDE_LIVE = ("-wal", "-shm", "-journal")
# Whole folders, and files, of the data folder besides the index.
_FOLDERS, _FILES = ("plans", "uploads"), (FILE_NAME, "web_secret")
_TOPS = {"index", *_FOLDERS, *_FILES}


@dataclass(frozen=True, slots=True)
class Backup:
    """What was backed up: plans of the index, files, and whether the index has vectors on a server, which are not in it."""

    plans: int
    files: int
    vectors_elsewhere: bool


def back_up(data_dir: Path, target: Path) -> Backup:
    """Write the data folder to ``target``, a new .tar.gz that only its owner may read: the generation of the index in force
    with its shards, the originals and uploads, the store of the chats as of one moment. Raises BackupFailed, and
    IndexUnavailable where there is an index that this version does not open."""
    if target.exists():
        raise BackupFailed(say("backup.exists", file=target))
    if current_generation(data_dir) is None and not (data_dir / FILE_NAME).is_file():
        raise BackupFailed(say("backup.nothing", folder=data_dir))
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".planbot-backup-", dir=target.parent) as scratch,
            _index(data_dir) as index,
        ):
            written = Path(scratch) / target.name
            with open(os.open(written, os.O_WRONLY | os.O_CREAT, FILE), "wb") as file:
                done = _write(file, data_dir, index, Path(scratch))
                os.fsync(file.fileno())
            os.replace(written, target)
    except OSError as error:
        raise BackupFailed(say("backup.cannot_write", file=target, cause=cause_of(error))) from None
    return done


@dataclass(frozen=True, slots=True)
class _Index:
    """The generation in force: its files, those of its shards, what its manifest says."""

    folder: Path
    paths: list[Path]
    plans: int
    vectors: str


@contextlib.contextmanager
def _index(data_dir: Path) -> Iterator[_Index | None]:
    """The generation in force, leased meanwhile, so that no build sweeps it or its shards; None where there is none."""
    if current_generation(data_dir) is None:
        yield None
        return
    with contextlib.closing(open_store(data_dir)) as store:
        manifest = json.loads((store.folder / MANIFEST).read_text("utf-8"))
        shards = [shards_folder(data_dir) / name for name in manifest["shards"]]
        yield _Index(store.folder, [*_below(store.folder), *shards], len(store.plans), manifest["vectors"])


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(_BESIDE_LIVE))


def _write(file: IO[bytes], data_dir: Path, index: _Index | None, scratch: Path) -> Backup:
    count = 0
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:

        def add(path: Path, name: str) -> None:
            nonlocal count
            if path.name.endswith(_LIVE):
                path = _as_of_now(path, scratch / "live")
            try:
                tar.add(path, name, recursive=False)
            except FileNotFoundError:
                return  # an upload or original that was decided about meanwhile
            count += 1

        _add_text(tar, scratch, _HEADER, str(_FORM))
        for path in filter(Path.is_file, (data_dir / name for name in _FILES)):
            add(path, path.name)
        for path in (path for name in _FOLDERS for path in _below(data_dir / name)):
            add(path, path.relative_to(data_dir).as_posix())
        if index is not None:
            for path in index.paths:
                add(path, path.relative_to(data_dir).as_posix())
            _add_text(tar, scratch, "index/CURRENT", index.folder.name)
    return Backup(index.plans if index else 0, count, index is not None and index.vectors == "server")


def _add_text(tar: tarfile.TarFile, scratch: Path, name: str, text: str) -> None:
    (scratch / "text").write_text(text, "utf-8")
    tar.add(scratch / "text", name)


def _as_of_now(path: Path, copy: Path) -> Path:
    """``path``, a store that others may be writing, copied as of one moment. Raises BackupFailed where it is damaged."""
    copy.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            # One file: a copy of a store with a log beside it would ask for that log.
            target.execute("PRAGMA journal_mode = DELETE")
            if target.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
    except sqlite3.OperationalError as error:
        raise BackupFailed(say("backup.cannot_write", file=path, cause=error)) from None
    except sqlite3.DatabaseError:
        raise BackupFailed(say("backup.damaged_state", file=path)) from None
    return copy


def restore(source: Path, data_dir: Path) -> int:
    """Lay out the backup ``source`` in ``data_dir``, which must be empty or new; the number of files. Nothing is laid out
    where it is damaged. Raises BackupFailed."""
    try:
        if data_dir.exists() and any(data_dir.iterdir()):
            raise BackupFailed(say("backup.not_empty", folder=data_dir))
        private_folder(data_dir)
        aside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=data_dir))
    except OSError as error:
        raise BackupFailed(say("backup.cannot_restore", folder=data_dir, cause=cause_of(error))) from None
    try:
        count = _lay_out(source, aside)
        for path in aside.iterdir():
            path.rename(data_dir / path.name)
    except (tarfile.TarError, EOFError, zlib.error, ValueError):
        raise BackupFailed(say("backup.damaged", file=source)) from None
    except OSError as error:
        # Only an error of the system has a number: what gzip finds wrong with a file has none.
        words = "backup.damaged" if error.errno is None else "backup.cannot_restore"
        if error.filename == str(source):
            words = "backup.cannot_read"
        raise BackupFailed(say(words, file=source, folder=data_dir, cause=cause_of(error))) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return count


def _lay_out(source: Path, folder: Path) -> int:
    """Write the members below ``folder``: plain files under the names that a data folder has, whatever else the archive
    asks for. Raises ValueError where it is none of ours."""
    count = 0
    with gzip.open(source) as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
        header = tar.next()
        if header is None or header.name != _HEADER:
            raise ValueError
        if int(_content(tar, header).read(16)) != _FORM:
            raise BackupFailed(say("backup.newer", file=source))
        for member in tar:
            if member is header:
                continue
            name = PurePosixPath(member.name)
            if not member.isreg() or name.is_absolute() or ".." in name.parts or name.parts[0] not in _TOPS:
                raise ValueError
            path = folder / name
            private_folder(path.parent)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "wb") as written:
                shutil.copyfileobj(_content(tar, member), written)
            count += name.name != "CURRENT"
        while stream.read(1 << 20):
            pass  # at its end the checksum of the whole is compared, where a damaged header may have ended the archive
    return count


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:  # a link or device
        raise ValueError
    return content
