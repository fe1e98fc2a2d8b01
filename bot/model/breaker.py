"""A circuit breaker: after failures in a row the endpoint is left alone for a while, then tried by one call."""

import threading
import time

# One lost packet is no outage; three in a row are, and each cost a reader the time-out.
_FAILURES = 3
# A minute spares a dead endpoint and still notices soon that it came back.
_REST_SECONDS = 60.0
# However long an endpoint asks to be left alone, it is tried again within ten minutes.
_LONGEST_REST = 600.0


class Breaker:
    """Whether a call may be made now. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._trying = False

    @property
    def open(self) -> bool:
        """Whether the endpoint is being left alone."""
        return time.monotonic() < self._until

    def allows(self) -> bool:
        """True where a call may be made; after a rest, to one caller until it has reported."""
        with self._lock:
            if self.open or self._trying:
                return False
            self._trying = self._failures >= _FAILURES
            return True

    def succeeded(self) -> None:
        """A call that was answered: what failed before no longer counts."""
        with self._lock:
            self._failures, self._until, self._trying = 0, 0.0, False

    def failed(self, retry_after: float | None = None) -> None:
        """A failed call; ``retry_after``: seconds for which the endpoint asked to be left alone."""
        with self._lock:
            self._failures += 1
            self._trying = False
            if retry_after is not None:
                self._failures = max(self._failures, _FAILURES)
            if self._failures >= _FAILURES:
                rest = _REST_SECONDS if retry_after is None else min(retry_after, _LONGEST_REST)
                self._until = time.monotonic() + rest
