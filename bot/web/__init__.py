"""The browser's face, and the programs': pages, an HTTP API, a console. Nothing here decides what is true."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat.companions import Companion
    from bot.settings import Settings


def run(settings: "Settings", listen: str) -> None:
    """Serve pages and API on ``listen`` (HOST:PORT) until SIGINT or SIGTERM.

    Raises ``WebUnavailable`` where that cannot be listened on or its secret cannot be kept, and ``IndexUnavailable``.
    aiohttp is imported here, so that no other command pays for it.
    """
    from bot.web.serving import run_until_stopped

    run_until_stopped(settings, listen)


def beside(settings: "Settings") -> "Companion | None":
    """The server as a companion of the bot's, on the address of the settings; None where they name none.

    Raises ``WebUnavailable`` where that is no address, and SettingsInvalid.
    """
    if not settings.web_listen:
        return None
    from bot.web.serving import PageServer

    return PageServer(settings, settings.web_listen, "PLANBOT_WEB_LISTEN")
