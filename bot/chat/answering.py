"""The assistant as the chats use it: off the event loop, a few questions at a time, swapped without a pause."""

import asyncio
import ctypes
import functools
import gc
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

from bot.chat.attempts import nobody
from bot.chat.growing import Growing
from bot.chat.serving import Served
from bot.chat.troubles import Seldom
from bot.models import Answer
from corpus.errors import PlanbotError
from corpus.models import PlanMetadata

log = logging.getLogger(__name__)

T = TypeVar("T")

# Answering is computing, and Python computes one thing at a time in a process: were all questions of a burst begun at
# once, all would be ready at its end.
AT_ONCE = 1
# A question that takes longer than this gives its place to the next, so that it delays nobody; most take a fifth of it.
PLACE_SECONDS = 0.05
# Slow questions that may be under way side by side.
THREADS = 32
# What is loaded at first use takes a second or two; a model endpoint that hangs must not keep back the rest.
WARM_SECONDS = 5.0
# An index that another process has built is noticed so soon; a look costs one small read.
REFRESH_SECONDS = 5.0
# Answers kept, about 2 kB each: a group asks the same thing several times, and inline mode at every letter.
KEPT_ANSWERS = 1_000


class Assistant(Protocol):
    """What the Telegram room needs of ``bot.assistant.Assistant``; every call may come from any thread."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer: ...

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]: ...

    def stating(self, figure: str) -> Answer | None: ...

    def plans(self) -> Sequence[PlanMetadata]: ...

    def model_status(self) -> str: ...

    def context(self, file: str, start: int, end: int) -> str: ...

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


class Answering:
    """Holds the assistant over the index that is served, and opens a new one where the index has changed."""

    def __init__(
        self,
        reopen: Callable[[], Assistant],
        generation: Callable[[], Path | None] = lambda: None,
        at_once: int = AT_ONCE,
    ) -> None:
        """``reopen`` opens the assistant over the index as it is now; ``generation`` names that index; ``at_once`` questions
        are computed side by side."""
        # Told of each computing that begins, and what that gives, of its end; see ``attempts``.
        self.on_computing: Callable[[], Callable[[], None]] = nobody
        # Told that another index is served.
        self.on_switch: Callable[[], None] = _no_news
        self._reopen = reopen
        self._generation = generation
        self._served = generation()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answering")
        self._now = Served(reopen(), self._close_aside)
        self._kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._places = asyncio.Semaphore(at_once)
        self._reloading = asyncio.Lock()

    @property
    def serving(self) -> str:
        """The name of the index that is served, "none" where it has none."""
        return self._served.name if self._served else "none"

    async def warm_up(self) -> None:
        """Answer a few questions, so that the first reader does not wait for what is loaded at first use."""
        try:
            await self._warmed(self._now)
        except Exception:
            log.exception("warming up failed")

    async def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer, from memory where the same was asked of the same index."""
        key, kept = (*history, question), self._kept
        known = self._known(key)
        if known is None:
            known = await self._call(lambda assistant: assistant.ask(question, history))
            _keep(kept, key, known)
        return known

    async def grow(self, question: str, history: Sequence[str] = ()) -> Growing:
        """The answer on its way, with its first state there; whole where the same was asked of the same index."""
        known = self._known((*history, question))
        if known is not None:
            return Growing.whole(known)
        try:
            return await self._begun(question, history)
        except Exception:
            if not await self.refresh():
                raise
        return await self._begun(question, history)

    async def stating(self, figure: str) -> Answer | None:
        """The places that print a figure, None where none does."""
        return await self._call(lambda assistant: assistant.stating(figure))

    async def plans(self) -> Sequence[PlanMetadata]:
        """The loaded plans."""
        return await self._call(lambda assistant: assistant.plans())

    async def model_status(self) -> str:
        """How the optional model does, in a few lines for the operator."""
        return await self._call(lambda assistant: assistant.model_status())

    async def context(self, file: str, start: int, end: int) -> str:
        """The verbatim text around a span of a loaded file; empty where it is not loaded."""
        return await self._call(lambda assistant: assistant.context(file, start, end))

    async def refresh(self) -> bool:
        """Serve the index as it is now; whether it had changed. Questions go on being answered meanwhile."""
        async with self._reloading:
            if self._generation() == self._served:
                return False
            served = self._generation()
            opened = await asyncio.get_running_loop().run_in_executor(self._threads, self._reopen)
            fresh = Served(opened, self._close_aside)
            try:
                await self._warmed(fresh)
            except Exception:
                fresh.replace()
                raise
            old, self._now, self._served = self._now, fresh, served
            self._kept = OrderedDict()  # what is still being answered from the old index goes into the old one
            old.replace()
            log.info("serving index=%s", self.serving)
            self.on_switch()
            return True

    async def follow_index(self) -> None:
        """Notice an index that another process has built (planbot index), until cancelled. One that cannot be opened is told of
        seldom, and the old one is served."""
        trouble = Seldom(log)
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self.refresh()
                trouble.over()
            except PlanbotError as error:
                trouble.say(f"the new index cannot be opened; the old one is served: {error}")
            except Exception as error:
                trouble.say(f"the new index cannot be opened; the old one is served error={error!r}")

    def close(self) -> None:
        """Begin nothing more. Under what still computes, at a stop, nothing is closed."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._now.replace()

    def _close_aside(self, assistant: Assistant) -> None:
        """Closing takes milliseconds that no sender should wait for."""
        try:
            self._threads.submit(_closed, assistant)
        except RuntimeError:  # the bot has stopped: there is no thread for it, and nobody waits
            _closed(assistant)

    async def _warmed(self, served: Served[Assistant]) -> None:
        """Ask a few questions, for a few seconds. Raises what goes wrong in that time."""
        working = asyncio.get_running_loop().run_in_executor(self._threads, served.assistant.warm_up)
        served.hold(working)
        done, _ = await asyncio.wait((working,), timeout=WARM_SECONDS)
        if done:
            working.result()
        else:
            working.add_done_callback(lambda late: late.exception())

    async def _call(self, call: Callable[[Assistant], T]) -> T:
        """Call the assistant; again on a fresh one where it failed because its index has been replaced on disk."""
        try:
            return await self._in_turn(call)
        except Exception:
            if not await self.refresh():
                raise
        return await self._in_turn(call)

    async def _begun(self, question: str, history: Sequence[str]) -> Growing:
        growing, kept = Growing(), self._kept

        def keep(_: object) -> None:
            if growing.ended and growing.error is None:
                _keep(kept, (*history, question), growing.newest)

        async with self._places:
            served = self._now
            states = functools.partial(served.assistant.ask_stream, question, history)
            ended = self.on_computing()
            working = asyncio.get_running_loop().run_in_executor(self._threads, growing.work, states)
            working.add_done_callback(keep)
            working.add_done_callback(lambda _: ended())
            served.hold(working)
            with suppress(TimeoutError):
                await asyncio.wait_for(growing.begun(), PLACE_SECONDS)
        await growing.begun()
        return growing

    def _known(self, key: tuple[str, ...]) -> Answer | None:
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
        return known

    async def _in_turn(self, call: Callable[[Assistant], T]) -> T:
        async with self._places:
            served, ended = self._now, self.on_computing()
            working = asyncio.get_running_loop().run_in_executor(self._threads, call, served.assistant)
            working.add_done_callback(lambda _: ended())
            served.hold(working)
            await asyncio.wait((working,), timeout=PLACE_SECONDS)
        return await working


def _no_news() -> None:
    """Nobody wants to know."""


def _keep(kept: OrderedDict[tuple[str, ...], Answer], key: tuple[str, ...], answer: Answer) -> None:
    kept[key] = answer
    if len(kept) > KEPT_ANSWERS:
        kept.popitem(last=False)


def _closed(assistant: Assistant) -> None:
    try:
        assistant.close()
    except Exception:
        log.exception("closing the old index failed")
    _give_back_memory()


def _give_back_memory() -> None:
    """Give what the old index held back to the system: glibc keeps freed pages, 120 MB more after ten switches. Nothing
    where the C library has no such call."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
