"""A face that serves in the process of another, over the same assistant and store."""

from typing import Protocol

from bot.chat.answering import Answering
from bot.chat.state import State
from bot.chat.workshop import Workshop


class Companion(Protocol):
    """Used on the event loop."""

    async def start(self, answering: Answering, state: State, workshop: Workshop) -> None:
        """Begin to serve. Raises ``PlanbotError`` where that cannot be; then nothing is served."""

    async def close(self) -> None:
        """End in a few seconds; nothing where it was not started."""
