"""A chart as bars of a picture in a page: where each lies, in units of the picture's own."""

from dataclasses import dataclass

from bot.chat.charts.chart import Chart

# Of the picture; what is beside a bar needs some two fifths of it on a phone.
_WIDTH, _LONGEST = 360.0, 210.0
_THICKNESS, _STEP, _HEAD = 16.0, 22.0, 20.0


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar: its length and place, what is printed behind it, and the ``group`` that it opens, "" within one."""

    length: float
    y: float
    text_y: float
    printed: str
    label: str
    target: bool
    group: str
    group_y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with horizontal bars, one below the other."""

    title: str
    unit: str
    width: float
    height: float
    thickness: float
    bars: tuple[DrawnBar, ...]
    notes: tuple[str, ...]


def drawing_of(chart: Chart) -> Drawing:
    """The bars of ``chart`` by length from zero, in its order; those of one region stand together below its name."""
    most = max(abs(bar.value) for bar in chart.bars) or 1.0
    bars: list[DrawnBar] = []
    y, group = 0.0, ""
    for bar in chart.bars:
        opens = bar.group if chart.by_region and bar.group != group else ""
        y += _HEAD if opens else 0.0
        group = bar.group
        length = round(max(2.0, abs(bar.value) / most * _LONGEST), 1)
        bars.append(DrawnBar(length, y, y + _THICKNESS - 3, bar.printed, bar.label, bar.target, opens, y - 5))
        y += _STEP
    return Drawing(chart.title, chart.unit, _WIDTH, y, _THICKNESS, tuple(bars), chart.notes)
