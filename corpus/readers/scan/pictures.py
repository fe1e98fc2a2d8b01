"""Pictures that a document holds as files of their own (Word files, web pages): what is recognised on them, where the extra
``planbot[ocr]`` is installed, is written where they stand; the places of the others are kept."""

import io
import time
import warnings
from dataclasses import replace
from typing import Any

from corpus.models import Span, Unread
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.scan.recognition import LONGEST, MOST_SECONDS, RESOLUTION, can_recognise
from prompts import say

# A scanned A3 sheet of 300 points an inch has 17 million points.
_MOST_POINTS = 40_000_000
# A side with fewer points holds no two lines of text.
_FEWEST_POINTS = 40
# Points an inch from which the models read the type of a text; what has fewer is made larger.
_COARSE = 150
# In inches: the width of a page's text, and of a picture of which nothing says how wide it is shown.
_TEXT_WIDTH = 6.0
# Points an inch of a screen, by which browsers show pictures of no stated width.
_SCREEN = 96


class Pictures:
    """The pictures of one document that is written to a composer."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._end = time.monotonic() + MOST_SECONDS
        self._recognised: list[Span] = []
        self._unread: list[int] = []

    def put(self, data: bytes | None, inches: float = 0.0) -> None:
        """Write what the picture file ``data`` holds, which is shown ``inches`` wide (0: unknown); None is a picture that
        lies elsewhere."""
        start = self._composer.length
        if data is not None and can_recognise() and time.monotonic() < self._end:
            _write(data, inches, self._composer)
        if self._composer.length > start:
            self._recognised.append(Span(start, self._composer.length))
        else:
            self._unread.append(start)

    def told(self, document: Document) -> Document:
        """The document with what of it was recognised in pictures, and where pictures stand that were not read."""
        unread = (Unread("picture", at=tuple(self._unread)),) if self._unread else ()
        told = (say("reading.recognised_pictures", count=len(self._recognised)),) if self._recognised else ()
        return replace(
            document,
            unread=(*unread, *document.unread),
            recognised=tuple(self._recognised),
            warnings=(*document.warnings, *told),
        )


def _write(data: bytes, inches: float, composer: Composer) -> None:
    """Write the lines and tables of a picture; nothing where it is no picture or holds no text."""
    from corpus.readers.pages.flow import Flow
    from corpus.readers.pages.lines import TextLine
    from corpus.readers.pages.page import page_of
    from corpus.readers.scan.page import holds_text, scanned_objects

    grey = _grey(data)
    if grey is None:
        return
    width = grey.shape[1]
    resolution = width / (inches or min(width / _SCREEN, _TEXT_WIDTH))
    scale = min(LONGEST / max(grey.shape), RESOLUTION / resolution if resolution < _COARSE else 1.0)
    if scale != 1.0:
        import cv2

        grey = cv2.resize(
            grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        )
    # A finer picture is read as a larger print.
    objects = scanned_objects(grey, min(RESOLUTION, resolution * scale))
    flow = Flow(composer)
    for part in page_of(1, objects).parts if holds_text(objects) else ():
        if isinstance(part, TextLine):
            flow.line(part)
        else:
            flow.table(part)
    flow.end()


def _grey(data: bytes) -> Any | None:
    """A picture as greys on white; None where it is none that is known, is damaged, or is too small or too large."""
    import numpy as np
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_POINTS or min(picture.size) < _FEWEST_POINTS:
                return None
            if not picture.has_transparency_data:
                return np.asarray(picture.convert("L")).copy()
            paper = Image.new("RGBA", picture.size, "white")
            return np.asarray(Image.alpha_composite(paper, picture.convert("RGBA")).convert("L")).copy()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
