"""A question asked in a chat: its turn of the conversation, and the reply with its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.chat import turns
from bot.chat.faces import Face
from bot.chat.links import Links
from bot.chat.state import State
from bot.chat.state.answers import Evidence, StoredAnswer
from bot.chat.state.conversations import NOWHERE, Pointing, Turn
from bot.chat.turns import Turns
from bot.models import Answer
from bot.replying import blocks
from bot.telegram.buttons import answer_keyboard, more_keyboard
from bot.telegram.markup import parts_of
from bot.telegram.reply import EDIT_SECONDS, Reply
from bot.telegram.sending import Place, Sender

TELEGRAM = Face(edits=True, buttons=True, pictures=True, messages=2)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the update brought: who asks, where the answer goes, and what it points at.

    ``message`` is what was asked with.
    """

    update_id: int
    user: str
    place: Place
    message: str
    pointing: Pointing = NOWHERE


class Questions:
    """Answers questions wherever they come from: typed, by command, by button, by link."""

    def __init__(self, turns: Turns, state: State, sender: Sender, links: Links | None) -> None:
        """``links``: to the pages of sources; None where there are none."""
        self._turns = turns
        self._state = state
        self._sender = sender
        self._links = links

    async def turn(self, asked: Asked, question: str, *, fresh: bool = False) -> tuple[int, Answer]:
        """Make the question a turn of its conversation, and answer it; nothing is sent but the typing action.

        ``fresh`` questions are complete by themselves and take nothing over from what was asked before.
        """
        turn = self._turns.begin(_by(asked), question, fresh=fresh)
        async with self._sender.typing(asked.place):
            return turn, await self._turns.answer(turn, question)

    async def reply(self, asked: Asked, question: str, *, fresh: bool = False) -> None:
        """Answer with one message, several where it is long; in a private chat they grow with the answer."""
        turn = self._turns.begin(_by(asked), question, fresh=fresh)
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
        return self._turns.record(turn, await self._turns.told(answer, self._parts_of))

    async def again(self, turn: Turn) -> Answer:
        """What ``turn`` is answered with."""
        return await self._turns.again(turn)

    async def more(self, update_id: int, place: Place, answer: StoredAnswer, turn: Turn, first: int) -> None:
        """Send the messages of a reply from the one numbered ``first`` on, no more than fit at once."""
        told = await self._turns.told(await self._turns.again(turn), self._parts_of)
        parts, more = self._shown(told.shown, first)
        await self._sender.reply(update_id, place, parts, turn.id, more_keyboard(answer.token, more), aside=True)

    async def _grow(self, update_id: int, place: Place, question: str, turn: int, *, anew: bool) -> None:
        """Show the answer, in a private chat from its first state on; ``anew`` as in ``Reply``."""
        async with self._sender.typing(place):
            growing = await self._turns.grow(turn, question, watched=place.private)
        reply = Reply(self._sender, self._state, update_id, place, turn, anew=anew)
        while not growing.ended:
            await reply.show(*await self._reply(turn, growing.newest))
            await growing.next(EDIT_SECONDS)
        self._turns.note(turn, question, growing.newest)
        await reply.finish(*await self._reply(turn, growing.newest))

    async def _reply(self, turn: int, answer: Answer) -> tuple[list[str], InlineKeyboardMarkup | None]:
        """The first messages of an answer and their buttons; stores what the buttons need."""
        told = await self._turns.told(answer, self._parts_of)
        parts, more = self._shown(told.shown, 0)
        stored = self._turns.record(turn, told)
        page = self._page_of(stored.evidence[0]) if stored.evidence else None
        return parts, answer_keyboard(stored, more, page)

    def _parts_of(self, reply: blocks.Reply) -> list[str]:
        """The messages of a reply, the marks of its sources links where there are pages."""
        return parts_of(reply, self._page_of)

    def _page_of(self, source: blocks.Source | Evidence) -> str | None:
        """The address of the page of a source."""
        return self._links.signed(source.file, source.start, source.end) if self._links else None

    def _shown(self, parts: Sequence[str], first: int) -> tuple[list[str], int]:
        """As many of a reply's messages as are shown at once, from ``first`` on, and the number of the next one, 0 where
        there is none."""
        behind = first + self._turns.face.messages
        return list(parts[first:behind]), behind if behind < len(parts) else 0


def _by(asked: Asked) -> turns.Asked:
    """Who asks where, as what faces share knows it."""
    chat, topic = asked.place.conversation
    return turns.Asked(asked.update_id, asked.user, chat, asked.message, topic, asked.pointing)
