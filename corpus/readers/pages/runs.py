"""The lines of a PDF page -> running text and tables that no rule divides into cells."""

from collections.abc import Sequence

from corpus.language.headings import is_heading
from corpus.readers.pages.glyphs import Box, View
from corpus.readers.pages.ruled import Region
from corpus.readers.pages.ruled_across import framed_runs
from corpus.readers.pages.unruled import Line, table_of

# All lengths are in units of the type size (em). At least so many lines with so many cells are a table; with every name
# wrapped those are a third of all lines.
_MIN_TABLE_ROWS = 3
_MIN_SEGMENTS = 3
_MIN_ROW_SHARE = 0.3
# More lines than a table has on one page.
_MAX_ROWS = 300
# Rows stand at most this far apart, lines of one cell at most that far.
_ROW_PITCH = 3
_LEADING = 1.5


def with_tables(lines: list[Line], view: View, rules: Sequence[Box] = ()) -> list[Line | Region]:
    """The lines of a page seen as ``view``, with runs of lines that stand in columns put together as tables. ``rules`` are
    the lines drawn across it that belong to no ruled table: where they frame a header and rows, these are a table."""
    frames = {frame.first: frame for frame in framed_runs(lines, rules)}
    parts: list[Line | Region] = []
    at = 0
    while at < len(lines):
        if at in frames:
            parts.append(frames[at].table(lines, view))
            at = frames[at].end
            continue
        end = at
        while end < min(len(lines), at + _MAX_ROWS) and end not in frames and _columnar(lines, end, at):
            end += 1
        while end - 1 > at and len(lines[end - 1].segments) < 2 and not _close(lines[end - 2], lines[end - 1]):
            end -= 1
        run = lines[at:end]
        rows = sum(len(line.segments) >= _MIN_SEGMENTS for line in run)
        if (rows >= _MIN_TABLE_ROWS and rows >= _MIN_ROW_SHARE * len(run)) or _is_tail(run):
            parts.append(table_of(run, view))
            at = end
        else:
            parts.append(lines[at])
            at += 1
    return parts


def _is_tail(run: list[Line]) -> bool:
    """A repeated header and one row are what a page break may leave of a table; its tall cells have lines of their own."""
    full = sum(len(line.segments) > _MIN_SEGMENTS for line in run)
    return full > 1 and full * 2 >= len(run)


def _columnar(lines: list[Line], at: int, first: int) -> bool:
    """Whether line ``at`` goes on with a run of columns: it has cells itself, or is a wrapped piece of one (short) or of two
    (cells in the middle of their rows have lines between those of taller ones)."""
    if len(lines[at].segments) >= _MIN_SEGMENTS:
        return True
    line = lines[at]
    narrow = len(line.segments) > 1 or line.x1 - line.x0 < (line.right - line.left) / 2
    return at > first and narrow and line.top - lines[at - 1].top < _ROW_PITCH * line.size and not is_heading(line.text)


def _close(above: Line, line: Line) -> bool:
    """Whether two lines stand as close as those of one cell."""
    return line.top - above.top < _LEADING * line.size
