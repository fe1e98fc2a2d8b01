"""What of a PDF's pages is a picture, recognised where the extra ``planbot[ocr]`` is installed: each page is drawn and looked
at, whole where it is a scan, else where its pictures stand."""

import contextlib
import io
import time
from collections.abc import Sequence
from typing import Any

from corpus.readers.pages.document import unread_pictures
from corpus.readers.pages.glyphs import Box, rounded
from corpus.readers.pages.page import Page, page_of
from corpus.readers.scan.recognition import LONGEST, MOST_SECONDS, RESOLUTION, can_recognise

# In points: pictures that lie no farther apart are one, cut into strips.
_TOUCHING = 3.0


def recognise_scans(data: bytes, pages: list[Page]) -> None:
    """Put the recognised pages in the place of those that are pictures, drawn or garbled, or have pictures among their text;
    where nothing is recognised, or the extra is not installed, ``pages`` stay as they are."""
    if not can_recognise():
        return
    whole = [at for at, page in enumerate(pages) if page.is_picture]
    parts = unread_pictures(pages)
    if not whole and not parts:
        return
    import pypdfium2

    end = time.monotonic() + MOST_SECONDS
    with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for at in sorted({*whole, *parts}):
            if time.monotonic() > end:
                break
            number = pages[at].number
            sheet = document[number - 1]
            resolution = min(RESOLUTION, LONGEST * 72 / max(sheet.get_size()))
            grey = _drawn(sheet, resolution)
            found = _beside_text(data, number, grey, resolution, parts[at]) if at in parts else None
            if at not in parts:
                found = _of_scan(number, grey, resolution)
            pages[at] = found or pages[at]


def _of_scan(number: int, grey: Any, resolution: float) -> Page | None:
    """A page by its picture alone; None where nothing is recognised."""
    from corpus.readers.scan.page import scanned_objects

    objects = scanned_objects(grey, resolution)
    found = page_of(number, objects)
    found.recognised = [rounded((0, 0, objects.frame.width, objects.frame.height))]
    return found if found.has_text else None


def _beside_text(data: bytes, number: int, grey: Any, resolution: float, boxes: Sequence[Box]) -> Page | None:
    """A page with what its pictures at ``boxes`` hold; None where nothing is recognised there."""
    import pdfplumber

    from corpus.readers.pdf.objects import objects_of
    from corpus.readers.scan.page import holds_text, scanned_objects

    with pdfplumber.open(io.BytesIO(data), pages=[number]) as pdf:
        objects = objects_of(pdf.pages[0])
        scale = resolution / 72
        recognised: list[Box] = []
        for box in _joined(boxes):
            x0, top, x1, bottom = (round(side * scale) for side in box)
            piece = scanned_objects(grey[top:bottom, x0:x1], resolution)
            if holds_text(piece):
                objects.chars += [(char, _moved(place, box)) for char, place in piece.chars]
                objects.lines += [_moved(line, box) for line in piece.lines]
                recognised.append(box)
        found = page_of(number, objects)
    found.recognised = [rounded(box) for box in recognised]
    return found if recognised else None


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those that touch as one."""
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        near = next((at for at, other in enumerate(joined) if _touch(box, other)), None)
        if near is None:
            joined.append(box)
        else:
            other = joined[near]
            joined[near] = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
    return joined


def _touch(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -_TOUCHING and down > -_TOUCHING


def _moved(place: Box, box: Box) -> Box:
    """A place within a picture as one on the page where that stands in ``box``."""
    return place[0] + box[0], place[1] + box[1], place[2] + box[0], place[3] + box[1]


def _drawn(sheet: Any, resolution: float) -> Any:
    """The grey picture of a page."""
    picture = sheet.render(scale=resolution / 72, grayscale=True).to_numpy()
    return picture.reshape(picture.shape[:2]).copy()
