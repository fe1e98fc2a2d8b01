"""PDF files with a text layer, by pdfplumber, a page at a time so that memory stays bounded: lines back to paragraphs,
ruled and unruled tables, running heads and page numbers left out. What cannot be read is named page by page."""

import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import UnreadableDocument
from corpus.models import Unread
from corpus.readers.base import Document
from corpus.readers.limits import check_pdf
from corpus.readers.pdf_flow import Flow
from corpus.readers.pdf_lines import TextLine
from corpus.readers.pdf_margins import drop_running_heads, take_footnotes
from corpus.readers.pdf_page import Page, page_of
from prompts import say

# Pages opened at once. A page's objects take some 100 kB while its batch is open; opening a file of 2,000 pages once more
# takes some tenths of a second.
_BATCH = 50
# A page of text has some 50 kB of content, drawn maps have megabytes without text. What is unpacked beyond this could take
# gigabytes as characters.
MAX_PAGE_CONTENT = 1024 * 1024
# Far more than any plan; at some ten pages a second it would be minutes.
MAX_PAGES = 3000
# A picture may hold a table from this share of the page on; emblems, seals and logos are smaller.
_PICTURE_SHARE = 0.08
# A page without text is a scan where pictures fill at least this share of it.
_WHOLE_PAGE = 0.5
# A picture of a whole page with fewer letters upon it than this was not recognised; smaller ones have fewer in proportion.
_LAYER_LETTERS = 60
# A picture that stands on at least so many pages, and on this share of all, is a background.
_BACKGROUND_PAGES = 3
_BACKGROUND_SHARE = 0.5


def read_pdf(file: str, data: bytes) -> Document:
    """The blocks of a .pdf file. Raises UnreadableDocument where it is encrypted or damaged, and where none of its pages
    has text that can be read."""
    check_pdf(file, data)
    try:
        pages = _pages(file, data)
    except (UnreadableDocument, MemoryError):
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        encrypted = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        raise UnreadableDocument(say("reading.encrypted" if encrypted else "reading.damaged", file=file)) from error
    except Exception as error:  # on damaged bytes the parser raises whatever it trips over
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    unread = _unread(pages)
    if not any(page.has_text for page in pages):
        raise UnreadableDocument(say(_reason(pages, {part.code for part in unread}), file=file))
    drop_running_heads(pages)
    return replace(_compose(file, pages), unread=unread)


def _reason(pages: Sequence[Page], codes: set[str]) -> str:
    """The message that says why no page has text."""
    if "garbled" in codes:
        return "reading.garbled"
    if not pages:
        return "reading.damaged"
    return "reading.bomb" if codes == {"oversized"} else "reading.scanned"


def _pages(file: str, data: bytes) -> list[Page]:
    """All pages, opened a batch at a time: the parser keeps every object that it has read until it is closed."""
    pages: list[Page] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
    if count > MAX_PAGES:
        raise UnreadableDocument(say("reading.too_many_pages", file=file, limit=MAX_PAGES))
    for first in range(1, count + 1, _BATCH):
        with pdfplumber.open(io.BytesIO(data), pages=range(first, min(first + _BATCH, count + 1))) as pdf:
            for page in pdf.pages:
                if sum(len(resolve1(stream).get_data()) for stream in page.page_obj.contents) > MAX_PAGE_CONTENT:
                    pages.append(Page(page.page_number, fault="oversized"))
                    continue
                pages.append(page_of(page))
                page.close()
    return pages


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
            whole = share >= _WHOLE_PAGE and not page.has_text
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
