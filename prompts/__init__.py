"""Every word that the bot says or sends to a model. ``say`` renders a message of ``messages.toml``."""

import errno
import functools
import string
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


def cause_of(error: Exception) -> str:
    """Why the system refused something: in our words where the error has a number that ``messages.toml`` knows (``cause``),
    else in its own."""
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "").lower()
    return _messages().get(f"cause.{code}") or getattr(error, "strerror", None) or str(error) or type(error).__name__


def heard(name: str, text: str, /) -> dict[str, str] | None:
    """What the {variables} of the message ``name`` were where ``text`` is that message: each ends where the words behind it
    first stand, the last one where those end the text. None where it is another message; KeyError where there is none."""
    pieces = _pieces(name)
    found: dict[str, str] = {}
    if not text.startswith(pieces[0][0]):
        return None
    at = len(pieces[0][0])
    for number, (words, _) in enumerate(pieces[1:], 1):
        field, last = pieces[number - 1][1], number == len(pieces) - 1
        end = len(text) - len(words) if last else text.find(words, at)
        if end < at or (last and not text.endswith(words)) or found.get(field, text[at:end]) != text[at:end]:
            return None
        found[field] = text[at:end]
        at = end + len(words)
    return found if at == len(text) else None


@functools.cache
def _pieces(name: str) -> list[tuple[str, str]]:
    """The (words, variable behind them) of a message; behind the last words there is none."""
    pieces = [(words, field or "") for words, field, _, _ in string.Formatter().parse(_messages()[name])]
    return [*pieces, ("", "")] if pieces[-1][1] else pieces
