"""A message without the words that only steer the talk: what it puts aside, whom it is handed to, what it does not mean."""

import re
from collections.abc import Iterable

from bot.reading.asks import is_asking
from bot.reading.rules import spans_in
from bot.reading.speech import plain_text
from prompts import say

# Places that a message names by their level (市里).
_LEVELS = ("市里", "市级", "县里", "区里", "个市", "个县", "个区")
_SHORT_YEAR = re.compile(r"^(?:那|再|还有)?([1-5]\d)(?:的|年的?)?(?:呢|哪)?[?？]?$")


def without_put_aside(text: str) -> str:
    """``text`` without the clause that puts an earlier matter aside (托育先放放，…)."""
    span = next((span for span in spans_in(text) if span.value == "put aside"), None)
    return text[span.end :] if span else text


def not_handed_over(text: str) -> str:
    """``text`` without the words that only have the answer handed over (…的报我), where more is said."""
    span = next((span for span in spans_in(text) if span.value == "handed over"), None)
    return (text[: span.start] + text[span.end :]).strip(" ，,") or text if span else text


def put_right(text: str, places: Iterable[str]) -> str:
    """``text`` that names what is meant and what is not (我要宁川的，别给我云州的; 甭床位了，医师) with the first alone; a message
    that asks in its first clause and opens with no correction narrows its answer by the second, and stays, as does one that
    puts one of ``places`` aside first."""
    span = next((span for span in spans_in(plain_text(text)) if span.kind == "mend"), None)
    if span is None:
        return text
    gone, right = span.part("behind2"), span.part("right", "right2")
    stays = any(place in gone for place in (*places, *_LEVELS)) if gone else not span.part("head") and is_asking(right)
    return text if stays else say("query.meant", what=right)


def with_year(text: str) -> str:
    """``text`` that is a year in two figures and nothing else (23呢) with the year in full."""
    match = _SHORT_YEAR.match(plain_text(text))
    return say("query.year", year=f"20{match[1]}") if match else text


def gone_back(plain: str) -> str:
    """``plain`` without the words that only go back to a matter (再回到…): they name none."""
    back = (span for span in spans_in(plain) if (span.kind, span.value) == ("move", "back"))
    span = next((span for span in back if "回" in plain[span.start : span.end]), None)
    return (plain[: span.start] + plain[span.end :]).strip(" ，,") or plain if span else plain
