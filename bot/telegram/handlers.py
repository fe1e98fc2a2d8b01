"""What each update leads to: who may ask, what is asked, and who works on it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext

from bot.telegram.access import Access
from bot.telegram.addressing import Kind, Request, asker, request_in
from bot.telegram.backoff import Interrupted
from bot.telegram.commands import Commands, question_of
from bot.telegram.deskwork import PlanDesk
from bot.telegram.formatting import messages
from bot.telegram.inline import Inline
from bot.telegram.limits import Limits, Verdict
from bot.telegram.notices import Notices
from bot.telegram.presses import Presses
from bot.telegram.questions import Asked, Questions
from bot.telegram.sending import Place, Sender, Undeliverable
from bot.telegram.state import State
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
    """Works on one update at a time from start to end; updates of several chats run side by side."""

    def __init__(
        self,
        rooms: Rooms,
        state: State,
        sender: Sender,
        access: Access,
        limits: Limits,
        stop: asyncio.Event,
        moved: Callable[[int, int], None],
        *,
        user_limit: int,
        group_limit: int,
    ) -> None:
        self._rooms = rooms
        self._state = state
        self._sender = sender
        self._access = access
        self._limits = limits
        self._stop = stop
        self._moved = moved
        self._user_limit = user_limit
        self._group_limit = group_limit
        self._notices = Notices()

    async def handle(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Deal with a stored update and mark it as done, whatever happens, unless the bot is stopping."""
        if self._stop.is_set():
            return
        self._state.journal.begin(update.update_id)
        try:
            await self._dispatch(update, context)
        except Interrupted:
            self._state.journal.postpone(update.update_id)
            return
        except Undeliverable as error:
            log.warning("undeliverable update=%d reason=%s", update.update_id, error)
        except Exception:
            log.exception("failed update=%d", update.update_id)
            await self._apologise(update)
        self._state.journal.finish(update.update_id)

    async def _dispatch(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        me = context.bot.bot
        if update.message:
            await self._receive(update.update_id, update.message, request_in(update.message, me))
        elif update.edited_message:
            edited = update.edited_message
            await self._receive_edit(update.update_id, edited, request_in(edited, me))
        elif update.callback_query:
            await self._rooms.presses.handle(update.update_id, update.callback_query)
        elif update.inline_query:
            await self._rooms.inline.handle(update.inline_query, me.username or "")

    async def _receive(self, update_id: int, message: Message, request: Request | None) -> None:
        """A new message."""
        if message.migrate_to_chat_id:
            self._moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            self._moved(message.migrate_from_chat_id, message.chat.id)
        user = asker(message)
        if request is None or user is None:
            return
        if not self._access.serves(user, message.chat.id):
            await self._decline(update_id, message, user)
        elif await self._within_limits(update_id, message, user):
            await self._serve(update_id, message, request, user)

    async def _receive_edit(self, update_id: int, message: Message, request: Request | None) -> None:
        """An edited message: its answer is edited. One that was never answered is taken as new, so far as it asks;
        then its next edit finds an answer."""
        user = asker(message)
        if request is None or user is None or not self._access.serves(user, message.chat.id):
            return
        question = request.text if request.kind is Kind.QUESTION else question_of(request)
        if not question:
            return
        turn = self._state.conversations.asked_with(message.chat.id, message.message_id)
        if turn and turn.question == question:
            return
        if not await self._within_limits(update_id, message, user):
            return
        if turn is None:
            fresh = request.kind is Kind.COMMAND
            await self._rooms.questions.reply(_asked(update_id, message, user), question, fresh=fresh)
        else:
            await self._rooms.questions.revise(update_id, Place.beside(message), turn, question)

    async def _serve(self, update_id: int, message: Message, request: Request, user: int) -> None:
        asked = _asked(update_id, message, user)
        if request.kind is Kind.COMMAND:
            await self._rooms.commands.run(asked, message, request)
        elif request.kind is Kind.FILE:
            if user in self._access.admins:
                await self._rooms.desk.propose(update_id, message, user)
            elif self._notices.due("file", message.chat.id):
                await self._say(update_id, message, say("telegram.file_declined"))
        elif request.kind is Kind.NOT_TEXT:
            if self._notices.due("not text", message.chat.id):
                await self._say(update_id, message, say("telegram.not_text"))
        elif request.kind is Kind.UNKNOWN_COMMAND:
            await self._say(update_id, message, say("telegram.unknown_command"))
        elif not request.text:
            await self._say(update_id, message, say("telegram.empty_question"))
        else:
            await self._rooms.questions.reply(asked, request.text)

    async def _within_limits(self, update_id: int, message: Message, user: int) -> bool:
        """Whether the request is served; the first one beyond a limit is told so, the others draw no reply."""
        keys = [("user", user, self._user_limit)]
        if message.chat.type != ChatType.PRIVATE:
            keys.append(("group", message.chat.id, self._group_limit))
        verdict = self._limits.ask(*keys)
        if verdict is Verdict.NOTICE:
            await self._say(update_id, message, say("telegram.too_many"))
        if verdict is not Verdict.SERVED:
            log.info("limited update=%d verdict=%s", update_id, verdict.value)
        return verdict is Verdict.SERVED

    async def _decline(self, update_id: int, message: Message, user: int) -> None:
        """Tell strangers how to be let in; in a group, keep quiet: its members are there for each other."""
        if message.chat.id == user and self._notices.due("declined", message.chat.id):
            await self._say(update_id, message, say("telegram.not_allowed", user=user))

    async def _apologise(self, update: Update) -> None:
        """One sentence where the reader waits for something; never a second failure."""
        try:
            if update.callback_query:
                await self._sender.answer_press(update.callback_query.id, say("telegram.failed"), alert=True)
            elif update.message:
                await self._say(update.update_id, update.message, say("telegram.failed"))
        except (Undeliverable, Interrupted) as error:
            log.warning("apology not delivered update=%d reason=%s", update.update_id, type(error).__name__)

    async def _say(self, update_id: int, message: Message, text: str) -> None:
        await self._sender.reply(update_id, Place.beside(message), messages(text))


def _asked(update_id: int, message: Message, user: int) -> Asked:
    replied = message.reply_to_message.message_id if message.reply_to_message else None
    return Asked(update_id, user, Place.beside(message), message.message_id, replied)
