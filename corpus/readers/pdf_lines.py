"""The geometry of a PDF page: characters -> lines, ruled tables, unruled tables, and lines -> paragraphs."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from corpus.headings import is_heading
from corpus.readers.pdf_tables import Region, Segment, ruled_tables, unruled_table

# All lengths below are in units of the type size (em), so that they hold for any page and type.
# A gap between characters of one line: less is tracking, more is a space; cells of unruled tables stand further apart.
_SPACE = 0.25
_CELL_GAP = 1.2
# Characters whose tops differ by less share a line (figures and Chinese of one line differ by up to a third).
_SAME_LINE = 0.5
# A line that ends this far from the margin ends its paragraph; figures are not broken and leave up to two em, in the
# middle of a sentence even a long one such as 16.75/10万 does.
_SHORT = 2.4
_LONG_FIGURE = 6
_LONGEST_CAPTION = 24
# Paragraphs open with two em; a line set in by more than one opens a paragraph.
_INDENT = 1.2
# Type sizes that differ by more are a heading and its text.
_OTHER_SIZE = 0.12
_OPEN_BRACKET = re.compile(r"[（(《“][^）)》”]*$")
_SENTENCE_END = ("。", "！", "？", "；", "：")
# Unruled tables: at least so many lines with so many cells; with every name wrapped those are a third of all lines.
_MIN_TABLE_ROWS = 3
_MIN_SEGMENTS = 3
_MIN_ROW_SHARE = 0.3
# Rows stand at most this far apart, lines of one cell at most that far.
_ROW_PITCH = 3
_LEADING = 1.5
# A centred line stands further from the margin than a paragraph's first line (two em, and the margin may be off by some).
_CENTRED = 3
# In points: the shift of a character that is printed twice for bold type.
_SAME_SPOT = 1.0
# The margin is a start that at least this share of a page's lines have.
_MARGIN_SHARE = 0.08


@dataclass(slots=True)
class Line:
    """One visual line. ``left`` and ``right`` are the margins of its page, set once the page is known."""

    segments: list[Segment]
    size: float
    top: float
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1


Part = Line | Region


@dataclass(slots=True)
class Page:
    """Lines and tables of one page from top to bottom, with the number of its characters."""

    parts: list[Part]
    characters: int

    def edges(self, count: int) -> list[Part]:
        """The first and the last ``count`` parts."""
        return self.parts if len(self.parts) <= 2 * count else self.parts[:count] + self.parts[-count:]


def page_of(page: Any) -> Page:
    """The parts of a pdfplumber page. Text that runs upwards or askew (stamps, watermarks) is left out."""
    chars = _once([char for char in page.chars if char["upright"] and char["text"].strip()])
    regions = ruled_tables(page, chars) if page.edges else []
    free = [char for char in chars if not any(_inside(char, region) for region in regions)]
    lines = _lines(free)
    if lines:
        sides = sorted(line.x1 for line in lines)
        left, right = _left_margin(lines), sides[int(len(sides) * 0.95)]
        for line in lines:
            line.left, line.right = min(left, line.x0) if line.x0 < left else left, right
    parts: list[Part] = sorted([*_with_unruled(lines), *regions], key=lambda part: part.top)
    for part in parts:
        if isinstance(part, Line):
            # Its columns are settled: one string takes a tenth of the memory.
            part.segments = [Segment(part.x1, [(part.x0, part.text)])]
    return Page(parts, len(chars))


def _once(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without those printed again on the same spot, which is how some programs make bold type."""
    places: dict[str, list[tuple[float, float]]] = {}
    kept = []
    for char in chars:
        spots = places.setdefault(char["text"], [])
        x0, top = char["x0"], char["top"]
        if not any(abs(x0 - x) < _SAME_SPOT and abs(top - y) < _SAME_SPOT for x, y in spots):
            spots.append((x0, top))
            kept.append(char)
    return kept


