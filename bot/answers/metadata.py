"""Questions about the documents themselves: issuer, number, date, status, period."""

import re

from bot.asking import asks_which_document
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.models import Status
from corpus.years import five_year_period
from prompts import say
from retrieval.store import StoredPlan

# Words that ask for one thing that a document says of itself.
_FIELDS = {
    "number": re.compile(r"文号|文件号|发文字号"),
    "date": re.compile(r"(?:什么时候|何时|哪天|哪年|几时)(?:印发|发布|出)|(?:印发|发布)的?(?:日期|时间)"),
}


def answer_metadata(question: Question, library: Library) -> Answer | None:
    """What each plan asked about says of itself; None where a region is named that has no plan."""
    plans = [plan for plan in library.plans_of(question.region_names) if _asked_for(question, plan)]
    if "哪" in question.plain and "印发" in question.plain and not question.regions:
        plans = [plan for plan in plans if plan.metadata.issuer and plan.metadata.status is Status.FINAL]
    missing = _unsaid(question, plans)
    if missing:
        names = "、".join(f"《{plan.metadata.title}》" for plan in plans)
        return Answer(question.text, True, "not_stated", say("refusal.metadata", plans=names, what=missing))
    citations = Citations(library.store)
    lines = []
    for plan in plans:
        meta = plan.metadata
        numbers = sorted(
            {citations.add(plan, span, (), None) for span in meta.evidence.values() if span.end > span.start}
        )
        marks = "".join(f"[{number}]" for number in numbers)
        parts = [say(f"status.{meta.status.value}")]
        parts += [say("metadata.issuer", issuer=meta.issuer)] if meta.issuer else []
        parts += [say("metadata.number", number=meta.number)] if meta.number else []
        parts += [say("metadata.date", date=_spoken(meta.date))] if meta.date else []
        parts += [say("metadata.period", period=meta.period_text)] if meta.period else []
        lines.append(say("metadata.line", title=meta.title, parts="；".join(parts), marks=marks))
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _asked_for(question: Question, plan: StoredPlan) -> bool:
    """Where documents are asked for, only those of the status and the horizon that the question names."""
    if question.regions or not asks_which_document(question.plain, False):
        return True
    meta = plan.metadata
    dated = int(meta.date[:4]) if meta.date[:4].isdigit() else None
    if question.years and not {meta.horizon, meta.outlook, dated} & set(question.years):
        return False
    period = five_year_period(question.plain)
    if period and meta.period and tuple(meta.period) != period:
        return False
    if "征求意见" in question.plain or "草案" in question.plain:
        return meta.status is Status.DRAFT
    return "正式" not in question.plain or meta.status is Status.FINAL


def _unsaid(question: Question, plans: list[StoredPlan]) -> str:
    """What is asked of the documents that none of them says: the number, the date; "" where one does."""
    asked = [name for name, pattern in _FIELDS.items() if pattern.search(question.plain)]
    unsaid = [name for name in asked if not any(getattr(plan.metadata, name) for plan in plans)]
    return "、".join(say(f"metadata.{name}_name") for name in unsaid) if unsaid and plans and unsaid == asked else ""


def _spoken(date: str) -> str:
    year, month, *day = date.split("-")
    return f"{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")


def list_plans(question: Question, library: Library) -> Answer:
    """The loaded plans, a line each."""
    lines = [say("metadata.loaded", count=len(library.store.plans))]
    for plan in library.store.plans:
        meta = plan.metadata
        status = say(f"status.{meta.status.value}")
        lines.append(say("metadata.plan", region=meta.region, title=meta.title, period=meta.period_text, status=status))
    return Answer(question.text, False, None, "\n".join(lines))
