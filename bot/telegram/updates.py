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

ALLOWED_UPDATES = ("message",)

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
            if not self._state.add(item.update_id, payload):
                return
        await super().put(item)

    def restore(self, bot: Bot) -> None:
        """Put the stored updates that were not answered before the last stop, however it came."""
        for payload in self._state.pending():
            self.put_nowait(Update.de_json(readable(json.loads(payload)), bot))


class InChatOrder(BaseUpdateProcessor):
    """Works on many chats at once, and on the updates of one chat one after another, in order of arrival."""

    def __init__(self) -> None:
        super().__init__(CONCURRENT_UPDATES)
        # A lock lives as long as an update holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
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
