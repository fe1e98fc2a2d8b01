"""PDF files with a text layer, by pdfplumber, a page at a time so that memory stays bounded: lines back to paragraphs,
ruled and unruled tables, running heads and page numbers left out. What cannot be read is named page by page."""

import io

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document
from corpus.readers.limits import check_pdf
from corpus.readers.pages.document import MAX_PAGES, document_of
from corpus.readers.pages.page import Page, page_of
from corpus.readers.pdf.objects import objects_of
from corpus.readers.pdf.scans import recognise_scans
from prompts import say

# Pages opened at once. A page's objects take some 100 kB while its batch is open; opening a file of 2,000 pages once more
# takes some tenths of a second.
_BATCH = 50
# A page of text has some 50 kB of content, drawn maps have megabytes without text. What is unpacked beyond this could take
# gigabytes as characters.
MAX_PAGE_CONTENT = 1024 * 1024


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
    recognise_scans(data, pages)
    return document_of(file, pages)


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
                pages.append(page_of(page.page_number, objects_of(page)))
                page.close()
    return pages
