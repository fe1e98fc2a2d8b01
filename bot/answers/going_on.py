"""A topic told by one sentence: what its paragraph goes on to say of it."""

from bot.answers.parts import part_asked
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from prompts import say

# The parts that ask for what is to be done.
_DOINGS = ("how", "measures", "tasks", "safeguards")
_MOST = 3


def with_rest(question: Question, answer: Answer, library: Library) -> Answer:
    """``answer``, where it is one sentence told of what is to be done, with the sentences behind it in its paragraph; itself
    otherwise."""
    asked = part_asked(question.plain)
    tables = any(citation.table for citation in answer.citations)
    if answer.refused or asked is None or asked[0].name not in _DOINGS or len(answer.citations) != 1 or tables:
        return answer
    (told,) = answer.citations
    plan = library.store.by_file[told.file]
    units = library.store.evidence(plan.id)
    at = next((n for n, unit in enumerate(units) if unit.span.start == told.start), None)
    if at is None:
        return answer
    own = units[at]
    behind = [u for u in units[at + 1 : at + 1 + _MOST] if u.table is None and u.paragraph == own.paragraph]
    citations = Citations(library.store)
    citations.add(plan, own.span, own.section, None)
    lines = [say("list.item", item=unit.text, n=citations.add(plan, unit.span, unit.section, None)) for unit in behind]
    text = "\n".join([answer.text, *lines])
    return finished(answer.question, False, None, text, citations) if lines else answer
