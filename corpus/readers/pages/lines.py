"""Rows of a PDF page -> lines with their margins, and lines, over pages, back to paragraphs."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.language.headings import is_heading
from corpus.readers.pages.glyphs import Glyph, PageBox
from corpus.readers.pages.rows import space_between
from corpus.readers.pages.unruled import Line, Piece, Segment

# All lengths below are in units of the type size (em), so that they hold for any page and type.
# Cells of unruled tables stand further apart than this, words do not.
_CELL_GAP = 1.2
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
# A number that opens a paragraph where a sentence ended before it, whatever its indent: 3.1.1 加快……, （二）推进……
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[编篇章节条]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|\d{1,2}(?:\.\d{1,2}){2}|\d{1,2}\.\d{1,2}\s(?=[\u4e00-\u9fff])"
)
# An entry of a contents page ends its line.
_LEADERS = re.compile(r"[.…·．]{6,}")
# A heading goes on where its line is full; without indents only where it ends within the next line and text follows it, or
# where that line is at most so short, in em.
_REST = 8
_HEADING_END = re.compile(r"[^。：]{0,20}[。：].")
# A centred line stands further from the margin than a paragraph's first line (two em, and the margin may be off by some).
_CENTRED = 3
# The margin is a start that at least this share of a page's lines have.
_MARGIN_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it is kept until its paragraph is whole: its text and measures on the page as turned for reading, and its
    box on the page as shown."""

    text: str
    size: float
    x0: float
    x1: float
    top: float
    left: float
    right: float
    box: PageBox


def lines_of(rows: list[list[Glyph]], wide_set: bool) -> list[Line]:
    """The lines of one column, with its margins; ``wide_set`` as ``space_between`` has it."""
    lines = [_line(row, wide_set) for row in rows]
    if lines:
        sides = sorted(line.x1 for line in lines)
        left, right = _left_margin(lines), sides[int(len(sides) * 0.95)]
        for line in lines:
            line.left, line.right = min(left, line.x0), right
    return lines


def _line(row: list[Glyph], wide_set: bool) -> Line:
    size = max(glyph.size for glyph in row)
    segments: list[Segment] = []
    before: Glyph | None = None
    for glyph in row:
        if before is None or glyph.x0 - before.x1 > _CELL_GAP * size:
            segments.append(Segment([Piece(glyph.text, glyph.x0, glyph.x1)]))
        else:
            text = space_between(before, glyph, wide_set) + glyph.text
            segments[-1].pieces.append(Piece(text, glyph.x0, glyph.x1))
        before = glyph
    return Line(segments, size, min(glyph.top for glyph in row), max(glyph.bottom for glyph in row))


def _left_margin(lines: list[Line]) -> float:
    """Where the page's text begins: the leftmost start that several lines share. The commonest is no guide, since pages of
    short paragraphs have more first lines, which are set in, than others."""
    starts = Counter(round(line.x0) for line in lines)
    shared = [start for start, count in starts.items() if count >= max(2, _MARGIN_SHARE * len(lines))]
    return min(shared or starts)


def goes_on(above: TextLine, line: TextLine, text: str) -> bool:
    """Whether ``line`` goes on with the paragraph whose text so far is ``text`` and whose last line is ``above``."""
    if abs(above.size - line.size) > _OTHER_SIZE * line.size:
        return False
    if _LEADERS.search(above.text):
        return False
    short = (above.right - above.x1) / above.size
    if short > _LONG_FIGURE or (short > _SHORT and (text.endswith(_SENTENCE_END) or len(text) < _LONGEST_CAPTION)):
        return False
    if is_heading(line.text) or (_centred(above) and not _centred(line)):
        return False
    if text.endswith(_SENTENCE_END) and _NUMBERED.match(line.text):
        return False
    if is_heading(text):
        opened = above.x0 > above.left + _INDENT * above.size
        wrapped = short <= _SHORT and not _centred(above) and line.x0 < line.left + _INDENT * line.size
        rest = line.x1 - line.x0 < _REST * line.size and not line.text.endswith(_SENTENCE_END)
        return wrapped and (opened or rest or _HEADING_END.match(line.text) is not None)
    if _centred(line) and _OPEN_BRACKET.search(text):
        return True  # the rest of a title that fills its first line: （征求意 / 见稿）
    indented = line.x0 > line.left + _INDENT * line.size
    if indented and abs(line.x0 - above.x0) < 0.5 * line.size:
        return not text.endswith(_SENTENCE_END)  # a block set in as a whole
    return not indented


def _centred(line: TextLine) -> bool:
    """Whether a line stands in the middle between the margins, away from both."""
    before, behind = line.x0 - line.left, line.right - line.x1
    return before > _CENTRED * line.size and abs(before - behind) < line.size


def divider(left: str, right: str) -> str:
    """What stands between two pieces of one line of thought that a line break divided: a space between Latin words."""
    return " " if re.search(r"[A-Za-z,.;]$", left) and re.match(r"[A-Za-z]", right) else ""
