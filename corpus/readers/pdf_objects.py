"""What is drawn on a PDF page: characters, straight lines and pictures, as the parser finds them. Its objects are used as
they are, since making a dictionary of each character takes longer than all that is done with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect

from corpus.readers.pdf_glyphs import Box, Frame

# In points: a line that leans by more is none of a table.
_STRAIGHT = 0.5
# In points: the size of drawn letters.
_SMALLEST, _LARGEST = 3, 40
# The least of red, green and blue, of 1, in what is hidden or a watermark on white paper; grey text is darker. Where more
# than this share of a page is set so, its paper is not white.
_PALE = 0.75
_PALE_SHARE = 0.3
_SPACES = ("DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased")
# Dark grounds under pale letters are looked at up to so many.
_MOST_GROUNDS = 500
# A crop box smaller than this share of the sheet is a mistake.
_LEAST_CROP = 0.1


@dataclass(slots=True)
class Objects:
    """What stands on a page: ``chars`` (object, box), ``lines`` (box of each straight line and side of a rectangle),
    ``pictures`` (key, box), ``letters`` how many shapes of the size of letters are drawn; boxes from the top left of
    ``frame``, the page as shown. Characters too pale to be read are not among them."""

    frame: Frame
    chars: list[tuple[LTChar, Box]] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    pictures: list[tuple[object, Box]] = field(default_factory=list)
    letters: int = 0


def objects_of(page: Any) -> Objects:
    """The objects of a pdfplumber page."""
    left, top, right, bottom = _shown(page)
    shift_x, shift_y = left - page.mediabox[0], page.height + page.mediabox[1] - top
    found = Objects(Frame(float(right - left), float(bottom - top)))

    def placed(x0: float, y0: float, x1: float, y1: float) -> Box:
        return x0 - shift_x, shift_y - y1, x1 - shift_x, shift_y - y0

    pale: list[int] = []
    dark: list[Box] = []
    for item in _leaves(page.layout):
        if isinstance(item, LTChar):
            if _is_pale(item.graphicstate.ncolor, item.ncs.name):
                pale.append(len(found.chars))
            found.chars.append((item, placed(*item.bbox)))
        elif isinstance(item, LTImage):
            key = getattr(item.stream, "objid", None) or (item.name, item.srcsize)
            found.pictures.append((key, placed(*item.bbox)))
        elif isinstance(item, LTCurve):
            found.letters += (
                not isinstance(item, (LTLine, LTRect)) and _SMALLEST < max(item.width, item.height) < _LARGEST
            )
            found.lines += [placed(*side) for side in _sides(item)]
            if item.fill and not _is_pale(item.non_stroking_color, "DeviceRGB"):
                dark.append(placed(*item.bbox))
    if pale and len(pale) <= _PALE_SHARE * len(found.chars):
        grounds = [*dark, *(box for _, box in found.pictures)][:_MOST_GROUNDS]
        gone = {at for at in pale if not any(_covers(ground, found.chars[at][1]) for ground in grounds)}
        found.chars = [char for at, char in enumerate(found.chars) if at not in gone]
    return found


def _is_pale(color: Any, space: str) -> bool:
    """Whether a colour is white or nearly so. Of a spot colour only the ink's share is known, and it is taken for dark."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if space not in _SPACES or not all(isinstance(part, (int, float)) for part in parts):
        return False
    if len(parts) == 4:  # the ink's share of each colour
        cyan, magenta, yellow, black = parts
        parts = tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
    return min(parts, default=0) >= _PALE


def _covers(ground: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]


def _shown(page: Any) -> Box:
    """The part of the sheet that is shown."""
    sheet, crop = page.mediabox, page.cropbox
    box = max(sheet[0], crop[0]), max(sheet[1], crop[1]), min(sheet[2], crop[2]), min(sheet[3], crop[3])
    area = max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
    whole: Box = sheet
    return box if area >= _LEAST_CROP * page.width * page.height else whole


def _leaves(container: LTContainer[Any]) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _leaves(item)
        else:
            yield item


def _sides(item: LTCurve) -> Iterator[Box]:
    """The straight lines of a line, rectangle or path, as (x0, y0, x1, y1)."""
    if isinstance(item, LTRect):
        x0, y0, x1, y1 = item.bbox
        yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
        return
    for (x0, y0), (x1, y1) in pairwise(item.pts):
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
