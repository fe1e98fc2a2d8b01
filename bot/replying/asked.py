"""What a question wants to see of a sentence: the clauses that answer it, and in them the figure or the date."""

import functools
import re
from dataclasses import dataclass

from bot.asking import asked_in, asks_which_document
from bot.question import Wanted
from bot.reading.speech import plain_text
from bot.replying.blocks import Text
from bot.replying.runs import clauses, with_strong
from corpus.language.numerals import NUMBER
from corpus.language.text import bigrams, search_key
from corpus.language.units import UNIT
from prompts import say

# A sentence that fits four lines of a phone (about 20 characters each) is shown whole where a figure or a date is asked
# for; twice that where it may be any of its words.
SHORT, LONG = 80, 160
# A clause that holds so much of what the best one holds is shown too, as far as there is room; one that holds nearly as
# much (二级…多少，三级呢) in any case. So short a one between two that are shown is shown as well.
_MUCH, _ALIKE = 0.5, 0.8
_BETWEEN = 12
_FIGURE = re.compile(
    rf"(?:[<>≤≥＜＞]=?|不[低少]于|不[高超]过|不超|达到|约|近|超)?\s*(?<![\d.第])(?:{NUMBER})(?:\s*[-—~～至]\s*(?:{NUMBER}))?"
    rf"\s*(?P<unit>{UNIT})?(?:以[上下内]|左右)?"
)
_DATE = re.compile(r"(?:19|20)\d{2}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[底末初上下半年]*)?")
_TIME = re.compile(
    r"^(?:到|至|截至|截止)?\s*(?:(?:19|20)\d{2}\s*年?[底末初]?|“?十[一二三四五六七]五”?(?:时期|期间)?末?)[前，,]"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms that are asked for, with the character pairs and numbers of the question. ``brief``: a document is asked
    for, not its words."""

    wanted: frozenset[Wanted]
    units: tuple[str, ...]
    grams: frozenset[str]
    numbers: frozenset[str]
    brief: bool = False

    def told(self, sentence: str, within: int = LONG) -> str:
        """Of a long sentence the clauses that answer, verbatim, with …… for what is left out; a short one whole. ``within``
        so many characters, but for a longer clause that answers best."""
        listed = (Wanted.LIST in self.wanted or not self.wanted) and not self.brief
        most = min(within, LONG if listed else SHORT)
        if len(sentence) <= most:
            return sentence
        parts = clauses(sentence)
        scores = self._scores(parts)
        best = max(range(len(parts)), key=lambda at: (scores[at], -at))
        kept = {best}
        ranked = sorted(range(len(parts)), key=lambda at: (-scores[at], at))
        if listed:
            ranked = [*range(best + 1, len(parts)), *ranked]  # what is listed goes on behind its name
        for at in ranked:
            share = scores[at] / scores[best] if scores[best] else 0.0
            room = within if share >= _ALIKE else most
            if (share >= _MUCH or listed) and sum(len(parts[n]) for n in kept | {at}) <= room:
                kept.add(at)
        kept |= {at for at in range(len(parts)) if {at - 1, at + 1} <= kept and len(parts[at]) <= _BETWEEN}
        if best and best - 1 not in kept and _TIME.match(parts[best - 1]):
            kept.add(best - 1)
        return _joined(parts, kept)

    def emphasised(self, told: str) -> Text:
        """``told`` with the figures, or dates, that are asked for made strong: those of the clauses that answer."""
        if Wanted.FIGURE not in self.wanted and Wanted.DATE not in self.wanted:
            return with_strong(told, [])
        parts = clauses(told)
        scores = self._scores(parts)
        spans: list[tuple[int, int]] = []
        at = 0
        for part, score in zip(parts, scores, strict=True):
            if score >= _MUCH * max(scores):
                spans += [(at + start, at + end) for start, end in self._wanted_in(part)]
            at += len(part)
        return with_strong(told, spans)

    def _scores(self, parts: list[str]) -> list[float]:
        """How much of the question each clause holds, words that few clauses hold the more, and what is asked for."""
        held = [self.grams & set(bigrams(search_key(part))) for part in parts]
        scores = [sum(1 / sum(gram in other for other in held) for gram in own) for own in held]
        most = max(scores)
        return [score + (most / 2 if self._wanted_in(part) else 0.0) for part, score in zip(parts, scores, strict=True)]

    def _wanted_in(self, part: str) -> list[tuple[int, int]]:
        """Where the figures, or dates, that are asked for stand in a clause; those that the question gives are none."""
        if Wanted.DATE in self.wanted and Wanted.FIGURE not in self.wanted:
            return [match.span() for match in _DATE.finditer(part)]
        if Wanted.FIGURE not in self.wanted:
            return []
        dates = [match.span() for match in _DATE.finditer(part)]
        found = [
            match
            for match in _FIGURE.finditer(part)
            if not any(start <= match.start() < end for start, end in dates)
            and not set(re.findall(NUMBER, match[0])) & self.numbers
        ]
        fitting = [match for match in found if (match["unit"] or "") in self.units]
        measured = [match for match in found if match["unit"]]
        return [_trimmed(match) for match in fitting or measured]


@functools.lru_cache(maxsize=1024)
def asked_of(words: str) -> Asked:
    """What the question ``words``, with what it takes over from before, wants to see."""
    plain = plain_text(words)
    asked = asked_in(plain)
    numbers = frozenset(re.findall(NUMBER, plain))
    brief = asks_which_document(plain, has_regions=False)
    return Asked(asked.wanted, asked.units, frozenset(bigrams(search_key(plain))), numbers, brief)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    return start + len(match[0]) - len(match[0].lstrip()), end - (len(match[0]) - len(match[0].rstrip()))


def _joined(parts: list[str], kept: set[int]) -> str:
    told, left_out = "", say("reply.left_out")
    for at, part in enumerate(parts):
        if at in kept:
            told += part
        elif not told.endswith(left_out):
            told = told.rstrip("，,；;") + left_out
    return told.replace(2 * left_out, left_out)  # a cell that is cut itself
