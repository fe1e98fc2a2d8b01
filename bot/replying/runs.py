"""Plain words to runs: citation marks found, what matters made strong, what is long cut between clauses."""

import re
from collections.abc import Iterable, Sequence

from bot.models import MARK
from bot.replying.blocks import Run, Text
from prompts import say

# What opens a list item, which the list itself shows: 1.  （一） 一是 —— - ①, also behind a bullet.
_LEADING = re.compile(
    r"^(?:[-—·•●▪]+\s*)?(?:[-—·•●▪]+\s*|[①-⑳]\s*|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]\s*"
    r"|\d{1,2}\s*[.．、](?!\d)\s*|[一二三四五六七八九十]{1,3}(?:是|、)\s*|第[一二三四五六七八九十]{1,3}[，、]\s*)"
)
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」"}
_ENDS = "，,；;。！？"


def marks(cites: Iterable[int]) -> Text:
    """[1][2], each once."""
    return tuple(Run(f"[{number}]", cites=number) for number in dict.fromkeys(cites))


def inline(text: str) -> Text:
    """Words that may hold citation marks."""
    runs: list[Run] = []
    at = 0
    for mark in MARK.finditer(text):
        runs += [Run(text[at : mark.start()])] if mark.start() > at else []
        runs.append(Run(mark[0], cites=int(mark[1])))
        at = mark.end()
    return (*runs, Run(text[at:])) if at < len(text) else tuple(runs)


def with_strong(text: str, spans: Sequence[tuple[int, int]]) -> Text:
    """``text`` with the (start, end) ``spans``, in their order and apart, made strong."""
    runs: list[Run] = []
    at = 0
    for start, end in spans:
        runs += [Run(text[at:start])] if start > at else []
        runs.append(Run(text[start:end], strong=True))
        at = end
    return (*runs, Run(text[at:])) if at < len(text) else tuple(runs)


def without_leading(item: str) -> str:
    """A list item without the mark or number that it opens with."""
    return _LEADING.sub("", item, count=1)


def clauses(text: str) -> list[str]:
    """``text`` cut behind commas, semicolons and full stops, but not within brackets and quotation marks or figures."""
    found, start, open_until = [], 0, ""
    for at, char in enumerate(text):
        if open_until:
            open_until = "" if char == open_until else open_until
        elif char in _PAIRS and _PAIRS[char] in text[at:]:
            open_until = _PAIRS[char]
        elif char in _ENDS and not (char == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()):
            found.append(text[start : at + 1])
            start = at + 1
    return [*found, text[start:]] if start < len(text) else found


def shortened(text: str, most: int) -> str:
    """``text`` within about ``most`` characters: its leading clauses, or its beginning where the first is longer."""
    if len(text) <= most:
        return text
    kept = ""
    for clause in clauses(text):
        if len(kept) + len(clause) > most:
            break
        kept += clause
    return f"{(kept or text[:most]).rstrip('，,；;、…')}{say('reply.left_out')}"
