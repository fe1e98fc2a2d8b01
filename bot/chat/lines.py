"""Work in lines: that of one line is done one after another, lines go on side by side. Knows no platform."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

# A kind of line, and two words that tell it from the others of that kind: a chat and a message, say.
Line = tuple[str, str, str]
Work = Callable[[], Awaitable[None]]

# What one chat may have waiting or under way: more than a group's limit lets in within three minutes, which is as long
# as anybody waits for an answer. An update with what it holds is about 20 kB.
MOST_OF_AN_OWNER = 200


class Lines:
    """Lines of work, each the line of an ``owner`` (a chat).

    There is no number of places that all owners share, so that nobody waits for another's: what waits costs memory
    alone, and that is bounded for each owner.
    """

    def __init__(self, most: int = MOST_OF_AN_OWNER) -> None:
        self._most = most
        self._waiting: dict[Line, deque[tuple[str, Work]]] = {}
        self._held: Counter[str] = Counter()
        self._workers: set[asyncio.Task[None]] = set()

    def has_room(self, owner: str) -> bool:
        """Whether ``owner`` has less than the most waiting and under way."""
        return self._held[owner] < self._most

    def put(self, line: Line, owner: str, work: Work) -> None:
        """Do ``work`` when all that stands before it in ``line`` is done; also where there is no room."""
        self._held[owner] += 1
        if line in self._waiting:
            self._waiting[line].append((owner, work))
            return
        self._waiting[line] = deque([(owner, work)])
        worker = asyncio.create_task(self._work_off(line))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def close(self, seconds: float) -> None:
        """Give what is under way ``seconds`` to end, then cancel it; what waits is dropped."""
        for waiting in self._waiting.values():
            waiting.clear()
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def _work_off(self, line: Line) -> None:
        waiting = self._waiting[line]
        try:
            while waiting:
                owner, work = waiting.popleft()
                try:
                    await work()
                except Exception:
                    log.exception("work failed line=%s", line)
                finally:
                    self._held[owner] -= 1
                    if not self._held[owner]:
                        del self._held[owner]
        finally:
            del self._waiting[line]
