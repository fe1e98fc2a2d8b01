"""The verbatim passages behind an answer, one page each."""

import asyncio
import re

from bot.chat.answering import Answering
from bot.chat.state.answers import Evidence, StoredAnswer
from bot.inert import inert_text
from bot.replying.passages import cells_line
from bot.telegram.formatting import MESSAGE_UNITS, escaped, messages, utf16
from prompts import say

# A passage in its surroundings fills half a screen; a table row may be much longer, and is then cut into pages.
PAGE_UNITS = 2_000


async def pages_of(answer: StoredAnswer, answering: Answering) -> list[str]:
    """HTML messages with the passages that ``answer`` cites, in the order of their numbers.

    A table row is shown as its cells under the heads of their columns; a passage whose file has left the index since as it
    was quoted.
    """
    pages = []
    for place in answer.evidence:
        around = "" if place.cells else await answering.context(place.file, place.start, place.end)
        pages += await asyncio.to_thread(_pages, around or place.quote, place)
    return pages


def _pages(around: str, place: Evidence) -> list[str]:
    """The passage below its heading, the quote in bold where it stands on one page."""
    heading = say("source.heading", n=place.n, title=place.title, section=place.section, file=place.file)
    opening = escaped(inert_text(heading))
    if place.cells:
        cells = "\n".join(cells_line((cell,)) for cell in place.cells)
        return [f"{opening}\n\n{part}" for part in messages(cells, limit=PAGE_UNITS)]
    pages = []
    for part in messages(_tidy(around), limit=PAGE_UNITS):
        page = f"{opening}\n\n{_emphasised(part, place.quote)}"
        pages.append(page if utf16(page) <= MESSAGE_UNITS else f"{opening}\n\n{part}")
    return pages


def _tidy(text: str) -> str:
    """The source without the empty lines and trailing blanks that its file format left."""
    return re.sub(r"\s*\n\s*", "\n", text.strip())


def _emphasised(part: str, quote: str) -> str:
    """The HTML ``part`` with the quote in bold. Between the quote's characters the source may have white space and asterisks."""
    inner = r"[\s*]*".join(re.escape(escaped(char)) for char in inert_text(quote) if not char.isspace())
    match = re.search(inner, part) if inner else None
    if match is None:
        return part
    return f"{part[: match.start()]}<b>{match[0]}</b>{part[match.end() :]}"
