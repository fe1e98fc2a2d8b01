"""Troubles that go on, told of so that the log does not grow with them."""

import logging
import time
from collections.abc import Callable

# A trouble that goes on is told of so often: an operator who looks in the morning sees that it lasts.
AGAIN_AFTER_SECONDS = 600.0


class Seldom:
    """One line for a trouble, however often it is met, and one when it is over."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._said: dict[str, float] = {}

    def say(self, trouble: str) -> None:
        """``trouble`` is met: a warning, unless the same words were logged less than ten minutes ago."""
        now = self._clock()
        if now - self._said.get(trouble, now - AGAIN_AFTER_SECONDS) >= AGAIN_AFTER_SECONDS:
            self._said[trouble] = now
            self._log.warning("%s", trouble)

    def over(self) -> None:
        """What was met before is met no more."""
        for trouble in self._said:
            self._log.info("over: %s", trouble)
        self._said.clear()
