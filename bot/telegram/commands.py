"""What each command does."""

import logging
from collections.abc import Sequence

from telegram import Bot, BotCommand, BotCommandScope, Message
from telegram import BotCommandScopeAllGroupChats as AllGroups
from telegram import BotCommandScopeChat as OneChat
from telegram import BotCommandScopeDefault as Everywhere
from telegram.error import TelegramError

from bot.chat.answering import Answering
from bot.chat.state import State
from bot.chat.state.answers import StoredAnswer
from bot.telegram.addressing import ADMIN_COMMANDS, COMMANDS, Request, topic_of
from bot.telegram.administration import Administration
from bot.telegram.buttons import page_keyboard
from bot.telegram.drawing import Drawing
from bot.telegram.formatting import messages
from bot.telegram.links import question_in
from bot.telegram.questions import Asked, Questions
from bot.telegram.sending import Sender
from bot.telegram.sources import pages_of
from corpus.models import PlanMetadata, Status
from prompts import say

log = logging.getLogger(__name__)

# Commands whose answer is that of a question made of their words; an edit of one edits its answer.
ASKING = {"indicator": "asking.indicator", "compare": "asking.compare", "figure": "asking.figure"}
# /start and /help are for everybody; of the rest, a group's menu shows what is asked together.
GROUP_MENU = ("help", "plans", "indicator", "compare", "source", "figure", "chart", "reset")


def question_of(request: Request) -> str | None:
    """The question that a command asks in other words; None for other commands, and where nothing follows it."""
    if request.command not in ASKING or not request.text:
        return None
    return say(ASKING[request.command], name=request.text)


class Commands:
    """Carries out the commands of everybody, and hands those of administrators on."""

    def __init__(
        self,
        answering: Answering,
        state: State,
        sender: Sender,
        questions: Questions,
        drawing: Drawing,
        administration: Administration,
        retention_days: int,
    ) -> None:
        self._answering = answering
        self._state = state
        self._sender = sender
        self._questions = questions
        self._drawing = drawing
        self._administration = administration
        self._retention_days = retention_days

    async def run(self, asked: Asked, message: Message, request: Request) -> None:
        """Reply to the command in ``message``; administrators' commands of others are unknown."""
        name, question = request.command, question_of(request)
        if name in ADMIN_COMMANDS:
            if self._administration.admits(asked.user):
                await self._administration.run(asked, message, request)
            elif request.named:
                await self._say(asked, say("telegram.unknown_command"))
        elif name == "figure" and question:
            await self._figure(asked, question, request.text)
        elif question:
            await self._questions.reply(asked, question, fresh=True)
        elif name in ASKING:
            await self._about_last(asked, name)
        elif name == "chart":
            await self._chart(asked, request.text)
        elif name == "source":
            await self._source(asked, request.text)
        elif name == "start" and request.text:
            await self._open_link(asked, request.text)
        else:
            await self._say(asked, await self._simple(name, asked, message))

    async def _simple(self, name: str, asked: Asked, message: Message) -> str:
        """The reply to a command that needs nothing but its name."""
        if name == "plans":
            return _plan_list(await self._answering.plans())
        if name == "reset":
            self._state.conversations.reset(asked.user, str(message.chat.id), str(topic_of(message) or ""))
            return say("chat.reset_done")
        text = say(f"telegram.{name}", days=self._retention_days)
        if name == "help" and self._administration.admits(asked.user):
            text = f"{text}\n\n{say('telegram.admin_help')}"
        return text

    async def _about_last(self, asked: Asked, name: str) -> None:
        """A command without words: /compare is about the last answer's indicator; the others say how they are used."""
        last = self._last_answer(asked)
        if name == "compare" and last and last.subjects:
            await self._questions.reply(asked, say("asking.compare", name=last.subjects[0]), fresh=True)
        else:
            await self._say(asked, say(f"telegram.usage_{name}"))

    async def _figure(self, asked: Asked, question: str, figure: str) -> None:
        """Which plans state a figure or a phrase. A bare figure says nothing that a question can be understood by; then
        the places that print it are the answer."""
        turn, answer = await self._questions.turn(asked, question, fresh=True)
        found = await self._answering.stating(figure) if answer.refused else None
        await self._questions.send(asked, turn, found or answer)

    async def _chart(self, asked: Asked, text: str) -> None:
        """The chart of what is asked, else of the last answer."""
        if text:
            turn, answer = await self._questions.turn(asked, text, fresh=True)
            if answer.refused:
                await self._questions.send(asked, turn, answer)
            else:
                await self._drawing.send(asked.update_id, asked.place, answer, turn)
            return
        last = self._last_answer(asked)
        known = self._state.conversations.get(last.turn) if last else None
        if last is None or known is None or not last.subjects:
            await self._say(asked, say("telegram.usage_chart"))
            return
        answer = await self._questions.again(known)
        await self._drawing.send(asked.update_id, asked.place, answer, known.id)

    async def _source(self, asked: Asked, text: str) -> None:
        """The passages behind what is asked, else behind the last answer."""
        if text:
            turn, answer = await self._questions.turn(asked, text, fresh=True)
            stored = await self._questions.record(turn, answer)
            if answer.refused or not answer.citations:
                await self._questions.send(asked, turn, answer)
                return
        else:
            last = self._last_answer(asked)
            if last is None or not last.evidence:
                await self._say(asked, say("telegram.usage_source"))
                return
            stored, turn = last, last.turn
        pages = await pages_of(stored, self._answering)
        keyboard = page_keyboard(stored.token, 0, len(pages))
        await self._sender.reply(asked.update_id, asked.place, pages[:1], turn, keyboard, aside=True)

    async def _open_link(self, asked: Asked, payload: str) -> None:
        """/start with a payload: the answer that the link promised; the greeting where it is no link of ours."""
        question = question_in(payload)
        if question:
            await self._questions.reply(asked, question, fresh=True)
        else:
            await self._say(asked, say("telegram.start"))

    def _last_answer(self, asked: Asked) -> StoredAnswer | None:
        """The answer that is replied to, else the latest one to this user in this chat and topic."""
        turn = self._state.conversations.followed(asked.user, *asked.place.conversation, asked.pointing)
        return self._state.answers.of_turn(turn) if turn else None

    async def _say(self, asked: Asked, text: str) -> None:
        await self._sender.reply(asked.update_id, asked.place, messages(text))


async def publish(bot: Bot, admins: frozenset[int]) -> None:
    """Tell Telegram's menus of the commands: everybody's, groups', and each administrator's. Failing does no harm."""
    menus: list[tuple[Sequence[str], BotCommandScope]] = [(COMMANDS, Everywhere()), (GROUP_MENU, AllGroups())]
    menus += [(COMMANDS + ADMIN_COMMANDS, OneChat(admin)) for admin in sorted(admins)]
    for names, scope in menus:
        try:
            await bot.set_my_commands([BotCommand(name, say(f"command.{name}")) for name in names], scope)
        except TelegramError as error:
            # An administrator who has never written to the bot has no chat with it yet.
            log.info("menu not set scope=%s error=%s", scope.type, type(error).__name__)


def _plan_list(plans: Sequence[PlanMetadata]) -> str:
    """The loaded plans, one line each, drafts marked."""
    if not plans:
        return say("loaded.none")
    lines = [
        say("loaded.draft" if plan.status == Status.DRAFT else "loaded.final", n=n, title=plan.title)
        for n, plan in enumerate(plans, start=1)
    ]
    return "\n".join([say("loaded.count", count=len(plans)), *lines])
