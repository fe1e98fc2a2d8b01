"""Conversations: who asked what where, what it follows, and which messages of the bot's answer it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.state.database import Database

# Earlier questions handed to the assistant: more than a conversation about one matter takes, and still milliseconds.
HISTORY_QUESTIONS = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked by ``user`` in ``chat`` and ``topic`` ("" where there is none) with ``message``."""

    id: int
    chat: str
    topic: str
    user: str
    message: str
    question: str


@dataclass(frozen=True, slots=True)
class Pointing:
    """What a user's message points at by replying: the ``message`` of the same chat, or one ``elsewhere``. ``words`` is
    what that says, or the part of it that is ``quoted``; empty where it is no question, such as the bot's own answer."""

    message: str | None = None
    words: str = ""
    quoted: bool = False
    elsewhere: bool = False


NOWHERE = Pointing()


class Conversations:
    """Slots belong to one user in one chat and topic. A private chat has the id of its user."""

    def __init__(
        self, database: Database, clock: Callable[[], float], group_silence: float, private_silence: float
    ) -> None:
        """After so many seconds of silence in a group, or in a private chat, nothing is taken over from before."""
        self._db = database
        self._clock = clock
        self._group_silence = group_silence
        self._private_silence = private_silence

    def turn(
        self,
        update_id: int,
        question: str,
        *,
        user: str,
        chat: str,
        topic: str,
        message: str,
        pointing: Pointing = NOWHERE,
        fresh: bool = False,
    ) -> int:
        """The turn of the question that the update brought, made at the first call and found at the next ones.

        It follows what it points at (see ``followed``), in words where that is no turn; nothing where it is ``fresh``, a
        question that is complete by itself. And it becomes the user's latest turn in this chat and topic.
        """
        with self._db.transaction():
            known = self._db.execute("SELECT id FROM turns WHERE update_id = ?", (update_id,)).fetchone()
            if known:
                return int(known[0])
            parent = None if fresh else self.followed(user, chat, topic, pointing)
            about = "" if fresh or (parent and not pointing.quoted) else pointing.words
            made = self._db.execute(
                "INSERT INTO turns (update_id, chat, topic, user, message, parent, question, about, asked)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (update_id, chat, topic, user, message, parent, question, about, self._clock()),
            ).lastrowid
            assert made is not None
            self._db.execute("REPLACE INTO slots VALUES (?, ?, ?, ?)", (user, chat, topic, made))
            return made

    def followed(self, user: str, chat: str, topic: str, pointing: Pointing) -> int | None:
        """The turn that the user's next question follows: the one that the message pointed at answers or began, whoever
        asked it; where it points at nothing, or at a notice of the bot's, the user's own latest turn here, unless there
        was silence since.

        A question about another message, also one that nobody remembers, never follows the user's own turns.
        """
        if pointing.elsewhere:
            return None
        if pointing.message is None:
            return self._latest(user, chat, topic)
        row = self._sent(chat, pointing.message)
        if row:
            return row[0] or self._latest(user, chat, topic)
        asked = self.asked_with(chat, pointing.message)
        return asked.id if asked else None

    def answered_by(self, chat: str, message: str | None) -> int | None:
        """The turn that the bot's ``message`` answers; the newest, should a server have numbered messages anew."""
        row = self._sent(chat, message)
        return row[0] if row else None

    def get(self, turn: int) -> Turn | None:
        """The turn with that number, unless it is past its time."""
        return self._turn("id = ?", (turn,))

    def asked_with(self, chat: str, message: str) -> Turn | None:
        """The turn that the user's ``message`` began; the newest, should a server have numbered messages anew."""
        return self._turn("chat = ? AND message = ?", (chat, message))

    def revise(self, turn: int, question: str) -> None:
        """The asker has edited the question."""
        self._db.execute("UPDATE turns SET question = ? WHERE id = ?", (question, turn))

    def history(self, turn: int) -> list[str]:
        """The questions that ``turn`` follows, and the words that each points at, oldest first."""
        rows = self._db.execute(
            "WITH RECURSIVE chain (id, depth) AS (SELECT :turn, 0 UNION ALL"
            " SELECT parent, depth + 1 FROM turns JOIN chain USING (id) WHERE depth < :most)"
            " SELECT depth, about, question FROM chain JOIN turns USING (id) ORDER BY depth DESC",
            {"turn": turn, "most": HISTORY_QUESTIONS},
        )
        words = [text for depth, about, question in rows for text in (about, question if depth else "") if text]
        return words[-HISTORY_QUESTIONS:]

    def reset(self, user: str, chat: str, topic: str) -> None:
        """The user's next question in this chat and topic follows nothing."""
        self._db.execute("DELETE FROM slots WHERE user = ? AND chat = ? AND topic = ?", (user, chat, topic))

    def was_sent(self, update_id: int, part: int) -> str | None:
        """The bot's message that is part ``part`` of what answers the update, None where it is not sent."""
        row = self._db.execute(
            "SELECT message FROM sent WHERE update_id = ? AND part = ?", (update_id, part)
        ).fetchone()
        return row[0] if row else None

    def sent(
        self,
        update_id: int,
        part: int,
        chat: str,
        message: str,
        turn: int | None,
        *,
        beside: str | None = None,
        aside: bool = False,
        growing: bool = False,
    ) -> None:
        """Part ``part`` of what answers the update is the bot's ``message`` in ``chat``, in reply to ``beside``; ``aside``: a
        chart or a passage beside the answer of ``turn``; ``growing``: its text is not the last one."""
        self._db.execute(
            "INSERT OR REPLACE INTO sent (update_id, part, chat, message, turn, at, beside, aside, growing)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (update_id, part, chat, message, turn, self._clock(), beside, aside, growing),
        )

    def replied_to(self, chat: str, message: str) -> bool:
        """Whether the bot has said anything in reply to the user's ``message``."""
        row = self._db.execute("SELECT 1 FROM sent WHERE chat = ? AND beside = ?", (chat, message)).fetchone()
        return row is not None

    def growing(self, turn: int) -> bool:
        """Whether some message that answers ``turn`` may not show the last state of the answer."""
        row = self._db.execute("SELECT 1 FROM sent WHERE turn = ? AND growing", (turn,)).fetchone()
        return row is not None

    def grown(self, turn: int) -> None:
        """All messages that answer ``turn`` show the last state of the answer."""
        self._db.execute("UPDATE sent SET growing = 0 WHERE turn = ? AND growing", (turn,))

    def messages_of(self, turn: int) -> list[str]:
        """The bot's messages that answer ``turn``, first part first."""
        rows = self._db.execute("SELECT message FROM sent WHERE turn = ? AND NOT aside ORDER BY part, id", (turn,))
        return [message for (message,) in rows]

    def forget_message(self, chat: str, message: str) -> None:
        """The bot's message is gone from its chat."""
        self._db.execute("DELETE FROM sent WHERE chat = ? AND message = ?", (chat, message))

    def moved(self, old: str, new: str) -> None:
        """The group ``old`` goes by the id ``new`` now."""
        for table in ("turns", "sent"):
            self._db.execute(f"UPDATE {table} SET chat = ? WHERE chat = ?", (new, old))
        self._db.execute("UPDATE OR IGNORE slots SET chat = ? WHERE chat = ?", (new, old))
        self._db.execute("DELETE FROM slots WHERE chat = ?", (old,))

    def sweep(self, oldest: float) -> None:
        """Forget what was asked and sent before ``oldest``."""
        self._db.execute("DELETE FROM turns WHERE asked < ?", (oldest,))
        self._db.execute("DELETE FROM slots WHERE turn NOT IN (SELECT id FROM turns)")
        self._db.execute("DELETE FROM sent WHERE at < ?", (oldest,))

    def _turn(self, where: str, values: tuple[object, ...]) -> Turn | None:
        row = self._db.execute(
            f"SELECT id, chat, topic, user, message, question FROM turns WHERE {where} ORDER BY id DESC LIMIT 1", values
        ).fetchone()
        return Turn(*row) if row else None

    def _sent(self, chat: str, message: str | None) -> tuple[int | None] | None:
        """(turn or None) of the bot's ``message``; None where it is not known as the bot's."""
        query = "SELECT turn FROM sent WHERE chat = ? AND message = ? ORDER BY id DESC LIMIT 1"
        row: tuple[int | None] | None = self._db.execute(query, (chat, message)).fetchone()
        return row

    def _latest(self, user: str, chat: str, topic: str) -> int | None:
        """The user's latest turn here, unless it is too long ago; also one that a wrong clock dated."""
        row = self._db.execute(
            "SELECT turn, asked FROM slots JOIN turns ON turns.id = slots.turn"
            " WHERE slots.user = ? AND slots.chat = ? AND slots.topic = ?",
            (user, chat, topic),
        ).fetchone()
        silence = self._private_silence if chat == user else self._group_silence
        return row[0] if row and abs(self._clock() - row[1]) <= silence else None
