"""What the bot must not forget, in one embedded store: updates, conversations, answers, verdicts, decisions and question sets."""

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from bot.chat.state.answers import Answers
from bot.chat.state.checks import Checks
from bot.chat.state.conversations import Conversations
from bot.chat.state.database import Database
from bot.chat.state.grants import Grants
from bot.chat.state.journal import Journal
from bot.chat.state.proposals import Proposals

log = logging.getLogger(__name__)

# How far the machine's clock may run away from its counter between two sweeps, an hour apart, before somebody has set it.
JUMP_SECONDS = 3_600


class State:
    """The store. Every method is one short transaction (well under a millisecond) and is called on the event loop."""

    def __init__(
        self,
        folder: Path,
        retention_days: int,
        group_silence: float = 30 * 60,
        private_silence: float = 86_400,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open or create the store in ``folder``. Questions and answers are forgotten after ``retention_days``; the
        silences, in seconds, end conversations. ``steady`` is a clock that nobody sets. Raises ``StateUnusable``."""
        self._folder = folder
        self._database = Database(folder)
        self._retention_seconds = retention_days * 86_400
        self._clock = clock
        self._steady = steady
        self._ahead = clock() - steady()
        self.journal = Journal(self._database, clock)
        self.conversations = Conversations(self._database, clock, group_silence, private_silence)
        self.answers = Answers(self._database, clock)
        self.grants = Grants(self._database, clock)
        self.proposals = Proposals(self._database, clock)
        self.checks = Checks(self._database, clock)

    def moved(self, old: str, new: str) -> None:
        """The group ``old`` goes by the id ``new`` now: what belonged to one belongs to the other."""
        with self._database.transaction():
            self.conversations.moved(old, new)
            self.proposals.moved(old, new)

    def sweep(self) -> None:
        """Forget what is past its time; to be called now and then. What a wrong clock dated in the future counts as of
        now. Nothing is forgotten at once because the clock was set forward: it may be set right again.

        Raises ``StateUnwritable``.
        """
        now = self._clock()
        ahead = now - self._steady()
        jump, self._ahead = ahead - self._ahead, ahead
        if abs(jump) > JUMP_SECONDS:
            log.warning("the clock was set by %+.0f s", jump)
            if jump > 0:
                return
        oldest = now - self._retention_seconds
        with self._database.transaction():
            for column in (
                "updates.received",
                "updates.done",
                "turns.asked",
                "sent.at",
                "answers.at",
                "feedback.at",
                "proposals.at",
            ):
                table, _, name = column.partition(".")
                self._database.execute(f"UPDATE {table} SET {name} = ? WHERE {name} > ?", (now, now))
            self.journal.sweep(now)
            self.conversations.sweep(oldest)
            self.answers.sweep(oldest)
            uploads = self.proposals.sweep(now)
        for path in uploads:
            shutil.rmtree((self._folder / path).parent, ignore_errors=True)

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()
