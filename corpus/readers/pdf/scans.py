"""The scanned pages of a PDF, recognised where the extra ``planbot[ocr]`` is installed: each is drawn and looked at."""

import contextlib
import time
from typing import Any

from corpus.readers.pages.page import Page, page_of
from corpus.readers.scan.recognition import can_recognise

# Points an inch in which a page is looked at: 0.997 of the characters are right, with 150 no fewer, but fewer cells.
_RESOLUTION = 200
# The longest side of a page that is looked at, in points of the picture; an A3 sheet has 3,300.
_LONGEST = 4500
# A page takes about six seconds of one core; scanned pages that are not reached in this time stay unread and are said to be.
MOST_SECONDS = 1500


def recognise_scans(data: bytes, pages: list[Page]) -> None:
    """Put the recognised pages in the place of those that are pictures, drawn or garbled; where nothing is recognised, or
    the extra is not installed, ``pages`` stay as they are."""
    wanted = [at for at, page in enumerate(pages) if page.is_picture] if can_recognise() else []
    if not wanted:
        return
    end = time.monotonic() + MOST_SECONDS
    import pypdfium2

    from corpus.readers.scan.page import scanned_objects

    with contextlib.suppress(pypdfium2.PdfiumError), contextlib.closing(pypdfium2.PdfDocument(data)) as document:
        for at in wanted:
            if time.monotonic() > end:
                break
            sheet = document[pages[at].number - 1]
            resolution = min(_RESOLUTION, _LONGEST * 72 / max(sheet.get_size()))
            found = page_of(pages[at].number, scanned_objects(_drawn(sheet, resolution), resolution))
            if found.has_text:
                found.recognised = True
                pages[at] = found


def _drawn(sheet: Any, resolution: float) -> Any:
    """The grey picture of a page."""
    picture = sheet.render(scale=resolution / 72, grayscale=True).to_numpy()
    return picture.reshape(picture.shape[:2]).copy()
