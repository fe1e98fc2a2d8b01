"""Notices that must not pile up: one a chat and kind, then quiet for a while."""

import time
from collections.abc import Callable

# Long enough that an album of ten pictures or a burst of stickers draws one notice.
QUIET_SECONDS = 60.0
# Times kept before the stale ones are dropped.
MOST_KEPT = 10_000


class Notices:
    """When each kind of notice was last given in each chat. A restart forgets it, which costs one notice more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._given: dict[tuple[str, str], float] = {}

    def due(self, kind: str, chat: str) -> bool:
        """Whether the notice is to be given now; if so, it counts as given."""
        now = self._clock()
        if now - self._given.get((kind, chat), now - QUIET_SECONDS) < QUIET_SECONDS:
            return False
        if len(self._given) >= MOST_KEPT:
            self._given = {key: at for key, at in self._given.items() if now - at < QUIET_SECONDS}
        self._given[kind, chat] = now
        return True
