"""An answer as a chat user reads it, in the terminal and in Telegram."""

from bot.models import Answer
from prompts import say

# A source line serves to recognise the passage; the whole of it is in the JSON answer.
_LONGEST_QUOTE = 120


def rendered(answer: Answer) -> str:
    """The text, then one source line for each citation."""
    lines = [answer.text, *(say("answer.other", question=other) for other in answer.alternatives)]
    for citation in answer.citations:
        place = citation.table or citation.section
        quote = citation.quote if len(citation.quote) <= _LONGEST_QUOTE else f"{citation.quote[:_LONGEST_QUOTE]}……"
        lines.append(say("answer.source", n=citation.n, title=citation.title, place=place, quote=quote))
    return "\n".join(lines)
