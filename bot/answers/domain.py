"""The indicators that a plan's table lists under one of its domains (健康环境 of 领域 | 指标 | 2025年)."""

import re

from bot.answers.records import rows_of
from bot.answers.wording import cite_row, row_line
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.headings import unnumbered
from corpus.language.text import search_key

_ASKED = re.compile(
    r"(?:哪|几|多少|什么|啥)[几些]?(?:个|项|条|类)?(?:具体|主要)?的?指标|指标(?:都|分别|主要)?(?:有|包括|是|列了?)?(?:哪[几些]|几[个项条]|什么|啥)"
)
# The domains of more plans are no answer in a chat.
_MOST_PLANS = 5


def answer_domain(question: Question, library: Library) -> Answer | None:
    """The rows under the domain that the question names; None where it asks for no list of indicators, or names none."""
    if not _ASKED.search(question.plain) or question.indicators or question.checks:
        return None
    plans, said = library.plans_of(question.region_names), search_key(question.plain)
    if len(plans) > _MOST_PLANS:
        return None
    found = [
        (plan, value)
        for plan in plans
        for _, value in library.store.values_of_plan(plan.id)
        if value.domain and search_key(unnumbered(value.domain)) in said
    ]
    citations = Citations(library.store)
    lines = [row_line(plan, row, cite_row(citations, plan, row)) for plan, row in rows_of(found)]
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None
