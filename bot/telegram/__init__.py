"""The Telegram face: nothing here decides what is true."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat.companions import Companion
    from bot.settings import Settings


def run(settings: "Settings", companion: "Companion | None" = None) -> None:
    """Serve Telegram until SIGINT or SIGTERM, with another face in the same process where there is a ``companion``.

    Raises what that raises at its start, ``TelegramUnavailable`` (no token, a refused one, no server) and ``IndexUnavailable``; each holds one
    sentence for the operator and never the token. python-telegram-bot is imported here, so that no other command
    pays for it.
    """
    from bot.telegram.application import run_until_stopped

    run_until_stopped(settings, companion)
