"""Carrying out what updates lead to: each is worked on from start to end, and then marked as done."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from telegram import CallbackQuery, InlineQuery, Message, Update, User

from bot.chat.access import Access
from bot.chat.attempts import working_on
from bot.chat.backoff import Interrupted, delays, pause
from bot.chat.lines import Work
from bot.chat.notices import Notices
from bot.chat.state import State
from bot.chat.state.database import StateUnwritable
from bot.chat.troubles import Seldom
from bot.telegram.addressing import Kind, Request
from bot.telegram.commands import Commands
from bot.telegram.deskwork import PlanDesk
from bot.telegram.formatting import messages
from bot.telegram.inline import Inline
from bot.telegram.pointing import pointing_of
from bot.telegram.presses import Presses
from bot.telegram.questions import Asked, Questions
from bot.telegram.sending import Place, Sender, Undeliverable
from corpus.errors import PlanbotError
from prompts import say

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Everybody who works on updates."""

    questions: Questions
    commands: Commands
    presses: Presses
    inline: Inline
    desk: PlanDesk


class Handlers:
    """Works on updates that have been let in (``reception``)."""

    def __init__(
        self,
        me: Callable[[], User],
        rooms: Rooms,
        state: State,
        sender: Sender,
        access: Access,
        notices: Notices,
        stop: asyncio.Event,
    ) -> None:
        self._me = me
        self._rooms = rooms
        self._state = state
        self._sender = sender
        self._access = access
        self._notices = notices
        self._stop = stop
        self._trouble = Seldom(log)
        self._failures = Seldom(log)

    async def carry_out(self, update: Update, work: Work) -> None:
        """Do ``work`` for a stored update and mark the update as done, whatever happens, unless the bot is stopping.

        Where the store cannot be written, the work is begun again when it can: an answer that nobody notes would come
        twice after a restart.
        """
        working_on.set(update.update_id)
        for wait in delays():
            if self._stop.is_set():
                return
            try:
                self._state.journal.check(update.update_id)
                if await self._done(update, work):
                    self._state.journal.finish(update.update_id)
                self._trouble.over()
                return
            except StateUnwritable as error:
                self._trouble.say(f"updates wait: the store cannot be written error={error}")
            try:
                await pause(self._stop, wait)
            except Interrupted:
                return

    async def _done(self, update: Update, work: Work) -> bool:
        """Whether the update has been dealt with; False at a stop."""
        try:
            await work()
        except Interrupted:
            return False
        except StateUnwritable:
            raise
        except Undeliverable as error:
            log.warning("undeliverable update=%d reason=%s", update.update_id, error)
        except PlanbotError as error:
            self._failures.say(f"failed: {error}")
            await self._apologise(update)
        except Exception:
            log.exception("failed update=%d", update.update_id)
            await self._apologise(update)
        return True

    async def serve(self, update_id: int, message: Message, request: Request, user: str) -> None:
        """Answer a new message."""
        asked = self._asked(update_id, message, user)
        if request.kind is Kind.COMMAND:
            await self._rooms.commands.run(asked, message, request)
        elif request.kind is Kind.FILE:
            if user in self._access.admins:
                await self._rooms.desk.propose(update_id, message, user)
            elif self._notices.due("file", str(message.chat.id)):
                await self._say(update_id, message, say("telegram.file_declined"))
        elif request.kind is Kind.NOT_TEXT:
            if self._notices.due("not text", str(message.chat.id)):
                await self._say(update_id, message, say("telegram.not_text"))
        elif request.kind is Kind.UNKNOWN_COMMAND:
            await self._say(update_id, message, say("telegram.unknown_command"))
        elif not request.text:
            await self._say(update_id, message, say("telegram.empty_question"))
        else:
            await self._rooms.questions.reply(asked, request.text)

    async def serve_edit(self, update_id: int, message: Message, question: str, user: str, fresh: bool) -> None:
        """A question was edited: its answer is edited. One that was never answered is taken as new; then its next edit
        finds an answer."""
        turn = self._state.conversations.asked_with(str(message.chat.id), str(message.message_id))
        if turn is None:
            await self._rooms.questions.reply(self._asked(update_id, message, user), question, fresh=fresh)
        elif turn.question != question:
            await self._rooms.questions.revise(update_id, Place.beside(message), turn, question)

    async def serve_caption(self, update_id: int, message: Message, request: Request, user: str) -> None:
        """A caption was edited: what is attached is taken as new, unless it has been replied to."""
        if not self._state.conversations.replied_to(str(message.chat.id), str(message.message_id)):
            await self.serve(update_id, message, request, user)

    async def press(self, update_id: int, query: CallbackQuery) -> None:
        """Do what the pressed button says."""
        await self._rooms.presses.handle(update_id, query)

    async def inline(self, query: InlineQuery) -> None:
        """Show answers to who is typing."""
        await self._rooms.inline.handle(query)

    async def too_many(self, update_id: int, message: Message) -> None:
        """Say that a limit is reached."""
        await self._say(update_id, message, say("telegram.too_many"))

    async def too_many_presses(self, query: CallbackQuery) -> None:
        """Say so on the presser's screen."""
        await self._sender.answer_press(query.id, say("press.too_many"), alert=True)

    async def too_many_inline(self, query: InlineQuery) -> None:
        """Say so in the list."""
        await self._rooms.inline.refuse(query, say("inline.too_many_title"), say("telegram.too_many"))

    async def decline(self, update_id: int, message: Message, user: str) -> None:
        """Tell a stranger how to be let in."""
        await self._say(update_id, message, say("telegram.not_allowed", user=user))

    async def _apologise(self, update: Update) -> None:
        """One sentence where the reader waits for something; never a second failure."""
        try:
            if update.callback_query:
                await self._sender.answer_press(update.callback_query.id, say("telegram.failed"), alert=True)
            elif update.message:
                await self._say(update.update_id, update.message, say("telegram.failed"))
        except StateUnwritable:
            raise
        except (Undeliverable, Interrupted) as error:
            log.warning("apology not delivered update=%d reason=%s", update.update_id, type(error).__name__)
        except Exception:
            log.exception("apology failed update=%d", update.update_id)

    async def _say(self, update_id: int, message: Message, text: str) -> None:
        await self._sender.reply(update_id, Place.beside(message), messages(text))

    def _asked(self, update_id: int, message: Message, user: str) -> Asked:
        place, pointing = Place.beside(message), pointing_of(message, self._me())
        return Asked(update_id, user, place, str(message.message_id), pointing)
