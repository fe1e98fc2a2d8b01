"""Who leads what was just shown, asked as a follow-up: the words of its own paragraph that say so."""

import re

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.dialogue.items import unit_at
from bot.dialogue.state import Turn
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from prompts import say

_LEADS = re.compile(r"(?:责任|牵头|主管|实施|配合|负责)(?:单位|部门)|由[^，。；]{2,30}?(?:牵头|负责|会同|承担)|牵头")
# A digest shows more, and who leads each of its items is a question of its own.
_MOST_SHOWN = 3


def answer_leading(question: Question, turn: Turn, library: Library) -> Answer | None:
    """Who leads what the running text that ``turn`` shows is about, as the same paragraphs say; None where they do not, or
    where a row of a table comes first, which has a column for it."""
    citations = Citations(library.store)
    lines: list[str] = []
    shown = [citation for citation in turn.answer.citations if citation.table is None]
    if turn.answer.refused or shown[:1] != list(turn.answer.citations[:1]) or len(shown) > _MOST_SHOWN:
        return None
    for citation in shown:
        plan, at = unit_at(citation, library)
        units = library.store.evidence(plan.id)
        own = [unit for unit in units if unit.paragraph == units[at].paragraph and unit.table is None]
        for unit in (unit for unit in own if _LEADS.search(unit.text)):
            number = citations.add(plan, unit.span, unit.section, None)
            facts = {"region": citation.region, "quote": unit.text, "plan": plan_name(plan), "n": number}
            lines.append(say("answer.quote", **facts))
    return finished(question.text, False, None, "\n".join(dict.fromkeys(lines)), citations) if lines else None
