"""What the first bytes of a file say it is, whatever its name."""

import io
import re
import zipfile

# How far into a file its kind shows.
_HEAD = 4096
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# A page saved with its pictures begins with the head of a MIME message.
_MESSAGE = re.compile(
    rb"\s*(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE
)


def is_page(data: bytes) -> bool:
    """Whether ``data`` begins like a web page."""
    return _PAGE.match(data[:_HEAD]) is not None


def is_saved_page(data: bytes) -> bool:
    """Whether ``data`` begins like a web page saved with its pictures (MIME)."""
    return _MESSAGE.match(data[:_HEAD]) is not None


def archive_kind(data: bytes) -> str:
    """The suffix of the format that an archive packs by the parts in it: .xlsx, .xlsb, .ofd, else .docx, also where it cannot
    be opened."""
    try:
        names = [name.lower().replace("\\", "/") for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError):
        return ".docx"
    if "xl/workbook.bin" in names:
        return ".xlsb"
    if any(name.startswith("xl/") for name in names) and not any(name.startswith("word/") for name in names):
        return ".xlsx"
    return ".ofd" if "ofd.xml" in names else ".docx"
