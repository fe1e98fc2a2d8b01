"""What is drawn on a PDF page, as the parser finds it. Its objects are used as they are, since making a dictionary of each
character takes longer than all that is done with it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect

from corpus.readers.pages.glyphs import Box, Frame
from corpus.readers.pages.objects import STRAIGHT, Objects, drop_pale, is_letter_sized, is_pale

_SPACES = ("DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased")
# A crop box smaller than this share of the sheet is a mistake.
_LEAST_CROP = 0.1


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
            found.letters += not isinstance(item, (LTLine, LTRect)) and is_letter_sized(item.width, item.height)
            found.lines += [placed(*side) for side in _sides(item)]
            if item.fill and not _is_pale(item.non_stroking_color, "DeviceRGB"):
                dark.append(placed(*item.bbox))
    drop_pale(found, pale, dark)
    return found


def _is_pale(color: Any, space: str) -> bool:
    """Whether a colour is white or nearly so. Of a spot colour only the ink's share is known, and it is taken for dark."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if space not in _SPACES or not all(isinstance(part, (int, float)) for part in parts):
        return False
    return is_pale(parts)


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
        if abs(x0 - x1) <= STRAIGHT or abs(y0 - y1) <= STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
