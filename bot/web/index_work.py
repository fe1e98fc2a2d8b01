"""Changes of the index from the console: one at a time, done beside the answering, its steps to be looked at meanwhile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.chat.answering import Answering
from bot.chat.backoff import Interrupted
from bot.chat.uploads import Uploads
from bot.chat.workshop import WorkFailed, Workshop
from bot.web.faults import Failure
from prompts import cause_of, say

log = logging.getLogger(__name__)


class Phase(StrEnum):
    """Where a piece of work is."""

    RUNNING = "running"
    ASKING = "asking"  # the file was read; somebody must decide
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Work:
    """A piece of work. ``name`` is the file's or plan's, ``step`` what is being done with ``done`` of ``total``; ``message`` says how it ended, ``found``
    what reading found (as ``plan_work.found``)."""

    name: str
    phase: Phase = Phase.RUNNING
    step: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    found: dict[str, Any] | None = None
    upload: Path | None = None


class IndexWork:
    """Used on the event loop."""

    def __init__(self, workshop: Workshop, uploads: Uploads, answering: Answering) -> None:
        self._workshop = workshop
        self._uploads = uploads
        self._answering = answering
        self._task: asyncio.Task[None] | None = None
        self.latest: Work | None = None

    def check_free(self) -> None:
        """Raises ``Failure`` where something is under way."""
        if self.latest is not None and self.latest.phase is Phase.RUNNING:
            raise Failure(409, "busy", say("console.busy"))

    def read(self, upload: Path) -> None:
        """Read a file, to be decided on."""
        self._drop_undecided()
        self._begin(Work(upload.name, step=say("cli.reading"), upload=upload), self._read)

    def take_up(self) -> None:
        """Take what was read into the index."""
        self._begin(self._asked_for(), self._take_up)

    def leave(self) -> None:
        """Do not take it up."""
        work = self._asked_for()
        self._drop_undecided()
        work.phase, work.message = Phase.DONE, say("desk.cancelled")

    def remove(self, file: str, title: str) -> None:
        """Take the plan of ``file`` out of the index."""

        async def removing(work: Work) -> None:
            result = await self._workshop.change("remove", file, self._progress(work))
            await asyncio.to_thread(self._uploads.remove, file)
            work.message = say("desk.removed", title=title, count=result["plans"])

        self._drop_undecided()
        self._begin(Work(title), removing)

    async def close(self) -> None:
        """End what is under way; the index is left as it is."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._drop_undecided()

    def _begin(self, work: Work, doing: Callable[[Work], Awaitable[None]]) -> None:
        self.check_free()
        work.phase, self.latest = Phase.RUNNING, work
        self._task = asyncio.create_task(self._done(work, doing))

    async def _done(self, work: Work, doing: Callable[[Work], Awaitable[None]]) -> None:
        try:
            await doing(work)
            if work.phase is Phase.RUNNING:
                await self._answering.refresh()
                work.phase = Phase.DONE
                log.info("index changed from the console")
        except (WorkFailed, Interrupted) as error:
            work.phase, work.message = Phase.FAILED, str(error)
        except OSError as error:
            message = say("desk.cannot_store", file=work.name, cause=cause_of(error))
            work.phase, work.message = Phase.FAILED, message
        except Exception:
            log.exception("work on the index failed")
            work.phase, work.message = Phase.FAILED, say("desk.broken")

    async def _read(self, work: Work) -> None:
        assert work.upload is not None
        try:
            found = await self._workshop.read(work.upload)
        except WorkFailed:
            await asyncio.to_thread(self._uploads.drop, work.upload)
            raise
        if found["name_taken"]:
            work.upload = await asyncio.to_thread(self._uploads.renamed, work.upload)
        work.found, work.phase = found, Phase.ASKING

    async def _take_up(self, work: Work) -> None:
        assert work.upload is not None
        assert work.found is not None
        original = await asyncio.to_thread(self._uploads.keep, work.upload)
        result = await self._workshop.change("index", str(original), self._progress(work))
        if result["errors"]:
            raise WorkFailed("\n".join(result["errors"]))
        await asyncio.to_thread(self._uploads.drop, work.upload)
        work.message = say("desk.added", title=work.found["title"], count=result["plans"])

    def _progress(self, work: Work) -> Callable[[str, int, int], Awaitable[None]]:
        async def progress(step: str, done: int, total: int) -> None:
            work.step, work.done, work.total = say(f"cli.{step}"), done, total

        return progress

    def _asked_for(self) -> Work:
        if self.latest is None or self.latest.phase is not Phase.ASKING:
            raise Failure(409, "nothing_asked", say("press.decided"))
        return self.latest

    def _drop_undecided(self) -> None:
        if self.latest is not None and self.latest.phase is Phase.ASKING and self.latest.upload is not None:
            self._uploads.drop(self.latest.upload)
