"""The Telegram face: nothing here decides what is true."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings


def run(settings: "Settings") -> None:
    """Serve Telegram until SIGINT or SIGTERM.

    Raises ``TelegramUnavailable`` (no token, a refused one, no server) and ``IndexUnavailable``; each holds one
    sentence for the operator and never the token. python-telegram-bot is imported here, so that no other command
    pays for it.
    """
    from bot.telegram.application import run_until_stopped

    run_until_stopped(settings)
