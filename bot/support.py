"""Refusal by accounting: how much of what a question says a piece of evidence holds."""

import functools
import math
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bot.lexicon import lexicon
from bot.question import Question, Term
from corpus.language.text import bigrams, search_key
from retrieval.records import Store

# A question's words count by rarity; evidence must hold this share of their weight. On the golden dev set 0.66 answers
# no unsupported question; 0.55 gains one right answer and lets one through, and a wrong figure costs more than a refusal.
SUPPORTED_SHARE = 0.66
# Counted onto every frequency, so that a word that no plan uses, mostly the asker's own for what plans call otherwise,
# weighs no more than a rare one.
_UNKNOWN = 6
# The index on which the shares above and below were measured has 3,345 units (five plans).
_MOST_UNITS = 4000
QUOTED_SHARE = 0.5
# A question must hold at least this share of the weight of one rare word: words that stand in every tenth sentence
# (服务, 单位) weigh a third of it, and a question of nothing else names no matter.
_LEAST_SHARE = 0.55
# So many documents tell by themselves how common a word is in them.
_FEW_PLANS = 8


@dataclass(frozen=True, slots=True)
class _Words:
    """How common words are in some documents: in how many of their ``units`` of evidence a bigram stands."""

    units: int
    frequency: Callable[[str], int]

    def weight(self, term: Term) -> float:
        """The weight of a term, in whichever of its ways it is rarest: that of its part of speech times its inverse document
        frequency."""
        return term.weight * max(self._of(way) for way in (term.text, *term.ways))

    def _of(self, way: str) -> float:
        return self.rarity(min((self.frequency(gram) for gram in bigrams(search_key(way))), default=0))

    def rarity(self, frequency: int) -> float:
        """The weight of what stands in ``frequency`` units: by its share of them, as if there were no more than _MOST_UNITS.
        Else the weight of a word that no plan uses, and with it the bar of support, would rise with every plan loaded, and
        that of a word that every plan uses would not."""
        units = min(self.units, _MOST_UNITS)
        return math.log(1 + units / (_UNKNOWN + frequency * units / max(self.units, 1)))


@functools.lru_cache(maxsize=8192)
def evidence_key(text: str) -> str:
    """The search key of evidence, in which 其中|医院 is no 中医院."""
    return search_key(text.replace("其中", "，"))


@functools.lru_cache(maxsize=4096)
def _forms(term: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The search keys any of which says the term, itself first; and its bigrams. A key that holds another says nothing more."""
    word = search_key(term)
    ways = (word, *lexicon().synonyms.get(word, ()))
    others = (way for way in ways[1:] if not any(other in way for other in ways if other != way))
    return (word, *others), tuple(bigrams(word))


def held(term: str, key: str) -> float:
    """How far the search key ``key`` holds ``term``: 1 for the term or a synonym, else the share of its bigrams."""
    words, grams = _forms(term)
    for word in words:  # asked for every term and sentence: twice as fast as any()
        if word in key:
            return 1.0
    if len(grams) > 1:
        return sum(gram in key for gram in grams) / len(grams)
    word = words[0]
    # 护工 may stand as 护理工; not as 安宁疗护…工作.
    near = len(word) == 2 and not word.isascii() and re.search(f"{re.escape(word[0])}.{{0,2}}{re.escape(word[1])}", key)
    return 0.5 if near else 0.0


def named_in(name: str, key: str) -> float:
    """How far ``key`` holds a name: as a whole, or by the share of its words (专职心理老师: 专职心理健康教师)."""
    import rjieba

    words = [word for word in rjieba.cut(name) if len(word) > 1]
    return max(held(name, key), sum(held(word, key) == 1 for word in words) / len(words) if words else 0.0)


class Demands:
    """What the words of a question demand of evidence, each with its weight: that of its part of speech times its
    rarity. ``total`` is the sum of the weights. ``plans`` are those asked about, where the question names places."""

    def __init__(self, store: Store, terms: Iterable[Term], plans: Collection[int] | None = None) -> None:
        self._store = store
        self._terms = tuple(terms)
        self._plans = plans if plans is not None and len(plans) <= _FEW_PLANS else ()
        words = _Words(store.units, store.frequency)
        self._weights = [(words.weight(term), (term.text, *term.ways)) for term in self._terms]
        self.total = sum(weight for weight, _ in self._weights)
        self._rarest = words.rarity(0)

    @property
    def names_matter(self) -> bool:
        """Whether the words together say anything that not every other sentence says: of all documents, or of those asked
        about, so that a matter of theirs stays one whatever others speak of."""
        return self.total >= _LEAST_SHARE * self._rarest or self._names_own()

    def _names_own(self) -> bool:
        store = self._store
        own = _Words(
            sum(store.last(plan) + 1 for plan in self._plans),
            lambda gram: sum(store.frequency_in(plan, gram) for plan in self._plans),
        )
        return own.units > 0 and sum(map(own.weight, self._terms)) >= _LEAST_SHARE * own.rarity(0)

    def shares(self, key: str, around: str, least: float = 0.0) -> tuple[float, float]:
        """The shares of the weight that the search key ``key`` holds, and that it holds together with what stands ``around``; 1
        where nothing is demanded, and (0, that share) where the latter is below ``least``: most evidence holds next to nothing."""
        if not self.total:
            return 1.0, 1.0
        whole = key + around
        together = [max([held(way, whole) for way in ways]) for _, ways in self._weights]
        full = sum(weight * there for (weight, _), there in zip(self._weights, together, strict=True)) / self.total
        if full < least:
            return 0.0, full
        own = sum(
            weight * max([held(way, key) for way in ways])
            for (weight, ways), there in zip(self._weights, together, strict=True)
            if there  # what the whole does not hold no part of it does
        )
        return own / self.total, full


def needed_share(question: Question) -> float:
    """The share that evidence must hold. A quotation that it holds verbatim proves most of the question by itself."""
    return QUOTED_SHARE if question.quoted else SUPPORTED_SHARE


def unmet(terms: Iterable[Term], key: str) -> list[Term]:
    """The terms that ``key`` does not hold, in order."""
    return [term for term in terms if max(held(way, key) for way in (term.text, *term.ways)) < 0.5]
