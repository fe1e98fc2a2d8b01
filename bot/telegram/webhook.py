"""Receiving updates by webhook: a small HTTP server behind the operator's TLS proxy."""

import asyncio
import logging
import secrets

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.telegram.backoff import delays, pause
from bot.telegram.transport import readable
from bot.telegram.updates import ALLOWED_UPDATES, Inbox

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# An update is a few kB; Telegram's largest are far below this.
MOST_BYTES = 1024 * 1024


async def receive(bot: Bot, inbox: Inbox, stop: asyncio.Event, url: str, listen: str) -> None:
    """Serve Telegram's calls on ``listen`` (host:port), which the outside reaches as ``url``, until cancelled.

    Telegram is told that an update has arrived when it is stored, and offers it again otherwise. Each start makes a new
    secret, which every call must carry.
    """
    from aiohttp import web

    secret = secrets.token_urlsafe(32)

    async def take(request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.headers.get(SECRET_HEADER, ""), secret):
            return web.Response(status=403)
        update = Update.de_json(readable(await request.json()), bot)
        await inbox.put(update)
        return web.Response()

    server = web.Application(client_max_size=MOST_BYTES)
    server.router.add_post("/{anything:.*}", take)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        host, _, port = listen.rpartition(":")
        await web.TCPSite(runner, host or None, int(port)).start()
        await _announce(bot, url, secret, stop)
        log.info("receiving webhook listen=%s", listen)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _announce(bot: Bot, url: str, secret: str, stop: asyncio.Event) -> None:
    """Tell Telegram where to call, until it takes it."""
    for wait in delays():
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
            return
        except TelegramError as error:
            log.warning("setting the webhook failed error=%s", error)
        await pause(stop, wait)
