"""Receiving updates by webhook: a small HTTP server behind the operator's TLS proxy."""

import asyncio
import logging
import secrets

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.chat.backoff import delays, pause
from bot.chat.listening import host_and_port
from bot.chat.state.database import StateUnwritable
from bot.chat.troubles import Seldom
from bot.telegram.updates import ALLOWED_UPDATES, Inbox
from corpus.errors import TelegramUnavailable
from prompts import cause_of, say

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# An update is a few kB; Telegram's largest are far below this.
MOST_BYTES = 1024 * 1024
# What a call that is under way at a stop may take; storing takes a millisecond.
CLOSING_SECONDS = 1.0


async def receive(bot: Bot, inbox: Inbox, stop: asyncio.Event, url: str, listen: str) -> None:
    """Serve Telegram's calls on ``listen`` (host:port), which the outside reaches as ``url``, until cancelled.

    Telegram is told that an update has arrived when it is stored, and offers it again otherwise. Each start makes a new
    secret, which every call must carry. Raises ``TelegramUnavailable`` where ``listen`` cannot be listened on.
    """
    from aiohttp import web

    address = host_and_port(listen)
    if address is None:
        raise TelegramUnavailable(say("telegram.bad_listen", listen=listen))
    host, port = address
    secret, trouble = secrets.token_urlsafe(32), Seldom(log)

    async def take(request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.headers.get(SECRET_HEADER, ""), secret):
            return web.Response(status=403)
        try:
            raw = await request.json()
        except ValueError:
            return web.Response(status=400)
        try:
            inbox.put(raw)
        except StateUnwritable as error:
            trouble.say(f"updates cannot be stored error={error}")
            return web.Response(status=503)
        except Exception:
            log.exception("set aside")
        return web.Response()

    server = web.Application(client_max_size=MOST_BYTES)
    server.router.add_post("/{anything:.*}", take)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host or None, port).start()
        except (OSError, ValueError) as error:  # a name that is none is a ValueError
            cause = cause_of(error)
            raise TelegramUnavailable(say("telegram.cannot_listen", listen=listen, cause=cause)) from None
        await _announce(bot, url, secret, stop)
        log.info("receiving webhook listen=%s", listen)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _announce(bot: Bot, url: str, secret: str, stop: asyncio.Event) -> None:
    """Tell Telegram where to call, until it takes it. Raises ``TelegramUnavailable`` where it never will."""
    trouble = Seldom(log)
    for wait in delays():
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
            return
        except BadRequest as error:
            raise TelegramUnavailable(say("telegram.bad_webhook", url=url, cause=error)) from None
        except TelegramError as error:
            trouble.say(f"setting the webhook failed error={type(error).__name__}")
        await pause(stop, wait)
