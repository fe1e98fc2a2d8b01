"""Answers given, as their buttons need them, and what readers thought of them."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.chat.state.database import Database
from bot.models import Answer
from bot.replying.blocks import Action, Deed
from prompts import say

# 96 random bits: nobody guesses one, and a button's data stays far under Telegram's 64 bytes.
TOKEN_BYTES = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of one citation and its quote, for a table row with its cells: enough to show the passage again."""

    n: int
    title: str
    section: str
    file: str
    start: int
    end: int
    quote: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """``subjects`` are the indicators that the answer gives figures of, in its order, once each; ``actions`` what may be done
    next."""

    token: str
    turn: int
    text: str
    reason: str | None
    evidence: tuple[Evidence, ...]
    subjects: tuple[str, ...]
    actions: tuple[Action, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Where the evidence stands, as verdicts are stored with it."""
        return tuple(place_words(one.file, one.start, one.end) for one in self.evidence)

    def asking(self, deed: Deed) -> tuple[Action, ...]:
        """The actions of a kind, in their order."""
        return tuple(action for action in self.actions if action.deed is deed)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What ``user`` thought of an answer. ``evidence`` are the places it cites, such as "zhongshan.txt:1200-1260"."""

    user: str
    good: bool
    question: str
    answer: str
    evidence: tuple[str, ...]
    at: float


class Answers:
    """One stored answer a turn, under a token that does not change when the question is edited."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self._clock = clock

    def record(self, turn: int, answer: Answer, text: str, actions: Sequence[Action]) -> StoredAnswer:
        """Store what ``turn`` is answered with; ``text`` is what its reader sees, ``actions`` what may be done next."""
        evidence = [
            asdict(Evidence(c.n, c.title, c.section, c.file, c.start, c.end, c.quote, c.cells))
            for c in answer.citations
        ]
        offered = [(action.deed, action.label, action.question) for action in actions]
        subjects = list(dict.fromkeys(fact.indicator for fact in answer.facts))
        columns = (text, answer.reason, *map(_json, (evidence, subjects, offered)), self._clock())
        self._db.execute(
            "INSERT INTO answers (text, reason, evidence, subjects, alternatives, at, turn, token)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (turn) DO UPDATE SET text = excluded.text,"
            " reason = excluded.reason, evidence = excluded.evidence, subjects = excluded.subjects,"
            " alternatives = excluded.alternatives, at = excluded.at",
            (*columns, turn, secrets.token_urlsafe(TOKEN_BYTES)),
        )
        stored = self._one("turn = ?", turn)
        assert stored is not None
        return stored

    def get(self, token: str) -> StoredAnswer | None:
        """The answer with that token, unless it is past its time."""
        return self._one("token = ?", token)

    def of_turn(self, turn: int) -> StoredAnswer | None:
        """What ``turn`` was answered with."""
        return self._one("turn = ?", turn)

    def judge(self, token: str, question: str, text: str, places: Sequence[str], *, user: str, good: bool) -> None:
        """Store ``user``'s verdict on the answer ``text``, in place of an earlier one under the same ``token``; ``places`` as
        ``place_words`` writes them."""
        self._db.execute(
            "REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?)",
            (token, user, good, question, text, _json(places), self._clock()),
        )

    def feedback(self, most: int) -> list[Feedback]:
        """The latest verdicts, newest first."""
        rows = self._db.execute(
            "SELECT user, good, question, answer, evidence, at FROM feedback ORDER BY at DESC LIMIT ?", (most,)
        )
        return [
            Feedback(user, bool(good), q, a, tuple(json.loads(places)), at) for user, good, q, a, places, at in rows
        ]

    def refused(self, most: int) -> list[tuple[str, int]]:
        """(question, how often) of what was refused, the most frequent first and the latest among these."""
        rows = self._db.execute(
            "SELECT question, count(*) FROM answers JOIN turns ON turns.id = answers.turn"
            " WHERE reason IS NOT NULL GROUP BY question ORDER BY count(*) DESC, max(at) DESC LIMIT ?",
            (most,),
        )
        return list(rows)

    def counts(self, since: float) -> dict[str, int]:
        """How many answers and refusals were given since a time, and how many verdicts of each kind are held."""
        answered, refused = self._db.execute(
            "SELECT count(*) FILTER (WHERE reason IS NULL), count(*) FILTER (WHERE reason IS NOT NULL) FROM answers"
            " WHERE at >= ?",
            (since,),
        ).fetchone()
        good, bad = self._db.execute(
            "SELECT count(*) FILTER (WHERE good), count(*) FILTER (WHERE NOT good) FROM feedback"
        ).fetchone()
        return {"answered": answered, "refused": refused, "good": good, "bad": bad}

    def sweep(self, oldest: float) -> None:
        """Forget what was answered and judged before ``oldest``."""
        self._db.execute("DELETE FROM answers WHERE at < ?", (oldest,))
        self._db.execute("DELETE FROM feedback WHERE at < ?", (oldest,))

    def _one(self, where: str, value: object) -> StoredAnswer | None:
        row = self._db.execute(
            f"SELECT token, turn, text, reason, evidence, subjects, alternatives FROM answers WHERE {where}", (value,)
        ).fetchone()
        if row is None:
            return None
        token, turn, text, reason, evidence, subjects, alternatives = row
        places = tuple(_evidence(place) for place in json.loads(evidence))
        actions = tuple(map(_action, json.loads(alternatives)))
        return StoredAnswer(token, turn, text, reason, places, tuple(json.loads(subjects)), actions)


def place_words(file: str, start: int, end: int) -> str:
    """A place that an answer cites, in a word."""
    return f"{file}:{start}-{end}"


def _evidence(stored: dict[str, Any]) -> Evidence:
    return Evidence(**{**stored, "cells": tuple((head, cell) for head, cell in stored.get("cells", ()))})


def _action(stored: str | list[str]) -> Action:
    """An action; a store of earlier versions holds the other readings of a question, as their words alone."""
    if isinstance(stored, str):
        return Action(Deed.OTHER, say("button.other"), stored)
    deed, label, question = stored
    return Action(Deed(deed), label, question)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
