"""Turns of conversations: a question that a face brings becomes an answer, and this a reply that the face can show."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.chat.answering import Answering
from bot.chat.faces import Face, fitted
from bot.chat.growing import Growing
from bot.chat.state import State
from bot.chat.state.answers import StoredAnswer
from bot.chat.state.conversations import NOWHERE, Pointing, Turn
from bot.models import Answer
from bot.replying.blocks import Reply
from bot.replying.composing import reply_of
from bot.replying.lines import lines_of

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks where: ``event`` is the number of what brought the question, ``message`` what was asked with, ``topic`` ""
    where the chat has none, ``pointing`` what the message points at. A private chat has the id of its user."""

    event: int
    user: str
    chat: str
    message: str
    topic: str = ""
    pointing: Pointing = NOWHERE


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """An answer, its blocks and actions, its words for those who judge it, and what the face makes of the blocks."""

    answer: Answer
    reply: Reply
    words: str
    shown: T


class Turns:
    """Asks the assistant for ``face``, and keeps what was asked and answered. ``log_text``: the log may hold questions."""

    def __init__(self, face: Face, answering: Answering, state: State, log_text: bool = False) -> None:
        self.face = face
        self._answering = answering
        self._state = state
        self._log_text = log_text

    def begin(self, asked: Asked, question: str, *, fresh: bool = False) -> int:
        """Make the question a turn of its conversation; the same turn for the same event. ``fresh`` questions are complete by
        themselves and take nothing over from what was asked before."""
        return self._state.conversations.turn(
            asked.event,
            question,
            user=asked.user,
            chat=asked.chat,
            topic=asked.topic,
            message=asked.message,
            pointing=asked.pointing,
            fresh=fresh,
        )

    async def answer(self, turn: int, question: str) -> Answer:
        """The whole answer to the question of a turn, from memory where the same was asked of the same index."""
        answer = await self._answering.ask(question, self._state.conversations.history(turn))
        self.note(turn, question, answer)
        return answer

    async def again(self, turn: Turn) -> Answer:
        """What a turn is answered with, asked once more: its reader wants to see more of it."""
        return await self._answering.ask(turn.question, self._state.conversations.history(turn.id))

    async def grow(self, turn: int, question: str, *, watched: bool) -> Growing:
        """The answer on its way, where the face can edit and its reader watches; else whole. Who follows it to its end
        ``note``s it."""
        history = self._state.conversations.history(turn)
        if watched and self.face.edits:
            return await self._answering.grow(question, history)
        return Growing.whole(await self._answering.ask(question, history))

    async def told(self, answer: Answer, rendered: Callable[[Reply], T]) -> Told[T]:
        """What the face shows of an answer, as it renders blocks; made off the event loop, whatever a document holds."""
        return await asyncio.to_thread(self._told, answer, rendered)

    def record(self, turn: int, told: Told[T]) -> StoredAnswer:
        """Store what a turn is answered with, and what may be done next."""
        return self._state.answers.record(turn, told.answer, told.words, told.reply.actions)

    def note(self, turn: int, question: str, answer: Answer) -> None:
        """A line in the log."""
        shown = f" question={question!r}" if self._log_text else ""
        log.info("answered turn=%d refusal=%s ms=%.1f%s", turn, answer.reason, answer.elapsed_ms, shown)

    def _told(self, answer: Answer, rendered: Callable[[Reply], T]) -> Told[T]:
        reply = fitted(reply_of(answer), self.face)
        return Told(answer, reply, lines_of(reply), rendered(reply))
