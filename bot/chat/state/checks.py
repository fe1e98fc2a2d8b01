"""Question sets of administrators, and how each question of them went last."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.chat.state.database import Database


@dataclass(frozen=True, slots=True)
class Expected:
    """A question with the ``words`` that must stand in its reply, and whether that must be a refusal."""

    question: str
    words: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A question of the set ``name``. ``passed`` is None before it was asked; ``since`` is when the outcome became what it is,
    ``reply`` what was answered last."""

    id: int
    name: str
    expected: Expected
    passed: bool | None
    since: float | None
    reply: str


class Checks:
    """Sets by name. A question that stays in its set keeps its outcome."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self._clock = clock

    def put(self, name: str, wanted: Sequence[Expected]) -> None:
        """The set ``name`` holds ``wanted`` from now on, in this order. Each is to be asked anew."""
        with self._db.transaction():
            known = {check.expected.question: check for check in self.all() if check.name == name}
            self._db.execute("DELETE FROM checks WHERE name = ?", (name,))
            for one in wanted:
                old = known.get(one.question)
                outcome = (old.passed, old.since, old.reply) if old and old.expected == one else (None, None, "")
                self._db.execute(
                    "INSERT INTO checks (name, question, words, refused, passed, since, reply) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (name, one.question, json.dumps(one.words, ensure_ascii=False), one.refused, *outcome),
                )

    def remove(self, name: str) -> None:
        """Forget the set ``name``."""
        self._db.execute("DELETE FROM checks WHERE name = ?", (name,))

    def all(self) -> list[Check]:
        """Every question, set by set."""
        return self._some("1")

    def due(self, index: str) -> list[Check]:
        """The questions that were not yet asked of ``index``."""
        return self._some("asked_of <> ?", index)

    def renew(self) -> None:
        """All are to be asked anew."""
        self._db.execute("UPDATE checks SET asked_of = ''")

    def note(self, check: Check, index: str, passed: bool, reply: str) -> None:
        """``check`` was asked of ``index``; nothing where its set was put anew meanwhile."""
        self._db.execute(
            "UPDATE checks SET asked_of = ?, reply = ?, since = iif(passed IS ?, since, ?), passed = ? WHERE id = ?",
            (index, reply, passed, self._clock(), passed, check.id),
        )

    def _some(self, where: str, *values: object) -> list[Check]:
        rows = self._db.execute(
            f"SELECT id, name, question, words, refused, passed, since, reply FROM checks WHERE {where} ORDER BY name, id",
            values,
        )
        return [
            Check(
                number,
                name,
                Expected(question, tuple(json.loads(words)), bool(refused)),
                None if passed is None else bool(passed),
                since,
                reply,
            )
            for number, name, question, words, refused, passed, since, reply in rows
        ]
