"""What is past its time is erased, whether or not anybody asks."""

import asyncio
import logging

from bot.chat.state import State
from bot.chat.state.database import StateUnwritable
from bot.chat.troubles import Seldom

log = logging.getLogger(__name__)

SWEEP_EVERY_SECONDS = 3_600.0


async def sweep(state: State) -> None:
    """Erase now and then, until cancelled."""
    trouble = Seldom(log)
    while True:
        try:
            state.sweep()
            trouble.over()
        except StateUnwritable as error:
            trouble.say(f"what is past its time cannot be erased error={error}")
        await asyncio.sleep(SWEEP_EVERY_SECONDS)
