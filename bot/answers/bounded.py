"""Answers kept within two messages of a chat, however many places are loaded: what is listed is shown by its first and its
last, and who names a place gets the rest."""

import re
from dataclasses import replace

from bot.library import marks_of
from bot.models import Answer
from prompts import say

# A message of Telegram has 4,096 characters. One is for the text, one for its sources: twenty of some 200 each.
_CHARACTERS = 3600
_CITATIONS = 20
# A longer line lists: no other of the golden answers has 300.
_LINE = 400
# What is shown of a list: so many from its beginning, and from its end.
_ITEMS = 8
# Of lines, the first are the answer and the last sum it up.
_HEAD = 0.7
_BETWEEN = re.compile(r"(、| [><=] )")


def bounded(answer: Answer) -> Answer:
    """The answer with long lists and more lines than two messages hold left out and counted, and with the citations and
    figures of what is left; itself where it is short enough."""
    lines = [_shortened(line) for line in answer.text.split("\n")]
    if not _fit(lines) or len(answer.citations) > _CITATIONS:
        lines = _ends(lines)
    text = "\n".join(lines)
    if text == answer.text:
        return answer
    shown = marks_of(lines)
    kept = {number for numbers in shown for number in numbers}
    return replace(
        answer,
        text=text,
        shown=shown,
        citations=tuple(citation for citation in answer.citations if citation.n in kept),
        facts=tuple(fact for fact in answer.facts if fact.citation in kept),
        items=tuple(number for number in answer.items if number in kept),
    )


def _shortened(line: str) -> str:
    parts = _BETWEEN.split(line)
    size = 2 * _ITEMS
    if len(line) <= _LINE or len(parts) <= 2 * size:
        return line
    count = len(parts) // 2 + 1 - size
    return "".join(parts[: size - 1]) + say("bounded.items", count=count) + "".join(parts[-size + 1 :])


def _fit(lines: list[str]) -> bool:
    return len("\n".join(lines)) <= _CHARACTERS and len({n for marks in marks_of(lines) for n in marks}) <= _CITATIONS


def _ends(lines: list[str]) -> list[str]:
    """The first and the last of the lines, as many as two messages hold, with a line between that counts the others."""
    head: list[str] = []
    tail: list[str] = []
    for line in lines:
        if len("\n".join([*head, line])) > _HEAD * _CHARACTERS or len(marks_of([*head, line])) > _HEAD * _CITATIONS:
            break
        head.append(line)
    for line in reversed(lines[len(head) :]):
        if not _fit([*head, line, *tail]):
            break
        tail.insert(0, line)
    left = len(lines) - len(head) - len(tail)
    return [*head, *([say("bounded.lines", count=left)] if left else []), *tail]
