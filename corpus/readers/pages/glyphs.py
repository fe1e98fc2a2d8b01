"""The characters of a PDF page as its reader sees them: once each, upright or turned as a whole, without watermarks."""

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from corpus.language.text import usual_forms

# (x0, top, x1, bottom) in points from the top left of a page, as it is shown or as it is turned for reading.
Box = tuple[float, float, float, float]
# The same on the page as shown, in whole points: near enough to show a reader where to look.
PageBox = tuple[int, int, int, int]

# A scan that lies askew by a few degrees is text, a watermark or stamp across the page is not.
_ASKEW = 8
# In em: a second layer of the same text lies at most so far off; digits of one figure stand half an em apart.
_LAYER_SHIFT = 0.4
# What votes for a second layer: full characters, since the dots of leaders stand as close as two layers do.
_LAYER_WIDTH = 0.45
_FEWEST_TWINS = 20
_SAME_SPOT = 1.0
_AROUND = tuple((x, y) for x in (0, -1, 1) for y in (0, -1, 1))
# In points: of so many twins that a layer has at least, some stand in the same square of this side.
_SQUARE = 12.0
_FEWEST_SHARED = 6
# A watermark across lines is set larger than they are by at least so much.
_WATERMARK = 1.5
# Lines that run off the page by at most this share of its width are still lines of the page.
_BESIDE_PAGE = 0.25
# A character that the font maps to nothing readable. It stays visible, so that no figure closes over the gap.
MISSING = "□"


