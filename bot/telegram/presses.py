"""Buttons that were pressed."""

import logging

from telegram import CallbackQuery

from bot.telegram.access import Access
from bot.telegram.addressing import topic_of
from bot.telegram.answering import Answering
from bot.telegram.buttons import Action, Press, page_keyboard
from bot.telegram.deskwork import PlanDesk
from bot.telegram.drawing import Drawing
from bot.telegram.limits import Limits, Verdict
from bot.telegram.questions import Asked, Questions
from bot.telegram.sending import Place, Sender
from bot.telegram.sources import pages_of
from bot.telegram.state import State
from bot.telegram.state.answers import StoredAnswer
from bot.telegram.state.conversations import Turn
from prompts import say

log = logging.getLogger(__name__)

# Turning pages is cheap and quick; this many times as many presses as questions are taken.
PRESSES_FOR_A_QUESTION = 3


class Presses:
    """Works on callback queries. Everybody who is served in the chat may press the buttons of an answer; a decision
    about the index belongs to the administrator who was asked for it."""

    def __init__(
        self,
        answering: Answering,
        state: State,
        sender: Sender,
        access: Access,
        limits: Limits,
        questions: Questions,
        drawing: Drawing,
        desk: PlanDesk,
        most: int,
    ) -> None:
        self._answering = answering
        self._state = state
        self._sender = sender
        self._access = access
        self._limits = limits
        self._questions = questions
        self._drawing = drawing
        self._desk = desk
        self._most = most * PRESSES_FOR_A_QUESTION

    async def handle(self, update_id: int, query: CallbackQuery) -> None:
        """Do what the button says; a press that leads nowhere is told so in a notice on the presser's screen."""
        press = Press.read(query.data or "")
        message = query.message
        if press is None or message is None:
            await self._refuse(query, "press.unknown")
            return
        if not self._access.serves(query.from_user.id, message.chat.id):
            await self._refuse(query, "press.not_allowed")
            return
        if self._limits.ask(("presses", query.from_user.id, self._most)) is not Verdict.SERVED:
            await self._refuse(query, "press.too_many")
            return
        if press.action in (Action.CONFIRM, Action.CANCEL):
            await self._desk.decide(update_id, query, press)
            return
        answer = self._state.answers.get(press.token)
        turn = self._state.conversations.get(answer.turn) if answer else None
        if answer is None or turn is None:
            await self._refuse(query, "press.expired")
        elif turn.chat != message.chat.id:
            log.warning("foreign press update=%d", update_id)
            await self._refuse(query, "press.unknown")
        elif press.action in (Action.USEFUL, Action.WRONG):
            self._state.answers.judge(answer, turn.question, query.from_user.id, press.action is Action.USEFUL)
            await self._sender.answer_press(query.id, say("press.judged"))
        else:
            await self._sender.answer_press(query.id)
            await self._show(update_id, query, press, answer, turn)

    async def _show(self, update_id: int, query: CallbackQuery, press: Press, answer: StoredAnswer, turn: Turn) -> None:
        """Send what the reader wants to see, in reply to the answer whose button it is."""
        message = query.message
        assert message is not None
        topic = turn.topic or (topic_of(message) if message.is_accessible else None)  # type: ignore[arg-type]
        place = Place(message.chat.id, topic, message.message_id)
        asked = Asked(update_id, query.from_user.id, place, message.message_id, message.message_id)
        if press.action is Action.PAGE:
            await self._turn_page(place, press, answer)
        elif press.action is Action.SOURCE:
            pages = await pages_of(answer, self._answering)
            keyboard = page_keyboard(answer.token, 0, len(pages))
            await self._sender.reply(update_id, place, pages[:1], answer.turn, keyboard, aside=True)
        elif press.action is Action.COMPARE and answer.subjects:
            await self._questions.reply(asked, say("telegram.compare_question", name=answer.subjects[0]), fresh=True)
        elif press.action is Action.CHART:
            again = await self._answering.ask(turn.question, self._state.conversations.history(turn.id))
            await self._drawing.send(update_id, place, again, turn.id)
        elif press.action is Action.OTHER and press.number < len(answer.alternatives):
            await self._questions.reply(asked, answer.alternatives[press.number], fresh=True)

    async def _turn_page(self, place: Place, press: Press, answer: StoredAnswer) -> None:
        pages = await pages_of(answer, self._answering)
        if press.number < len(pages) and place.reply_to:
            keyboard = page_keyboard(answer.token, press.number, len(pages))
            await self._sender.edit(place.chat, place.reply_to, pages[press.number], keyboard)

    async def _refuse(self, query: CallbackQuery, why: str) -> None:
        await self._sender.answer_press(query.id, say(why), alert=True)
