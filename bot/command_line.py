"""The parser of the command line: argparse that speaks as all else does, in one line where something is wrong."""

import argparse
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

from prompts import say

# Shells that a script of completion can be written for.
SHELLS = ("bash", "zsh", "fish", "tcsh")
# Metavariables that stand for a path, which a shell can complete.
_PATHS = ("FILE", "PATH")
# Of a word and what was meant, so much is alike (difflib's ratio): one letter more, less or other among five.
_ALIKE = 0.7
# What argparse says of wrong arguments (Python 3.11 to 3.14) and the message that says it; what is none of these stands as it
# is: it is of our own, or of a version to come.
_SAID = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "cli.lacking"),
    (re.compile(r"argument (?P<name>.+?): expected .*argument.*"), "cli.no_value"),
    (re.compile(r"argument (?P<name>.+?): ignored explicit argument '(?P<given>.*)'"), "cli.no_value_wanted"),
    (re.compile(r"argument (?P<name>.+?): invalid int value: '(?P<given>.*)'"), "cli.no_integer"),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.+)\)"),
        "cli.no_choice",
    ),
    (re.compile(r"ambiguous option: (?P<given>.+?) could match (?P<known>.+)"), "cli.ambiguous"),
    (re.compile(r"argument (?P<name>.+?): (?P<message>.+)"), "cli.wrong_argument"),
)


class _Help(argparse.HelpFormatter):
    """Usage and headings in our words."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, say("cli.usage") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        known = {"positional arguments": "cli.positionals", "options": "cli.options"}
        super().start_section(say(known[heading]) if heading in known else heading)


class Parser(argparse.ArgumentParser):
    """A parser whose --help and errors are in our words. An error ends the program with status 2."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **{**options, "add_help": False, "formatter_class": _Help})
        self.add_argument("-h", "--help", action="help", help=say("cli.help"))

    def error(self, message: str) -> NoReturn:
        """End with one line: what is wrong, and where the usage is found."""
        self.exit(2, f"{say('cli.wrong', what=_told(message), program=self.prog)}\n")

    def refuse(self, words: Sequence[str]) -> NoReturn:
        """End where nothing takes ``words``."""
        options = [name for action in self._actions for name in action.option_strings]
        self.error(_unknown(" ".join(words), words[0].partition("=")[0], options))

    def parsers(self) -> "Iterator[Parser]":
        """This one and those of its commands."""
        yield self
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    yield from parser.parsers()


class Version(argparse.Action):
    """Prints the installed version, which is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print("planbot", version("planbot"))
        parser.exit()


class Completion(argparse.Action):
    """Prints a script by which a shell completes commands, options and paths; it asks nothing of planbot when it runs."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, shell: Any, *__: object) -> None:
        import shtab

        assert isinstance(parser, Parser)
        for each in parser.parsers():
            for action in each._actions:
                if action.metavar in _PATHS:
                    setattr(action, "complete", shtab.FILE)  # noqa: B010  # shtab's own attribute
        print(shtab.complete(parser, shell))
        parser.exit()


def _told(message: str) -> str:
    for pattern, name in _SAID:
        found = pattern.fullmatch(message)
        if found is None:
            continue
        fields = found.groupdict()
        if name == "cli.no_choice":
            known = re.findall(r"[\w-]+", fields["known"])
            if near := get_close_matches(fields["given"], known, 1, _ALIKE):
                return say("cli.near", words=fields["given"], near=near[0])
            fields["known"] = "、".join(known)
        return say(name, **fields)
    return message


def _unknown(words: str, word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, 1, _ALIKE)
    return say("cli.near", words=words, near=near[0]) if near else say("cli.not_known", words=words)
