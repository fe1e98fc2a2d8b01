"""Logs that never show the bot's token, and do not grow with a trouble that goes on."""

import logging
import time
from collections.abc import Callable

# httpx logs every address at INFO, and a Bot API address holds the token. The rate limiter logs a traceback for each
# 429, which ``sending`` handles.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
}


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


class Redacting(logging.Formatter):
    """Formats as ``inner`` does, tracebacks included, then replaces ``secret`` by asterisks."""

    def __init__(self, inner: logging.Formatter, secret: str) -> None:
        super().__init__()
        self._inner = inner
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return self._inner.format(record).replace(self._secret, "***")


def configure(secret: str) -> None:
    """Log to standard error at INFO unless the program has set up logging already; keep ``secret`` out either way."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Redacting(handler.formatter or logging.Formatter(), secret))
