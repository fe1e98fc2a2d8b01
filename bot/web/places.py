"""The places that the addresses of documents name."""

from bot.web.faults import Failure
from corpus.models import Span
from prompts import say

# Digits of an offset: files of more than 50 MB are not read.
_MOST_DIGITS = 9


def span_of(start: str | None, end: str | None, length: int) -> Span | None:
    """The span of the fields of a link; None where it has none. Raises ``Failure`` where a text of ``length`` has no such
    span."""
    if start is None and end is None:
        return None
    given = [int(at) for at in (start, end) if at and at.isascii() and at.isdecimal() and len(at) <= _MOST_DIGITS]
    if len(given) != 2 or not given[0] < given[1] <= length:
        raise Failure(400, "no_place", say("web.no_place"))
    return Span(*given)
