"""The bot's life: built, connected, receiving, stopped."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram import User
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.access import Access
from bot.chat.answering import Answering
from bot.chat.attempts import Attempts
from bot.chat.backoff import Interrupted, delays, pause
from bot.chat.companions import Companion
from bot.chat.drawing import warm_up
from bot.chat.limits import Limits
from bot.chat.lines import Lines
from bot.chat.links import Links
from bot.chat.notices import Notices
from bot.chat.signing import signer_of
from bot.chat.state import State
from bot.chat.sweeping import sweep
from bot.chat.turns import Turns
from bot.chat.workshop import Workshop
from bot.telegram import logs
from bot.telegram.administration import Administration
from bot.telegram.commands import Commands, publish
from bot.telegram.deskwork import PlanDesk
from bot.telegram.drawing import Drawing
from bot.telegram.handlers import Handlers, Rooms
from bot.telegram.inline import Inline
from bot.telegram.presses import Presses
from bot.telegram.questions import TELEGRAM, Questions
from bot.telegram.reception import Reception
from bot.telegram.sending import Sender
from bot.telegram.transport import RawUpdates
from bot.telegram.updates import Inbox, poll
from bot.telegram.webhook import receive
from corpus.errors import TelegramUnavailable
from prompts import say

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

AnyBot = ExtBot[Any]

# Attempts to reach Telegram at the start, about eight seconds besides the time-outs: then a wrong address is likelier.
START_ATTEMPTS = 5
# A send that times out may have arrived and is repeated, so a slow one is given time.
TIMEOUT_SECONDS = 20.0
# Calls under way at once. More than the rate limiter's thirty a second ever needs while Telegram answers.
SENDING_CONNECTIONS = 64
# What is being answered at a stop has this long to get out; the rest is stored.
GRACE_SECONDS = 2.0
# Then the process ends, whatever still computes in a thread or waits for a connection: a service manager that gets no end
# kills, and what is stored survives that anyway. Below the five seconds that an operator waits.
STOP_SECONDS = 4.0
# A question is computed in a thread. The event loop, which sends the answers of others, waits for it this long at most
# at each step; Python's own five milliseconds add up over the steps of a reply.
THREAD_SWITCH_SECONDS = 0.001


def run_until_stopped(settings: "Settings", companion: Companion | None) -> None:
    """Serve until SIGINT or SIGTERM; see ``bot.telegram.run``."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    if not token:
        raise TelegramUnavailable(say("telegram.token_missing"))
    logs.configure(token)
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    silences = (settings.telegram_group_context_minutes * 60, settings.telegram_private_context_minutes * 60)
    state = State(settings.data_dir, settings.telegram_retention_days, *silences)
    try:
        asyncio.run(_until_signalled(settings, state, companion))
    finally:
        state.close()


def real_answering(settings: "Settings") -> Answering:
    """The assistant over the index of ``settings.data_dir``. Raises IndexUnavailable."""
    from bot.pool import open_assistant
    from retrieval.opening import current_generation

    return Answering(
        lambda: open_assistant(settings),
        lambda: current_generation(settings.data_dir),
        settings.answering_processes,
    )


