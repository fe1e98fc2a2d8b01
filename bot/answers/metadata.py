"""Questions about the documents themselves: issuer, number, dates, who approved or gave them, status, period."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.wording import draft_word, plan_name
from bot.asking import asks_which_document
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from bot.support import unmet
from corpus.models import DateKind, DocumentDate, PlanMetadata, Status
from corpus.text import search_key
from corpus.years import five_year_period
from prompts import say
from retrieval.evidence import Evidence
from retrieval.store import StoredPlan

_WHEN = r"(?:什么时[候侯间]|何时|哪一?[天年日]|几时|几号|几月)"
_WHO = r"(?:谁|哪个?(?:会议?|次会议?|届|级|里|家)|什么会议?|哪个(?:单位|部门|机关)|哪一级)"
_CONSULTED = re.compile(r"(?:征求|征集|反馈|提)[^，。？?]{0,6}意见|意见(?:征集|反馈|征求)|公示")
_UNTIL = re.compile(rf"截止|截至|到{_WHEN}|到哪|期限|多久|多长|时间|{_WHEN}")
_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")
_LATEST = re.compile(r"[至到—－-]|前|截止|截至|起|时间")
_MOST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class _Field:
    """One thing that a document says of itself: how it is asked for, and whether a document says it. ``narrow``: other
    things are asked for in the same words (项目谁批准的)."""

    name: str
    asks: re.Pattern[str]
    stated: Callable[[PlanMetadata], object]
    narrow: bool = False


def _dated(kind: DateKind) -> Callable[[PlanMetadata], object]:
    return lambda meta: any(date.kind is kind for date in meta.dates)


_FIELDS = (
    _Field("number", re.compile(r"文号|文件号|发文字号|第?几号(?:令|公告|文)"), lambda meta: meta.number),
    _Field(
        "date",
        re.compile(rf"{_WHEN}(?:由?谁?)?(?:印发|发布|公布|出)|(?:印发|发布|公布|成文|发文)的?(?:日期|时间)"),
        lambda meta: meta.date,
    ),
    _Field("speaker", re.compile(r"谁(?:来)?[作做]的?(?:报告)?|报告人|[作做]报告的?人?是谁"), lambda meta: meta.speaker),
    _Field(
        "approved",
        re.compile(rf"(?:{_WHEN}|{_WHO})[^，。？?]{{0,8}}?(?:批准|通过|审议)|批准(?:机关|日期|时间)"),
        _dated(DateKind.APPROVED),
        narrow=True,
    ),
    _Field(
        "effective",
        re.compile(rf"{_WHEN}[^，。？?]{{0,4}}?(?:施行|生效)|(?:施行|生效)(?:日期|时间)"),
        _dated(DateKind.EFFECTIVE),
        narrow=True,
    ),
)


def answer_metadata(question: Question, library: Library) -> Answer | None:
    """What each plan asked about says of itself; None where a region is named that has no plan, or where it is not the
    document that is asked about."""
    plans = [plan for plan in library.plans_of(question.region_names) if _asked_for(question, plan)]
    if "哪" in question.plain and "印发" in question.plain and not question.regions:
        plans = [plan for plan in plans if plan.metadata.issuer and plan.metadata.status is Status.FINAL]
    if _CONSULTED.search(question.whole) and _UNTIL.search(question.whole):
        return _consultation(question, library, plans)
    asked = [field for field in _FIELDS if field.asks.search(question.plain)]
    named = [plan for plan in plans if _is_of(question, plan.metadata)]
    if any(field.narrow for field in asked) or (named and not question.region_names):
        plans = named
    unsaid = [field for field in asked if not any(field.stated(plan.metadata) for plan in plans)]
    if unsaid and unsaid == asked and any(field.narrow for field in unsaid):
        return None  # the running text may tell
    if unsaid and plans and unsaid == asked:
        names = "、".join(f"《{plan.metadata.title}》" for plan in plans)
        missing = "、".join(say(f"metadata.{field.name}_name") for field in unsaid)
        return Answer(question.text, True, "not_stated", say("refusal.metadata", plans=names, what=missing))
    citations = Citations(library.store)
    lines = [_line(plan, citations) for plan in plans]
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _line(plan: StoredPlan, citations: Citations) -> str:
    """All that a document says of itself, with the spans that state it."""
    meta = plan.metadata
    spans = (*meta.evidence.values(), *(date.span for date in meta.dates))
    numbers = sorted({citations.add(plan, span, (), None) for span in spans if span.end > span.start})
    parts = [status_of(meta)]
    parts += [say("metadata.issuer", issuer=meta.issuer)] if meta.issuer else []
    parts += [say("metadata.number", number=meta.number)] if meta.number else []
    parts += [say("metadata.speaker", post=meta.post, name=meta.speaker)] if meta.speaker else []
    parts += [_date(date) for date in meta.dates]
    if meta.date not in (date.date for date in meta.dates) and meta.date:
        parts.append(say("metadata.date", date=_spoken(meta.date)))
    parts += [say("metadata.period", period=meta.period_text)] if meta.period else []
    marks = "".join(f"[{number}]" for number in numbers)
    return say("metadata.line", title=meta.title, parts="；".join(parts), marks=marks)


def status_of(meta: PlanMetadata) -> str:
    """Whether a document is final, or which kind of draft in its own word."""
    return say(f"status.{meta.status.value}", word=draft_word(meta))


def _date(date: DocumentDate) -> str:
    by = say("metadata.by", by=date.by) if date.by else ""
    return say(f"metadata.{date.kind.value}", date=_spoken(date.date), by=by)


def _is_of(question: Question, meta: PlanMetadata) -> bool:
    """Whether the question names nothing but the document."""
    nouns = [term for term in question.terms if term.weight == 1]
    key = search_key(f"{meta.title}{meta.region}{say('metadata.words')}{''.join(date.by for date in meta.dates)}")
    speaks_of_projects = question.projects is not None and question.projects.speaks
    return not speaks_of_projects and not unmet(nouns, key)


def _consultation(question: Question, library: Library, plans: list[StoredPlan]) -> Answer | None:
    """The sentences that say until when opinions on a draft may be sent in."""
    citations = Citations(library.store)
    lines: list[str] = []
    for plan in plans:
        told = [unit for unit in library.store.evidence(plan.id) if _says_until(unit)][:_MOST_SENTENCES]
        for unit in told:
            region, name = plan.metadata.region, plan_name(plan)
            number = citations.add(plan, unit.span, unit.section, None)
            lines.append(say("answer.quote", region=region, plan=name, quote=unit.text, n=number))
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _says_until(unit: Evidence) -> bool:
    return all(pattern.search(unit.text) for pattern in (_CONSULTED, _DAY, _LATEST))


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


def _spoken(date: str) -> str:
    year, month, *day = date.split("-")
    return f"{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")


def list_plans(question: Question, library: Library) -> Answer:
    """The loaded plans, a line each."""
    lines = [say("metadata.loaded", count=len(library.store.plans))]
    for plan in library.store.plans:
        meta = plan.metadata
        title, period = meta.title, meta.period_text
        lines.append(say("metadata.plan", region=meta.region, title=title, period=period, status=status_of(meta)))
    return Answer(question.text, False, None, "\n".join(lines))
