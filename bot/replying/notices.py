"""What a reader should not miss beside the answer: a short line each, once."""

from collections.abc import Sequence

from bot.models import Answer
from bot.replying.asked import Asked
from bot.replying.blocks import Notice, Run
from bot.replying.runs import inline, marks, shortened
from bot.replying.statements import Statement, of_kind
from prompts import say

KINDS = (
    "answer.looser",
    "answer.also_stated",
    "project.also",
    "compare.converted",
    "compare.misprint",
    "compare.horizons",
    "compare.left_out",
    "compare.units",
    "answer.absent",
    "answer.carried",
    "answer.recognised",
    "answer.unsupported_ask",
    "answer.read_as",
)
# A line of a phone, or two.
_MOST = 40


def notices(statements: Sequence[Statement], answer: Answer, asked: Asked) -> list[Notice]:
    """The notices of an answer: how it was taken last."""
    found = [_draft(answer, of_kind(statements, "metadata.line")), _looser(of_kind(statements, "answer.looser"))]
    found += _also_stated(of_kind(statements, "answer.also_stated"), answer)
    for one in statements:
        if one.kind == "project.also":
            found.append(Notice((Run(say("reply.also", what=asked.told(one.fields["quote"]))), *marks(one.cites))))
        elif one.kind == "compare.horizons":
            found.append(Notice(inline(say("reply.horizons"))))
        elif one.kind == "answer.carried":
            found.append(Notice(inline(say("reply.carried", what=shortened(one.fields["what"], _MOST)))))
        elif one.kind in KINDS and one.kind not in ("answer.looser", "answer.also_stated"):
            found.append(Notice((*inline(_bare(one.body)), *marks(one.cites))))
    return list(dict.fromkeys(notice for notice in found if notice))


def _draft(answer: Answer, told: Sequence[Statement]) -> Notice | None:
    """That what is cited is a draft, with the first mark of each such plan where not all are; what is ``told`` of documents
    says it by itself."""
    drafts = {citation.title: citation.n for citation in reversed(answer.citations) if citation.status == "draft"}
    if not drafts or answer.refused or told:
        return None
    every = all(citation.status == "draft" for citation in answer.citations)
    return Notice((Run(say("reply.draft")), *marks(() if every else sorted(drafts.values()))))


def _also_stated(lines: Sequence[Statement], answer: Answer) -> list[Notice]:
    """What the text states besides, each figure once, with its places where the answer speaks of several."""
    regions = {citation.n: citation.region for citation in answer.citations}
    told: dict[str, list[int]] = {}
    for line in lines:
        told.setdefault(f"{line.fields['when']}{line.fields['value']}", []).extend(line.cites)
    found = []
    for figure, cites in told.items():
        places = dict.fromkeys(regions[n] for n in cites) if len(set(regions.values())) > 1 else ()
        what = " ".join(filter(None, (say("query.and").join(places), figure)))
        found.append(Notice((*inline(say("reply.also", what=what)), *marks(cites))))
    return found


def _looser(lines: Sequence[Statement]) -> Notice | None:
    if not lines:
        return None
    regions = dict.fromkeys(line.fields["region"] for line in lines)
    return Notice((Run(say("reply.looser", regions=say("query.and").join(regions))),))


def _bare(text: str) -> str:
    """A remark without the word that opens it: the look of a notice says it."""
    return text.removeprefix(say("reply.remark"))
