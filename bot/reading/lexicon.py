"""The words in which people ask, by class: ``words.txt`` lists them, ``patterns.txt`` gives the shapes of those that vary.

Classes: D discourse (courtesy, vocatives, hurry, reasons for asking), R verbs in the asker's words, A words that ask,
O comparison and order, F words for the document, L role of a figure, T time, Q figures. A list of words is evidence for
the tagger and never a list to strike out: it eats verbs and nouns inside names (办公室, 牵头) and misses the next courtesy.
"""

import functools
import re
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Phrase:
    """A listed word or pattern found at ``start:end`` of a text, with its class (a letter)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class AskingWords:
    """The listed words by their first character, longest first, as (word, class), and the patterns as (class, regex)."""

    words: dict[str, tuple[tuple[str, str], ...]]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def phrases(self, text: str) -> list[Phrase]:
        """The longest listed word or pattern at each place of ``text``, left to right, none overlapping."""
        ends: dict[int, tuple[int, str]] = {}
        for kind, pattern in self.patterns:
            for match in pattern.finditer(text):
                if match.end() > ends.get(match.start(), (0, ""))[0]:
                    ends[match.start()] = (match.end(), kind)
        found: list[Phrase] = []
        at = 0
        while at < len(text):
            end, kind = ends.get(at, (at, ""))
            for word, word_kind in self.words.get(text[at], ()):
                if text.startswith(word, at):
                    if at + len(word) > end:
                        end, kind = at + len(word), word_kind
                    break
            if end > at:
                found.append(Phrase(at, end, kind))
            at = max(end, at + 1)
        return found

    def of_kind(self, kind: str) -> list[str]:
        """The listed words of one class, in a fixed order."""
        return sorted(word for words in self.words.values() for word, own in words if own == kind)


@functools.cache
def asking_words() -> AskingWords:
    """The lists, read once at first use."""
    by_first: dict[str, dict[str, str]] = {}
    for kind, rest in _lines("words.txt"):
        for word in rest.split():
            by_first.setdefault(word[0], {}).setdefault(word, kind)
    words = {
        first: tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, found in by_first.items()
    }
    patterns = tuple((kind, re.compile(rest)) for kind, rest in _lines("patterns.txt"))
    return AskingWords(words, patterns)


def _lines(name: str) -> list[tuple[str, str]]:
    """(class, rest) of each line of a data file; lines that begin with # are remarks."""
    text = resources.files("bot.reading").joinpath(name).read_text("utf-8")
    return [(line[0], line[2:]) for line in text.splitlines() if line[:1].isalpha() and line[1:2] == " "]
