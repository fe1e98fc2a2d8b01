"""Work that may take the whole process down, noted against the update that it is done for.

Only what computes counts, not what waits for its turn or for Telegram: at a kill -9 a thousand updates may be under way,
and none of them is to blame.
"""

from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar

from bot.chat.state.database import StateUnwritable
from bot.chat.state.journal import Journal

# The update that the present task works on; none while the bot works for itself.
working_on: ContextVar[int | None] = ContextVar("working_on", default=None)


def nobody() -> Callable[[], None]:
    """Notes nothing."""
    return lambda: None


class Attempts:
    """Counts in ``journal``."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def begin(self) -> Callable[[], None]:
        """Computing begins; to be called when it has ended. What the process dies of stays noted. Raises
        ``StateUnwritable``."""
        update = working_on.get()
        if update is None:
            return nobody()
        self._journal.begin(update)

        def end() -> None:
            with suppress(StateUnwritable):
                self._journal.survived(update)

        return end
