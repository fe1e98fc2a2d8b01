"""Pictures of the pages that a cited span stands on, where the PDF that was read is kept among the originals."""

import asyncio
import functools
import hashlib
import json
import os
import sys
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from aiohttp import web

from bot.archive import Archive, Documents
from bot.chat.links import Links
from bot.web.access import Caller
from bot.web.faults import Failure
from bot.web.places import span_of
from bot.web.sessions import Role
from corpus.models import Span
from prompts import say
from retrieval.records import StoredPlan

_MOST_SECONDS = 20.0
# Pictures kept, some 200 kB each.
_KEPT = 64
# A span over more pages is read in the text.
MOST_PAGES = 3


class Originals:
    """The PDF files of documents, below ``data_dir``: only those that are still what was read."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "plans"

    def path_of(self, stored: StoredPlan) -> Path | None:
        """The file of a document of the index; None where none is kept, or it was changed since."""
        path = self._folder / Path(stored.file).name
        if path.suffix.lower() != ".pdf" or not path.is_file():
            return None
        state = path.stat()
        return path if _digest(path, state.st_mtime_ns, state.st_size) == stored.digest else None


class Pictures:
    """/pictures/{document}?page=…&start=…&end=…, for who may see the document."""

    def __init__(self, archive: Archive, originals: Originals, links: Links) -> None:
        self._archive = archive
        self._originals = originals
        self._links = links
        self._one = asyncio.Semaphore(1)
        self._kept: OrderedDict[tuple[str, str, int, Span], bytes] = OrderedDict()

    async def show(self, request: web.Request, caller: Caller) -> web.Response:
        """The picture of one page, the lines and cells of the span in boxes."""
        file, query = request.match_info["document"], request.query
        if caller.role is Role.VISITOR and not self._links.opens(file, query.get("expires", ""), query.get("sig", "")):
            raise Failure(403, "bad_link", say("web.bad_link"))
        documents = await asyncio.to_thread(self._archive.now)
        stored = documents.find(file)
        path = await asyncio.to_thread(self._originals.path_of, stored) if stored else None
        if stored is None or path is None:
            raise Failure(404, "no_picture", say("web.no_picture"))
        plan = await asyncio.to_thread(documents.store.plan, stored.id)
        span = span_of(query.get("start"), query.get("end"), len(plan.source))
        pages = pages_of(documents, stored, span) if span else []
        page = query.get("page", "")
        if span is None or page not in map(str, pages):
            raise Failure(404, "no_picture", say("web.no_picture"))
        png = await self._drawn(documents, stored, path, int(page), span)
        return web.Response(body=png, content_type="image/png")

    async def _drawn(self, documents: Documents, stored: StoredPlan, path: Path, page: int, span: Span) -> bytes:
        key = (stored.file, stored.digest, page, span)
        async with self._one:
            if key not in self._kept:
                places = documents.store.places(stored.id, span)
                boxes = [(place.x0, place.top, place.x1, place.bottom) for place in places if place.page == page]
                self._kept[key] = await _in_process(path, page, json.dumps(boxes))
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return self._kept[key]


def pages_of(documents: Documents, stored: StoredPlan, span: Span) -> list[int]:
    """The numbers of the file's pages that a span stands on, the first few; none where the format has no pages."""
    return list(dict.fromkeys(place.page for place in documents.store.places(stored.id, span)))[:MOST_PAGES]


async def _in_process(path: Path, page: int, boxes: str) -> bytes:
    root = str(Path(__file__).resolve().parents[2])
    python_path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.web.page_drawing", str(path), str(page), boxes),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": python_path},
    )
    try:
        png, _ = await asyncio.wait_for(process.communicate(), _MOST_SECONDS)
    except TimeoutError:
        raise Failure(503, "no_picture", say("web.no_picture")) from None
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    if process.returncode or not png:
        raise Failure(503, "no_picture", say("web.no_picture"))
    return png


@functools.lru_cache(maxsize=256)
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
