"""Whether something is so already or is meant to come: 已经是三甲了 against 争创三甲. ``aspects.toml`` holds the words."""

import functools
import re
import tomllib
from importlib import resources


@functools.cache
def aspects() -> dict[str, re.Pattern[str]]:
    """The patterns ``done`` (of questions) and ``planned`` (of sentences), read once at first use."""
    return {name: re.compile(entry["pattern"]) for name, entry in words().items()}


def words() -> dict[str, dict[str, str]]:
    """The data file."""
    return tomllib.loads(resources.files("bot.reading").joinpath("aspects.toml").read_text("utf-8"))


def only_planned(claim: str, sentence: str) -> bool:
    """Whether ``sentence`` plans what ``claim`` takes to be so already."""
    found = aspects()
    return found["done"].search(claim) is not None and found["planned"].search(sentence) is not None