async def _until_signalled(settings: "Settings", state: State, companion: Companion | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C ends asyncio.run itself
            asyncio.get_running_loop().add_signal_handler(number, _stop, stop)
    answering = real_answering(settings)
    try:
        await serve(settings, answering, state, stop, companion=companion)
    finally:
        answering.close()


def _stop(stop: asyncio.Event) -> None:
    """Begin to stop, and see to it that it ends."""
    stop.set()
    end = threading.Timer(STOP_SECONDS, _leave)
    end.daemon = True
    end.start()


def _leave() -> None:
    log.info("stopped, without waiting for what still computes")
    logging.shutdown()
    os._exit(0)


async def serve(
    settings: "Settings",
    answering: Answering,
    state: State,
    stop: asyncio.Event,
    request: BaseRequest | None = None,
    companion: Companion | None = None,
) -> None:
    """Connect, take up what is stored, and receive updates until ``stop`` is set.

    ``request`` is the transport, httpx unless given. Raises ``TelegramUnavailable`` where the token is refused or
    nothing answers, and what the ``companion`` raises at its start.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot's coming type of durations; it warns otherwise
    bot, lines = build(settings, request), Lines()
    workshop = Workshop(settings.data_dir, stop)
    reception = furnish(settings, answering, state, stop, bot, lines, workshop)
    inbox = Inbox(state, bot, reception.take)
    try:
        if companion is not None:
            await companion.start(answering, state, workshop)
        await _connect(bot, stop)
        await answering.warm_up()
        inbox.restore()
        log.info("serving bot=%s", bot.username)
        if settings.telegram_webhook_url:
            url, listen = settings.telegram_webhook_url, settings.telegram_webhook_listen
            receiving = receive(bot, inbox, stop, url, listen)
        else:
            receiving = poll(bot, inbox, stop)
        beside = (publish(bot, settings.admins), answering.follow_index(), sweep(state), warm_up())
        await _until_stopped(stop, receiving, *beside)
    except Interrupted:
        log.info("stopped")
    finally:
        stop.set()
        await asyncio.gather(lines.close(GRACE_SECONDS), *([companion.close()] if companion else ()))
        await bot.shutdown()


def build(settings: "Settings", request: BaseRequest | None) -> AnyBot:
    """The bot of python-telegram-bot, not yet connected."""
    assert settings.telegram_token is not None
    root = (settings.telegram_base_url or "https://api.telegram.org").rstrip("/")
    return ExtBot(
        settings.telegram_token.get_secret_value().strip(),
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request or _http(connections=SENDING_CONNECTIONS),
        get_updates_request=RawUpdates(request or _http(connections=1)),
        rate_limiter=AIORateLimiter(),
    )


def furnish(
    settings: "Settings",
    answering: Answering,
    state: State,
    stop: asyncio.Event,
    bot: AnyBot,
    lines: Lines,
    workshop: Workshop,
) -> Reception:
    """Everybody who works on updates, introduced to each other."""
    allowed, admins = frozenset(map(str, settings.allowed_chats)), frozenset(map(str, settings.admins))
    access = Access(allowed, admins, state.grants)
    notices = Notices()

    def moved(old: int, new: int) -> None:
        state.moved(str(old), str(new))
        access.moved(str(old), str(new))

    def me() -> User:
        return bot.bot

    sender = Sender(bot, state, stop, moved)
    answering.on_computing = Attempts(state.journal).begin
    turns = Turns(TELEGRAM, answering, state, settings.telegram_log_text)
    questions = Questions(turns, state, sender, links_to_pages(settings))
    drawing = Drawing(answering, sender)
    desk = PlanDesk(settings.data_dir, answering, state, sender, access, workshop)
    administration = Administration(answering, state, sender, access, desk, time.time())
    days = settings.telegram_retention_days
    commands = Commands(answering, state, sender, questions, drawing, administration, days)
    presses = Presses(answering, state, sender, access, questions, drawing, desk)
    rooms = Rooms(questions, commands, presses, Inline(me, answering, sender, access), desk)
    handlers = Handlers(me, rooms, state, sender, access, notices, stop)
    return Reception(
        me,
        handlers,
        state,
        access,
        Limits(settings.telegram_window_seconds),
        lines,
        notices,
        moved,
        user_limit=settings.telegram_user_limit,
        group_limit=settings.telegram_group_limit,
    )


def links_to_pages(settings: "Settings") -> Links | None:
    """Links to the pages of sources, where users reach these. Raises ``WebUnavailable`` where their secret cannot be kept."""
    host = urlsplit(settings.web_url or "").hostname or ""
    if host and not {".", ":"} & set(host):
        log.warning("answers carry no links to sources: Telegram takes none to a host without a dot host=%s", host)
        return None
    return Links(signer_of(settings.data_dir), settings.web_url, settings.web_link_days) if settings.web_url else None


def _http(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connections,
        read_timeout=TIMEOUT_SECONDS,
        write_timeout=TIMEOUT_SECONDS,
        pool_timeout=TIMEOUT_SECONDS,
    )


async def _connect(bot: AnyBot, stop: asyncio.Event) -> None:
    """Check the token and switch a webhook off, trying again for a while where nothing answers."""
    waits = delays()
    for left in reversed(range(START_ATTEMPTS)):
        try:
            await bot.initialize()
            await bot.delete_webhook()
            return
        except InvalidToken:
            raise TelegramUnavailable(say("telegram.token_refused")) from None
        except TelegramError as error:
            if left == START_ATTEMPTS - 1:
                log.warning("connecting failed, trying again error=%s", type(error).__name__)
        if left:
            await pause(stop, next(waits))
    raise TelegramUnavailable(say("telegram.unreachable"))


async def _until_stopped(
    stop: asyncio.Event, receiving: Coroutine[Any, Any, None], *beside: Coroutine[Any, Any, None]
) -> None:
    """Receive, with ``beside`` running too; return when ``stop`` is set, raise what receiving raises."""
    main = asyncio.create_task(receiving)
    stopping = asyncio.create_task(stop.wait())
    others = [asyncio.create_task(other) for other in beside]
    try:
        await asyncio.wait((main, stopping), return_when=asyncio.FIRST_COMPLETED)
        if main.done():
            main.result()
    finally:
        tasks = (main, stopping, *others)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
