"""Plain text to messages that Telegram accepts: HTML-escaped, each within the length limit."""

import html
from collections.abc import Iterator

from bot.inert import inert_text

# Telegram takes 4096 UTF-16 units after parsing entities, 1024 under a picture. Counting the escaped text with its tags
# is stricter, and holds either way.
MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
# Where a text may be cut, best first: between items, between lines, after a sentence, after a clause.
BORDERS = ("\n\n", "\n", "。", "；", "，")


def messages(text: str, limit: int = MESSAGE_UNITS) -> list[str]:
    """``text`` as HTML messages in reading order: none is empty, none is over the limit, no entity is broken.

    Only the characters that HTML mode reserves are escaped; the text holds no markup of its own. What turns the direction
    of writing is left out.
    """
    return [escaped(part) for part in pieces(inert_text(text).strip(), limit) if part]


def caption(text: str) -> str:
    """``text`` as HTML that fits under a picture; what is cut off ends in an ellipsis."""
    first, *rest = messages(text, limit=CAPTION_UNITS - 1) or [""]
    return f"{first}…" if rest else first


def units(text: str) -> int:
    """Length of ``text`` as Telegram counts it when sent in HTML mode: UTF-16 units of the escaped text."""
    return utf16(escaped(text))


def utf16(sent: str) -> int:
    """Length of what is sent, in UTF-16 units."""
    return len(sent.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """``text`` with the characters that HTML mode reserves escaped."""
    return html.escape(text, quote=False)


def pieces(text: str, room: int) -> Iterator[str]:
    """``text`` in parts of at most ``room`` units, cut where it reads best."""
    start = 0
    while units(text[start:]) > room:
        head = text[start : start + _fitting(text[start : start + room], room)]
        cut = _last_border(head)
        yield head[:cut].rstrip()
        start += cut
        while text[start : start + 1] == "\n":
            start += 1
    yield text[start:]


def _fitting(text: str, room: int) -> int:
    """The largest number of leading characters within ``room``."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if units(text[:middle]) <= room else (low, middle - 1)
    return low


def _last_border(head: str) -> int:
    """Where to cut ``head``: after its last border of the best kind that leaves at least half of it, else at its end.

    A border in the first half would send a nearly empty message before a full one.
    """
    for border in BORDERS:
        cut = head.rfind(border) + len(border)
        if cut > len(head) // 2:
            return cut
    return len(head)
