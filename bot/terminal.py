"""A conversation in the terminal."""

import io
import re
import sys
from typing import TYPE_CHECKING

from bot.inert import inert_text
from bot.models import Answer, Citation
from bot.replying.passages import cells_line
from corpus.errors import PlanbotError
from prompts import heard, say

if TYPE_CHECKING:
    from bot.assistant import Assistant

_PROMPT = "> "
# What stands for bytes that are no text of the terminal's encoding.
_UNREAD = "\ufffd"
# Records and evidence in an explanation, and those of them that fit.
_WEIGHED = re.compile(r"  (?:[+-]|\d\.\d\d) ")
_FITS = re.compile(r"  (?:\+|\d\.\d\d fits) ")


def words_of(answer: Answer) -> str:
    """The reply to an answer as a terminal shows it."""
    from bot.replying.composing import reply_of
    from bot.replying.lines import lines_of

    return inert_text(lines_of(reply_of(answer)))


def show_explanation(text: str) -> None:
    """Print what ``explanation`` made; on a terminal what speaks for an answer is green, what does not is faint."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    for line in inert_text(text).splitlines():
        console.print(Text(line, _style(line)))


def _style(line: str) -> str:
    if heard("explain.refused", line) is not None:
        return "bold red"
    if heard("explain.answered", line) is not None:
        return "bold green"
    if any(heard(f"explain.{name}", line) is not None for name in ("understood", "records", "evidence")):
        return "bold"
    if not _WEIGHED.match(line):
        return ""
    return "green" if _FITS.match(line) else "dim"


def converse(assistant: "Assistant") -> None:
    """Read questions and commands from standard input until it ends. On a terminal lines can be edited and called up again;
    they are kept nowhere."""
    if sys.stdin.isatty():
        import readline  # noqa: F401  # input() edits lines with it once it is loaded

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    conversation = Conversation(assistant)
    print(say("terminal.start"))
    while True:
        try:
            line = input(_PROMPT).strip()
        except EOFError:
            return
        if _UNREAD in line:
            print(say("terminal.no_text"))
        elif line:
            print(conversation.told(line))


class Conversation:
    """What was asked, and the last answer: what follow-ups and /source are about."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._history: list[str] = []
        self._answer: Answer | None = None
        self._commands = {"/help": self._help, "/source": self._source, "/plans": self._plans, "/reset": self._reset}

    def told(self, line: str) -> str:
        """The reply to a line, which is a question or a command; an error is one line, and the conversation goes on."""
        if line.startswith("/"):
            name, _, argument = line.partition(" ")
            command = self._commands.get(name.lower())
            return command(argument.strip()) if command else say("terminal.unknown", commands=" ".join(self._commands))
        try:
            self._answer = self._assistant.ask(line, self._history)
        except PlanbotError as error:
            return str(error)
        self._history.append(line)
        return words_of(self._answer)

    def _help(self, _: str) -> str:
        return say("terminal.help")

    def _reset(self, _: str) -> str:
        self._history.clear()
        self._answer = None
        return say("chat.reset_done")

    def _plans(self, _: str) -> str:
        plans = self._assistant.plans()
        lines = [say("loaded.final", n=number, title=plan.title) for number, plan in enumerate(plans, 1)]
        return inert_text("\n".join([say("loaded.count", count=len(plans)), *lines]))

    def _source(self, number: str) -> str:
        """The passages of the last answer with their surroundings, or the one of a number ([2], 2)."""
        cited = self._answer.citations if self._answer else ()
        wanted = [one for one in cited if number.strip("[]") in ("", str(one.n))]
        if not wanted:
            return say("terminal.no_source")
        return inert_text("\n\n".join(map(self._passage, wanted)))

    def _passage(self, citation: Citation) -> str:
        place = {"n": citation.n, "title": citation.title, "section": citation.section, "file": citation.file}
        if citation.cells:
            text = "\n".join(cells_line((cell,)) for cell in citation.cells)
        else:
            text = self._assistant.context(citation.file, citation.start, citation.end) or citation.quote
        return "\n".join([say("source.heading", **place), *filter(None, map(str.strip, text.splitlines()))])
