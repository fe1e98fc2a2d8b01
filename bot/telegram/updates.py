"""How updates come in and in which order they are worked on."""

import asyncio
import json
import logging
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.telegram.backoff import delays, pause
from bot.telegram.state import State
from bot.telegram.transport import readable
from corpus.errors import TelegramUnavailable
from prompts import say

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")

# How long Telegram may hold a getUpdates open while nothing happens.
POLL_SECONDS = 30
# A gateway before a self-hosted server answers 404 while the server restarts, which reads like a refused token: so many
# refusals in a row, about half a minute, and it is one.
REFUSALS = 7

# Updates worked on at once. Each waits for the network most of the time; those of one chat wait for each other.
CONCURRENT_UPDATES = 1_024


class Inbox(asyncio.Queue[object]):
    """The application's queue. An update is stored before it counts as put, and a known one is dropped."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            payload = json.dumps(item.to_dict(), ensure_ascii=False, sort_keys=True)
            self._state.sweep()
            if not self._state.journal.add(item.update_id, payload):
                return
        await super().put(item)

    def restore(self, bot: Bot) -> None:
        """Put the stored updates that were not answered before the last stop, however it came.

        Nobody waits any more for what was being typed then.
        """
        for payload in self._state.journal.pending():
            update = Update.de_json(readable(json.loads(payload)), bot)
            if update.inline_query:
                self._state.journal.finish(update.update_id)
            else:
                self.put_nowait(update)


def line_of(update: object) -> tuple[str, int, int] | None:
    """Which line an update stands in: those of one line are worked on in order of arrival. None: in no line.

    Messages of a chat are one line. Files and what else takes an administrator's index long stand in another, as do the
    presses under each message and what each user types inline, so that none of them waits for a question.
    """
    if not isinstance(update, Update):
        return None
    if update.inline_query:
        return ("inline", update.inline_query.from_user.id, 0)
    if update.callback_query:
        message = update.callback_query.message
        return ("press", message.chat.id, message.message_id) if message else None
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    if message and (message.document or (message.text or "").startswith("/reindex")):
        return ("file", chat.id, 0)
    return ("chat", chat.id, 0)


class InOrder(BaseUpdateProcessor):
    """Works on many lines of updates at once, and on the updates of one line one after another."""

    def __init__(self) -> None:
        super().__init__(CONCURRENT_UPDATES)
        # A lock lives as long as an update holds it or waits for it.
        self._locks: WeakValueDictionary[tuple[str, int, int], asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        line = line_of(update)
        if line is None:
            await coroutine
            return
        lock = self._locks.setdefault(line, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""


async def poll(bot: Bot, inbox: Inbox, stop: asyncio.Event) -> None:
    """Fetch updates until cancelled, through any outage, and through a second bot with the same token (409).

    The next getUpdates tells Telegram that the last updates have arrived; by then they are stored. Raises
    ``TelegramUnavailable`` once the token is refused for good, and ``Interrupted`` at a stop.

    python-telegram-bot's Updater is not used: it gives up silently at the first 404, and when storing fails.
    """
    offset, refusals, waits = None, 0, delays()
    while True:
        try:
            updates = await bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES)
            for update in updates:
                await inbox.put(update)
                offset = update.update_id + 1
            refusals, waits = 0, delays()
        except Exception as error:
            refusals = refusals + 1 if isinstance(error, InvalidToken) else 0
            if refusals >= REFUSALS:
                raise TelegramUnavailable(say("telegram.token_refused")) from None
            if isinstance(error, TelegramError):
                log.warning("polling failed error=%s", type(error).__name__)
            else:
                log.exception("polling failed")
            await pause(stop, next(waits))
