"""Refusal by accounting: how much of what a question says a piece of evidence holds."""

import math
from collections.abc import Iterable

from bot.lexicon import lexicon
from bot.question import Question, Term
from corpus.text import bigrams, search_key
from retrieval.store import Store

# A question's words count by rarity; evidence must hold this share of their weight. On the golden dev set 0.66 answers
# no unsupported question; 0.55 gains one right answer and lets one through, and a wrong figure costs more than a refusal.
SUPPORTED_SHARE = 0.66
# Counted onto every frequency, so that a word that no plan uses, mostly the asker's own for what plans call otherwise,
# weighs no more than a rare one.
_UNKNOWN = 6
QUOTED_SHARE = 0.5
# Words that stand in every tenth sentence (服务, 单位) weigh about 2 each; a question of nothing else names no matter.
LEAST_WEIGHT = 3.5


def term_weight(store: Store, term: str) -> float:
    """Inverse document frequency of a term: that of its rarest bigram, over all evidence."""
    grams = bigrams(search_key(term))
    frequency = min((store.frequency(gram) for gram in grams), default=0)
    return math.log(1 + store.units / (_UNKNOWN + frequency))


def held(term: str, key: str) -> float:
    """How far the search key ``key`` holds ``term``: 1 for the term or a synonym, else the share of its bigrams."""
    word = search_key(term)
    if word in key or any(other in key for other in lexicon().synonyms.get(word, ())):
        return 1.0
    grams = bigrams(word)
    if len(grams) > 1:
        return sum(gram in key for gram in grams) / len(grams)
    return 0.5 if len(word) == 2 and all(char in key for char in word) and not word.isascii() else 0.0


def share_held(store: Store, terms: Iterable[Term], key: str) -> float:
    """The share of the terms' weight that ``key`` holds; 1 where there are no terms."""
    weights = []
    for term in terms:
        ways = (term.text, *term.ways)
        weights.append(
            (term.weight * max(term_weight(store, way) for way in ways), max(held(way, key) for way in ways))
        )
    total = sum(weight for weight, _ in weights)
    return sum(weight * share for weight, share in weights) / total if total else 1.0


def total_weight(store: Store, terms: Iterable[Term]) -> float:
    """The weight of the terms, all of them."""
    return sum(term.weight * term_weight(store, term.text) for term in terms)


def needed_share(question: Question) -> float:
    """The share that evidence must hold. A quotation that it holds verbatim proves most of the question by itself."""
    return QUOTED_SHARE if question.quoted else SUPPORTED_SHARE


def unmet(terms: Iterable[Term], key: str) -> list[Term]:
    """The terms that ``key`` does not hold, in order."""
    return [term for term in terms if max(held(way, key) for way in (term.text, *term.ways)) < 0.5]
