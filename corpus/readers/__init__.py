"""One module a format: bytes -> the decoded text and its blocks, every block with its offsets."""

import re
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document, Reader
from prompts import say

# A plan of 300 pages is about one megabyte of text, with pictures some 20 MB; a larger file is not a plan, or would
# exhaust a small machine.
MAX_BYTES = 50 * 1024 * 1024

SUFFIXES = (".txt", ".md", ".docx", ".pdf", ".html", ".htm")

# What a file's first bytes say it is, whatever its name: OLE is the old .doc and also wraps encrypted .docx files.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(path: Path) -> Document:
    """The blocks of one file. Raises UnreadableDocument with a message for the user."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableDocument(say("reading.unknown_format", file=path.name, formats="、".join(SUFFIXES)))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableDocument(say("reading.too_large", file=path.name, limit=MAX_BYTES // 2**20))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(say("reading.cannot_open", file=path.name, cause=error.strerror)) from error
    if not data.strip():
        raise UnreadableDocument(say("reading.empty", file=path.name))
    document = _reader(_format(path.name, suffix, data))(path.name, data)
    if not document.blocks:
        raise UnreadableDocument(say("reading.no_text", file=path.name))
    return document


def _format(file: str, suffix: str, data: bytes) -> str:
    """The suffix that fits the content: files get wrong names, and a web page saved as .txt is still a web page."""
    if data.startswith(_OLE):
        raise UnreadableDocument(say("reading.encrypted" if _ENCRYPTED in data else "reading.old_word", file=file))
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    if suffix in (".docx", ".pdf"):
        raise UnreadableDocument(say("reading.damaged", file=file))
    return ".html" if suffix in (".html", ".htm") or _HTML.match(data[:4096]) else suffix


def _reader(suffix: str) -> Reader:
    """The reader of a format; its library is imported only now."""
    if suffix == ".docx":
        from corpus.readers.word import read_word

        return read_word
    if suffix == ".pdf":
        from corpus.readers.pdf import read_pdf

        return read_pdf
    if suffix == ".html":
        from corpus.readers.html import read_html

        return read_html
    if suffix == ".md":
        from corpus.readers.markdown import read_markdown

        return read_markdown
    from corpus.readers.text import read_text

    return read_text
