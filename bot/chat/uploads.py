"""Files that administrators bring: received, kept apart until they are decided on, and then among the originals."""

import asyncio
import re
import secrets
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot.chat.naming import sidecar, toml_of
from bot.chat.state.private import private_folder, write_private
from bot.chat.workshop import WorkFailed
from bot.inert import seen
from corpus.readers import READABLE, SUFFIXES
from prompts import cause_of, say

# A file name's length that every file system takes, three bytes a Chinese character.
_MOST_NAME = 60
_DAY_SECONDS = 86_400


class UploadRefused(WorkFailed):
    """A file that is not taken; its text says why, ``code`` in a word: bad_format, too_large, cannot_store."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Uploads:
    """Files below the data folder: uploads wait in ``uploads``, each in a folder of its own, under the name that the plan will
    have in the index; originals stay in ``plans``. Every method may be called from any thread; the names of files come from
    here or the index, never from a message or request as they are."""

    def __init__(self, data_dir: Path, face: str) -> None:
        """``face`` opens the names of the folders of one face, so that it can tell its own."""
        self._face = face
        self._waiting = data_dir / "uploads"
        self.originals = data_dir / "plans"

    async def receive(self, name: str, pieces: AsyncIterator[bytes], given: dict[str, str], most: int) -> Path:
        """Store a file of ``most`` bytes at most as it comes; ``given`` are fields (title, region) that go before what it says
        itself. Raises ``UploadRefused``."""
        safe = admitted(name, 0, most)
        path = self._waiting / f"{self._face}{secrets.token_hex(8)}" / safe
        try:
            await self._write(path, pieces, most)
            if given:
                write_private(sidecar(path), toml_of(given).encode())
        except OSError as error:
            self.drop(path)
            raise _not_stored(safe, error) from None
        except BaseException:
            self.drop(path)
            raise
        return path

    async def _write(self, path: Path, pieces: AsyncIterator[bytes], most: int) -> None:
        private_folder(self._waiting)
        private_folder(path.parent)
        write_private(path, b"")
        size = 0
        with path.open("ab") as file:
            async for piece in pieces:
                size += len(piece)
                _check_size(path.name, size, most)
                await asyncio.to_thread(file.write, piece)

    def renamed(self, upload: Path) -> Path:
        """The upload under a name that no plan of the index has: files are told apart by their names there."""
        mark = upload.parent.name.removeprefix(self._face)[:4]
        fresh = upload.with_name(f"{upload.stem}-{mark}{upload.suffix}")
        upload.rename(fresh)
        if sidecar(upload).is_file():
            sidecar(upload).rename(sidecar(fresh))
        return fresh

    def keep(self, upload: Path) -> Path:
        """Copy the upload, with what was said of it, to the originals, from where it can be read anew; a second call, when the
        upload is gone, finds it there. Raises ``WorkFailed`` where it is in neither place, ``UploadRefused`` where the disk
        does not take it."""
        original = self.originals / upload.name
        if not upload.is_file():
            if not original.is_file():
                raise WorkFailed(say("desk.upload_gone"))
            return original
        try:
            private_folder(self.originals)
            write_private(original, upload.read_bytes())
            sidecar(original).unlink(missing_ok=True)
            if sidecar(upload).is_file():
                write_private(sidecar(original), sidecar(upload).read_bytes())
        except OSError as error:
            raise _not_stored(upload.name, error) from None
        return original

    def drop(self, upload: Path) -> None:
        """Forget an upload."""
        shutil.rmtree(upload.parent, ignore_errors=True)

    def remove(self, file: str) -> None:
        """Forget the original of ``file``, which the index held, where it is kept here."""
        original = self.originals / Path(file).name
        for path in (original, sidecar(original)):
            path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Forget the face's uploads of more than a day ago that nobody decided on."""
        oldest = time.time() - _DAY_SECONDS
        for folder in self._waiting.glob(f"{self._face}*"):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def admitted(name: str, size: int, most: int) -> str:
    """The name under which a file of ``size`` bytes, as far as these are known, is stored. Raises ``UploadRefused``."""
    safe = safe_name(name)
    if Path(safe).suffix.lower() not in SUFFIXES:
        raise UploadRefused("bad_format", say("reading.unknown_format", file=safe, formats="、".join(READABLE)))
    _check_size(safe, size, most)
    return safe


def safe_name(name: str) -> str:
    """A file name without folders, what is not seen, and what some file system refuses; its ending is kept."""
    bare = re.sub(r'[<>:"|?*]', "", re.split(r"[/\\]", seen(name))[-1]).strip(". ")
    path = Path(bare or "file")
    return f"{path.stem[:_MOST_NAME]}{path.suffix[:8]}"


def _check_size(name: str, size: int, most: int) -> None:
    if size > most:
        raise UploadRefused("too_large", say("reading.too_large", file=name, limit=most // 2**20))


def _not_stored(name: str, error: OSError) -> UploadRefused:
    return UploadRefused("cannot_store", say("desk.cannot_store", file=name, cause=cause_of(error)))
