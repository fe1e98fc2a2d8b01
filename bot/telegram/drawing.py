"""Charts in chats: which figures, drawn off the event loop, as a picture or as lines of text."""

import asyncio
import logging

from bot.models import Answer
from bot.telegram.answering import Answering
from bot.telegram.charts.chart import Chart, chart_of
from bot.telegram.formatting import caption, messages
from bot.telegram.sending import Place, Sender, Undeliverable
from prompts import say

log = logging.getLogger(__name__)


class Drawing:
    """Draws the figures of answers."""

    def __init__(self, answering: Answering, sender: Sender) -> None:
        self._answering = answering
        self._sender = sender

    async def warm_up(self) -> None:
        """Load the library and the font, so that the first reader does not wait for them."""
        try:
            await asyncio.to_thread(_load)
        except Exception:
            log.exception("charts are not available")

    async def send(self, update_id: int, place: Place, answer: Answer, turn: int) -> None:
        """Send the chart of ``answer``, as text where it cannot be drawn or the chat takes no pictures; where there is no
        chart, one sentence that says so."""
        chart = await self._chart(answer)
        if chart is None:
            text = say("chart.nothing")
            await self._sender.reply(update_id, place, messages(text), turn, aside=True)
            return
        picture = await asyncio.to_thread(_picture, chart)
        notes = "\n".join(chart.notes)
        if picture is not None:
            try:
                await self._sender.photo(update_id, place, picture, caption(f"{chart.title}\n{notes}"), turn)
                return
            except Undeliverable as error:
                log.info("picture not taken reason=%s", error)
        text = "\n".join((_lines(chart), notes))
        await self._sender.reply(update_id, place, messages(text), turn, aside=True)

    async def _chart(self, answer: Answer) -> Chart | None:
        """The chart of the answer; where it gives one figure only, with the others of that indicator and region."""
        chart = chart_of(answer)
        if chart is None and answer.facts:
            fact = answer.facts[0]
            chart = chart_of(await self._answering.ask(say("chart.whole", region=fact.region, name=fact.indicator)))
        return chart


def _load() -> None:
    import matplotlib.figure  # noqa: F401  (imported for its effect: a second of loading)

    from bot.telegram.charts.fonts import font_for

    if font_for(say("chart.now")) is None:
        log.warning("no Chinese font found: charts are sent as text")


def _picture(chart: Chart) -> bytes | None:
    """The picture, None where it cannot be drawn: the reader gets the figures as text then."""
    from bot.telegram.charts.picture import picture_of

    try:
        return picture_of(chart)
    except Exception:
        log.exception("drawing failed")
        return None


def _lines(chart: Chart) -> str:
    from bot.telegram.charts.lines import lines_of

    return lines_of(chart)
