"""An answer that grows while its reader waits: made in a worker thread, read on the event loop."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress

from bot.models import Answer

log = logging.getLogger(__name__)


class Growing:
    """One answer on its way. Its reader gets the newest state and never one that has been outgrown.

    ``ended`` says that ``newest`` is the last state. An ``error`` after the first state only ends it: what has been shown
    stands.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._end = asyncio.Event()
        self._newest: Answer | None = None
        self.error: Exception | None = None

    @classmethod
    def whole(cls, answer: Answer) -> "Growing":
        """An answer that is all there."""
        growing = cls()
        growing._put(answer)
        growing._finish(None)
        return growing

    @property
    def ended(self) -> bool:
        """Whether nothing is added any more."""
        return self._end.is_set()

    @property
    def newest(self) -> Answer:
        """The newest state; only after ``begun``."""
        assert self._newest is not None
        return self._newest

    def work(self, states: Callable[[], Iterator[Answer]]) -> None:
        """In the worker thread: go through the states to the end. Raises RuntimeError where the event loop is gone."""
        failure: Exception | None = None
        try:
            for state in states():
                self._loop.call_soon_threadsafe(self._put, state)
        except Exception as error:
            failure = error
        self._loop.call_soon_threadsafe(self._finish, failure)

    async def begun(self) -> None:
        """Until there is a first state; raises what went wrong where there is going to be none."""
        await self._news.wait()
        if self._newest is None and self.error:
            raise self.error

    async def next(self, seconds: float) -> Answer:
        """The newest state, ``seconds`` from now or later, as soon as it is another; at the end at once."""
        seen = self._newest
        with suppress(TimeoutError):
            await asyncio.wait_for(self._end.wait(), seconds)
        while self._newest is seen and not self.ended:
            self._news.clear()
            await self._news.wait()
        return self.newest

    def _put(self, state: Answer) -> None:
        self._newest = state
        self._news.set()

    def _finish(self, error: Exception | None) -> None:
        if error and self._newest:
            log.error("growing failed", exc_info=error)
        self.error = error
        self._end.set()
        self._news.set()
