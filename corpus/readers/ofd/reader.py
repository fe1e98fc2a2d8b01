"""OFD files (GB/T 33190-2016), the state's format for official documents: an archive of XML whose pages place every
character. They go the way of PDF pages from there on."""

import posixpath
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document
from corpus.readers.limits import MAX_UNPACKED, check_zip
from corpus.readers.ofd.page import ofd_objects
from corpus.readers.package import Package
from corpus.readers.pages.document import MAX_PAGES, document_of
from corpus.readers.pages.page import Page, page_of
from prompts import say

# A page of text has some 50 kB, with an object for each character some 300.
MAX_PAGE_XML = 4 * 1024 * 1024
# In millimetres: a page without a size of its own or of its document is an A4 sheet.
_SHEET = "0 0 210 297"


def read_ofd(file: str, data: bytes) -> Document:
    """The blocks of an .ofd file. Raises UnreadableDocument where it is damaged or unpacks beyond all bounds, and where none
    of its pages has text."""
    check_zip(file, data, max_xml=MAX_UNPACKED)
    ofd = _Ofd(Package(data))
    try:
        pages = ofd.pages(file)
    except (ValueError, ArithmeticError) as error:  # a place or size that is no number, or none of a page
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    return document_of(file, pages)


class _Ofd:
    """The documents of one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._left = MAX_UNPACKED  # bytes of pages that may still be read: pages may share a part

    def pages(self, file: str) -> list[Page]:
        """The pages of all documents, in order."""
        pages: list[Page] = []
        for name in self._documents():
            document = self._package.xml(name)
            common = _child(document, "CommonData")
            templates = {
                part.get("ID"): _at(name, part.get("BaseLoc", "")) for part in _children(common, "TemplatePage")
            }
            size = _text(_child(common, "PageArea"), "PhysicalBox") or _SHEET
            for page in _children(_child(document, "Pages"), "Page"):
                if len(pages) == MAX_PAGES:
                    raise UnreadableDocument(say("reading.too_many_pages", file=file, limit=MAX_PAGES))
                pages.append(self._page(file, len(pages) + 1, _at(name, page.get("BaseLoc", "")), templates, size))
        return pages

    def _documents(self) -> Iterator[str]:
        """The names of the documents' own parts."""
        for body in _children(self._package.xml("OFD.xml"), "DocBody"):
            if root := _text(body, "DocRoot"):
                yield _at("OFD.xml", root)

    def _page(self, file: str, number: int, name: str, templates: dict[Any, str], size: str) -> Page:
        data = self._package.blob(name) or b""
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableDocument(say("reading.bomb", file=file))
        if len(data) > MAX_PAGE_XML:
            return Page(number, fault="oversized")
        content = self._package.xml(name)
        if content is None:
            return Page(number, fault="damaged")
        own = _text(_child(content, "Area"), "PhysicalBox")
        under = [templates.get(part.get("TemplateID"), "") for part in _children(content, "Template")]
        layers = [root for root in map(self._package.xml, filter(None, under)) if root is not None]
        return page_of(number, ofd_objects([*layers, content], own or size))


def _at(base: str, location: str) -> str:
    """The name of the part that ``location`` in the part ``base`` means."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), location.strip())).lstrip("/")


def _children(element: Any | None, name: str) -> Iterator[Any]:
    """The children of an element by their local name: files differ in the vocabulary's address."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def _child(element: Any | None, name: str) -> Any | None:
    return next(_children(element, name), None)


def _text(element: Any | None, name: str) -> str:
    """The text of a child, "" where there is none."""
    child = _child(element, name)
    return "" if child is None else (child.text or "").strip()
