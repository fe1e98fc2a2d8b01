"""Government web pages (.html) and pages saved with their pictures (.mht), by lxml: the document alone, without
navigation, sharing and related links."""

import base64
import email
import email.policy
import io
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import UnreadableDocument
from corpus.language.headings import is_heading
from corpus.language.text import fold
from corpus.models import Unread
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.encoding import decode
from corpus.readers.furniture import FACT, is_fact
from corpus.readers.html.lines import Item, Line, Picture, TableItem, items_of
from corpus.readers.html.main import document_items, is_attachment, is_facts, opening_of, page_title, site_name
from corpus.readers.scan.pictures import Pictures
from corpus.readers.sniffing import is_saved_page
from prompts import say

# Where a page's head declares its encoding; browsers look no further either.
_HEAD = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TITLE_NAMES = ("ArticleTitle", "og:title", "title")
# A title of a document, where only the page's head has it.
_DOCUMENT = re.compile(
    r"(?:规划|纲要|方案|计划|意见|通知|报告|公报|公告|办法|决定|规定|条例|措施|要点|细则)(?:[（(][^）)]*[）)])?$"
)
# A file that stands in the page itself.
_WRITTEN = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
# Pixels an inch by which a page states how wide its pictures are.
_SCREEN = 96
# The lines of a text among which another title than the page's is looked for, and how long that gets.
_OPENING = 5
_LONGEST_TITLE = 80


def read_html(file: str, data: bytes, charset: str = "", files: Mapping[str, bytes] = MappingProxyType({})) -> Document:
    """The blocks of an .html file; ``charset`` is the encoding by which it was sent, where that is known, ``files`` what was
    saved with it, by address. Raises
    UnreadableDocument where it does not decode, holds no text, or nothing but links to files."""
    body, titles = _parsed(file, data, charset)
    title = page_title(titles)
    items = document_items(items_of(body), body, title)
    linked = [name for item in items if isinstance(item, Line) for name in item.files]
    items = [item for item in items if not (isinstance(item, Line) and is_attachment(item))]
    lines = [item.text for item in items if isinstance(item, Line) and item.text]
    known = [fold(title), *(fold(item.text) for item in items if isinstance(item, Line) and item.level == 1)]
    if linked and all(isinstance(item, Line) and (fold(item.text) in known or not item.text) for item in items):
        raise UnreadableDocument(say("reading.only_links", file=file, names="、".join(linked)))
    composer = Composer()
    if _DOCUMENT.search(title) and not _opens_with(title, lines):
        composer.paragraph(title)
    pictures = Pictures(composer)
    _compose(items, composer, title, pictures, files)
    unread = (Unread("attachment", names=tuple(dict.fromkeys(linked))),) if linked else ()
    return pictures.told(replace(composer.document(file), unread=unread, site=site_name(titles)))


def read_saved_page(file: str, data: bytes) -> Document:
    """The blocks of a page saved as MIME (.mht, also under the name of a .doc). Raises UnreadableDocument as for a page."""
    return read_html(file, *_saved(file, data))


def read_fragment(file: str, data: bytes, composer: Composer, pictures: Pictures) -> None:
    """Write a page that another document holds to ``composer``, whole, and its pictures to ``pictures``. Raises
    UnreadableDocument where it does not decode or holds no text."""
    page, charset, files = _saved(file, data) if is_saved_page(data) else (data, "", {})
    body, _ = _parsed(file, page, charset)
    _compose([item for item in items_of(body) if not item.hidden], composer, "", pictures, files)


def _saved(file: str, data: bytes) -> tuple[bytes, str, dict[str, bytes]]:
    """The page of a MIME message, the encoding that its head declares, "" where it declares none, and the other parts by
    their addresses as the page names them."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableDocument(say("reading.no_text", file=file))
    page = pages[0].get_payload(decode=True)
    assert isinstance(page, bytes)
    files: dict[str, bytes] = {}
    for part in message.walk():
        content = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(content, bytes):
            # Office programs name the pictures of a page by where they lie beside it: a.files/image001.png.
            address = part.get("Content-Location", "")
            own = "cid:" + part.get("Content-ID", "").strip("<> ")
            files |= dict.fromkeys((address, posixpath.basename(address), own), content)
    files.pop("", None)
    return page, pages[0].get_content_charset(""), files


def _compose(
    items: Sequence[Item], composer: Composer, title: str, pictures: Pictures, files: Mapping[str, bytes]
) -> None:
    """Write ``items`` to ``composer``, those that are pictures to ``pictures``."""
    # The page's title and the only h1 of a page are no headings of the document's outline.
    titles = sum(isinstance(item, Line) and item.level == 1 for item in items)
    for item in items:
        if isinstance(item, Picture):
            pictures.put(_content(item.source, files), item.width / _SCREEN)
        elif isinstance(item, TableItem):
            _compose_table(item, composer)
        else:
            is_title = (item.level == 1 and titles == 1) or fold(item.text) == fold(title)
            composer.paragraph(item.text, None if is_title else item.level)


def _content(address: str, files: Mapping[str, bytes]) -> bytes | None:
    """The file at an address: written in it (data:), or saved with the page; None where it is neither."""
    written = _WRITTEN.match(address)
    if written is None:
        return files.get(address) or files.get(posixpath.basename(address))
    try:
        return base64.b64decode(address[written.end() :])
    except ValueError:
        return None


def _compose_table(table: TableItem, composer: Composer) -> None:
    if not is_facts(table):
        composer.table(table.rows, table.merged, table.wide)
        return
    for label, value in pairwise([*(text for row in table.rows for text in row), ""]):
        if FACT.fullmatch(label) and value and not is_fact(value):
            composer.paragraph(f"{label.strip().rstrip('：:')}：{value.strip()}")
        elif is_fact(label) and not FACT.fullmatch(label):
            composer.paragraph(label.strip())


def _parsed(file: str, data: bytes, charset: str) -> tuple[Any, list[str]]:
    """The body of a page and the titles that its head gives it, best first."""
    declared = _CHARSET.search(data[:_HEAD])
    text = decode(file, data, charset or (declared[1].decode() if declared else ""), markup=True)
    text = _DECLARATION.sub("", text.lstrip("\ufeff")).replace("\x00", "")
    try:
        # Pages that never close their boxes nest deeper than the parser's bound for others.
        root = lxml_html.parse(io.StringIO(text), lxml_html.HTMLParser(huge_tree=True)).getroot()
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    body = None if root is None else root.find(".//body")
    if body is None:
        raise UnreadableDocument(say("reading.no_text", file=file))
    found: dict[str, str] = {}
    for element in root.iter("meta", "title"):
        name = "title" if element.tag == "title" else element.get("name") or element.get("property") or ""
        content = "".join(element.itertext()) if element.tag == "title" else element.get("content", "")
        found.setdefault(name, content)
    return body, [found[name] for name in _TITLE_NAMES if name in found]


def _opens_with(title: str, lines: Sequence[str]) -> bool:
    """Whether a text opens with ``title``, also broken over lines, or with the title of another document."""
    first = (line for line in lines[:_OPENING] if len(line) <= _LONGEST_TITLE and not is_heading(line))
    return fold(title) in opening_of(lines) or any(_DOCUMENT.search(line) for line in first)