def _left_margin(lines: list[Line]) -> float:
    """Where the page's text begins: the leftmost start that several lines share. The commonest is no guide, since pages of
    short paragraphs have more first lines, which are set in, than others."""
    starts = Counter(round(line.x0) for line in lines)
    shared = [start for start, count in starts.items() if count >= max(2, _MARGIN_SHARE * len(lines))]
    return min(shared or starts)


def _inside(char: dict[str, Any], region: Region) -> bool:
    middle = (char["top"] + char["bottom"]) / 2
    return bool(
        region.top <= middle <= region.bottom and region.x0 - 1 <= (char["x0"] + char["x1"]) / 2 <= region.x1 + 1
    )


def _lines(chars: list[dict[str, Any]]) -> list[Line]:
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda char: (char["bottom"], char["x0"])):
        if lines and abs(char["bottom"] - lines[-1][0]["bottom"]) < _SAME_LINE * char["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [_line(sorted(line, key=lambda char: char["x0"])) for line in lines]


def _line(chars: list[dict[str, Any]]) -> Line:
    size = max(char["size"] for char in chars)
    segments: list[Segment] = []
    for char in chars:
        gap = char["x0"] - segments[-1].x1 if segments else 0.0
        if not segments or gap > _CELL_GAP * size:
            segments.append(Segment(char["x1"], [(char["x0"], char["text"])]))
        else:
            segments[-1].pieces.append((char["x0"], (" " if gap > _SPACE * size else "") + char["text"]))
            segments[-1].x1 = char["x1"]
    return Line(segments, size, min(char["top"] for char in chars))


def _with_unruled(lines: list[Line]) -> list[Part]:
    """The lines, with runs of lines that stand in columns put together as tables."""
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _columnar(lines, end, at):
            end += 1
        while end - 1 > at and len(lines[end - 1].segments) < 2 and not _close(lines[end - 2], lines[end - 1]):
            end -= 1
        run = lines[at:end]
        rows = sum(len(line.segments) >= _MIN_SEGMENTS for line in run)
        if (rows >= _MIN_TABLE_ROWS and rows >= _MIN_ROW_SHARE * len(run)) or _is_tail(run):
            parts.append(unruled_table([(line.top, line.size, line.segments) for line in run]))
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


def paragraphs_of(lines: list[Line]) -> list[str]:
    """The texts of the paragraphs that ``lines`` (consecutive, over pages) are set in."""
    texts: list[str] = []
    for number, line in enumerate(lines):
        if number and _goes_on(lines[number - 1], line, texts[-1]):
            texts[-1] = joined(texts[-1], line.text)
        else:
            texts.append(line.text)
    return texts


def _goes_on(above: Line, line: Line, text: str) -> bool:
    if abs(above.size - line.size) > _OTHER_SIZE * line.size:
        return False
    short = (above.right - above.x1) / above.size
    if short > _LONG_FIGURE or (short > _SHORT and (text.endswith(_SENTENCE_END) or len(text) < _LONGEST_CAPTION)):
        return False
    if is_heading(line.text) or is_heading(text) or (_centred(above) and not _centred(line)):
        return False
    if _centred(line) and _OPEN_BRACKET.search(text):
        return True  # the rest of a title that fills its first line: （征求意 / 见稿）
    indented = line.x0 > line.left + _INDENT * line.size
    if indented and abs(line.x0 - above.x0) < 0.5 * line.size:
        return not text.endswith(_SENTENCE_END)  # a block set in as a whole
    return not indented


def _centred(line: Line) -> bool:
    """Whether a line stands in the middle between the margins, away from both."""
    before, behind = line.x0 - line.left, line.right - line.x1
    return before > _CENTRED * line.size and abs(before - behind) < line.size


def joined(left: str, right: str) -> str:
    """Two pieces of one line of thought that a line break divided; only Latin words are divided by a space."""
    return left + (" " if re.search(r"[A-Za-z,.;]$", left) and re.match(r"[A-Za-z]", right) else "") + right
