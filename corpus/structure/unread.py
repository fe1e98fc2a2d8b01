"""What of a file was not read, placed in its outline and said in a user's words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.models import Section, Unread, page_ranges
from prompts import say

# More places than these are too many for one line of a reply.
_MOST_PLACES = 4
# The message of each code of ``Unread``.
_MESSAGES = {
    "scan": "unread.scan",
    "picture": "unread.picture",
    "outlines": "unread.outlines",
    "garbled": "unread.garbled",
    "damaged": "unread.damaged",
    "missing": "unread.missing",
    "oversized": "unread.oversized",
    "sheet": "unread.sheet",
    "chart": "unread.chart",
    "object": "unread.object",
    "inserted": "unread.inserted",
    "attachment": "unread.attachment",
    "part": "unread.part",
    "hidden_sheet": "unread.hidden_sheet",
    "hidden_cells": "unread.hidden_cells",
    "formula": "unread.formula",
}


def placed(unread: Sequence[Unread], sections: Sequence[Section]) -> tuple[Unread, ...]:
    """``unread`` with the sections in which its offsets lie; ``sections`` are in document order."""
    starts = [section.span.start for section in sections]
    found = []
    for part in unread:
        paths = [sections[at - 1].path if at else () for at in (bisect_right(starts, offset) for offset in part.at)]
        found.append(replace(part, sections=tuple(dict.fromkeys(paths))))
    return tuple(found)


def warning_of(part: Unread) -> str:
    """One sentence that says what was not read and where."""
    places = [say("unread.pages", pages=page_ranges(part.pages))] if part.pages else []
    places += [say("unread.section", section=path[-1]) if path else say("unread.start") for path in part.sections]
    where = "、".join(places[:_MOST_PLACES]) + (say("unread.more") if len(places) > _MOST_PLACES else "")
    return say(_MESSAGES[part.code], where=where, names="、".join(part.names))
