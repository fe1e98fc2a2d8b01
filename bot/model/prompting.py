"""Prompts for the model: files of prompts/ with a version and named variables, filled within a budget of tokens."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from bot.model.chat import REPLY_TOKENS
from bot.model.grounding import Source

# What a model writes where it has nothing to say. A code, so that no phrase of an answer is taken for it.
REFUSAL = "UNSUPPORTED"
# Chat templates wrap each message in some tokens of their own, and other vocabularies need up to half as many more
# tokens for Chinese than the Qwen vocabulary that counts here.
_MARGIN = 1.5
_HEADER = re.compile(r"\A---\nversion: (?P<version>\d+)\nvariables: (?P<variables>[^\n]*)\n---\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file: its version, the variables that it names, and the system and user parts with {variables}."""

    name: str
    version: int
    variables: tuple[str, ...]
    system: str
    user: str

    def render(self, **values: str) -> tuple[str, str]:
        """(system, user) filled in; KeyError where a value is missing or not a variable of this prompt."""
        if set(values) != set(self.variables):
            raise KeyError(f"{self.name}: {sorted(set(values) ^ set(self.variables))}")
        return self.system.format(**values), self.user.format(**values)


@functools.cache
def prompt(name: str) -> Prompt:
    """The prompt ``prompts/<name>.md``. Raises ValueError where the file has no header or no division into parts."""
    text = resources.files("prompts").joinpath(f"{name}.md").read_text("utf-8")
    header = _HEADER.match(text)
    system, divided, user = text[header.end() if header else 0 :].partition("\n===\n")
    if not header or not divided:
        raise ValueError(f"{name}.md is no prompt")
    variables = tuple(word.strip() for word in header["variables"].split(","))
    return Prompt(name, int(header["version"]), variables, system.strip(), user.strip())


def as_data(text: str) -> str:
    """Text of a plan or of a user that cannot end the fence around it: angle brackets become full-width."""
    return " ".join(text.split()).replace("<", "＜").replace(">", "＞")


def fenced(source: Source) -> str:
    """A passage as data of a prompt."""
    return f'<passage n="{source.n}" from="{as_data(source.context)}">{as_data(source.text)}</passage>'


def with_passages(name: str, question: str, sources: Sequence[Source], context_tokens: int) -> tuple[str, str]:
    """The prompt ``name`` with the question and as many of the first ``sources`` as fit into the context beside the
    reply."""
    made = prompt(name)
    base = {"question": as_data(question), "refusal": REFUSAL}
    left = context_tokens - REPLY_TOKENS - _tokens(*made.render(passages="", **base))
    kept = []
    for source in sources:
        text = fenced(source)
        left -= _tokens(text)
        if left < 0:
            break
        kept.append(text)
    return made.render(passages="\n".join(kept), **base)


def _tokens(*texts: str) -> int:
    from retrieval.tokens import count_tokens

    return int(_MARGIN * sum(count_tokens(text) for text in texts)) + 1