@dataclass(slots=True)
class Glyph:
    """One printed character. ``size`` is the type size in points; ``turn`` how its line runs, in quarter turns
    counter-clockwise: 0 to the right, 1 upwards, 2 upside down, 3 downwards."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom

    @property
    def x(self) -> float:
        """Its middle from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle from the top."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a page as shown, in points."""

    width: float
    height: float

    def turned(self, box: Box, turn: int) -> Box:
        """``box`` on the page turned so that lines which run by ``turn`` run to the right."""
        x0, top, x1, bottom = box
        if turn == 1:
            return self.height - bottom, x0, self.height - top, x1
        if turn == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return (top, self.width - x1, bottom, self.width - x0) if turn == 3 else box

    def returned(self, box: Box, turn: int) -> Box:
        """Where ``box`` of the turned page stands on the page as shown."""
        swapped = Frame(self.height, self.width) if turn % 2 else self
        return swapped.turned(box, -turn % 4)


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: ``frame`` is the page as shown, which is turned so that lines that run by ``turn`` run to the
    right; ``wide_set``: figures are set as wide as Chinese characters, so that the gaps between their digits are no
    spaces; ``small_set``: all figures are set smaller than Chinese characters, so that small ones are no marks."""

    frame: Frame
    turn: int
    wide_set: bool = False
    small_set: bool = False

    def returned(self, box: Box) -> Box:
        """Where ``box`` of the turned page stands on the page as shown."""
        return self.frame.returned(box, self.turn)


def rounded(box: Box) -> PageBox:
    """``box`` in whole points."""
    x0, top, x1, bottom = box
    return round(x0), round(top), round(x1), round(bottom)


def glyphs_of(chars: Iterable[tuple[Any, Box]], frame: Frame) -> list[Glyph]:
    """The visible characters of a page, of (pdfminer character, its box) in the order of the file. What runs askew (stamps,
    watermarks), lies outside the page, under another watermark or is printed twice is left out."""
    beyond = _BESIDE_PAGE * frame.width
    glyphs = []
    for char, (x0, top, x1, bottom) in chars:
        turn = _turn(char.matrix)
        text = char.get_text().strip("\0 \t\n\r\u3000\xa0")
        if turn is None or not text:
            continue
        size = x1 - x0 if turn % 2 else bottom - top
        if -beyond <= (x0 + x1) / 2 <= frame.width + beyond and 0 <= (top + bottom) / 2 <= frame.height and size > 0:
            glyphs.append(Glyph(_readable(text), x0, top, x1, bottom, size, turn))
    return _without_watermarks(_without_second_layer(_once(glyphs)))


def turned(glyphs: Iterable[Glyph], frame: Frame, turn: int) -> list[Glyph]:
    """The glyphs on the page turned by ``turn``, as ``Frame.turned`` does; each keeps how it runs beside the others."""
    if not turn:
        return list(glyphs)
    return [Glyph(glyph.text, *frame.turned(glyph.box, turn), glyph.size, (glyph.turn - turn) % 4) for glyph in glyphs]


def _turn(matrix: tuple[float, ...]) -> int | None:
    if matrix[0] > 0 and matrix[1] == 0:
        return 0
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) <= _ASKEW else None


@functools.lru_cache(maxsize=16384)
def _readable(text: str) -> str:
    """What a character stands for. Private-use and unmapped codes ((cid:12)) mean nothing outside of their font."""
    if text.startswith("(cid:") or any("\ue000" <= char <= "\uf8ff" or char < " " or char == "\ufffd" for char in text):
        return MISSING
    # Many fonts name their printed hyphen like the invisible one.
    return usual_forms(text).replace("\xad", "-")


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without those printed again on the same spot, which is how some programs make bold type."""
    places: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        column, row = int(glyph.x0 // _SAME_SPOT), int(glyph.top // _SAME_SPOT)
        for x, y in _AROUND:
            other = places.get((glyph.text, column + x, row + y))
            if other and abs(glyph.x0 - other.x0) < _SAME_SPOT and abs(glyph.top - other.top) < _SAME_SPOT:
                break
        else:
            places[glyph.text, column, row] = glyph
            kept.append(glyph)
    return kept


def _without_second_layer(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without a layer that says the same a little off (a hidden one for searching, a shadow): many characters
    that each stand by one and the same step beside an earlier twin."""
    squares = {(glyph.text, int(glyph.x0 // _SQUARE), int(glyph.top // _SQUARE)) for glyph in glyphs}
    if len(glyphs) - len(squares) < _FEWEST_SHARED:
        return glyphs
    places: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    twins: list[list[tuple[int, int]]] = []
    cell = 8.0
    for glyph in glyphs:
        reach = _LAYER_SHIFT * glyph.size
        steps = []
        for x in range(int((glyph.x0 - reach) // cell), int((glyph.x0 + reach) // cell) + 1):
            for y in range(int((glyph.top - reach) // cell), int((glyph.top + reach) // cell) + 1):
                for other in places.get((glyph.text, x, y), ()):
                    across, down = glyph.x0 - other.x0, glyph.top - other.top
                    if math.hypot(across, down) <= reach:
                        steps.append((round(across), round(down)))
        places[glyph.text, int(glyph.x0 // cell), int(glyph.top // cell)].append(glyph)
        twins.append(steps)
    votes = Counter(
        step
        for glyph, steps in zip(glyphs, twins, strict=True)
        if glyph.x1 - glyph.x0 >= _LAYER_WIDTH * glyph.size
        for step in set(steps)
    )
    step, count = max(votes.items(), key=lambda item: item[1], default=((0, 0), 0))
    if count < _FEWEST_TWINS:
        return glyphs
    near = {(step[0] + x, step[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
    return [glyph for glyph, steps in zip(glyphs, twins, strict=True) if not near.intersection(steps)]


def _without_watermarks(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs without lines of large type that smaller type is printed across."""
    if not glyphs:
        return glyphs
    usual = median(glyph.size for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.size >= _WATERMARK * usual]
    if not large:
        return glyphs
    cell = 10.0
    centres: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.size < _WATERMARK * usual:
            centres[int(glyph.x // cell), int(glyph.y // cell)].append(glyph)
    crossed = {_baseline(glyph) for glyph in large if _is_crossed(glyph, centres, cell)}
    return [glyph for glyph in glyphs if glyph.size < _WATERMARK * usual or _baseline(glyph) not in crossed]


def _is_crossed(glyph: Glyph, centres: dict[tuple[int, int], list[Glyph]], cell: float) -> bool:
    across = range(int(glyph.x0 // cell), int(glyph.x1 // cell) + 1)
    down = range(int(glyph.top // cell), int(glyph.bottom // cell) + 1)
    inner = (other for x in across for y in down for other in centres.get((x, y), ()))
    return any(
        glyph.x0 < other.x < glyph.x1 and glyph.top < other.y < glyph.bottom and other.size * _WATERMARK <= glyph.size
        for other in inner
    )


def _baseline(glyph: Glyph) -> tuple[int, int, int]:
    return glyph.turn, round(glyph.x1 if glyph.turn % 2 else glyph.bottom), round(glyph.size)


def in_own_direction(glyphs: list[Glyph], frame: Frame) -> list[Glyph]:
    """Glyphs of one cell, turned so that most of them run to the right."""
    (turn, _), *_ = Counter(glyph.turn for glyph in glyphs).most_common()
    return [replace(glyph, turn=0) for glyph in turned(glyphs, frame, turn)] if turn else glyphs
