"""An answer -> its reply."""

import itertools
from collections.abc import Sequence

from bot.models import Answer
from bot.replying import notices
from bot.replying.actions import actions_of
from bot.replying.asked import Asked, asked_of
from bot.replying.blocks import Block, Headline, Reply, Row, Rows, Run, Text, plain
from bot.replying.figures import KINDS as FIGURES
from bot.replying.figures import figure_blocks, record_of
from bot.replying.listed import METADATA, PROJECTS, metadata_blocks, project_blocks
from bot.replying.passages import ITEMS, QUOTES, cells_line, item_blocks, passage_blocks
from bot.replying.runs import inline, marks, shortened
from bot.replying.sources import quotation
from bot.replying.statements import Statement, statements_of
from prompts import say

_FAMILIES = {
    **dict.fromkeys(FIGURES, "figures"),
    **dict.fromkeys(QUOTES, "passages"),
    **dict.fromkeys(ITEMS, "items"),
    **dict.fromkeys(PROJECTS, "projects"),
    **dict.fromkeys(METADATA, "metadata"),
}
# What opens an answer to a premise, or a refusal: the word that matters.
_OPENINGS = ("reply.yes", "reply.no", "reply.nothing")
# Of what is near but no answer, so much is shown.
_MOST_NEAR = 2
_NEAR = 60


def reply_of(answer: Answer) -> Reply:
    """The reply to ``answer``: the answer first, then what qualifies it, then where it stands."""
    statements = statements_of(answer)
    carried = " ".join(one.fields["what"] for one in statements if one.kind == "answer.carried")
    asked = asked_of(f"{answer.question} {carried}".strip())
    told = [one for one in statements if one.kind not in notices.KINDS and one.within is None]
    near = [one.within for one in statements if one.within]
    blocks = _told(told, answer, asked)
    if near:
        blocks.append(_near(near, answer, asked))
    blocks += [*notices.notices(statements, answer, asked), *quotation(answer, blocks)]
    return Reply(tuple(blocks), actions_of(answer, statements))


def _told(statements: Sequence[Statement], answer: Answer, asked: Asked) -> list[Block]:
    """The blocks of the lines that answer, run by run of one family."""
    blocks: list[Block] = []
    for family, run in itertools.groupby(statements, key=lambda one: _FAMILIES.get(one.kind, "")):
        lines = list(run)
        if family == "figures":
            found = figure_blocks(lines, answer)
        elif family == "passages":
            found = passage_blocks(lines, answer, asked)
        elif family == "items":
            found = item_blocks(lines)
        elif family == "projects":
            found = project_blocks(lines, asked)
        elif family == "metadata":
            found = metadata_blocks(lines, answer, asked)
        else:
            first, *others = [_words(line) for line in lines]
            found = [Headline(first, tuple(others))]
        blocks += found
    return _joined(blocks)


def _words(line: Statement) -> Text:
    """A line of its own words, its opening (是。 不是。 没有依据：) strong."""
    opening = next((word for word in map(say, _OPENINGS) if line.body.startswith(word)), "")
    rest = inline(line.body.removeprefix(opening))
    return (*((Run(opening, strong=True),) if opening else ()), *rest, *marks(line.cites))


def _joined(blocks: list[Block]) -> list[Block]:
    """A bare 是。 stands in one line with what proves it, and what an opening announces (文中写的是：) right beneath it."""
    if len(blocks) < 2 or not isinstance(blocks[0], Headline) or not isinstance(blocks[1], Headline):
        return blocks
    first, second = blocks[0], blocks[1]
    if not first.beneath and plain(first.text).endswith("："):
        return [Headline(first.text, (second.text, *second.beneath)), *blocks[2:]]
    if first.beneath or len(first.text) != 1 or first.text[0].text not in (say("reply.yes"), say("answer.confirmed")):
        return blocks
    return [Headline((*first.text, *second.text), second.beneath), *blocks[2:]]


def _near(lines: Sequence[Statement], answer: Answer, asked: Asked) -> Rows:
    """What is near, to be checked by the reader: no answer."""
    rows = []
    for line in lines[:_MOST_NEAR]:
        cited = next((citation for citation in answer.citations if citation.n in line.cites), None)
        if line.kind == "answer.row":
            record = record_of(line)
            figures = "；".join(f"{figure.label} {figure.shown}" for figure in record.figures)
            text = say("reply.record", region=record.region, name=record.name, figures=figures)
        elif line.kind == "answer.quote":
            words = cells_line(cited.cells) if cited and cited.cells else asked.told(line.fields["quote"])
            text = f"{say('reply.at', region=line.fields['region'])}{shortened(words, _NEAR)}"
        else:
            text = shortened(line.body, _NEAR)
        rows.append(Row((*inline(text), *marks(line.cites))))
    return Rows(tuple(rows), (Run(say("reply.near")),))
