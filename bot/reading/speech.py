"""The plain form of what somebody typed: half-width, simplified, without emoji, in standard words."""

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Any

# What people put behind their words and that says nothing: waves, signs typed again and again, pictures by name ([抱拳]).
_PICTURE = re.compile(r"\[(?:[\u4e00-\u9fff]{1,3}|OK)\]")
_WAVE = re.compile(r"(?<![\dA-Za-z])~+|~+(?![\dA-Za-z])")
_AGAIN = re.compile(r"([?!。，…])\1+")
_NO_CONTENT = ("So", "Cf", "Cs", "Co", "Sk", "Mn", "Me")
_SPELLING = str.maketrans({"～": "~", "—": "-", "–": "-", "“": "“", "”": "”"})


@dataclass(frozen=True, slots=True)
class Form:
    """A spoken or dialect form and the standard words for it; ``example`` is a question and how it reads, ``counter`` one
    that stays as it is."""

    pattern: re.Pattern[str]
    standard: str
    example: tuple[str, str]
    counter: str


@functools.cache
def forms() -> tuple[Form, ...]:
    """All forms, read once at first use."""
    data = tomllib.loads(resources.files("bot.reading").joinpath("speech.toml").read_text("utf-8"))
    return tuple(
        Form(re.compile(entry["pattern"]), entry["standard"], tuple(entry["example"]), entry["counter"])
        for entry in data["form"]
    )


# Messages whose standard form is kept: each is read several times on its way to an answer.
_KEPT = 256
# A dash of a message parts what it says.
_DASH = re.compile(r"(?<!\d)-{2,}(?!\d)")


@functools.cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@functools.lru_cache(maxsize=_KEPT)
def plain_text(text: str) -> str:
    """Half-width, simplified, without emoji, waves and other signs that carry no content, with standard words for those of
    dialects."""
    folded = unicodedata.normalize("NFKC", text).translate(_SPELLING)
    simplified: str = _simplifier().convert(folded)
    simplified = _DASH.sub("，", simplified)
    kept = "".join(char for char in simplified if unicodedata.category(char) not in _NO_CONTENT)
    bare = _AGAIN.sub(r"\1", _WAVE.sub(" ", _PICTURE.sub(" ", kept)))
    return standard(" ".join(bare.split()))


def standard(plain: str) -> str:
    """``plain`` in standard words."""
    for form in forms():
        plain = form.pattern.sub(form.standard, plain)
    return plain
