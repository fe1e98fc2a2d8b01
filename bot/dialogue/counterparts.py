"""The project of another place that stands for the one just shown, where its name differs in detail."""

import re

from bot.dialogue.state import Turn
from bot.library import Library
from corpus.models import Project

# A bureau is responsible for projects of all kinds, an institution for its own.
_INSTITUTION = re.compile(r"(?:中心|医院|保健院|卫生院|学校|学院|中学|小学|院|站|馆)$")


def counterpart(turn: Turn, region: str, library: Library) -> Project | None:
    """The only project of ``region`` that the same institution builds as the only one that ``turn`` showed, and that its name
    says so; None where there is none, or more than one."""
    plans = {plan.file: plan for plan in library.store.plans}
    shown = [
        row
        for citation in turn.answer.citations
        for row in library.store.projects(plans[citation.file].id)[0]
        if row.row.start == citation.start
    ]
    if len(shown) != 1 or not _INSTITUTION.search(shown[0].body):
        return None
    body = shown[0].body
    rows = [row for plan in library.plans_of([region]) for row in library.store.projects(plan.id)[0]]
    own = [row for row in rows if row.body == body]
    return own[0] if len(own) == 1 and all(body in row.name for row in (*own, *shown)) else None
