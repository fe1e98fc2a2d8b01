"""A chart as lines of text, for machines without a Chinese font."""

from bot.chat.charts.chart import Chart
from prompts import say

# Blocks of the longest bar: with a name and a figure beside it, a line still fits a phone.
LONGEST = 10


def lines_of(chart: Chart) -> str:
    """One line a bar; bars are drawn to the same scale, at least one block long; a figure of zero is a dot."""
    longest = max(bar.value for bar in chart.bars) or 1
    lines = [f"{chart.title}{say('chart.unit', unit=chart.unit) if chart.unit else ''}"]
    for bar in chart.bars:
        blocks = "█" * max(round(LONGEST * bar.value / longest), 1) if bar.value else "·"
        group = f"{bar.group} " if chart.by_region else ""
        lines.append(f"{group}{say('chart.bar', printed=bar.printed, label=bar.label)}\n{blocks}")
    return "\n".join(lines)
