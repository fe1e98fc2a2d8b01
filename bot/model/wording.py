"""Words in the one form in which they are compared, and the lists of words that weigh more or less than others."""

import functools
import re
import tomllib
from importlib import resources

from bot.model.figures import normal
from corpus.language.numerals import DIGIT_BY_DIGIT

_SINCE = re.compile(r"从(?=\d)")


@functools.cache
def _listed() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = tomllib.loads(
        resources.files(__package__).joinpath("wording.toml").read_text("utf-8")
    )
    return lists


@functools.cache
def pattern(kind: str) -> re.Pattern[str]:
    """The word list ``kind`` of wording.toml, longest first."""
    return re.compile("|".join(sorted((folded(word) for word in _listed()[kind]), key=len, reverse=True)))


@functools.cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    one = {word: first for first, *others in map(str.split, _listed()["same"]) for word in others}
    return re.compile("|".join(sorted(one, key=len, reverse=True))), one


def canonical(text: str) -> str:
    """The normal text with one word for synonyms; figures are still as written."""
    any_word, one = _synonyms()
    return _SINCE.sub("由", any_word.sub(lambda found: one[found[0]], normal(text)))


def folded(text: str) -> str:
    """The normal form in which words are compared: one word for synonyms, Chinese digits as digits."""
    return canonical(text).translate(DIGIT_BY_DIGIT)
