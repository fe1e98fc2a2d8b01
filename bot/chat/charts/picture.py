"""A chart as a PNG."""

import io
import textwrap
import threading
from pathlib import Path
from typing import Any

from bot.chat.charts.chart import Bar, Chart
from bot.chat.charts.fonts import font_for
from prompts import say

# About a phone's width held upright, sharp on its screen: 1200 pixels across.
WIDTH_INCHES, DPI = 6.0, 200
NOW, TARGET, INK, FAINT = "#9db4c8", "#1f5f8b", "#222222", "#666666"
BAR_HEIGHT_INCHES = 0.4
# Points. A phone shows the six inches on about 2.3: what is 13 here reads like 5 on paper, the least that can be read.
FIGURES, NAMES, TITLE = 13, 13, 15.5
# Headroom right of the longest bar, for its label: with the year beside the figure, and the figure alone.
ROOM_FOR_LABEL, ROOM_FOR_FIGURE = 1.75, 1.3
# Characters of a title that the picture is wide enough for, and what a further line takes of its height.
TITLE_CHARACTERS, TITLE_LINE_INCHES = 25, 0.3

# matplotlib's text layout keeps caches that two threads must not fill at once.
_one_at_a_time = threading.Lock()


def picture_of(chart: Chart) -> bytes | None:
    """The chart as a PNG; None where no font here can write its words."""
    words = "".join((chart.title, chart.unit, say("chart.unit", unit=""), say("chart.now"), say("chart.target")))
    words += "".join(bar.group + bar.label + bar.printed for bar in chart.bars)
    font = font_for(words)
    if font is None:
        return None
    with _one_at_a_time:
        return _drawn(chart, font)


def _drawn(chart: Chart, font: Path) -> bytes:
    """Horizontal bars, first group on top: names of places stay level however many there are."""
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    def face(size: float) -> FontProperties:
        return FontProperties(fname=font, size=size)

    places = _places(chart)
    whole = f"{chart.title}{say('chart.unit', unit=chart.unit) if chart.unit else ''}"
    title = textwrap.wrap(whole, TITLE_CHARACTERS)
    height = (
        1.1
        + TITLE_LINE_INCHES * (len(title) - 1)
        + BAR_HEIGHT_INCHES * (max(places) + 1)
        + (0.35 if chart.by_region else 0)
    )
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=DPI, layout="constrained", facecolor="white")
    axes: Any = figure.add_subplot()
    for bar, place in zip(chart.bars, places, strict=True):
        axes.barh(place, bar.value, height=0.86, color=TARGET if bar.target else NOW)
        axes.annotate(
            _end_label(bar, chart.by_region),
            (bar.value, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontproperties=face(FIGURES),
        )
    centres = [_centre(chart, places, group) for group in chart.groups]
    names = [group.replace("（", "\n（") for group in chart.groups]
    axes.set_yticks(centres, names, fontproperties=face(NAMES), color=INK, linespacing=1.35)
    axes.set_ylim(max(places) + 0.6, -0.6)
    room = ROOM_FOR_LABEL if chart.by_region else ROOM_FOR_FIGURE
    axes.set_xlim(0, max(bar.value for bar in chart.bars) * room or 1)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(FAINT)
    figure.suptitle("\n".join(title), linespacing=1.4, fontproperties=face(TITLE), color=INK, x=0.02, ha="left")
    if chart.by_region:
        _legend(axes, face(FIGURES))
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _places(chart: Chart) -> list[float]:
    """Where each bar stands: bars of a group side by side, groups apart."""
    places, at = [], 0.0
    for number, bar in enumerate(chart.bars):
        if number:
            at += 1.0 if bar.group == chart.bars[number - 1].group else 1.45
        places.append(at)
    return places


def _centre(chart: Chart, places: list[float], group: str) -> float:
    own = [place for bar, place in zip(chart.bars, places, strict=True) if bar.group == group]
    return sum(own) / len(own)


def _end_label(bar: Bar, by_region: bool) -> str:
    """The figure as printed; by region with its year, since horizons differ."""
    return say("chart.bar", printed=bar.printed, label=bar.label) if by_region else bar.printed


def _legend(axes: Any, font: Any) -> None:
    from matplotlib.patches import Patch

    entries = [Patch(color=NOW, label=say("chart.now")), Patch(color=TARGET, label=say("chart.target"))]
    axes.legend(handles=entries, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2, frameon=False, prop=font)
