"""A message without the words that only steer the talk: what it puts aside, whom it is handed to, what it does not mean."""

from bot.reading.asks import is_asking
from bot.reading.rules import spans_in
from bot.reading.speech import plain_text
from prompts import say


def without_put_aside(text: str) -> str:
    """``text`` without the clause that puts an earlier matter aside (托育先放放，…)."""
    span = next((span for span in spans_in(text) if span.value == "put aside"), None)
    return text[span.end :] if span else text


def not_handed_over(text: str) -> str:
    """``text`` without the words that only have the answer handed over (…的报我), where more is said."""
    span = next((span for span in spans_in(text) if span.value == "handed over"), None)
    return (text[: span.start] + text[span.end :]).strip(" ，,") or text if span else text


def put_right(text: str) -> str:
    """``text`` that names first what is meant and then what is not (我要宁川的，别给我云州的) with the first alone; a message
    that asks in its first clause and opens with no correction narrows its answer by the second, and stays."""
    span = next((span for span in spans_in(plain_text(text)) if span.kind == "mend"), None)
    if span is None or not (span.part("head") or not is_asking(span.part("right"))):
        return text
    return say("query.meant", what=span.part("right"))


def gone_back(plain: str) -> str:
    """``plain`` without the words that only go back to a matter (再回到…): they name none."""
    back = (span for span in spans_in(plain) if (span.kind, span.value) == ("move", "back"))
    span = next((span for span in back if "回" in plain[span.start : span.end]), None)
    return (plain[: span.start] + plain[span.end :]).strip(" ，,") or plain if span else plain
