"""Pages that were read, of whatever format -> the document of their text, with what of them was not read."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import UnreadableDocument
from corpus.models import Unread, page_ranges
from corpus.readers.base import Document
from corpus.readers.pages.flow import Flow
from corpus.readers.pages.lines import TextLine
from corpus.readers.pages.margins import drop_running_heads, take_footnotes
from corpus.readers.pages.page import WHOLE_PAGE, Page
from prompts import say

# Far more than any plan; at some ten pages a second it would be minutes.
MAX_PAGES = 3000
# A picture may hold a table from this share of the page on; emblems, seals and logos are smaller.
_PICTURE_SHARE = 0.08
# A picture of a whole page with fewer letters upon it than this was not recognised; smaller ones have fewer in proportion.
_LAYER_LETTERS = 60
# A picture that stands on at least so many pages, and on this share of all, is a background.
_BACKGROUND_PAGES = 3
_BACKGROUND_SHARE = 0.5


def document_of(file: str, pages: list[Page]) -> Document:
    """The document of all pages in order, which are used up. Raises UnreadableDocument where none of them has text."""
    unread = _unread(pages)
    if not any(page.has_text for page in pages):
        raise UnreadableDocument(say(_reason(pages, {part.code for part in unread}), file=file))
    drop_running_heads(pages)
    recognised = tuple(page.number for page in pages if page.recognised)
    warnings = (say("reading.recognised", pages=page_ranges(recognised)),) if recognised else ()
    return replace(_compose(file, pages), unread=unread, recognised=recognised, warnings=warnings)


def _reason(pages: Sequence[Page], codes: set[str]) -> str:
    """The message that says why no page has text."""
    if "garbled" in codes:
        return "reading.garbled"
    if not pages or codes == {"damaged"}:
        return "reading.damaged"
    return "reading.bomb" if codes == {"oversized"} else "reading.scanned"


def _unread(pages: Sequence[Page]) -> tuple[Unread, ...]:
    """What of the pages was not read, by its kind."""
    drawn = Counter(key for page in pages for key in {picture.key for picture in page.pictures})
    behind = {key for key, count in drawn.items() if count >= max(_BACKGROUND_PAGES, _BACKGROUND_SHARE * len(pages))}
    found: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        pictures = [picture for picture in page.pictures if not (page.has_text and picture.key in behind)]
        share = min(1.0, sum(picture.share for picture in pictures))
        bare = sum(picture.letters for picture in pictures) < _LAYER_LETTERS * share
        if page.fault:
            found[page.fault].append(page.number)
        elif share >= _PICTURE_SHARE and bare:
            whole = share >= WHOLE_PAGE and not page.has_text
            found["scan" if whole else "picture"].append(page.number)
        found["missing"] += [page.number] * (page.missing and not page.fault)
        found["outlines"] += [page.number] * (page.outlines and not page.fault)
    return tuple(Unread(code, tuple(numbers)) for code, numbers in found.items() if numbers)


def _compose(file: str, pages: list[Page]) -> Document:
    """The document of the pages' parts, which are used up."""
    flow = Flow()
    pages.reverse()
    while pages:
        page = pages.pop()
        notes = take_footnotes(page)
        for part in page.parts:
            if isinstance(part, TextLine):
                flow.line(part, page.number)
            else:
                flow.table(part, page.number)
        flow.notes(notes, page.number)
    flow.end()
    return flow.composer.document(file)
