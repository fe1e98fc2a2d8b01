"""How often one user, or one group, is answered."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

# Windows kept before those that have passed are dropped.
MOST_KEPT = 10_000


class Verdict(Enum):
    """What a request gets."""

    SERVED = "served"
    NOTICE = "notice"  # over the limit, and told so: once a window
    QUIET = "quiet"


@dataclass(slots=True)
class _Window:
    start: float
    count: int = 0
    noticed: bool = False


class Limits:
    """Counts requests in windows that open with the first request of a key.

    A restart forgets the counts, which serves a few requests more.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._windows: dict[tuple[str, str], _Window] = {}

    def ask(self, *keys: tuple[str, str, int]) -> Verdict:
        """Count one request under every (kind, id, most in a window); the strictest verdict. No more than one key is
        told of by a notice."""
        windows = [(self._window(kind, who), most) for kind, who, most in keys]
        over = [window for window, most in windows if window.count >= most]
        if not over:
            for window, _ in windows:
                window.count += 1
            return Verdict.SERVED
        if any(window.noticed for window in over):
            return Verdict.QUIET
        for window in over:
            window.noticed = True
        return Verdict.NOTICE

    def _window(self, kind: str, who: str) -> _Window:
        now = self._clock()
        window = self._windows.get((kind, who))
        if window is None or now - window.start >= self._seconds:
            if len(self._windows) >= MOST_KEPT:
                self._windows = {k: w for k, w in self._windows.items() if now - w.start < self._seconds}
            window = self._windows[kind, who] = _Window(now)
        return window
