"""Bytes -> the decoded text and its blocks, every block with its offsets: a folder a family of formats."""

from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document, Reader
from corpus.readers.sniffing import archive_kind, is_page, is_saved_page
from prompts import cause_of, say

# A plan of 300 pages is about one megabyte of text, with pictures some 20 MB; a larger file is not a plan, or would
# exhaust a small machine. Formats that hold no pictures are kept to less: their text is held in memory several times.
MAX_BYTES = 50 * 1024 * 1024
MAX_TEXT_BYTES = 8 * 1024 * 1024

# What can be read, for messages.
READABLE = (".txt", ".md", ".docx", ".pdf", ".ofd", ".html", ".htm", ".xlsx", ".xls")
_SHEETS = (".xlsm", ".xltx", ".xltm", ".xlsb", ".xlt", ".et")
# What a folder is searched for: kin of those, and old Word files, which only LibreOffice reads and which are refused
# without it, but not passed over in silence.
SUFFIXES = (
    *READABLE,
    *(".docm", ".dotx", ".dotm", ".mht", ".mhtml", ".shtml", ".xhtml", ".doc", ".wps", ".rtf"),
    *_SHEETS,
)
# Formats that may hold pictures, so that a large file may be a plan all the same.
_ROOMY = (".docx", ".doc", ".xlsx", ".ofd", ".pdf", ".mht")

# What a file's first bytes say it is, whatever its name: OLE is the old .doc and .xls and also wraps encrypted files.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The stream that holds the sheets of an old workbook, by its name since Excel 97 or before.
_WORKBOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))


def read_document(path: Path) -> Document:
    """The blocks of one file. Raises UnreadableDocument with a message for the user."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and path.exists():
        raise UnreadableDocument(say("reading.unknown_format", file=path.name, formats="、".join(READABLE)))
    data = _bytes_of(path)
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableDocument(say("reading.empty", file=path.name))
    kind = _format(path.name, suffix, data)
    if kind not in _ROOMY and len(data) > MAX_TEXT_BYTES:
        raise UnreadableDocument(say("reading.too_large", file=path.name, limit=MAX_TEXT_BYTES // 2**20))
    document = _reader(kind)(path.name, data)
    if not document.blocks:
        raise UnreadableDocument(say("reading.no_text", file=path.name))
    return document


def _bytes_of(path: Path) -> bytes:
    """The content of a regular file, never more than MAX_BYTES of it: sizes that the system reports may lie, and pipes
    and devices have none."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableDocument(say("reading.no_file", file=path.name))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = cause_of(error)
        raise UnreadableDocument(say("reading.cannot_open", file=path.name, cause=cause)) from error
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(say("reading.too_large", file=path.name, limit=MAX_BYTES // 2**20))
    return data


def _format(file: str, suffix: str, data: bytes) -> str:
    """The suffix that fits the content: files get wrong names, and a web page saved as .txt is still a web page."""
    if data.startswith(_OLE):
        if any(name in data for name in _WORKBOOKS):
            return ".xls"
        if _ENCRYPTED in data:
            raise UnreadableDocument(say("reading.encrypted", file=file))
        return ".doc"
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        kind = archive_kind(data)
        if kind == ".xlsb":
            raise UnreadableDocument(say("reading.binary_sheet", file=file))
        return kind
    if suffix in (".docx", ".pdf", ".ofd", ".xlsx"):
        raise UnreadableDocument(say("reading.damaged", file=file))
    if is_saved_page(data):
        return ".mht"
    if suffix in (".html", ".htm", ".shtml", ".xhtml") or is_page(data):
        return ".html"
    if suffix == ".xls" or suffix in _SHEETS:
        raise UnreadableDocument(say("reading.damaged", file=file))
    if data.startswith(b"{\\rtf"):
        return ".doc"
    if suffix not in READABLE:
        raise UnreadableDocument(say("reading.old_word", file=file))
    return suffix


def _reader(suffix: str) -> Reader:
    """The reader of a format; its library is imported only now."""
    if suffix == ".docx":
        from corpus.readers.word.reader import read_word

        return read_word
    if suffix == ".doc":
        from corpus.readers.word.libreoffice import read_old_word

        return read_old_word
    if suffix == ".xlsx":
        from corpus.readers.sheets.reader import read_xlsx

        return read_xlsx
    if suffix == ".xls":
        from corpus.readers.sheets.reader import read_xls

        return read_xls
    if suffix == ".pdf":
        from corpus.readers.pdf.reader import read_pdf

        return read_pdf
    if suffix == ".ofd":
        from corpus.readers.ofd.reader import read_ofd

        return read_ofd
    if suffix == ".mht":
        from corpus.readers.html.reader import read_saved_page

        return read_saved_page
    if suffix == ".html":
        from corpus.readers.html.reader import read_html

        return read_html
    if suffix == ".md":
        from corpus.readers.markdown.reader import read_markdown

        return read_markdown
    from corpus.readers.plain.reader import read_text

    return read_text
