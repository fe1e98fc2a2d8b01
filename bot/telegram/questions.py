"""A question asked in a chat: its turn of the conversation, its answer, and the reply with its buttons."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.chat.answering import Answering
from bot.chat.growing import Growing
from bot.chat.state import State
from bot.chat.state.answers import StoredAnswer
from bot.chat.state.conversations import NOWHERE, Pointing, Turn
from bot.models import Answer
from bot.telegram.buttons import answer_keyboard, more_keyboard
from bot.telegram.markup import message_of
from bot.telegram.reply import EDIT_SECONDS, Reply
from bot.telegram.sending import Place, Sender

log = logging.getLogger(__name__)

# What one reply may take of a chat at once; the rest comes by a button.
MOST_MESSAGES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the update brought: who asks, where the answer goes, and what it points at.

    ``message`` is what was asked with.
    """

    update_id: int
    user: int
    place: Place
    message: int
    pointing: Pointing = NOWHERE


class Questions:
    """Answers questions wherever they come from: typed, by command, by button, by link."""

    def __init__(self, answering: Answering, state: State, sender: Sender, log_text: bool) -> None:
        self._answering = answering
        self._state = state
        self._sender = sender
        self._log_text = log_text

    async def turn(self, asked: Asked, question: str, *, fresh: bool = False) -> tuple[int, Answer]:
        """Make the question a turn of its conversation, and answer it; nothing is sent but the typing action.

        ``fresh`` questions are complete by themselves and take nothing over from what was asked before.
        """
        turn = self._turn(asked, question, fresh)
        async with self._sender.typing(asked.place):
            answer = await self._answering.ask(question, self._state.conversations.history(turn))
        self._log(asked.update_id, question, answer)
        return turn, answer

    async def reply(self, asked: Asked, question: str, *, fresh: bool = False) -> None:
        """Answer with one message, several where it is long; in a private chat they grow with the answer."""
        turn = self._turn(asked, question, fresh)
        await self._grow(asked.update_id, asked.place, question, turn, anew=False)

    async def send(self, asked: Asked, turn: int, answer: Answer) -> None:
        """Send the answer of ``turn``."""
        parts, keyboard = await self._reply(turn, answer)
        await self._sender.reply(asked.update_id, asked.place, parts, turn, keyboard)

    async def revise(self, update_id: int, place: Place, turn: Turn, question: str) -> None:
        """The asker has edited the question of ``turn``: its answer is edited accordingly.

        The question is stored last, so that an interrupted edit is taken up again.
        """
        await self._grow(update_id, place, question, turn.id, anew=True)
        self._state.conversations.revise(turn.id, question)

    async def record(self, turn: int, answer: Answer) -> StoredAnswer:
        """Store what ``turn`` is answered with."""
        message = await asyncio.to_thread(message_of, answer)
        return self._state.answers.record(turn, answer, message.text, message.actions)

    async def more(self, update_id: int, place: Place, answer: StoredAnswer, turn: Turn, first: int) -> None:
        """Send the messages of a reply from the one numbered ``first`` on, no more than fit at once."""
        again = await self._answering.ask(turn.question, self._state.conversations.history(turn.id))
        message = await asyncio.to_thread(message_of, again)
        parts, more = _shown(message.parts, first)
        await self._sender.reply(update_id, place, parts, turn.id, more_keyboard(answer.token, more), aside=True)

    async def _grow(self, update_id: int, place: Place, question: str, turn: int, *, anew: bool) -> None:
        """Show the answer, in a private chat from its first state on; ``anew`` as in ``Reply``."""
        history = self._state.conversations.history(turn)
        async with self._sender.typing(place):
            if place.private:
                growing = await self._answering.grow(question, history)
            else:
                growing = Growing.whole(await self._answering.ask(question, history))
        reply = Reply(self._sender, self._state, update_id, place, turn, anew=anew)
        while not growing.ended:
            await reply.show(*await self._reply(turn, growing.newest))
            await growing.next(EDIT_SECONDS)
        self._log(update_id, question, growing.newest)
        await reply.finish(*await self._reply(turn, growing.newest))

    def _turn(self, asked: Asked, question: str, fresh: bool) -> int:
        return self._state.conversations.turn(
            asked.update_id,
            question,
            user=asked.user,
            chat=asked.place.chat,
            topic=asked.place.topic or 0,
            message=asked.message,
            pointing=asked.pointing,
            fresh=fresh,
        )

    def _log(self, update_id: int, question: str, answer: Answer) -> None:
        shown = f" question={question!r}" if self._log_text else ""
        log.info("answered update=%d refusal=%s ms=%.1f%s", update_id, answer.reason, answer.elapsed_ms, shown)

    async def _reply(self, turn: int, answer: Answer) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """The first messages of an answer and their buttons; stores what the buttons need."""
        message = await asyncio.to_thread(message_of, answer)
        stored = self._state.answers.record(turn, answer, message.text, message.actions)
        parts, more = _shown(message.parts, 0)
        return parts, answer_keyboard(stored, more)


def _shown(parts: Sequence[str], first: int) -> tuple[list[str], int]:
    """As many of a reply's messages as fit at once, from ``first`` on, and the number of the next one, 0 where there is
    none."""
    behind = first + MOST_MESSAGES
    return list(parts[first:behind]), behind if behind < len(parts) else 0
