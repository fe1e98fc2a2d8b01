"""Sending: each message until it has arrived, and none twice after a restart."""

import asyncio
import functools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, InlineQueryResult, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.chat.backoff import delays, pause
from bot.chat.state import State
from bot.chat.troubles import Seldom
from bot.telegram.addressing import topic_of

log = logging.getLogger(__name__)

T = TypeVar("T")

# A reader takes a shorter wait for an instant answer.
TYPING_AFTER_SECONDS = 0.5
# Telegram shows the action for five seconds.
TYPING_EVERY_SECONDS = 4.5
# The spinner of a pressed button and a list of inline results are worth a few seconds of trying, no more.
PASSING_ATTEMPTS = 3
# A file is sent again more easily than waited for.
FETCH_ATTEMPTS = 5
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Undeliverable(Exception):
    """Telegram will never take this message: the bot was blocked or removed, or the chat or topic is gone or closed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, its topic, and the message it replies to."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None

    @classmethod
    def beside(cls, message: Message) -> "Place":
        """In reply to ``message``."""
        return cls(message.chat.id, topic_of(message), message.message_id)

    @property
    def conversation(self) -> tuple[str, str]:
        """The ids of the chat and of its topic, as what faces share knows them."""
        return str(self.chat), str(self.topic or "")

    @property
    def private(self) -> bool:
        """Whether it is a chat with one user: those have positive numbers, groups and channels negative ones."""
        return self.chat > 0

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """A message that was deleted meanwhile is answered all the same."""
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True) if self.reply_to else None


class Sender:
    """Sends through ``bot`` and notes what was sent in ``state``. Sets its waits aside when ``stop`` is set.

    ``moved`` is told of a group that has become a supergroup, as (old id, new id).
    """

    def __init__(self, bot: Bot, state: State, stop: asyncio.Event, moved: Callable[[int, int], None]) -> None:
        self._bot = bot
        self._state = state
        self._stop = stop
        self._moved = moved
        self._trouble = Seldom(log)
        # (chat, message) that Telegram took and the store could not note, by (update, part): not to be sent again.
        self._unnoted: dict[tuple[int, int], tuple[int, int]] = {}

    async def reply(
        self,
        update_id: int,
        place: Place,
        parts: Sequence[str],
        turn: int | None = None,
        keyboard: InlineKeyboardMarkup | None = None,
        aside: bool = False,
    ) -> None:
        """Send the HTML ``parts`` in answer to the update, with the keyboard under the last one.

        ``turn`` is the conversation turn that they answer, or that they stand ``aside`` of. What an earlier attempt sent
        is not sent again. Raises ``Undeliverable``, and ``Interrupted`` at a stop.
        """
        for number, html in enumerate(parts):
            under = keyboard if number == len(parts) - 1 else None
            await self.part(update_id, place, number, html, turn, under, aside=aside)

    async def part(
        self,
        update_id: int,
        place: Place,
        number: int,
        html: str,
        turn: int | None,
        keyboard: InlineKeyboardMarkup | None,
        *,
        aside: bool = False,
        growing: bool = False,
    ) -> int:
        """One part of a reply; the message that shows it. ``growing``: it is going to be edited."""
        known = self._state.conversations.was_sent(update_id, number)
        if known is not None:
            return int(known)
        call = functools.partial(self._text, place=place, html=html, keyboard=keyboard)
        return await self._sent(update_id, number, place, call, turn, aside=aside, growing=growing)

    async def photo(self, update_id: int, place: Place, png: bytes, caption: str, turn: int | None) -> None:
        """Send a picture in answer to the update, with an HTML caption."""
        if self._state.conversations.was_sent(update_id, 0) is not None:
            return
        await self._sent(
            update_id,
            0,
            place,
            lambda chat: self._bot.send_photo(
                chat,
                png,
                caption=caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic,
                reply_parameters=place.reply_parameters,
                filename="chart.png",
            ),
            turn,
            aside=True,
        )

    async def edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Put ``html`` in place of the bot's ``message``; False where the message is there no more."""
        try:
            await self._until_taken(chat, lambda chat: self._edited(chat, message, html, keyboard))
        except Undeliverable as error:
            if _unchanged(error):
                return True
            log.info("editing failed reason=%s", error)
            return False
        return True

    async def try_edit(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> float | None:
        """``edit`` with one attempt: None where the message shows it, else the seconds that Telegram asks to wait."""
        try:
            await self._edited(chat, message, html, keyboard)
        except RetryAfter as error:
            return _seconds(error)
        except TelegramError as error:
            return None if _unchanged(error) else 0.0
        return None

    async def wait(self, seconds: float) -> None:
        """Wait, if ``seconds`` is more than nothing; raises ``Interrupted`` at a stop."""
        if seconds > 0:
            await pause(self._stop, seconds)

    async def delete(self, chat: int, message: int) -> None:
        """Take the bot's ``message`` away, where that can still be done."""
        with suppress(Undeliverable):
            await self._until_taken(chat, lambda chat: self._bot.delete_message(chat, message))

    async def answer_press(self, query: str, text: str = "", alert: bool = False) -> None:
        """Stop the spinner of a pressed button, with a short notice if ``text`` is given."""
        await self._passing(lambda: self._bot.answer_callback_query(query, text or None, show_alert=alert))

    async def answer_inline(
        self, query: str, results: Sequence[InlineQueryResult], cache_seconds: int, personal: bool
    ) -> None:
        """Show ``results`` to who is typing."""
        await self._passing(
            lambda: self._bot.answer_inline_query(query, results, cache_time=cache_seconds, is_personal=personal)
        )

    async def fetch(self, file: str) -> bytes | None:
        """The contents of a file that a user sent; None where Telegram does not hand it out."""
        for _, wait in zip(range(FETCH_ATTEMPTS), delays(), strict=False):
            try:
                found = await self._bot.get_file(file)
                return bytes(await found.download_as_bytearray())
            except (Forbidden, BadRequest) as error:
                log.warning("file not handed out reason=%s", error)
                return None
            except TelegramError as error:
                self._trouble.say(f"fetching failed error={type(error).__name__}")
            await pause(self._stop, wait)
        return None

    @asynccontextmanager
    async def typing(self, place: Place) -> AsyncIterator[None]:
        """Show that the bot is typing, from half a second on, while the body runs."""
        showing = asyncio.create_task(self._show_typing(place))
        try:
            yield
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    async def _show_typing(self, place: Place) -> None:
        await asyncio.sleep(TYPING_AFTER_SECONDS)
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)
            await asyncio.sleep(TYPING_EVERY_SECONDS)

    async def _sent(
        self,
        update_id: int,
        number: int,
        place: Place,
        call: Callable[[int], Awaitable[Message]],
        turn: int | None,
        *,
        aside: bool = False,
        growing: bool = False,
    ) -> int:
        """Send one part and note it; its message. Where it cannot be noted (``StateUnwritable``) the next call, which has
        the same update and number, only notes it."""
        if (update_id, number) not in self._unnoted:
            sent = await self._until_taken(place.chat, call)
            self._unnoted[update_id, number] = sent.chat.id, sent.message_id
        chat, message = self._unnoted[update_id, number]
        self._state.conversations.sent(
            *(update_id, number, str(chat), str(message), turn),
            beside=str(place.reply_to) if place.reply_to else None,
            aside=aside,
            growing=growing,
        )
        del self._unnoted[update_id, number]
        return message

    async def _text(self, chat: int, place: Place, html: str, keyboard: InlineKeyboardMarkup | None) -> Message:
        return await self._bot.send_message(
            chat,
            html,
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic,
            reply_parameters=place.reply_parameters,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )

    async def _edited(self, chat: int, message: int, html: str, keyboard: InlineKeyboardMarkup | None) -> object:
        return await self._bot.edit_message_text(
            html, chat, message, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )

    async def _until_taken(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T:
        """Try until Telegram takes it. After a time-out it may have taken it already: better twice than never.

        Only this chat waits: the library's rate limiter would stop all chats at one chat's 429.
        """
        for wait in delays():
            try:
                return await call(chat)
            except ChatMigrated as error:
                self._moved(chat, error.new_chat_id)
                chat = error.new_chat_id
                continue
            except RetryAfter as error:
                wait = _seconds(error)
            except (Forbidden, BadRequest) as error:
                raise Undeliverable(str(error)) from None
            except TelegramError as error:
                self._trouble.say(f"sending failed error={type(error).__name__}")
            await pause(self._stop, wait)
        raise AssertionError("delays() has no end")

    async def _passing(self, call: Callable[[], Awaitable[object]]) -> None:
        """Try a few times; what comes late is of no use, so nothing is raised but ``Interrupted``."""
        for _, wait in zip(range(PASSING_ATTEMPTS), delays(), strict=False):
            try:
                await call()
                return
            except (Forbidden, BadRequest) as error:
                log.info("too late error=%s", error)
                return
            except TelegramError as error:
                self._trouble.say(f"answering failed error={type(error).__name__}")
            await pause(self._stop, wait)


def _seconds(error: RetryAfter) -> float:
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def _unchanged(error: Exception) -> bool:
    """Whether an edit was refused because the message says that already."""
    return "not modified" in str(error).lower()
