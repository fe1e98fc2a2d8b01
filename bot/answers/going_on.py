"""A topic told by one sentence, or by the sentence that opens a paragraph: what the paragraph goes on to say of it."""

import re

from bot.answers.parts import part_asked
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question, Wanted
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# The parts that ask for what is to be done.
_DOINGS = ("how", "measures", "tasks", "safeguards")
# 在双减上有啥要求
_DEMANDS = re.compile(r"(?:有|提了?)(?:哪些|什么|啥)(?:具体|明确)?的?要求")
# A sentence that only names what its paragraph tells (推进医养结合。).
_OPENING = re.compile(r"(?:[一二三四五六七八九十]是|\d+[.．])?[^，,；;。：:]{2,24}。")
_MOST = 4


def with_rest(question: Question, answer: Answer, library: Library) -> Answer:
    """``answer``, where what is to be done is told by one sentence, or by one that opens its paragraph, with the sentences behind that
    in it; itself otherwise."""
    asked = part_asked(question.plain)
    doing = (asked is not None and asked[0].name in _DOINGS) or _DEMANDS.search(question.plain) is not None
    if answer.refused or not doing or Wanted.FIGURE in question.wanted or any(one.table for one in answer.citations):
        return answer
    opening = next((one for one in answer.citations if _OPENING.fullmatch(one.quote.strip())), None)
    told = opening or (answer.citations[0] if len(answer.citations) == 1 else None)
    if told is None:
        return answer
    plan = library.store.by_file[told.file]
    own, behind = _paragraph(plan, library, told.start, opening is not None)
    if own is None or not behind or (opening and len(answer.items) > 1):
        return answer
    citations = Citations(library.store)
    number = citations.add(plan, own.span, own.section, None)
    region = plan.metadata.region
    head = (
        say("answer.quote", region=region, plan=plan_name(plan), quote=own.text, n=number) if opening else answer.text
    )
    lines = [say("list.item", item=unit.text, n=citations.add(plan, unit.span, unit.section, None)) for unit in behind]
    return finished(answer.question, False, None, "\n".join([head, *lines]), citations)


def _paragraph(plan: StoredPlan, library: Library, start: int, opens: bool) -> tuple[Evidence | None, list[Evidence]]:
    """The sentence that begins at ``start`` and those behind it in its paragraph; none where it ``opens`` no paragraph but should."""
    units = library.store.evidence(plan.id)
    at = next((n for n, unit in enumerate(units) if unit.span.start == start), None)
    if at is None or (opens and at and units[at - 1].paragraph == units[at].paragraph):
        return None, []
    return units[at], [
        unit for unit in units[at + 1 : at + 1 + _MOST] if unit.table is None and unit.paragraph == units[at].paragraph
    ]
