"""The lexicon of questions (``lexicon.toml`` and the words that stand for one another in ``synonyms``), read once at first
use."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from corpus.language.text import search_key
from corpus.models import Role


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by use. Patterns match the longest word first; ``synonyms`` maps the search key of a word that is asked to
    those that prove it where they are printed: its equals, and what is said of it in one direction only. ``compounds``
    are words asked of several words, which a segmenter would take apart."""

    roles: dict[Role, re.Pattern[str]]
    empty: re.Pattern[str]
    stop: frozenset[str]
    synonyms: dict[str, tuple[str, ...]]
    compounds: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    fabricate: re.Pattern[str]
    outside: re.Pattern[str]


# Shorter ones are words, which the segmenter knows better.
_COMPOUND = 3


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)


@functools.cache
def equal_words() -> tuple[list[list[str]], list[list[str]]]:
    """The groups of words that stand for one another, and the lists of a word asked with the words printed that prove it;
    of all fields."""
    groups: list[list[str]] = []
    one_way: list[list[str]] = []
    for field in sorted(resources.files("bot").joinpath("synonyms").iterdir(), key=lambda file: file.name):
        data = tomllib.loads(field.read_text("utf-8"))
        groups += data["groups"]
        one_way += data["one_way"]
    return groups, one_way


def _proofs(groups: list[list[str]], one_way: list[list[str]]) -> dict[str, tuple[str, ...]]:
    """The search key of each word that has any to those that prove it, equals first."""
    proofs: dict[str, dict[str, None]] = {}
    for group in groups:
        keys = [search_key(word) for word in group]
        for key in keys:
            proofs.setdefault(key, {}).update((other, None) for other in keys if other != key)
    for asked, *printed in one_way:
        proofs.setdefault(search_key(asked), {}).update((search_key(word), None) for word in printed)
    return {key: tuple(found) for key, found in proofs.items()}


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon."""
    data = tomllib.loads(resources.files("bot").joinpath("lexicon.toml").read_text("utf-8"))
    groups, one_way = equal_words()
    return Lexicon(
        roles={Role(name): _any_of(words) for name, words in data["roles"].items()},
        empty=_any_of(
            [
                *data["phrases"]["empty"],
                *(word for words in data["roles"].values() for word in words),
                *data["kinds"]["which_document"],
                *data["kinds"]["compare"],
                *data["phrases"]["sources"],
            ]
        ),
        stop=frozenset(data["words"]["stop"]),
        synonyms=_proofs(groups, one_way),
        compounds=_any_of(
            [
                word
                for word in (*(word for group in groups for word in group), *(asked for asked, *_ in one_way))
                if len(word) >= _COMPOUND
            ]
        ),
        kinds={name: _any_of(words) for name, words in data["kinds"].items()},
        fabricate=_any_of(data["forbidden"]["fabricate"]),
        outside=_any_of(data["forbidden"]["outside"]),
    )
