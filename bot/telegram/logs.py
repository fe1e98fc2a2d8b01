"""Logs that never show the bot's token."""

import logging

# httpx logs every address at INFO, and a Bot API address holds the token. The rate limiter logs a traceback for each
# 429, which ``sending`` handles.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
}


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
