"""Which of the documents was issued first or last (三个规划哪个印发得最早)."""

from bot.answers.metadata import spoken_date
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import MOST_READ, Library, finished
from bot.models import Answer
from bot.question import Question
from bot.reading.rules import spans_in
from prompts import say


def answer_issue_order(question: Question, library: Library) -> Answer | None:
    """The documents in the order of their dates and the one asked for, each date with the span that states it; None where that
    is not asked, or fewer than two documents are dated."""
    span = next((span for span in spans_in(question.plain) if span.kind == "issue order"), None)
    if span is None or any(mention.by_name for mention in question.indicators):
        return None
    dated = [plan for plan in library.plans_of(question.region_names) if plan.metadata.date]
    if len(dated) < 2:
        return None
    dated.sort(key=lambda plan: plan.metadata.date)
    citations = Citations(library.store)
    lines = []
    shown = dated[:MOST_READ] if span.value == "earliest" else dated[-MOST_READ:]
    if len(shown) < len(dated):
        lines.append(say("metadata.some_dated", count=len(dated), shown=len(shown)))
    for plan in shown:
        meta = plan.metadata
        spans = [date.span for date in meta.dates if date.date == meta.date] or [*meta.evidence.values()][:1]
        number = citations.add(plan, spans[0], (), None)
        region, date = meta.region, spoken_date(meta.date)
        lines.append(say("metadata.dated", region=region, plan=plan_name(plan), date=date, n=number))
    ends = dated[0] if span.value == "earliest" else dated[-1]
    first = [plan for plan in dated if plan.metadata.date == ends.metadata.date]
    regions = tuple(plan.metadata.region for plan in first)
    name = "、".join(f"{plan.metadata.region}（{spoken_date(plan.metadata.date)}）" for plan in first)
    lines.append(say("metadata.earliest" if span.value == "earliest" else "metadata.latest", regions=name))
    return finished(question.text, False, None, "\n".join(lines), citations, winners=regions)
