"""Runs ``plan_work`` beside the bot, one change of the index at a time."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.chat.backoff import Interrupted, pause
from corpus.errors import PlanbotError
from prompts import say

# A plan of 300 pages as PDF takes about a minute to read on a small machine; the index of hundreds of plans, minutes.
MOST_SECONDS = {"read": 180.0, "index": 1800.0, "remove": 1800.0}
# Another process that writes the index (planbot index, or the orphan of a bot that was killed) is waited for.
BUSY_WAITS, BUSY_SECONDS = 20, 3.0

Json = dict[str, Any]
Progress = Callable[[str, int, int], Awaitable[None]]


class WorkFailed(PlanbotError):
    """The file cannot be read, or the index not be changed; the text says why."""


async def _no_progress(_step: str, _done: int, _total: int) -> None:
    """Told to nobody."""


class Workshop:
    """Work on the index of ``data_dir``."""

    def __init__(self, data_dir: Path, stop: asyncio.Event) -> None:
        self._data_dir = data_dir
        self._stop = stop
        self._one_writer = asyncio.Lock()

    async def read(self, path: Path) -> Json:
        """What ``plan_work.found`` says of the file. Raises ``WorkFailed``, and ``Interrupted`` at a stop."""
        return await self._run("read", str(path), _no_progress)

    async def change(self, command: str, argument: str, progress: Progress = _no_progress) -> Json:
        """``index`` a path or ``remove`` a file. Raises ``WorkFailed``, and ``Interrupted`` at a stop."""
        async with self._one_writer:
            return await self._run(command, argument, progress)

    async def _run(self, command: str, argument: str, progress: Progress) -> Json:
        for _ in range(BUSY_WAITS):
            last = await self._process(command, argument, progress)
            if "result" in last:
                result: Json = last["result"]
                return result
            if not last.get("busy"):
                break
            await pause(self._stop, BUSY_SECONDS)
        raise WorkFailed(last.get("error") or say("desk.broken"))

    async def _process(self, command: str, argument: str, progress: Progress) -> Json:
        """The last line of the process; an empty one where it died or took too long."""
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.chat.plan_work", command, str(self._data_dir), argument),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        following = asyncio.create_task(_follow(process, progress))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait(
                (following, stopping), timeout=MOST_SECONDS[command], return_when=asyncio.FIRST_COMPLETED
            )
            if following.done():
                return following.result()
            if self._stop.is_set():
                raise Interrupted
            return {"error": say("desk.too_long")}
        finally:
            for task in (following, stopping):
                task.cancel()
            await asyncio.gather(following, stopping, return_exceptions=True)
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _follow(process: asyncio.subprocess.Process, progress: Progress) -> Json:
    """Pass the progress on; the line that holds the end."""
    assert process.stdout is not None
    async for raw in process.stdout:
        if not raw.startswith(b"{"):
            continue  # a library's print
        line: Json = json.loads(raw)
        if "step" not in line:
            return line
        await progress(line["step"], line["done"], line["total"])
    return {}
