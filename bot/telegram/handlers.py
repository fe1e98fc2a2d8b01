"""What each update leads to: who may ask, what is asked, and the reply."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Protocol

from telegram import Message, Update
from telegram.ext import CallbackContext

from bot.models import Answer
from bot.rendering import rendered
from bot.telegram.access import Access
from bot.telegram.addressing import Kind, Request, asker, request_in, topic_of
from bot.telegram.backoff import Interrupted
from bot.telegram.notices import Notices
from bot.telegram.sending import Sender, Undeliverable
from bot.telegram.state import State
from corpus.models import PlanMetadata, Status
from prompts import say

log = logging.getLogger(__name__)


class Assistant(Protocol):
    """What the Telegram room needs of ``bot.assistant.Assistant``; both calls may come from any thread."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer: ...

    def plans(self) -> Sequence[PlanMetadata]: ...


class Handlers:
    """Works on one update at a time from start to end; updates of several chats run side by side."""

    def __init__(
        self,
        assistant: Assistant,
        state: State,
        sender: Sender,
        access: Access,
        stop: asyncio.Event,
        retention_days: int,
    ) -> None:
        self._assistant = assistant
        self._state = state
        self._sender = sender
        self._access = access
        self._stop = stop
        self._retention_days = retention_days
        self._notices = Notices()

    async def handle(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Deal with a stored update and mark it as done, whatever happens, unless the bot is stopping."""
        if self._stop.is_set():
            return
        self._state.begin(update.update_id)
        try:
            if update.message:
                await self._respond(update.update_id, update.message, request_in(update.message, context.bot.bot))
        except Interrupted:
            self._state.postpone(update.update_id)
            return
        except Undeliverable as error:
            log.warning("undeliverable update=%d reason=%s", update.update_id, error)
        self._state.finish(update.update_id)

    async def _respond(self, update_id: int, message: Message, request: Request | None) -> None:
        user = asker(message)
        if request is None or user is None:
            return
        if not self._access.serves(user, message.chat.id):
            await self._decline(update_id, message, user)
            return
        try:
            await self._serve(update_id, message, request, user)
        except (Interrupted, Undeliverable):
            raise
        except Exception:
            log.exception("failed update=%d", update_id)
            await self._sender.reply(update_id, message, say("telegram.failed"))

    async def _decline(self, update_id: int, message: Message, user: int) -> None:
        """Tell strangers how to be let in; in a group, keep quiet: its members are there for each other."""
        if message.chat.id == user and self._notices.due("declined", message.chat.id):
            await self._sender.reply(update_id, message, say("telegram.not_allowed", user=user))

    async def _serve(self, update_id: int, message: Message, request: Request, user: int) -> None:
        if request.kind is Kind.NOT_TEXT:
            if self._notices.due("not text", message.chat.id):
                await self._sender.reply(update_id, message, say("telegram.not_text"))
        elif request.kind is Kind.UNKNOWN_COMMAND:
            await self._sender.reply(update_id, message, say("telegram.unknown_command"))
        elif request.kind is Kind.COMMAND:
            await self._sender.reply(update_id, message, await self._command(request.command, message, user))
        elif not request.text:
            await self._sender.reply(update_id, message, say("telegram.empty_question"))
        else:
            await self._answer(update_id, message, request.text, user)

    async def _command(self, command: str, message: Message, user: int) -> str:
        """The reply to a command that needs nothing but its name."""
        if command == "plans":
            return _plan_list(await asyncio.to_thread(self._assistant.plans))
        if command == "reset":
            self._state.reset(user, message.chat.id, topic_of(message) or 0)
            return say("telegram.reset_done")
        return say(f"telegram.{command}", days=self._retention_days)

    async def _answer(self, update_id: int, message: Message, question: str, user: int) -> None:
        turn = self._state.turn(
            update_id,
            question,
            user=user,
            chat=message.chat.id,
            topic=topic_of(message) or 0,
            message=message.message_id,
            replied_to=message.reply_to_message.message_id if message.reply_to_message else None,
        )
        answer = await asyncio.to_thread(self._assistant.ask, question, self._state.history(turn))
        await self._sender.reply(update_id, message, rendered(answer), turn)
        log.info("answered update=%d refusal=%s ms=%.1f", update_id, answer.reason, answer.elapsed_ms)


def _plan_list(plans: Sequence[PlanMetadata]) -> str:
    """The loaded plans, one line each, drafts marked."""
    if not plans:
        return say("telegram.no_plans")
    lines = [
        say("telegram.draft_plan" if plan.status == Status.DRAFT else "telegram.final_plan", n=n, title=plan.title)
        for n, plan in enumerate(plans, start=1)
    ]
    return "\n".join([say("telegram.plan_count", count=len(plans)), *lines])
