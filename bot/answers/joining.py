"""Answers joined into one reply: of a message that asks several things, or of one question put to several places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.models import MARK, Answer, Citation
from prompts import say

# 谁的盘子大, 哪个多
_WHICH_MORE = re.compile(r"(?:谁|哪[个家边])的?[\u4e00-\u9fff]{0,3}?(?:更|最)?[大高多低少小][呢啊]?")


def joined(question: str, answers: Sequence[Answer], asks: Sequence[str]) -> Answer:
    """One answer of the given ``answers``, at least one of which is no refusal; ``asks`` are what each of them answers.
    A line that stands in two of them is shown once; an ask that nothing supports is named behind the others."""
    found: dict[tuple[str, int, int], Citation] = {}
    lines: list[str] = []
    silent: list[str] = []
    for answer, ask in zip(answers, asks, strict=True):
        if (
            answer.refused
            and _WHICH_MORE.fullmatch(ask.strip("，,。？?；; "))
            and len({c.region for c in found.values()}) > 1
        ):
            continue  # the places stand in order already
        if answer.refused:
            silent.append(say("answer.unsupported_ask", ask=ask.strip("，,。？?；; ")))
            continue
        numbers: dict[int, int] = {}
        for citation in answer.citations:
            place = (citation.file, citation.start, citation.end)
            own = found.setdefault(place, replace(citation, n=len(found) + 1))
            numbers[citation.n] = own.n
        lines += [line for line in _renumbered(answer.text, numbers).split("\n") if line not in lines]
    stated = [answer for answer in answers if not answer.refused]
    return Answer(
        question,
        False,
        None,
        "\n".join([*lines, *silent]),
        facts=tuple(dict.fromkeys(fact for answer in stated for fact in answer.facts)),
        citations=tuple(found.values()),
        indicators=tuple(dict.fromkeys(key for answer in stated for key in answer.indicators)),
        places=tuple(dict.fromkeys(place for answer in stated for place in answer.places)),
        winners=tuple(dict.fromkeys(place for answer in stated for place in answer.winners)),
    )


def best_of(whole: Answer, parts: Sequence[Answer], asks: Sequence[str]) -> Answer:
    """The reply to a message with several ``asks``: ``whole``, its answer as one question, where that says all that the
    ``parts`` say, else the parts joined."""
    stated = [part for part in parts if not part.refused]
    if not stated:
        return whole
    if whole.refused:
        return joined(whole.question, parts, asks)
    shown = {(citation.file, citation.start) for citation in whole.citations}
    adds = any((citation.file, citation.start) not in shown for part in stated for citation in part.citations)
    adds = adds or any(fact not in _figures(whole) for part in stated for fact in _figures(part))
    # A的药师数，还有C的托位数: each with its own, while the whole crosses them.
    own = {figure for part in parts for figure in _figures(part)}
    crosses = all(part.facts for part in parts) and bool(_figures(whole) - own)
    return joined(whole.question, parts, asks) if (adds or crosses) and len(stated) == len(parts) else whole


def _figures(answer: Answer) -> set[tuple[str, str, str, str, int | None]]:
    """What the facts of an answer state, wherever they are cited."""
    return {(fact.region, fact.indicator, fact.role, fact.value, fact.year) for fact in answer.facts}


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    return MARK.sub(lambda match: f"[{numbers.get(int(match[1]), int(match[1]))}]", text)
