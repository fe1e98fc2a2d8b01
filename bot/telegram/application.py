"""The bot's life: built, connected, polling, stopped."""

import asyncio
import logging
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, TypeHandler
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram import logs
from bot.telegram.access import Access
from bot.telegram.backoff import Interrupted, delays, pause
from bot.telegram.handlers import Assistant, Handlers
from bot.telegram.sending import Sender
from bot.telegram.state import State
from bot.telegram.transport import ReadableUpdates
from bot.telegram.updates import Inbox, InChatOrder, poll
from corpus.errors import TelegramUnavailable
from prompts import say

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

# Attempts to reach Telegram at the start, about eight seconds besides the time-outs: then a wrong address is likelier.
START_ATTEMPTS = 5
# A send that times out may have arrived and is repeated, so a slow one is given time.
TIMEOUT_SECONDS = 20.0
# Calls under way at once. More than the rate limiter's thirty a second ever needs while Telegram answers.
SENDING_CONNECTIONS = 64
# What is being answered at a stop has this long to get out; the rest is stored.
GRACE_SECONDS = 10.0
RETENTION_DAYS = 30


def run_until_stopped(settings: "Settings") -> None:
    """Serve until SIGINT or SIGTERM; see ``bot.telegram.run``."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    if not token:
        raise TelegramUnavailable(say("telegram.token_missing"))
    logs.configure(token)
    from bot.assistant import Assistant as RealAssistant

    assistant = RealAssistant.open(settings)
    state = State(settings.data_dir, retention_days(settings))
    try:
        asyncio.run(_until_signalled(settings, assistant, state))
    finally:
        state.close()
        assistant.close()


def retention_days(settings: "Settings") -> int:
    """For how many days questions are kept."""
    return int(getattr(settings, "telegram_retention_days", RETENTION_DAYS))


async def _until_signalled(settings: "Settings", assistant: Assistant, state: State) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C ends asyncio.run itself
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, assistant, state, stop)


async def serve(
    settings: "Settings", assistant: Assistant, state: State, stop: asyncio.Event, request: BaseRequest | None = None
) -> None:
    """Connect, take up what is stored, and poll until ``stop`` is set.

    ``request`` is the transport, httpx unless given. Raises ``TelegramUnavailable`` where the token is refused or
    nothing answers.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot's coming type of durations; it warns otherwise
    inbox = Inbox(state)
    application = build(settings, inbox, request)
    access = Access(settings.allowed_chats, settings.admins)
    sender = Sender(application.bot, state, stop)
    handlers = Handlers(assistant, state, sender, access, stop, retention_days(settings))
    application.add_handler(TypeHandler(Update, handlers.handle))
    try:
        await _connect(application, stop)
        await application.start()
        inbox.restore(application.bot)
        log.info("serving bot=%s", application.bot.username)
        await _poll_until(stop, application, inbox)
    except Interrupted:
        log.info("stopped")
    finally:
        stop.set()
        if application.running:
            with suppress(TimeoutError):
                await asyncio.wait_for(application.stop(), GRACE_SECONDS)
        await application.shutdown()
        await application.bot.shutdown()  # the application leaves it open where connecting failed


def build(settings: "Settings", inbox: Inbox, request: BaseRequest | None) -> AnyApplication:
    """The application of python-telegram-bot, not yet connected."""
    assert settings.telegram_token is not None
    builder = Application.builder().token(settings.telegram_token.get_secret_value().strip())
    if settings.telegram_base_url:
        root = settings.telegram_base_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    builder = builder.request(request or _http(connections=SENDING_CONNECTIONS))
    builder = builder.get_updates_request(ReadableUpdates(request or _http(connections=1)))
    limited = builder.rate_limiter(AIORateLimiter())
    return limited.updater(None).update_queue(inbox).concurrent_updates(InChatOrder()).job_queue(None).build()


def _http(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connections,
        read_timeout=TIMEOUT_SECONDS,
        write_timeout=TIMEOUT_SECONDS,
        pool_timeout=TIMEOUT_SECONDS,
    )


async def _connect(application: AnyApplication, stop: asyncio.Event) -> None:
    """Check the token and switch a webhook off, trying again for a while where nothing answers."""
    waits = delays()
    for left in reversed(range(START_ATTEMPTS)):
        try:
            await application.initialize()
            await application.bot.delete_webhook()
            return
        except InvalidToken:
            raise TelegramUnavailable(say("telegram.token_refused")) from None
        except TelegramError as error:
            log.warning("connecting failed attempts_left=%d error=%s", left, type(error).__name__)
        if left:
            await pause(stop, next(waits))
    raise TelegramUnavailable(say("telegram.unreachable"))


async def _poll_until(stop: asyncio.Event, application: AnyApplication, inbox: Inbox) -> None:
    """Poll; return when ``stop`` is set, raise what polling raises."""
    polling = asyncio.create_task(poll(application.bot, inbox, stop))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            polling.result()
    finally:
        for task in (polling, stopping):
            task.cancel()
        await asyncio.gather(polling, stopping, return_exceptions=True)
