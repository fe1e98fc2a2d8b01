"""What the running text of a plan says of the whole that its place lies in (比全省平均低0.75张), where its table has no column for it."""

import re
from collections.abc import Sequence

from bot.answers.records import Found
from bot.library import Library
from bot.question import Question
from bot.support import held
from corpus.catalogue import load_catalogue
from corpus.language.text import search_key
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

_WHOLES = {"全省": "全省|省均|省平均|全区平均", "全国": "全国"}
_NAME_SHARE = 0.75
# Of more plans only the tables are read.
_MOST = 3
_FIGURE = re.compile(r"\d")


def above_told(
    question: Question, library: Library, plans: Sequence[StoredPlan], stated: Sequence[Found]
) -> list[tuple[StoredPlan, Evidence]]:
    """A sentence of each plan that gives the indicator asked about a figure of a whole above its place, or sets it against that; none
    where ``stated`` holds a figure of the whole, or the question names none."""
    asked = [_WHOLES[scope] for scope in question.scopes if scope in _WHOLES]
    if (
        not asked
        or len(plans) > _MOST
        or any(value.scope in question.scopes for _, value in stated if value.scope in _WHOLES)
    ):
        return []
    whole = re.compile("|".join(asked))
    names = [mention.words(question.plain) for mention in question.indicators]
    entries = [load_catalogue().get(mention.key) for mention in question.indicators]
    names += [name for entry in entries if entry for name in entry.names]
    found = []
    for plan in plans:
        units = (unit for unit in library.store.evidence(plan.id) if unit.table is None and whole.search(unit.text))
        own = next((unit for unit in units if _speaks(unit, whole, names, question)), None)
        found += [(plan, own)] if own else []
    return found


def _speaks(unit: Evidence, whole: re.Pattern[str], names: Sequence[str], question: Question) -> bool:
    """Whether a clause of a sentence that names the whole, with the one before it, names the indicator, a figure, and a year asked for."""
    clauses = re.split(r"[，；;。]|,(?!\d{3})", unit.text)
    dated = not question.years or bool(set(unit.years) & set(question.years))
    for at, clause in enumerate(clauses):
        about = "".join(clauses[max(at - 1, 0) : at + 1])
        named = any(held(name, search_key(about)) >= _NAME_SHARE for name in names)
        if whole.search(clause) and named and dated and _FIGURE.search(about):
            return True
    return False
