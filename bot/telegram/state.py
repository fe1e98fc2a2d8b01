"""What the bot must not forget, in one SQLite file: updates not yet answered, conversations, and the answers sent."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FILE_NAME = "telegram.sqlite3"

# Telegram offers an update again for 24 hours at most; an answered one is remembered a little longer than that.
UPDATE_MEMORY_SECONDS = 2 * 86_400
SWEEP_EVERY_SECONDS = 3_600
# An update under which the process died this often is left aside: it may be what kills the process.
MOST_ATTEMPTS = 3
# Earlier questions handed to the assistant: more than a conversation about one matter takes, and still milliseconds.
HISTORY_QUESTIONS = 8

# One entry a version of the file; an entry that has been released is never edited, only followed by another.
MIGRATIONS = (
    """
    -- An update is here before Telegram is told that it arrived. payload: its JSON, emptied once it is answered.
    CREATE TABLE updates (
        id INTEGER PRIMARY KEY, digest TEXT NOT NULL, payload TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, received REAL NOT NULL, done REAL);
    CREATE INDEX updates_pending ON updates (id) WHERE done IS NULL;
    -- A question asked; parent: the turn it follows. topic: 0 outside forum topics. Ids are never reused.
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER UNIQUE, chat INTEGER NOT NULL, topic INTEGER NOT NULL,
        user INTEGER NOT NULL, message INTEGER NOT NULL, parent INTEGER, question TEXT NOT NULL, asked REAL NOT NULL);
    -- The latest turn of one user in one chat and topic.
    CREATE TABLE slots (
        user INTEGER, chat INTEGER, topic INTEGER, turn INTEGER NOT NULL, PRIMARY KEY (user, chat, topic)
    ) WITHOUT ROWID;
    -- A message of the bot's: part 0, 1, ... of what answers an update, and the turn it answers, if any.
    CREATE TABLE sent (
        id INTEGER PRIMARY KEY, update_id INTEGER, part INTEGER NOT NULL, chat INTEGER NOT NULL,
        message INTEGER NOT NULL, turn INTEGER, at REAL NOT NULL, UNIQUE (update_id, part));
    CREATE INDEX sent_message ON sent (chat, message);
    """,
)


class State:
    """The store. Every method is one short transaction (well under a millisecond) and is called on the event loop.

    Written pages survive the death of the process (kill -9); the last ones may be lost when the machine loses power.
    """

    def __init__(self, folder: Path, retention_days: int, clock: Callable[[], float] = time.time) -> None:
        """Open or create the store in ``folder``. Questions and answers are forgotten after ``retention_days``."""
        folder.mkdir(parents=True, exist_ok=True)
        self._retention_seconds = retention_days * 86_400
        self._clock = clock
        self._swept = 0.0
        self._db = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA secure_delete = ON")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            self._db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    def close(self) -> None:
        self._db.close()

    # Updates

    def add(self, update_id: int, payload: str) -> bool:
        """Store an update that has arrived; False where it is here already.

        Telegram starts its numbering anew after a quiet week, and so does another bot or server: the number of a known
        update with other contents is a new update.
        """
        digest = hashlib.sha256(payload.encode()).hexdigest()
        with self._transaction():
            self._sweep()
            known = self._db.execute("SELECT digest FROM updates WHERE id = ?", (update_id,)).fetchone()
            if known == (digest,):
                return False
            if known:
                self._forget_update(update_id)
            self._db.execute(
                "INSERT INTO updates (id, digest, payload, received) VALUES (?, ?, ?, ?)",
                (update_id, digest, payload, self._clock()),
            )
        return True

    def pending(self) -> list[str]:
        """Payloads of the stored updates that are not answered, in order of arrival, without what killed the bot."""
        self._db.execute(
            "UPDATE updates SET done = ?, payload = '' WHERE done IS NULL AND attempts >= ?",
            (self._clock(), MOST_ATTEMPTS),
        )
        rows = self._db.execute("SELECT payload FROM updates WHERE done IS NULL ORDER BY id")
        return [payload for (payload,) in rows]

    def begin(self, update_id: int) -> None:
        """Count an attempt at the update."""
        self._db.execute("UPDATE updates SET attempts = attempts + 1 WHERE id = ?", (update_id,))

    def postpone(self, update_id: int) -> None:
        """Leave the update for the next start; an orderly stop does not count as an attempt."""
        self._db.execute("UPDATE updates SET attempts = attempts - 1 WHERE id = ?", (update_id,))

    def finish(self, update_id: int) -> None:
        """The update has been dealt with: it will not be taken up again, and its contents are erased."""
        self._db.execute("UPDATE updates SET done = ?, payload = '' WHERE id = ?", (self._clock(), update_id))

    # Conversations

    def turn(
        self, update_id: int, question: str, *, user: int, chat: int, topic: int, message: int, replied_to: int | None
    ) -> int:
        """The turn of the question that the update brought, made at the first call and found at the next ones.

        It follows the turn that the message ``replied_to`` answers (whoever asked it), else the user's own latest turn
        in this chat and topic; and it becomes that latest turn.
        """
        with self._transaction():
            known = self._db.execute("SELECT id FROM turns WHERE update_id = ?", (update_id,)).fetchone()
            if known:
                return int(known[0])
            parent = self._answered_by(chat, replied_to) or self._latest(user, chat, topic)
            made = self._db.execute(
                "INSERT INTO turns (update_id, chat, topic, user, message, parent, question, asked)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (update_id, chat, topic, user, message, parent, question, self._clock()),
            ).lastrowid
            assert made is not None
            self._db.execute("REPLACE INTO slots VALUES (?, ?, ?, ?)", (user, chat, topic, made))
            return made

    def history(self, turn: int) -> list[str]:
        """The questions that ``turn`` follows, oldest first."""
        rows = self._db.execute(
            "WITH RECURSIVE chain (id, depth) AS (SELECT parent, 1 FROM turns WHERE id = :turn UNION ALL"
            " SELECT parent, depth + 1 FROM turns JOIN chain USING (id) WHERE depth < :most)"
            " SELECT question FROM chain JOIN turns USING (id) ORDER BY depth DESC",
            {"turn": turn, "most": HISTORY_QUESTIONS},
        )
        return [question for (question,) in rows]

    def reset(self, user: int, chat: int, topic: int) -> None:
        """The user's next question in this chat and topic follows nothing."""
        self._db.execute("DELETE FROM slots WHERE user = ? AND chat = ? AND topic = ?", (user, chat, topic))

    # Answers

    def was_sent(self, update_id: int, part: int) -> bool:
        row = self._db.execute("SELECT 1 FROM sent WHERE update_id = ? AND part = ?", (update_id, part)).fetchone()
        return row is not None

    def sent(self, update_id: int, part: int, chat: int, message: int, turn: int | None) -> None:
        """Part ``part`` of what answers the update is the bot's ``message`` in ``chat``."""
        self._db.execute(
            "INSERT INTO sent (update_id, part, chat, message, turn, at) VALUES (?, ?, ?, ?, ?, ?)",
            (update_id, part, chat, message, turn, self._clock()),
        )

    # Inside a transaction

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _latest(self, user: int, chat: int, topic: int) -> int | None:
        row = self._db.execute(
            "SELECT turn FROM slots WHERE user = ? AND chat = ? AND topic = ?", (user, chat, topic)
        ).fetchone()
        return row[0] if row else None

    def _answered_by(self, chat: int, message: int | None) -> int | None:
        """The turn that the bot's ``message`` answers; the newest, should a server have numbered messages anew."""
        row = self._db.execute(
            "SELECT turn FROM sent WHERE chat = ? AND message = ? ORDER BY id DESC LIMIT 1", (chat, message)
        ).fetchone()
        return row[0] if row else None

    def _forget_update(self, update_id: int) -> None:
        """Free the number for another update; the conversation that the old one led to stays."""
        self._db.execute("DELETE FROM updates WHERE id = ?", (update_id,))
        self._db.execute("UPDATE turns SET update_id = NULL WHERE update_id = ?", (update_id,))
        self._db.execute("UPDATE sent SET update_id = NULL WHERE update_id = ?", (update_id,))

    def _sweep(self) -> None:
        """Once an hour, forget what is past its time."""
        now = self._clock()
        if now - self._swept < SWEEP_EVERY_SECONDS:
            return
        self._swept = now
        self._db.execute("DELETE FROM updates WHERE done < ?", (now - UPDATE_MEMORY_SECONDS,))
        oldest = now - self._retention_seconds
        self._db.execute("DELETE FROM turns WHERE asked < ?", (oldest,))
        self._db.execute("DELETE FROM slots WHERE turn NOT IN (SELECT id FROM turns)")
        self._db.execute("DELETE FROM sent WHERE at < ?", (oldest,))
