"""Plain text to messages that Telegram accepts: HTML-escaped, each within the length limit."""

import html
from collections.abc import Iterator

# Telegram takes 4096 UTF-16 units after parsing entities. Counting the escaped text is stricter, and holds either way.
MESSAGE_UNITS = 4096

# Where a text may be cut, best first: between items, between lines, after a sentence, after a clause.
BORDERS = ("\n\n", "\n", "。", "；", "，")


def messages(text: str) -> list[str]:
    """``text`` as HTML messages in reading order: none is empty, none is over the limit, no entity is broken.

    Only the characters that HTML mode reserves are escaped; the text carries no markup of its own.
    """
    return [html.escape(part, quote=False) for part in _parts(text.strip()) if part]


def units(text: str) -> int:
    """Length of ``text`` as Telegram counts it when sent in HTML mode: UTF-16 units of the escaped text."""
    return len(html.escape(text, quote=False).encode("utf-16-le")) // 2


def _parts(text: str) -> Iterator[str]:
    while units(text) > MESSAGE_UNITS:
        head = text[: _fitting(text)]
        cut = _last_border(head)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip("\n")
    yield text


def _fitting(text: str) -> int:
    """The largest number of leading characters within the limit."""
    low, high = 0, min(len(text), MESSAGE_UNITS)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if units(text[:middle]) <= MESSAGE_UNITS else (low, middle - 1)
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
