"""What the first bytes of a file say it is, whatever its name."""

import re

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
