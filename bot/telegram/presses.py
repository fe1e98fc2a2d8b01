"""Buttons that were pressed."""

import logging

from telegram import CallbackQuery, MaybeInaccessibleMessage

from bot.chat.access import Access
from bot.chat.answering import Answering
from bot.chat.state import State
from bot.chat.state.answers import StoredAnswer
from bot.chat.state.conversations import Turn
from bot.replying.blocks import Deed
from bot.telegram.addressing import topic_of
from bot.telegram.buttons import Action, Press, page_keyboard
from bot.telegram.deskwork import PlanDesk
from bot.telegram.drawing import Drawing
from bot.telegram.questions import Asked, Questions
from bot.telegram.sending import Place, Sender
from bot.telegram.sources import pages_of
from prompts import say

log = logging.getLogger(__name__)

# Presses that ask the question of an action.
ASKING = {Action.COMPARE: Deed.COMPARE, Action.OTHER: Deed.OTHER, Action.SUGGESTION: Deed.SUGGESTION}


class Presses:
    """Works on callback queries. Everybody who is served in the chat may press the buttons of an answer; a decision
    about the index belongs to the administrator who was asked for it."""

    def __init__(
        self,
        answering: Answering,
        state: State,
        sender: Sender,
        access: Access,
        questions: Questions,
        drawing: Drawing,
        desk: PlanDesk,
    ) -> None:
        self._answering = answering
        self._state = state
        self._sender = sender
        self._access = access
        self._questions = questions
        self._drawing = drawing
        self._desk = desk

    async def handle(self, update_id: int, query: CallbackQuery) -> None:
        """Do what the button says; a press that leads nowhere is told so in a notice on the presser's screen."""
        press = Press.read(query.data or "")
        message = query.message
        if press is None or message is None:
            await self._refuse(query, "press.unknown")
            return
        if not self._access.serves(str(query.from_user.id), str(message.chat.id)):
            await self._refuse(query, "press.not_allowed")
            return
        answer = self._state.answers.get(press.token)
        turn = self._state.conversations.get(answer.turn) if answer else None
        own = self._carries(message, press, turn)
        if press.action in (Action.CONFIRM, Action.CANCEL):
            await self._desk.decide(update_id, query, press, own)
        elif not own:
            log.warning("foreign press update=%d", update_id)
            await self._refuse(query, "press.unknown")
        elif answer is None or turn is None:
            await self._refuse(query, "press.expired")
        elif turn.chat != str(message.chat.id):
            await self._refuse(query, "press.unknown")
        elif press.action in (Action.USEFUL, Action.WRONG):
            user, good = str(query.from_user.id), press.action is Action.USEFUL
            self._state.answers.judge(answer.token, turn.question, answer.text, answer.places, user=user, good=good)
            await self._sender.answer_press(query.id, say("press.judged"))
        else:
            await self._sender.answer_press(query.id)
            await self._show(update_id, query, press, answer, turn)

    def _carries(self, message: MaybeInaccessibleMessage, press: Press, turn: Turn | None) -> bool:
        """Whether the button is the message's own. Anybody's program may send any data for any message of the bot's, but
        the message with its buttons is as Telegram has it.

        Of a message that Telegram shows no more the store knows which turn it answers; nothing can be edited there.
        """
        if message.is_accessible and message.reply_markup:  # type: ignore[attr-defined]
            rows = message.reply_markup.inline_keyboard  # type: ignore[attr-defined]
            held = [Press.read(str(button.callback_data or "")) for row in rows for button in row]
            return any(one and (one.action, one.token) == (press.action, press.token) for one in held)
        edits = press.action in (Action.PAGE, Action.CONFIRM, Action.CANCEL)
        answered = self._state.conversations.answered_by(str(message.chat.id), str(message.message_id))
        return not edits and turn is not None and answered == turn.id

    async def _show(self, update_id: int, query: CallbackQuery, press: Press, answer: StoredAnswer, turn: Turn) -> None:
        """Send what the reader wants to see, in reply to the answer whose button it is."""
        message = query.message
        assert message is not None
        own = topic_of(message) if message.is_accessible else None  # type: ignore[arg-type]
        topic = int(turn.topic) if turn.topic else own
        place = Place(message.chat.id, topic, message.message_id)
        asked = Asked(update_id, str(query.from_user.id), place, str(message.message_id))
        if press.action is Action.PAGE:
            await self._turn_page(place, press, answer)
        elif press.action is Action.SOURCE:
            pages = await pages_of(answer, self._answering)
            keyboard = page_keyboard(answer.token, 0, len(pages))
            await self._sender.reply(update_id, place, pages[:1], answer.turn, keyboard, aside=True)
        elif press.action is Action.MORE:
            await self._questions.more(update_id, place, answer, turn, press.number)
        elif press.action is Action.CHART:
            again = await self._questions.again(turn)
            await self._drawing.send(update_id, place, again, turn.id)
        elif press.action in ASKING:
            offered = answer.asking(ASKING[press.action])
            if press.number < len(offered):
                await self._questions.reply(asked, offered[press.number].question, fresh=True)

    async def _turn_page(self, place: Place, press: Press, answer: StoredAnswer) -> None:
        pages = await pages_of(answer, self._answering)
        if press.number < len(pages) and place.reply_to:
            keyboard = page_keyboard(answer.token, press.number, len(pages))
            await self._sender.edit(place.chat, place.reply_to, pages[press.number], keyboard)

    async def _refuse(self, query: CallbackQuery, why: str) -> None:
        await self._sender.answer_press(query.id, say(why), alert=True)
