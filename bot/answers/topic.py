"""The topic of a question: the noun phrases that it asks about, and whether a text speaks of them."""

import difflib
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.answers.parts import words
from bot.lexicon import lexicon
from bot.library import Library
from bot.mentions import places_in
from corpus.language.text import bigrams, search_key

_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9+]+")
_PERIOD = re.compile(
    r"十[一二三四五六七八九]五[”\"]?(?:[末初中]期?(?=[^期])|期间|时期|以来|期末)?|(?<!\d)(?:(?:19|20)\d{2}|[12]\d)年[底末]?"
)
_NUMBER = re.compile(r"(?:[一二两三四五六七八九十]+|\d+)[个大类项]?")
_SHORTEST = 2
# Parts of speech (the tag set of jieba) that name no matter: pronouns, adverbs, prepositions, conjunctions, particles, numbers.
_NO_MATTER = ("r", "d", "p", "c", "u", "y", "m", "q")


class Holding(IntEnum):
    """How far a text speaks of a topic."""

    NOT = 0
    REST = 1  # what a phrase says beyond the document's own field: 经费 of 教育经费 in a plan for education
    MUCH = 2  # a section that speaks of it again and again
    WORDS = 3  # all words of its phrases
    PHRASE = 4  # its phrases as asked


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question asks about: phrases, each of which a text must hold. None is left where it is the document's own
    field (养老 in a plan for elderly care)."""

    phrases: tuple[str, ...]
    title: str

    def held(self, key: str) -> Holding:
        """How far the search key ``key`` speaks of the topic; in full where there is none."""
        return min((_held(phrase, key, self.title) for phrase in self.phrases), default=Holding.PHRASE)

    def named_by(self, heading: str) -> float:
        """The share of the pairs of characters of its phrases that the search key of a heading holds (信息 of 信息化)."""
        pairs = {pair for phrase in self.phrases for pair in bigrams(search_key(phrase))}
        return sum(pair in heading for pair in pairs) / len(pairs) if pairs else 0.0

    def touched(self, key: str) -> bool:
        """Whether ``key`` holds a word of the topic that is not of the document's own field."""
        return any(form in key for form in _telling(self.phrases, self.title))


@functools.lru_cache(maxsize=256)
def _telling(phrases: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The search keys of the words and phrases of a topic, and of their synonyms, that are not of the field of ``title``."""
    ways = {way for phrase in phrases for way in (phrase, _rest(phrase, title), *_hard(phrase)) if way}
    return tuple(form for way in ways if not _says(way, title) for form in _forms(way))


def phrases_of(whole: str, content: str, library: Library, asking: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The phrases of the topic: what the message ``whole`` says beside its discourse (``content`` is without), its places
    and the stretches ``asking``."""
    matches = difflib.SequenceMatcher(None, whole, content, autojunk=False).get_matching_blocks()
    kept = {at for start, _, size in matches for at in range(start, start + size)}
    places = places_in(whole, library.loaded.aliases)
    # A place without a plan of its own is a matter that the evidence must name.
    for start, end in (*asking, *((place.start, place.end) for place in places if place.known)):
        kept -= set(range(start, end))
    return _phrases("".join(char if at in kept else " " for at, char in enumerate(whole)))


def _phrases(text: str) -> tuple[str, ...]:
    import rjieba

    phrases: list[str] = []
    for run in _RUN.finditer(_long_frame().sub(" ", _PERIOD.sub(" ", text))):
        phrase = ""
        for word in (*rjieba.cut(run[0]), " "):
            if word == " " or (len(word) == 1 and word in words()["topic"]["frame"]):
                phrases.append(_trimmed(phrase))
                phrase = ""
            else:
                phrase += word
    # 发展 alone is no topic.
    return tuple(dict.fromkeys(p for p in phrases if len(p) >= _SHORTEST and p not in _soft() and _names_matter(p)))


def _names_matter(phrase: str) -> bool:
    """Whether a phrase names anything: 自己摆 says who does what, and no matter."""
    import rjieba

    return any(len(word) > 1 and not tag.startswith(_NO_MATTER) for word, tag in rjieba.tag(phrase)) or " " in phrase


def topic_of(phrases: Sequence[str], title: str) -> Topic:
    """The topic in a document of the search key ``title``: without the phrases that name its whole field."""
    beyond = tuple(phrase for phrase in phrases if not all(_says(word, title) for word in _hard(phrase)))
    return Topic(beyond, title)


def _trimmed(phrase: str) -> str:
    """``phrase`` without the soft words at its end (教师队伍建设 is 教师队伍), where more than one character is left."""
    for word in _soft():
        if phrase.endswith(word) and len(phrase) - len(word) >= _SHORTEST:
            return _trimmed(phrase[: -len(word)])
    return phrase


@functools.cache
def _soft() -> frozenset[str]:
    return frozenset(words()["topic"]["soft"])


@functools.cache
def _long_frame() -> re.Pattern[str]:
    """The words of the frame that stand for themselves; those of one character may belong to a word (中 in 中医)."""
    listed = sorted(words()["topic"]["frame"], key=len, reverse=True)
    return re.compile("|".join(word for word in listed if len(word) > 1))


@functools.lru_cache(maxsize=4096)
def _hard(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that a text must hold; the phrase itself where it has no others."""
    import rjieba

    found: list[str] = []
    for word in rjieba.cut(phrase):
        if len(word) < _SHORTEST and found:
            found[-1] += word  # 专业|群 is one word
        else:
            found.append(word)
    if len(found) > 1 and len(found[0]) < _SHORTEST:
        found[:2] = [found[0] + found[1]]  # 适|老化
    return tuple(word for word in found if word not in _soft() and not _NUMBER.fullmatch(word)) or (phrase,)


def _says(word: str, key: str) -> bool:
    """Whether ``key`` holds a word or one of its synonyms, whole."""
    return any(form in key for form in _forms(word))


@functools.lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    own = search_key(word)
    return (own, *lexicon().synonyms.get(own, ()))


@functools.lru_cache(maxsize=16384)
def _held(phrase: str, key: str, title: str) -> Holding:
    if _says(phrase, key):
        return Holding.PHRASE
    if all(_says(word, key) or _says(word, title) for word in _hard(phrase)) and any(
        _says(word, key) for word in _hard(phrase) if not _says(word, title)
    ):
        return Holding.WORDS
    rest = _rest(phrase, title)
    return Holding.REST if rest and _says(rest, key) else Holding.NOT


@functools.lru_cache(maxsize=4096)
def _rest(phrase: str, title: str) -> str:
    """What of a single word stands behind a word of the document's field, where that is a word as well (教育|经费); "" where
    there is none."""
    import rjieba

    parts = set(rjieba.cut_for_search(phrase))
    for end in range(_SHORTEST, len(phrase) - 1):
        if phrase[:end] in parts and phrase[end:] in parts and _says(phrase[:end], title):
            return phrase[end:]
    return ""
