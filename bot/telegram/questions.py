"""A question asked in a chat: its turn of the conversation, its answer, and the reply with its buttons."""

import logging
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.models import Answer
from bot.rendering import rendered
from bot.telegram.answering import Answering
from bot.telegram.buttons import answer_keyboard
from bot.telegram.formatting import messages
from bot.telegram.sending import Place, Sender
from bot.telegram.state import State
from bot.telegram.state.answers import StoredAnswer
from bot.telegram.state.conversations import Turn

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the update brought: who asks, where the answer goes, and which message it follows.

    ``message`` is what was asked with; ``replied_to`` the message of the bot's that it takes up, if any.
    """

    update_id: int
    user: int
    place: Place
    message: int
    replied_to: int | None = None


def answer_messages(answer: Answer) -> list[str]:
    """The answer as HTML messages, its source lines set off as a quotation."""
    whole = rendered(answer)
    if not whole.startswith(answer.text):
        return messages(whole)
    return messages(answer.text, whole[len(answer.text) :])


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
        turn = self._state.conversations.turn(
            asked.update_id,
            question,
            user=asked.user,
            chat=asked.place.chat,
            topic=asked.place.topic or 0,
            message=asked.message,
            replied_to=asked.replied_to,
            fresh=fresh,
        )
        return turn, await self._ask(asked.update_id, asked.place, question, turn)

    async def reply(self, asked: Asked, question: str, *, fresh: bool = False) -> None:
        """Answer with one message, several where it is long."""
        turn, answer = await self.turn(asked, question, fresh=fresh)
        await self.send(asked, turn, answer)

    async def send(self, asked: Asked, turn: int, answer: Answer) -> None:
        """Send the answer of ``turn``."""
        parts, keyboard = self._reply(turn, answer)
        await self._sender.reply(asked.update_id, asked.place, parts, turn, keyboard)

    async def revise(self, update_id: int, place: Place, turn: Turn, question: str) -> None:
        """The asker has edited the question of ``turn``: its answer is edited accordingly.

        The question is stored last, so that an interrupted edit is taken up again.
        """
        answer = await self._ask(update_id, place, question, turn.id)
        parts, keyboard = self._reply(turn.id, answer)
        held = self._state.conversations.messages_of(turn.id)
        for number, html in enumerate(parts):
            under = keyboard if number == len(parts) - 1 else None
            if number < len(held) and await self._sender.edit(place.chat, held[number], html, under):
                continue
            await self._sender.reply(update_id, place, [html], turn.id, under, first=number)
        for message in held[len(parts) :]:
            await self._sender.delete(place.chat, message)
            self._state.conversations.forget_message(place.chat, message)
        self._state.conversations.revise(turn.id, question)

    def record(self, turn: int, answer: Answer) -> StoredAnswer:
        """Store what ``turn`` is answered with."""
        return self._state.answers.record(turn, answer, rendered(answer))

    async def _ask(self, update_id: int, place: Place, question: str, turn: int) -> Answer:
        async with self._sender.typing(place):
            answer = await self._answering.ask(question, self._state.conversations.history(turn))
        shown = f" question={question!r}" if self._log_text else ""
        log.info("answered update=%d refusal=%s ms=%.1f%s", update_id, answer.reason, answer.elapsed_ms, shown)
        return answer

    def _reply(self, turn: int, answer: Answer) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """The messages of an answer and their buttons; stores what the buttons need."""
        helpful = not answer.refused and not answer.citations
        return answer_messages(answer), answer_keyboard(self.record(turn, answer), helpful)
