"""Waiting before a new attempt, and being called away from it when the bot stops."""

import asyncio
from collections.abc import Iterator

# The first pause is short, since most failures are one lost connection; the longest is one that a reader would still
# wait through once the network is back.
FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 15.0


class Interrupted(Exception):
    """The bot is stopping: leave the work stored as it is, the next start takes it up."""


def delays() -> Iterator[float]:
    """Seconds before the second attempt, the third, and so on without end: doubling, then steady."""
    delay = FIRST_DELAY_SECONDS
    while True:
        yield delay
        delay = min(2 * delay, LONGEST_DELAY_SECONDS)


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait ``seconds``; raises ``Interrupted`` as soon as ``stop`` is set."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
    raise Interrupted
