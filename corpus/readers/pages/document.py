"""Pages that were read, of whatever format -> the document of their text, with what of them was not read."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import UnreadableDocument
from corpus.models import Span, Unread, page_ranges
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.pages.flow import Flow
from corpus.readers.pages.glyphs import Box, PageBox
from corpus.readers.pages.lines import TextLine
from corpus.readers.pages.margins import drop_running_heads, take_footnotes
from corpus.readers.pages.page import WHOLE_PAGE, Page, Picture
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
    recognised = {page.number: page.recognised for page in pages if page.recognised}
    warnings = (say("reading.recognised", pages=page_ranges(tuple(recognised))),) if recognised else ()
    document = _compose(file, pages)
    return replace(document, unread=unread, recognised=_stretches(document, recognised), warnings=warnings)


def _stretches(document: Document, recognised: dict[int, list[PageBox]]) -> tuple[Span, ...]:
    """Where the text stands whose places lie in the boxes ``recognised`` of its pages."""
    found: list[Span] = []
    for place in document.places:
        x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
        if any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in recognised.get(place.page, ())):
            if found and not document.source[found[-1].end : place.start].strip():
                found[-1] = Span(found[-1].start, place.end)
            else:
                found.append(Span(place.start, place.end))
    return tuple(found)


def _reason(pages: Sequence[Page], codes: set[str]) -> str:
    """The message that says why no page has text."""
    if "garbled" in codes:
        return "reading.garbled"
    if not pages or codes == {"damaged"}:
        return "reading.damaged"
    return "reading.bomb" if codes == {"oversized"} else "reading.scanned"


def _unread(pages: Sequence[Page]) -> tuple[Unread, ...]:
    """What of the pages was not read, by its kind."""
    found: dict[str, list[int]] = defaultdict(list)
    for page, pictures in zip(pages, _bare_pictures(pages), strict=True):
        if page.fault:
            found[page.fault].append(page.number)
        elif pictures:
            whole = sum(picture.share for picture in pictures) >= WHOLE_PAGE and not page.has_text
            found["scan" if whole else "picture"].append(page.number)
        found["missing"] += [page.number] * (page.missing and not page.fault)
        found["outlines"] += [page.number] * (page.outlines and not page.fault)
    return tuple(Unread(code, tuple(numbers)) for code, numbers in found.items() if numbers)


def unread_pictures(pages: Sequence[Page]) -> dict[int, list[Box]]:
    """The boxes of the pictures among text that may hold more of it, by the place of their page in ``pages``."""
    found = enumerate(_bare_pictures(pages))
    return {at: [picture.box for picture in bare] for at, bare in found if bare and pages[at].has_text}


def _bare_pictures(pages: Sequence[Page]) -> list[list[Picture]]:
    """The pictures of each page, backgrounds aside, where they are large and hardly a letter stands upon them."""
    drawn = Counter(key for page in pages for key in {picture.key for picture in page.pictures})
    behind = {key for key, count in drawn.items() if count >= max(_BACKGROUND_PAGES, _BACKGROUND_SHARE * len(pages))}
    found = []
    for page in pages:
        pictures = [picture for picture in page.pictures if not (page.has_text and picture.key in behind)]
        share = min(1.0, sum(picture.share for picture in pictures))
        bare = sum(picture.letters for picture in pictures) < _LAYER_LETTERS * share
        found.append(pictures if share >= _PICTURE_SHARE and bare else [])
    return found


def _compose(file: str, pages: list[Page]) -> Document:
    """The document of the pages' parts, which are used up."""
    composer = Composer()
    flow = Flow(composer)
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
    return composer.document(file)
