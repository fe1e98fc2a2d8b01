"""The server's life: built, listening, stopped."""

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web

from bot.archive import Archive
from bot.chat.answering import Answering
from bot.chat.limits import Limits
from bot.chat.workshop import Workshop
from bot.web.access import Caller, Gate
from bot.web.api import Api
from bot.web.ask_page import AskPage
from bot.web.console import Console
from bot.web.doors import Doors
from bot.web.faults import Handler, guard
from bot.web.forms import Forms
from bot.web.index_work import IndexWork
from bot.web.links import Links
from bot.web.metrics import Metrics
from bot.web.pages import Pages, still
from bot.web.pictures import Originals, Pictures
from bot.web.sessions import Role, Sessions
from bot.web.signing import signer_of
from bot.web.signing_in import SigningIn
from bot.web.source_page import SourcePages
from bot.web.uploads import Uploads
from corpus.errors import PlanbotError, WebUnavailable
from prompts import cause_of, say

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

# A question with its history, in the percent encoding of a form: nine characters a Chinese one.
MOST_BODY = 256 * 1024
# As the bot's: see ``bot.telegram.application``.
THREAD_SWITCH_SECONDS = 0.001
# What is under way at a stop may take so long.
CLOSING_SECONDS = 2.0

EVERYBODY = (Role.VISITOR, Role.READER, Role.ADMIN)
READERS = (Role.READER, Role.ADMIN)


def run_until_stopped(settings: "Settings", listen: str) -> None:
    """Serve until SIGINT or SIGTERM; see ``bot.web.run``."""
    from bot.assistant import Assistant
    from retrieval.opening import current_generation

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    host, port = address_of(listen)
    answering = Answering(lambda: Assistant.open(settings), lambda: current_generation(settings.data_dir))
    try:
        asyncio.run(_serve(settings, answering, host, port))
    finally:
        answering.close()


def address_of(listen: str) -> tuple[str, int]:
    """(host, port) of HOST:PORT. Raises ``WebUnavailable`` where it is none."""
    host, colon, port = listen.strip().rpartition(":")
    if not colon or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise WebUnavailable(say("web.bad_listen", listen=listen))
    return host.strip("[]") or "0.0.0.0", int(port)


def build(settings: "Settings", answering: Answering) -> web.Application:
    """The application, not yet listening. Raises ``WebUnavailable`` where its secret cannot be kept."""
    signer = signer_of(settings.data_dir)
    password = settings.console_password.get_secret_value() if settings.console_password else ""
    tokens = [token.get_secret_value() for token in settings.api_tokens]
    sessions = Sessions(signer, {Role.READER: tokens, Role.ADMIN: [password]})
    root = (settings.web_url or "").rstrip("/")
    links, pages, metrics = Links(signer, root, settings.web_link_days), Pages(), Metrics()
    gate = Gate(tokens, password, sessions)
    seconds = settings.telegram_window_seconds
    doors = Doors(gate, Limits(seconds), settings.web_limit, seconds)
    forms = Forms(sessions, pages, secure=root.startswith("https:"))
    archive = Archive(settings.data_dir)
    application = web.Application(middlewares=[metrics.measure, guard(pages)], client_max_size=MOST_BODY)
    originals = Originals(settings.data_dir)
    sources, pictures = SourcePages(archive, originals, links, pages, forms), Pictures(archive, originals, links)
    _add_pages(application, doors, AskPage(answering, forms), sources, pictures)
    _add_signing_in(application, doors, SigningIn(gate, doors, sessions, forms))
    if gate.has_console:
        uploads = Uploads(settings.data_dir)
        work = IndexWork(Workshop(settings.data_dir, asyncio.Event()), uploads, answering)
        days = settings.telegram_retention_days
        console = Console(settings.data_dir, days, answering, archive, forms, work, uploads)
        _add_console(application, doors, console)
    _add_api(application, doors, Api(answering, archive, links, metrics))
    _add_state(application, doors, answering, metrics)
    return application


def _add_pages(
    application: web.Application, doors: Doors, ask: AskPage, sources: SourcePages, pictures: Pictures
) -> None:
    application.router.add_get("/", doors.to(ask.show, *READERS))
    application.router.add_post("/", doors.to(ask.answer, *READERS))
    application.router.add_get("/plans", doors.to(sources.list, *READERS))
    application.router.add_get("/plans/{document:.+}", doors.to(sources.show, *EVERYBODY))
    application.router.add_get("/pictures/{document:.+}", doors.to(pictures.show, *EVERYBODY))
    application.router.add_get("/planbot.css", _still("planbot.css", "text/css"))
    application.router.add_get("/planbot.svg", _still("planbot.svg", "image/svg+xml"))


def _add_signing_in(application: web.Application, doors: Doors, signing: SigningIn) -> None:
    application.router.add_get("/login", doors.to(signing.show, *EVERYBODY))
    application.router.add_post("/login", doors.to(signing.enter, *EVERYBODY))
    application.router.add_post("/logout", doors.to(signing.leave, *EVERYBODY))


def _add_console(application: web.Application, doors: Doors, console: Console) -> None:
    application.router.add_get("/console", doors.to(console.show, Role.ADMIN))
    application.router.add_get("/console/work", doors.to(console.show_work, Role.ADMIN))
    application.router.add_get("/console/plans/{document:.+}", doors.to(console.show_plan, Role.ADMIN))
    application.router.add_post("/console/upload", doors.to(console.upload, Role.ADMIN))
    application.router.add_post("/console/decide", doors.to(console.decide, Role.ADMIN))
    application.router.add_post("/console/remove", doors.to(console.remove, Role.ADMIN))

    async def close(_: web.Application) -> None:
        await console.close()

    application.on_cleanup.append(close)


def _add_api(application: web.Application, doors: Doors, api: Api) -> None:
    application.router.add_post("/api/ask", doors.to(api.ask, *READERS))
    for name in ("plans", "indicators", "compare", "figure", "source"):
        application.router.add_get(f"/api/{name}", doors.to(getattr(api, name), *READERS))
    application.router.add_get("/api/openapi.json", doors.to(api.description, *READERS))


def _add_state(application: web.Application, doors: Doors, answering: Answering, metrics: Metrics) -> None:
    async def ready(_: web.Request) -> web.Response:
        """Whether questions are answered: the assistant is open and gives its documents."""
        try:
            await answering.plans()
        except PlanbotError:
            return web.Response(status=503, text="not ready")
        return web.Response(text="ready")

    async def figures(_: web.Request, __: Caller) -> web.Response:
        body = metrics.exposition(len(await answering.plans()))
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    application.router.add_get("/healthz", _alive)
    application.router.add_get("/readyz", ready)
    application.router.add_get("/metrics", doors.to(figures, *READERS))


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _still(name: str, kind: str) -> Handler:
    """Gives a file that pages are shown with."""

    async def given(_: web.Request) -> web.Response:
        return web.Response(body=still(name), content_type=kind, headers={"Cache-Control": "max-age=3600"})

    return given


async def _serve(settings: "Settings", answering: Answering, host: str, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C ends asyncio.run itself
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(build(settings, answering), access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            cause = cause_of(error)
            raise WebUnavailable(say("web.cannot_listen", listen=f"{host}:{port}", cause=cause)) from None
        await answering.warm_up()
        log.info("serving http://%s:%d", host, port)
        refreshing = asyncio.create_task(answering.follow_index())
        await stop.wait()
        refreshing.cancel()
    finally:
        await runner.cleanup()
