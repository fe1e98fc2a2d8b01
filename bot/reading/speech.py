"""The plain form of what somebody typed: half-width, simplified, without emoji, in standard words."""

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Any

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


@functools.cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def plain_text(text: str) -> str:
    """Half-width, simplified, without emoji and other signs that carry no content, with standard words for those of
    dialects."""
    folded = unicodedata.normalize("NFKC", text).translate(_SPELLING)
    simplified: str = _simplifier().convert(folded)
    kept = "".join(char for char in simplified if unicodedata.category(char) not in ("So", "Cf", "Cs", "Co", "Sk"))
    return standard(" ".join(kept.split()))


def standard(plain: str) -> str:
    """``plain`` in standard words."""
    for form in forms():
        plain = form.pattern.sub(form.standard, plain)
    return plain
