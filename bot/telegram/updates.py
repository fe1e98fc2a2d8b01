"""How updates come in: stored as they came, then passed on."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from bot.chat.backoff import delays, pause
from bot.chat.state import State
from bot.chat.state.database import StateUnwritable
from bot.chat.state.journal import MOST_ATTEMPTS
from bot.chat.troubles import Seldom
from bot.telegram.transport import LARGEST, Json, number_of, payload_of, raw_of, understood
from corpus.errors import TelegramUnavailable
from prompts import say

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")

# How long Telegram may hold a getUpdates open while nothing happens.
POLL_SECONDS = 30
# A gateway before a self-hosted server answers 404 while the server restarts, which reads like a refused token: so many
# refusals in a row, about half a minute, and it is one.
REFUSALS = 7


class Inbox:
    """Where updates arrive. Each is stored before it counts as arrived, and a known one is dropped."""

    def __init__(self, state: State, bot: Bot, take: Callable[[Update, bool], None]) -> None:
        """``take`` is handed each update, and whether it counts for the limits: those that a restart brings back have
        been let in already."""
        self._state = state
        self._bot = bot
        self._take = take

    def put(self, raw: Json) -> None:
        """An update as it came; one that nobody can read or number is logged and skipped. Raises ``StateUnwritable``."""
        number, payload = number_of(raw), payload_of(raw)
        if number is None or number > LARGEST:
            log.error("update without a number that can be stored")
            return
        if self._state.journal.add(number, payload):
            self._pass_on(number, payload, True)

    def restore(self) -> None:
        """Take up the stored updates that were not dealt with before the last stop, however it came."""
        for number, payload in self._state.journal.pending():
            self._pass_on(number, payload, False)

    def _pass_on(self, number: int, payload: str, counts: bool) -> None:
        update = understood(payload, self._bot)
        if update is None or (update.inline_query and not counts):
            # Nobody waits any more for what was being typed before the stop.
            self._state.journal.finish(number)
            return
        try:
            self._take(update, counts)
        except StateUnwritable:
            raise
        except Exception:
            # It is stored: left there, it would be met again at each start.
            log.exception("set aside update=%d", number)
            self._state.journal.finish(number)


async def poll(bot: Bot, inbox: Inbox, stop: asyncio.Event) -> None:
    """Fetch updates until cancelled, through any outage, and through a second bot with the same token (409).

    The next getUpdates tells Telegram that the last updates have arrived; by then they are stored. An update that cannot
    be stored again and again, while others can, is set aside. Raises ``TelegramUnavailable`` once the token is refused
    for good, and ``Interrupted`` at a stop.

    python-telegram-bot's Updater is not used: it gives up silently at the first 404, and when storing fails.
    """
    offset, refusals, waits = 0, 0, delays()
    failures: Counter[int] = Counter()
    trouble = Seldom(log)
    while True:
        before = offset
        try:
            updates = await bot.get_updates(
                offset=offset or None, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES
            )
            for update in updates:
                try:
                    inbox.put(raw_of(update))
                except StateUnwritable:
                    raise
                except Exception:
                    failures[update.update_id] += 1
                    if failures[update.update_id] < MOST_ATTEMPTS:
                        raise
                    log.exception("set aside update=%d", update.update_id)
                failures.pop(update.update_id, None)
                offset = max(offset, update.update_id + 1)
            refusals = 0
            if offset > before or not updates:
                waits = delays()
                trouble.over()
                continue
            trouble.say("updates without numbers")
        except Exception as error:
            refusals = refusals + 1 if isinstance(error, InvalidToken) else 0
            if refusals >= REFUSALS:
                raise TelegramUnavailable(say("telegram.token_refused")) from None
            if isinstance(error, StateUnwritable):
                trouble.say(f"updates cannot be stored error={error}")
            elif isinstance(error, TelegramError):
                trouble.say(f"polling failed error={type(error).__name__}")
            else:
                log.exception("polling failed")
        await pause(stop, next(waits))
