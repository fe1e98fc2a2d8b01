"""Every word that the bot says or sends to a model. ``say`` renders a message of ``messages.toml``."""

import functools
import tomllib
from importlib import resources


@functools.cache
def _messages() -> dict[str, str]:
    """All messages by dotted name, read once, at first use."""
    tree = tomllib.loads(resources.files(__name__).joinpath("messages.toml").read_text("utf-8"))
    return {f"{group}.{name}": text.strip("\n") for group, texts in tree.items() for name, text in texts.items()}


def say(name: str, /, **values: object) -> str:
    """The message ``name`` ("group.name") with its {variables} filled in; KeyError where either is unknown."""
    return _messages()[name].format(**values)
