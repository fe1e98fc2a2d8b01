"""The verbatim passages behind an answer, one page each."""

import html
import re

from bot.inert import inert_text
from bot.telegram.answering import Answering
from bot.telegram.formatting import MESSAGE_UNITS, messages, units
from bot.telegram.state.answers import Evidence, StoredAnswer
from prompts import say

# A passage in its surroundings fills half a screen; a table row may be much longer, and is then cut into pages.
PAGE_UNITS = 2_000


async def pages_of(answer: StoredAnswer, answering: Answering) -> list[str]:
    """HTML messages with the passages that ``answer`` cites, in the order of their numbers.

    A passage whose file has left the index since is shown as it was quoted.
    """
    pages = []
    for place in answer.evidence:
        around = await answering.context(place.file, place.start, place.end)
        heading = say("source.heading", n=place.n, title=place.title, section=place.section, file=place.file)
        pages += _pages(heading, around or place.quote, place)
    return pages


def _pages(heading: str, around: str, place: Evidence) -> list[str]:
    """The passage below its heading, the quote in bold where it stands on one page."""
    opening = html.escape(inert_text(heading), quote=False)
    parts = messages(_tidy(around), limit=PAGE_UNITS)
    pages = []
    for part in parts:
        page = f"{opening}\n\n{_emphasised(part, place.quote)}"
        pages.append(page if units(page) <= MESSAGE_UNITS else f"{opening}\n\n{part}")
    return pages


def _tidy(text: str) -> str:
    """The source without the empty lines and trailing blanks that its file format left."""
    return re.sub(r"\s*\n\s*", "\n", text.strip())


def _emphasised(escaped: str, quote: str) -> str:
    """``escaped`` with the quote in bold. Between the quote's characters the source may have white space and asterisks."""
    inner = r"[\s*]*".join(
        re.escape(html.escape(char, quote=False)) for char in inert_text(quote) if not char.isspace()
    )
    match = re.search(inner, escaped) if inner else None
    if match is None:
        return escaped
    return f"{escaped[: match.start()]}<b>{match[0]}</b>{escaped[match.end() :]}"
