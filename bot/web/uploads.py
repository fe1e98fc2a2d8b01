"""Files that administrators bring: received, kept apart until they are taken up, and then among the originals."""

import asyncio
import re
import secrets
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.chat.naming import sidecar, toml_of
from bot.chat.state.private import private_folder, write_private
from bot.inert import seen
from bot.web.faults import Failure
from corpus.readers import READABLE, SUFFIXES
from prompts import cause_of, say

# Files of more are not read.
MOST_BYTES = 50 * 1024 * 1024
# A file name's length that every file system takes, three bytes a Chinese character.
_MOST_NAME = 60
_PREFIX = "web-"
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a folder of its own, under the name that the plan will have in the index."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


class Uploads:
    """Files below the data folder: uploads wait in ``uploads``, originals stay in ``plans``. Every method may be called from
    any thread; the names of files come from here or the index, never from a request as they are."""

    def __init__(self, data_dir: Path) -> None:
        self._waiting = data_dir / "uploads"
        self._originals = data_dir / "plans"

    async def receive(self, name: str, pieces: AsyncIterator[bytes], given: dict[str, str]) -> Upload:
        """Store a file as it comes; ``given`` are fields (title, region) that go before what it says itself. Raises
        ``Failure`` for one of another kind, an empty or a large one, or a full disk."""
        safe = _safe(name)
        if Path(safe).suffix.lower() not in SUFFIXES:
            message = say("reading.unknown_format", file=safe, formats="、".join(READABLE))
            raise Failure(400, "bad_format", message)
        self._sweep()
        path = self._waiting / f"{_PREFIX}{secrets.token_hex(8)}" / safe
        try:
            await self._write(path, pieces)
            if given:
                write_private(sidecar(path), toml_of(given).encode())
        except OSError as error:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise Failure(507, "full", say("desk.cannot_store", file=safe, cause=cause_of(error))) from None
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        return Upload(path)

    async def _write(self, path: Path, pieces: AsyncIterator[bytes]) -> None:
        private_folder(self._waiting)
        private_folder(path.parent)
        write_private(path, b"")
        size = 0
        with path.open("ab") as file:
            async for piece in pieces:
                size += len(piece)
                if size > MOST_BYTES:
                    raise Failure(413, "too_large", say("reading.too_large", file=path.name, limit=MOST_BYTES // 2**20))
                await asyncio.to_thread(file.write, piece)

    def renamed(self, upload: Upload) -> Upload:
        """The upload under a name that no plan of the index has."""
        old, mark = upload.path, upload.path.parent.name.removeprefix(_PREFIX)[:4]
        fresh = old.with_name(f"{old.stem}-{mark}{old.suffix}")
        old.rename(fresh)
        if sidecar(old).is_file():
            sidecar(old).rename(sidecar(fresh))
        return Upload(fresh)

    def keep(self, upload: Upload) -> Path:
        """Copy the upload, with what was said of it, to the originals, from where it can be read anew. Raises OSError."""
        private_folder(self._originals)
        original = self._originals / upload.name
        write_private(original, upload.path.read_bytes())
        sidecar(original).unlink(missing_ok=True)
        if sidecar(upload.path).is_file():
            write_private(sidecar(original), sidecar(upload.path).read_bytes())
        return original

    def drop(self, upload: Upload) -> None:
        """Forget an upload."""
        shutil.rmtree(upload.path.parent, ignore_errors=True)

    def remove(self, file: str) -> None:
        """Forget the original of ``file``, which the index held, where it is kept here."""
        original = self._originals / Path(file).name
        for path in (original, sidecar(original)):
            path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Forget uploads of more than a day ago that nobody decided on."""
        oldest = time.time() - _DAY_SECONDS
        for folder in self._waiting.glob(f"{_PREFIX}*"):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _safe(name: str) -> str:
    """A file name without folders, what is not seen, and what some file system refuses; its ending is kept."""
    bare = re.sub(r'[<>:"|?*]', "", re.split(r"[/\\]", seen(name))[-1]).strip(". ")
    path = Path(bare or "file")
    return f"{path.stem[:_MOST_NAME]}{path.suffix[:8]}"
