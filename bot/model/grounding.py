"""The grounding check: which sentences of a model's text may reach a reader.

A sentence passes where every part of it ends in its own marks ``[n]``, every ``n`` is the number of a passage, and what
stands before the marks is held by each of those passages alone (``alignment`` says what that means).

The check knows nothing of who wrote the text. It drops some honest paraphrases too: the extractive answer then stands.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.alignment import holds
from bot.model.wording import folded

_MARKS = re.compile(r"(?:\s*[\[［【]\s*\d+(?:\s*[,，、]\s*\d+)*\s*[\]］】])+")
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])(?![\s]*[\[［【]\s*\d|[”」』）)])")
_QUOTED = re.compile(r"[“「『《]([^”」』》]+)[”」』》]")
_BULLET = re.compile(r"^\s*(?:[-*•·]+|\d{1,2}[.、)）](?!\d))\s*")
_CONTENT = re.compile(r"[\w%‰+]")
# Emoji, arrows, invisible and control characters: no words of a plan, and able to mislead.
_SIGNS = ("So", "Cf", "Cc", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as the model saw it: its number, its verbatim text, and what it stands under (region, plan, section),
    the region first."""

    n: int
    text: str
    context: str

    @property
    def region(self) -> str:
        """The place that the passage's document is of."""
        return self.context.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that passed: its text with its marks, and the numbers that it cites, in order."""

    text: str
    cited: tuple[int, ...]


def sentences_of(text: str) -> list[str]:
    """The sentences of a model's text, each with the marks that follow it; the last may be unfinished."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def grounded(sentences: Sequence[str], sources: Sequence[Source], beside: Sequence[Sentence] = ()) -> list[Sentence]:
    """Those of ``sentences`` that the check lets through, in order, once each, without those that stand ``beside``."""
    found = dict.fromkeys(_checked(sentence, sources) for sentence in sentences)
    return [sentence for sentence in found if sentence and sentence not in beside]


def _checked(sentence: str, sources: Sequence[Source]) -> Sentence | None:
    """The sentence as it may be shown, or None where any part of it is not held by what it cites."""
    sentence = " ".join(_BULLET.sub("", sentence).replace("**", "").split())
    if any(unicodedata.category(char) in _SIGNS for char in sentence):
        return None
    by_number = {source.n: source for source in sources}
    cited: list[int] = []
    at = 0
    for marks in _MARKS.finditer(sentence):
        part, at = sentence[at : marks.start()], marks.end()
        numbers = [int(number) for number in _NUMBER.findall(marks[0])]
        if any(number not in by_number or not _holds(by_number[number], part) for number in numbers):
            return None
        cited += numbers
    if not cited or _CONTENT.search(sentence[at:]):
        return None
    return Sentence(sentence, tuple(dict.fromkeys(cited)))


def _holds(source: Source, part: str) -> bool:
    printed = folded(source.text) + folded(source.context)
    if any(folded(quoted) not in printed for quoted in _QUOTED.findall(part)):
        return False
    return holds(source.text, source.context, source.region, part)
