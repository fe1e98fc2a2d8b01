"""The lexicon of questions (``lexicon.toml``), read once at first use."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from corpus.models import Role
from corpus.text import search_key


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by use. Patterns match the longest word first; ``synonyms`` maps a search key to its equals;
    ``compounds`` are those of several words, which a segmenter would take apart."""

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
def lexicon() -> Lexicon:
    """The lexicon."""
    data = tomllib.loads(resources.files("bot").joinpath("lexicon.toml").read_text("utf-8"))
    synonyms: dict[str, tuple[str, ...]] = {}
    for group in data["synonyms"]["groups"]:
        keys = tuple(search_key(word) for word in group)
        for key in keys:
            synonyms[key] = tuple(dict.fromkeys((*synonyms.get(key, ()), *(k for k in keys if k != key))))
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
        synonyms=synonyms,
        compounds=_any_of([w for group in data["synonyms"]["groups"] for w in group if len(w) >= _COMPOUND]),
        kinds={name: _any_of(words) for name, words in data["kinds"].items()},
        fabricate=_any_of(data["forbidden"]["fabricate"]),
        outside=_any_of(data["forbidden"]["outside"]),
    )
