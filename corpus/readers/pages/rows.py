"""Characters of a PDF page -> rows of one baseline, with the raised numbers of notes told apart, and their text."""

import math
import re
from bisect import bisect_left
from itertools import pairwise
from statistics import median

from corpus.language.text import raised
from corpus.readers.pages.glyphs import Glyph

# All lengths are in units of the type size (em), so that they hold for any page and type.
# Characters whose feet differ by less share a row (figures and Chinese of one row differ by up to a third).
_SAME_ROW = 0.5
# A gap between characters of one row: less is tracking, more is a space.
SPACE = 0.25
# A note's number is set in this share of the type size or less, and its foot stands above the row's by at least so much.
_SMALL = 0.8
_RAISED = 0.15
# So far right of the character that it belongs to.
_BESIDE = 0.6
# Figures of some text layers (OCR) are set a whole em apart, so that the gap is half an em, behind a point more.
_WIDE_PITCH = 0.8
_FEWEST_PAIRS = 5
_FEWEST_DIGITS = 10
_NOTE_NUMBER = re.compile(r"[\[(（［〔【]?(\d{1,2})[\])）］〕】]?$")
_CIRCLED = {chr(0x2460 + number): str(number + 1) for number in range(20)}
_FIGURE = frozenset("0123456789.,%")


def rows_of(glyphs: list[Glyph], small_set: bool = False) -> list[list[Glyph]]:
    """The glyphs by baseline from top to bottom, each row from left to right. The raised numbers of notes stand in the row
    that they belong to, as raised figures, unless small figures are none (``View.small_set``)."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.bottom, glyph.x0)):
        if rows and abs(glyph.bottom - rows[-1][0].bottom) < _SAME_ROW * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    merged: list[list[Glyph]] = []
    for row in rows:
        if merged and _are_marks(merged[-1], row):
            merged[-1] += row
        else:
            merged.append(row)
    ordered = [sorted(row, key=lambda glyph: glyph.x0) for row in merged]
    return ordered if small_set else [_marked(row) for row in ordered]


def _are_marks(above: list[Glyph], row: list[Glyph]) -> bool:
    """Whether all of ``above`` is small type raised beside characters of the row below it."""
    if max(glyph.size for glyph in above) > _SMALL * max(glyph.size for glyph in row):
        return False
    if max(glyph.bottom for glyph in above) < min(glyph.top for glyph in row) + _RAISED * row[0].size:
        return False
    reach = _BESIDE * row[0].size
    sides = sorted(glyph.x1 for glyph in row)
    head = min(glyph.x0 for glyph in row)
    end = -math.inf
    for glyph in sorted(above, key=lambda glyph: glyph.x0):
        at = bisect_left(sides, glyph.x0 + 1)
        behind = at > 0 and glyph.x0 - sides[at - 1] <= reach
        before = at == 0 and head - glyph.x1 <= reach
        if not behind and not before and glyph.x0 - end > reach:
            return False
        end = glyph.x1
    return True


def _marked(row: list[Glyph]) -> list[Glyph]:
    """The row with each run of raised small characters that is a note's number as one glyph of raised figures."""
    marked: list[Glyph] = []
    at = 0
    base = next((glyph for glyph in row if glyph.size > _SMALL * max(other.size for other in row)), row[0])
    while at < len(row):
        end = at
        while end < len(row) and _is_raised(row[end], base):
            end += 1
        if end == at:
            base = row[at]
            marked.append(base)
            at += 1
            continue
        run = row[at:end]
        text = "".join(_CIRCLED.get(glyph.text, glyph.text) for glyph in run)
        number = _NOTE_NUMBER.match(text)
        if number:
            first, last = run[0], run[-1]
            marked.append(Glyph(raised(number[1]), first.x0, first.top, last.x1, last.bottom, first.size, first.turn))
        else:
            marked += run
        at = end
    return marked


def _is_raised(glyph: Glyph, base: Glyph) -> bool:
    return (
        glyph.size <= _SMALL * base.size
        and base.bottom - glyph.bottom > _RAISED * base.size
        and glyph.bottom > base.top
    )


def is_wide_set(glyphs: list[Glyph]) -> bool:
    """Whether figures are set as wide as Chinese characters, so that the gaps between their digits are no spaces; of glyphs in
    the order of the file."""
    close = wide = 0
    for left, right in pairwise(glyphs):
        if left.text in _FIGURE and right.text in _FIGURE and abs(left.bottom - right.bottom) < SPACE * left.size:
            gap = (right.x0 - left.x1) / left.size
            wide += SPACE < gap < _WIDE_PITCH
            close += -SPACE < gap <= SPACE
    return wide >= _FEWEST_PAIRS and wide > 4 * close


def is_small_set(glyphs: list[Glyph]) -> bool:
    """Whether figures are set smaller than the Chinese characters beside them, as some fonts have it; then their feet stand
    as high as those of raised marks."""
    sizes = [glyph.size for glyph in glyphs if "\u4e00" <= glyph.text <= "\u9fff"]
    digits = [glyph.size for glyph in glyphs if glyph.text.isdecimal()]
    if not sizes or len(digits) < _FEWEST_DIGITS:
        return False
    usual = median(sizes)
    return 2 * sum(size <= _SMALL * usual for size in digits) > len(digits)


def space_between(left: Glyph, right: Glyph, wide_set: bool) -> str:
    """The space that the gap between two neighbours of a row stands for, or ""."""
    gap = right.x0 - left.x1
    if wide_set and gap < _WIDE_PITCH * left.size and left.text in _FIGURE:
        return ""
    return " " if gap > SPACE * max(left.size, right.size) else ""


def text_of(row: list[Glyph], wide_set: bool = False) -> str:
    """The text of a row, with spaces where it has gaps."""
    return row[0].text + "".join(space_between(left, right, wide_set) + right.text for left, right in pairwise(row))
