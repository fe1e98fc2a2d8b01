"""Rows of project tables and what documents say of themselves: a name, and each part under its printed label."""

from collections.abc import Sequence

from bot.models import Answer
from bot.replying.asked import Asked
from bot.replying.blocks import Block, Headline, Row, Rows, Run, Text
from bot.replying.runs import inline, marks, shortened, with_strong
from bot.replying.statements import Statement
from corpus.language.text import bigrams, search_key
from prompts import say

PROJECTS = ("project.line",)
METADATA = ("metadata.line",)
# A part that is not asked for takes a line of a phone at most.
_PART = 30


def project_blocks(statements: Sequence[Statement], asked: Asked) -> list[Block]:
    """The blocks of a run of projects: one with its parts beneath, several a line each with the part asked for."""
    if len(statements) == 1:
        one = statements[0]
        head = (Run(one.fields["name"], strong=True), *marks(one.cites))
        return [Headline(head, tuple(_part(*part, asked) for part in _parts(one.fields["parts"])))]
    names, title = _without_place([one.fields["name"] for one in statements])
    rows = [
        Row((Run(name), *_asked_part(_parts(one.fields["parts"]), asked), *marks(one.cites)))
        for name, one in zip(names, statements, strict=True)
    ]
    return [Rows(tuple(rows), title, ordered=True)]


def _without_place(names: list[str]) -> tuple[list[str], Text]:
    """The names of projects of one place without it, and it as a title; as they are where it does not stand before each."""
    place, space, _ = names[0].partition(" ")
    if not space or not all(name.startswith(f"{place} ") for name in names):
        return names, ()
    return [name.removeprefix(f"{place} ") for name in names], (Run(place, strong=True),)


def metadata_blocks(statements: Sequence[Statement], answer: Answer, asked: Asked) -> list[Block]:
    """The blocks of a run of documents: one with its parts beneath, several a line each."""
    titles = {citation.title: citation.region for citation in answer.citations}
    told = []
    for one in statements:
        title, _, rest = one.body.removeprefix("《").partition("》：")
        told.append((titles.get(title, ""), _parts(rest), one.cites))
    if len(told) == 1:
        region, parts, cites = told[0]
        label, first = _most_asked(parts, asked)
        others = [part for part in parts if part != (label, first)]
        what = say("reply.place", region=region, what=label).strip()
        lines: list[Text] = [(Run(first, strong=True), Run(say("reply.of", what=what)))]
        lines += [(Run(say("reply.cell", head=name, cell=text) if name else text),) for name, text in others]
        lines[-1] = (*lines[-1], *marks(cites))
        return [Headline(lines[0], tuple(lines[1:]))]
    rows = []
    for region, parts, cites in told:
        text = "；".join(say("reply.cell", head=label, cell=shown) if label else shown for label, shown in parts)
        rows.append(Row((Run(say("reply.at", region=region)), Run(text), *marks(cites))))
    return [Rows(tuple(rows))]


def _parts(text: str) -> list[tuple[str, str]]:
    """(label, words) of each part; words without a label go with "" """
    found: list[tuple[str, str]] = []
    for part in text.split("；"):
        label, colon, words = part.partition("：")
        if colon and len(label) <= _PART:
            found.append((label, words))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}；{part}")
        else:
            found.append(("", part))
    return found


def _part(label: str, words: str, asked: Asked) -> Text:
    """A part under its label; of long words what answers, else their beginning."""
    is_asked = bool(asked.grams & set(bigrams(search_key(label))))
    head = Run(f"{label}：" if label else "")
    if is_asked and len(words) <= _PART:
        return (head, Run(words, strong=True))
    told = asked.told(words)
    shown = asked.emphasised(told)
    if not any(run.strong for run in shown):
        shown = with_strong(shortened(words, _PART), [])
    return tuple(run for run in (head, *shown) if run.text)


def _most_asked(parts: Sequence[tuple[str, str]], asked: Asked) -> tuple[str, str]:
    """The part whose label the question shares most with, the first of several."""
    return max(parts, key=lambda part: len(asked.grams & set(bigrams(search_key(part[0])))), default=("", ""))


def _asked_part(parts: Sequence[tuple[str, str]], asked: Asked) -> Text:
    """Of a project's parts the one that is asked for, else the first."""
    label, words = _most_asked(parts, asked)
    return (*inline(say("reply.aside", what=label) if label else " "), Run(shortened(words, _PART), strong=True))
