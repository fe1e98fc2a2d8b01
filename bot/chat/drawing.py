"""Charts of answers as pictures of a reply, drawn off the event loop."""

import asyncio
import logging

from bot.chat.answering import Answering
from bot.chat.charts.chart import Chart, chart_of
from bot.models import Answer
from bot.replying.blocks import Picture
from corpus.extras import has_extra
from prompts import say

log = logging.getLogger(__name__)


async def warm_up() -> None:
    """Load the library and the font, so that the first reader does not wait for them; without the extra ``charts`` the log
    says what to install."""
    if not has_extra("charts"):
        log.warning(say("chart.missing"))
        return
    try:
        await asyncio.to_thread(_load)
    except Exception:
        log.exception("charts are not available")


async def picture_for(answer: Answer, answering: Answering) -> Picture | None:
    """The chart of the answer; where it gives one figure only, with the others of that indicator and region; None where
    there is nothing to draw."""
    chart = chart_of(answer)
    if chart is None and answer.facts:
        fact = answer.facts[0]
        chart = chart_of(await answering.ask(say("chart.whole", region=fact.region, name=fact.indicator)))
    return await asyncio.to_thread(_drawn, chart) if chart else None


def _load() -> None:
    import matplotlib.figure  # noqa: F401  (imported for its effect: a second of loading)

    from bot.chat.charts.fonts import font_for

    if font_for(say("chart.now")) is None:
        log.warning("no Chinese font found: charts are sent as text")


def _drawn(chart: Chart) -> Picture:
    """The picture, without one where it cannot be drawn: the reader gets the figures as text then."""
    from bot.chat.charts import picture
    from bot.chat.charts.lines import lines_of

    notes = "\n".join(chart.notes)
    text = f"{lines_of(chart)}\n{notes}"  # the picture has its title
    if not has_extra("charts"):
        return Picture(None, notes, f"{text}\n{say('chart.missing')}")
    try:
        png = picture.picture_of(chart)
    except Exception:
        log.exception("drawing failed")
        png = None
    return Picture(png, notes, text)
