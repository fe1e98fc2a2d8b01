"""Sending: each message until it has arrived, and none twice after a restart."""

import asyncio
import logging
from datetime import timedelta

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.addressing import topic_of
from bot.telegram.backoff import delays, pause
from bot.telegram.formatting import messages
from bot.telegram.state import State

log = logging.getLogger(__name__)


class Undeliverable(Exception):
    """Telegram will never take this message: the bot was blocked or removed, or the chat or topic is gone or closed."""


class Sender:
    """Sends through ``bot`` and notes what was sent in ``state``. Sets its waits aside when ``stop`` is set."""

    def __init__(self, bot: Bot, state: State, stop: asyncio.Event) -> None:
        self._bot = bot
        self._state = state
        self._stop = stop

    async def reply(self, update_id: int, asked: Message, text: str, turn: int | None = None) -> None:
        """Answer ``asked``, which the update brought, with the plain ``text``: one message, several where it is long.

        ``turn`` is the conversation turn that the text answers. What an earlier attempt sent is not sent again. Raises
        ``Undeliverable``, and ``Interrupted`` at a stop.
        """
        for part, html in enumerate(messages(text)):
            if not self._state.was_sent(update_id, part):
                sent = await self._send(asked, html)
                self._state.sent(update_id, part, sent.chat.id, sent.message_id, turn)

    async def _send(self, asked: Message, html: str) -> Message:
        """Try until Telegram takes the message. After a time-out it may have taken it already: better twice than never.

        Only this chat waits: the library's rate limiter would stop all chats at one chat's 429.
        """
        chat = asked.chat.id
        for wait in delays():
            try:
                return await self._bot.send_message(
                    chat,
                    html,
                    parse_mode=ParseMode.HTML,
                    message_thread_id=topic_of(asked),
                    reply_parameters=ReplyParameters(asked.message_id, allow_sending_without_reply=True),
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            except ChatMigrated as error:
                chat = error.new_chat_id
                continue
            except RetryAfter as error:
                asked_wait = error.retry_after
                wait = asked_wait.total_seconds() if isinstance(asked_wait, timedelta) else float(asked_wait)
            except (Forbidden, BadRequest) as error:
                raise Undeliverable(str(error)) from None
            except TelegramError as error:
                log.warning("sending failed error=%s", type(error).__name__)
            await pause(self._stop, wait)
        raise AssertionError("delays() has no end")
