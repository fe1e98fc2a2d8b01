"""PDF files with a text layer, by pdfplumber, a page at a time so that memory stays bounded: lines back to paragraphs,
ruled and unruled tables, running heads and page numbers left out."""

import io
import re
from collections import Counter
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.limits import check_pdf
from corpus.readers.pdf_lines import Line, Page, page_of, paragraphs_of
from prompts import say

# Heads and feet are looked for among this many lines at a page's top and bottom.
_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*$")
# A line is a running head where it stands at the edge of at least this share of the pages (even and odd heads differ).
_HEAD_SHARE = 0.3
_SENTENCE = re.compile(r"[，。；]")
_MIN_PAGES = 2
# Fewer characters a page than this is a scan, whatever marks a stamp or a page number left.
_MIN_CHARACTERS = 10
# Pages opened at once. A page's objects take about 100 kB while its batch is open; opening a file of 2,000 pages once more
# takes some tenths of a second.
_BATCH = 100
# A page of text has some 50 kB of content, drawn maps have megabytes without text. What is unpacked beyond this could take
# gigabytes as characters.
MAX_PAGE_CONTENT = 1024 * 1024
# Far more than any plan; at some ten pages a second it would be minutes.
MAX_PAGES = 3000


def read_pdf(file: str, data: bytes) -> Document:
    """The blocks of a .pdf file. Raises UnreadableDocument where it is encrypted, damaged or a scan without text."""
    check_pdf(file, data)
    warnings: list[str] = []
    try:
        pages = _pages(file, data, warnings)
    except UnreadableDocument:
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        encrypted = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        raise UnreadableDocument(say("reading.encrypted" if encrypted else "reading.damaged", file=file)) from error
    except Exception as error:  # on damaged bytes the parser raises whatever it trips over
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    if not pages:
        raise UnreadableDocument(say("reading.bomb" if warnings else "reading.damaged", file=file))
    if sum(page.characters for page in pages) < _MIN_CHARACTERS * len(pages):
        raise UnreadableDocument(say("reading.scanned", file=file))
    _drop_running_heads(pages)
    return replace(_compose(file, pages), warnings=tuple(warnings))


def _pages(file: str, data: bytes, warnings: list[str]) -> list[Page]:
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
                    warnings.append(say("reading.page_skipped", page=page.page_number))
                    continue
                pages.append(page_of(page))
                page.close()
    return pages


def _drop_running_heads(pages: list[Page]) -> None:
    """Leave out lines that repeat at one place near the edge of pages, figures in them aside, and page numbers."""
    edges = [[part for part in page.edges(_EDGE_LINES) if isinstance(part, Line)] for page in pages]
    edges = [[line for line in lines if not _SENTENCE.search(line.text)] for lines in edges]
    seen = Counter(key for lines in edges for key in {_head_key(line) for line in lines})
    repeated = {
        key
        for key, count in seen.items()
        if len(pages) >= _MIN_PAGES and count >= max(_MIN_PAGES, len(pages) * _HEAD_SHARE)
    }
    for page, lines in zip(pages, edges, strict=True):
        dropped = {id(line) for line in lines if _PAGE_NUMBER.match(line.text) or _head_key(line) in repeated}
        page.parts = [part for part in page.parts if id(part) not in dropped]


def _head_key(line: Line) -> tuple[str, int]:
    """What a running head repeats: its words and its height (the title on the cover stands lower than in the heads)."""
    return re.sub(r"[\d\s]+", "", line.text), round(line.top / 3)


def _compose(file: str, pages: list[Page]) -> Document:
    composer = Composer()
    lines: list[Line] = []
    for part in (part for page in pages for part in page.parts):
        if isinstance(part, Line):
            lines.append(part)
            continue
        for text in paragraphs_of(lines):
            composer.paragraph(text)
        lines = []
        composer.table(part.rows, part.merged, part.wide)
    for text in paragraphs_of(lines):
        composer.paragraph(text)
    return composer.document(file)
