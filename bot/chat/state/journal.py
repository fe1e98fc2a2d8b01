"""Updates that have arrived: stored before they are answered, so that none is lost and none answered twice."""

import hashlib
from collections.abc import Callable

from bot.chat.state.database import Database

# Telegram offers an update again for 24 hours at most; an answered one is remembered a little longer than that.
UPDATE_MEMORY_SECONDS = 2 * 86_400
# An update for which was being computed when the process died, so often, is left aside: it may be what kills the process.
MOST_ATTEMPTS = 3


class Journal:
    """The updates and what has become of them."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self._clock = clock

    def add(self, update_id: int, payload: str) -> bool:
        """Store an update that has arrived; False where it is here already.

        Telegram starts its numbering anew after a quiet week, and so does another bot or server: the number of a known
        update with other contents is a new update.
        """
        digest = hashlib.sha256(payload.encode()).hexdigest()
        with self._db.transaction():
            known = self._db.execute("SELECT digest FROM updates WHERE id = ?", (update_id,)).fetchone()
            if known == (digest,):
                return False
            if known:
                self._forget(update_id)
            self._db.execute(
                "INSERT INTO updates (id, digest, payload, received) VALUES (?, ?, ?, ?)",
                (update_id, digest, payload, self._clock()),
            )
        return True

    def pending(self) -> list[tuple[int, str]]:
        """(number, payload) of the stored updates that are not answered, in order of arrival, without what killed the
        bot."""
        self._db.execute(
            "UPDATE updates SET done = ?, payload = '' WHERE done IS NULL AND attempts >= ?",
            (self._clock(), MOST_ATTEMPTS),
        )
        return list(self._db.execute("SELECT id, payload FROM updates WHERE done IS NULL ORDER BY id"))

    def waiting(self) -> int:
        """How many updates have not been dealt with."""
        row = self._db.execute("SELECT count(*) FROM updates WHERE done IS NULL").fetchone()
        return int(row[0])

    def check(self, update_id: int) -> None:
        """Raise ``StateUnwritable`` where nothing could be noted of the update."""
        self._db.execute("UPDATE updates SET received = received WHERE id = ?", (update_id,))

    def begin(self, update_id: int) -> None:
        """Computing for the update begins: an attempt, until it is ``survived``."""
        self._db.execute("UPDATE updates SET attempts = attempts + 1 WHERE id = ?", (update_id,))

    def survived(self, update_id: int) -> None:
        """Computing has ended, and the process lives."""
        self._db.execute("UPDATE updates SET attempts = attempts - 1 WHERE id = ?", (update_id,))

    def finish(self, update_id: int) -> None:
        """The update has been dealt with: it will not be taken up again, and its contents are erased."""
        self._db.execute("UPDATE updates SET done = ?, payload = '' WHERE id = ?", (self._clock(), update_id))

    def sweep(self, now: float) -> None:
        """Forget the updates that Telegram will not offer again."""
        self._db.execute("DELETE FROM updates WHERE done < ?", (now - UPDATE_MEMORY_SECONDS,))

    def _forget(self, update_id: int) -> None:
        """Free the number for another update; the conversation that the old one led to stays."""
        self._db.execute("DELETE FROM updates WHERE id = ?", (update_id,))
        self._db.execute("UPDATE turns SET update_id = NULL WHERE update_id = ?", (update_id,))
        self._db.execute("UPDATE sent SET update_id = NULL WHERE update_id = ?", (update_id,))
