"""The server's life: listening, beside the bot or alone, and stopped."""

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web

from bot.chat.answering import Answering
from bot.chat.listening import host_and_port
from bot.chat.state import State
from bot.chat.sweeping import sweep
from bot.chat.workshop import Workshop
from bot.web.application import build
from corpus.errors import WebUnavailable
from prompts import cause_of, say

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

# As the bot's: see ``bot.telegram.application``.
THREAD_SWITCH_SECONDS = 0.001
# What is under way at a stop may take so long.
CLOSING_SECONDS = 2.0


class PageServer:
    """Pages, API and console on ``listen`` (HOST:PORT), which the operator wrote into ``named``. A companion of the bot's."""

    def __init__(self, settings: "Settings", listen: str, named: str) -> None:
        """Raises ``WebUnavailable`` where ``listen`` is no address."""
        self._settings = settings
        address = host_and_port(listen)
        if address is None:
            raise WebUnavailable(say("web.bad_listen", listen=listen, named=named))
        self._host, self._port = address[0] or "0.0.0.0", address[1]
        self._named = named
        self._runner: web.AppRunner | None = None

    async def start(self, answering: Answering, state: State, workshop: Workshop) -> None:
        """Listen. Raises ``WebUnavailable`` where that cannot be, or the secret of links cannot be kept."""
        application = build(self._settings, answering, state, workshop)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=CLOSING_SECONDS)
        await self._runner.setup()
        listen = f"{self._host}:{self._port}"
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except (OSError, ValueError) as error:  # a name that is none is a ValueError
            cause = cause_of(error)
            message = say("web.cannot_listen", listen=listen, cause=cause, named=self._named)
            raise WebUnavailable(message) from None
        log.info("serving http://%s", listen)

    async def close(self) -> None:
        """Let what is under way end, for ``CLOSING_SECONDS``."""
        if self._runner is not None:
            await self._runner.cleanup()


def run_until_stopped(settings: "Settings", listen: str) -> None:
    """Serve until SIGINT or SIGTERM; see ``bot.web.run``."""
    from bot.pool import open_assistant
    from retrieval.opening import current_generation

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    server = PageServer(settings, listen, "--listen")
    answering = Answering(
        lambda: open_assistant(settings), lambda: current_generation(settings.data_dir), settings.answering_processes
    )
    try:
        state = State(settings.data_dir, settings.telegram_retention_days)
        try:
            asyncio.run(_serve(settings, answering, state, server))
        finally:
            state.close()
    finally:
        answering.close()


async def _serve(settings: "Settings", answering: Answering, state: State, server: PageServer) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C ends asyncio.run itself
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    beside: list[asyncio.Task[None]] = []
    try:
        await server.start(answering, state, Workshop(settings.data_dir, stop))
        await answering.warm_up()
        beside += [asyncio.create_task(answering.follow_index()), asyncio.create_task(sweep(state))]
        await stop.wait()
    finally:
        stop.set()
        for task in beside:
            task.cancel()
        await server.close()
