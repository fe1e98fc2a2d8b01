"""Plain text to messages that Telegram accepts: HTML-escaped, each within the length limit."""

import html
from collections.abc import Iterator

from bot.inert import inert_text

# Telegram takes 4096 UTF-16 units after parsing entities, 1024 under a picture. Counting the escaped text with its tags
# is stricter, and holds either way.
MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
OPEN, CLOSE = "<blockquote>", "</blockquote>"

# Where a text may be cut, best first: between items, between lines, after a sentence, after a clause.
BORDERS = ("\n\n", "\n", "。", "；", "，")


def messages(text: str, sources: str = "", limit: int = MESSAGE_UNITS) -> list[str]:
    """``text`` as HTML messages in reading order: none is empty, none is over the limit, no entity is broken.

    The lines of ``sources`` follow, set off as a quotation. Only the characters that HTML mode reserves are escaped;
    neither holds markup of its own. What turns the direction of writing is left out.
    """
    text, sources = inert_text(text).strip(), inert_text(sources).strip()
    whole = f"{text}\n{sources}" if sources else text
    quoted_from = len(text) if sources else len(whole)
    room = limit - len(OPEN) - len(CLOSE)
    return [_marked(part, quoted_from - start) for start, part in _parts(whole, room) if part]


def caption(text: str) -> str:
    """``text`` as HTML that fits under a picture; what is cut off ends in an ellipsis."""
    first, *rest = messages(text, limit=CAPTION_UNITS - 1) or [""]
    return f"{first}…" if rest else first


def units(text: str) -> int:
    """Length of ``text`` as Telegram counts it when sent in HTML mode: UTF-16 units of the escaped text."""
    return len(_escaped(text).encode("utf-16-le")) // 2


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _marked(part: str, quoted_from: int) -> str:
    """``part`` escaped, with what stands from ``quoted_from`` on as a quotation."""
    if quoted_from >= len(part):
        return _escaped(part)
    head, tail = part[: max(0, quoted_from)].rstrip(), part[max(0, quoted_from) :].strip()
    quotation = f"{OPEN}{_escaped(tail)}{CLOSE}"
    return f"{_escaped(head)}\n{quotation}" if head else quotation


def _parts(text: str, room: int) -> Iterator[tuple[int, str]]:
    """(offset in ``text``, part) of parts that fit into ``room``."""
    start = 0
    while units(text[start:]) > room:
        head = text[start : start + _fitting(text[start : start + room], room)]
        cut = _last_border(head)
        yield start, head[:cut].rstrip()
        start += cut
        while text[start : start + 1] == "\n":
            start += 1
    yield start, text[start:]


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
