"""The one SQLite file of what faces share: its tables, their migrations, and transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.chat.state.private import FILE, private_folder
from corpus.errors import StateUnusable
from prompts import cause_of, say

FILE_NAME = "telegram.sqlite3"

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
    """
    -- aside: a chart or a passage beside the answer; an edit of the question leaves it as it is.
    ALTER TABLE sent ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX turns_message ON turns (chat, message);
    CREATE INDEX sent_turn ON sent (turn);
    -- What a turn was answered with. token: what its buttons carry. evidence, subjects, alternatives: JSON lists.
    CREATE TABLE answers (
        token TEXT PRIMARY KEY, turn INTEGER NOT NULL UNIQUE, text TEXT NOT NULL, reason TEXT,
        evidence TEXT NOT NULL, subjects TEXT NOT NULL, alternatives TEXT NOT NULL, at REAL NOT NULL);
    -- The latest verdict of a user on an answer, with what it was passed on: the answer itself may be forgotten sooner.
    CREATE TABLE feedback (
        token TEXT NOT NULL, user INTEGER NOT NULL, good INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
        evidence TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (token, user)) WITHOUT ROWID;
    -- What administrators decided about users and chats; it goes before the settings.
    CREATE TABLE grants (id INTEGER PRIMARY KEY, allowed INTEGER NOT NULL, admin INTEGER NOT NULL, at REAL NOT NULL);
    -- A change to the index that waits for its administrator. file: the plan's name; path: an upload, below the data folder.
    CREATE TABLE proposals (
        token TEXT PRIMARY KEY, chat INTEGER NOT NULL, admin INTEGER NOT NULL, file TEXT NOT NULL, path TEXT,
        title TEXT NOT NULL, outcome TEXT, at REAL NOT NULL);
    """,
    """
    -- growing: the message shows an answer that a model was still adding to.
    ALTER TABLE sent ADD COLUMN growing INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- beside: the message of the chat that it replies to.
    ALTER TABLE sent ADD COLUMN beside INTEGER;
    CREATE INDEX sent_beside ON sent (chat, beside);
    -- about: the words that the question's message points at by replying, where they are no turn.
    ALTER TABLE turns ADD COLUMN about TEXT NOT NULL DEFAULT '';
    """,
    """
    -- Ids of users, chats, topics and messages are words: not every platform numbers them. topic: '' outside forum topics.
    CREATE TABLE turns_of_words (
        id INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER UNIQUE, chat TEXT NOT NULL, topic TEXT NOT NULL,
        user TEXT NOT NULL, message TEXT NOT NULL, parent INTEGER, question TEXT NOT NULL, asked REAL NOT NULL,
        about TEXT NOT NULL DEFAULT '');
    INSERT INTO turns_of_words SELECT id, update_id, CAST(chat AS TEXT), iif(topic = 0, '', CAST(topic AS TEXT)),
        CAST(user AS TEXT), CAST(message AS TEXT), parent, question, asked, about FROM turns;
    DELETE FROM sqlite_sequence WHERE name = 'turns_of_words';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'turns_of_words', seq FROM sqlite_sequence WHERE name = 'turns';
    DROP TABLE turns;
    ALTER TABLE turns_of_words RENAME TO turns;
    CREATE INDEX turns_message ON turns (chat, message);
    CREATE TABLE slots_of_words (
        user TEXT, chat TEXT, topic TEXT, turn INTEGER NOT NULL, PRIMARY KEY (user, chat, topic)) WITHOUT ROWID;
    INSERT INTO slots_of_words SELECT CAST(user AS TEXT), CAST(chat AS TEXT), iif(topic = 0, '', CAST(topic AS TEXT)), turn
        FROM slots;
    DROP TABLE slots;
    ALTER TABLE slots_of_words RENAME TO slots;
    CREATE TABLE sent_of_words (
        id INTEGER PRIMARY KEY, update_id INTEGER, part INTEGER NOT NULL, chat TEXT NOT NULL, message TEXT NOT NULL,
        turn INTEGER, at REAL NOT NULL, aside INTEGER NOT NULL DEFAULT 0, growing INTEGER NOT NULL DEFAULT 0,
        beside TEXT, UNIQUE (update_id, part));
    INSERT INTO sent_of_words SELECT id, update_id, part, CAST(chat AS TEXT), CAST(message AS TEXT), turn, at, aside,
        growing, CAST(beside AS TEXT) FROM sent;
    DROP TABLE sent;
    ALTER TABLE sent_of_words RENAME TO sent;
    CREATE INDEX sent_message ON sent (chat, message);
    CREATE INDEX sent_turn ON sent (turn);
    CREATE INDEX sent_beside ON sent (chat, beside);
    CREATE TABLE feedback_of_words (
        token TEXT NOT NULL, user TEXT NOT NULL, good INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
        evidence TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (token, user)) WITHOUT ROWID;
    INSERT INTO feedback_of_words SELECT token, CAST(user AS TEXT), good, question, answer, evidence, at FROM feedback;
    DROP TABLE feedback;
    ALTER TABLE feedback_of_words RENAME TO feedback;
    CREATE TABLE grants_of_words (id TEXT PRIMARY KEY, allowed INTEGER NOT NULL, admin TEXT NOT NULL, at REAL NOT NULL);
    INSERT INTO grants_of_words SELECT CAST(id AS TEXT), allowed, iif(admin = 0, '', CAST(admin AS TEXT)), at FROM grants;
    DROP TABLE grants;
    ALTER TABLE grants_of_words RENAME TO grants;
    CREATE TABLE proposals_of_words (
        token TEXT PRIMARY KEY, chat TEXT NOT NULL, admin TEXT NOT NULL, file TEXT NOT NULL, path TEXT,
        title TEXT NOT NULL, outcome TEXT, at REAL NOT NULL);
    INSERT INTO proposals_of_words SELECT token, CAST(chat AS TEXT), CAST(admin AS TEXT), file, path, title, outcome, at
        FROM proposals;
    DROP TABLE proposals;
    ALTER TABLE proposals_of_words RENAME TO proposals;
    """,
    """
    -- A question of an administrator's set, in its order. words: a JSON list of what must stand in the reply; refused: whether
    -- that must be a refusal. asked_of: the index that it was asked of last, '' before; since: when the outcome became what it is.
    CREATE TABLE checks (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, question TEXT NOT NULL, words TEXT NOT NULL,
        refused INTEGER NOT NULL,
        asked_of TEXT NOT NULL DEFAULT '', passed INTEGER, since REAL, reply TEXT NOT NULL DEFAULT '', UNIQUE (name, question));
    """,
)


class StateUnwritable(Exception):
    """The store cannot be written or read at the moment, such as on a full disk; its text is the reason."""


class Database:
    """A connection that is used on the event loop only.

    Written pages survive the death of the process (kill -9); the last ones may be lost when the machine loses power.
    """

    def __init__(self, folder: Path) -> None:
        """Open or create the file in ``folder``, close both to other users, and bring it up to date. Raises
        ``StateUnusable``."""
        path = folder / FILE_NAME
        try:
            _keep_private(path)
            self._connection = sqlite3.connect(path, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StateUnusable(say("state.cannot_open", file=path, cause=cause_of(error))) from None
        try:
            self._prepare(path)
        except sqlite3.OperationalError as error:
            self.close()
            raise StateUnusable(say("state.cannot_open", file=path, cause=error)) from None
        except sqlite3.DatabaseError:
            self.close()
            raise StateUnusable(say("state.damaged", file=path)) from None
        except StateUnusable:
            self.close()
            raise

    def _prepare(self, path: Path) -> None:
        do = self._connection.execute
        do("PRAGMA journal_mode = WAL")
        do("PRAGMA synchronous = NORMAL")
        # What is deleted is overwritten: a question past its time is not to be found in the file.
        do("PRAGMA secure_delete = ON")
        (version,) = do("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StateUnusable(say("state.newer", file=path))
        if do("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StateUnusable(say("state.damaged", file=path))
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            self._connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    def execute(self, query: str, values: tuple[object, ...] | dict[str, object] = ()) -> sqlite3.Cursor:
        """One statement; outside ``transaction`` it is a transaction of its own. Raises ``StateUnwritable``."""
        try:
            return self._connection.execute(query, values)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # an error of ours
        except sqlite3.DatabaseError as error:
            raise StateUnwritable(str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements inside, or none."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have rolled it back already
                self.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _keep_private(path: Path) -> None:
    """The file, what SQLite keeps beside it, and the data folder that it lies in. Another user's folder is left as it is."""
    with suppress(PermissionError):
        private_folder(path.parent)
    path.touch(FILE)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        beside = path.with_name(name)
        if beside.exists():
            beside.chmod(FILE)
