"""Questions about the documents themselves: issuer, number, dates, who approved or gave them, status, period."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.which_place import is_open, which_place
from bot.answers.wording import draft_word, plan_name
from bot.asking import asks_which_document
from bot.citing import Citations
from bot.library import MOST_READ, Library, finished
from bot.models import Answer
from bot.question import Question
from bot.reading.rules import spans_in
from bot.support import unmet
from corpus.language.text import search_key
from corpus.language.years import five_year_period
from corpus.models import DateKind, DocumentDate, PlanMetadata, Status
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

# “十五五”卫生健康规划: the period is the document's own.
_OF_PERIOD = re.compile(r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间)?[\u4e00-\u9fff]{0,10}?(?:规划|纲要)")
_CONSULTED = re.compile(r"(?:征求|征集|反馈|提)[^，。？?]{0,6}意见|意见(?:征集|反馈|征求)|公示")
_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")
_LATEST = re.compile(r"[至到—－-]|前|截止|截至|起|时间")
_MOST_SENTENCES = 2
# A document speaks of itself where it names itself, or in the notice before its first section.
_ITSELF = re.compile(
    r"本(?:规划|方案|计划|纲要|办法|细则|意见|报告|通知)|规划(?:的)?(?:基?期|期限|年限)|现(?:予)?(?:印发|公布|发布)|展望"
)
_NOTICE = 12
# The preface behind it.
_PREFACE = 40
# Who drew it up is asked for, and told: 规划由市民政局会同市财政局编制, 市民政局编制本规划.
# 哪些是征求意见稿, of all the documents
_OF_STATUS = re.compile(
    r"哪(?:些|几[个份家]|[一两]?[个份家])(?:地方|县|市|区)?的?(?:规划|文件)?(?:还|都|才)?(?:只)?是(?:征求意见|草案|正式)"
)
_DRAFTED_ASKED = re.compile(r"编(?!制床)|起草|制定")
_BODY = r"(?:局|委|厅|办|政府|部门|委员会|办公室|研究院)"
_DRAFTED = re.compile(
    rf"(?:规划|方案|计划|纲要)由[^，。；]{{2,40}}?(?:编制|起草|制定)|，由[^，。；]{{2,30}}?{_BODY}[^，。；]{{0,16}}?(?:编制|起草|制定)|{_BODY}[^，。；]{{0,12}}?(?:编制|起草|制定)(?:了|完成)?(?:本|《)"
)
# 规划期是2021年到2030年: both ends are asked for.
_ITS_PERIOD = re.compile(r"规划期|期限|年限")
_NAMED_DOCUMENT = re.compile(r"《[^》]*》|[和及与、]\d{4}年远景目标(?:纲要)?")


@dataclass(frozen=True, slots=True)
class _Field:
    """One thing that a document says of itself: its name, as in the rules of reading, whether the metadata hold it, and how
    a sentence puts it. ``narrow``: other things are asked for in the same words (项目谁批准的)."""

    name: str
    stated: Callable[[PlanMetadata], object]
    text: re.Pattern[str] | None = None
    narrow: bool = False


def _dated(kind: DateKind) -> Callable[[PlanMetadata], object]:
    return lambda meta: any(date.kind is kind for date in meta.dates)


_FIELDS = (
    _Field("number", lambda meta: meta.number),
    _Field("date", lambda meta: meta.date),
    _Field("issuer", lambda meta: meta.issuer),
    _Field("speaker", lambda meta: meta.speaker),
    _Field(
        "approved",
        _dated(DateKind.APPROVED),
        re.compile(r"(?:会议?|[市县区省]委|政府|人大|部门|党组)[^，。；]{0,24}?(?:审议通过|通过|批准|同意|审定)"),
        narrow=True,
    ),
    _Field(
        "effective",
        _dated(DateKind.EFFECTIVE),
        re.compile(r"自[^，。；]{2,20}?(?:施行|实施|执行|生效)|(?:施行|实施|生效)(?:日期|时间)"),
        narrow=True,
    ),
    _Field("period", lambda meta: meta.period, re.compile(r"规划[基的]?期|期限|年限|时期为|实施期"), narrow=True),
    _Field("outlook", lambda _: False, re.compile(r"展望|远景|远期|到|至"), narrow=True),
    _Field("consultation", lambda _: False, narrow=True),
    _Field("interpreter", lambda _: False, re.compile(r"负责解释|解释权"), narrow=True),
)

_WHICH_MEETING = re.compile(r"第几(?:次|届)[^，。？?]{0,8}会议?|哪(?:一)?次[^，。？?]{0,6}会议?")
_MEETING = re.compile(r"第\s*[\d一二三四五六七八九十百]+\s*(?:次|届)[^，。；]{0,12}会")
_DRAFTER = _Field("drafter", lambda meta: meta.issuer, _DRAFTED)


def answer_metadata(question: Question, library: Library) -> Answer | None:
    """What each plan asked about says of itself; None where a region is named that has no plan, or where it is not the
    document that is asked about."""
    plans = [plan for plan in library.plans_of(question.region_names) if _asked_for(question, plan)]
    if _WHICH_MEETING.search(question.plain):
        # 第几次常务会议通过的 is told by its number alone.
        plans = [plan for plan in plans if _names_meeting(plan, library)]
        if not plans:
            return None
    if question.regions and not plans and (period := _OF_PERIOD.search(question.plain)):
        loaded = "、".join(f"《{plan.metadata.title}》" for plan in library.plans_of(question.region_names))
        place = f"{'、'.join(question.region_names)}{period[0]}"
        return Answer(question.text, True, "no_plan", say("refusal.no_such_plan", place=place, loaded=loaded))
    if "哪" in question.plain and "印发" in question.plain and not question.regions:
        plans = [plan for plan in plans if plan.metadata.issuer and plan.metadata.status is Status.FINAL]
    said = {span.value for span in spans_in(question.whole) if span.kind == "metadata"}
    asked = [field for field in _FIELDS if field.name in said]
    if "issuer" in said and _DRAFTED_ASKED.search(question.plain):
        asked.append(_DRAFTER)
    named = [plan for plan in plans if _is_of(question, plan.metadata)]
    if any(field.narrow for field in asked) or (named and not question.region_names):
        plans = named
    if is_open(question, library) and len(plans) > MOST_READ:
        if not asks_which_document(question.plain, False):
            return which_place(question, library, library.likeliest(question.plain))
        plans = plans[:MOST_READ]
    citations = Citations(library.store)
    quoted = {plan.id: _told(plan, asked, library, citations) for plan in plans}
    unsaid = [
        field
        for field in asked
        if not any(field.stated(plan.metadata) or field.name in quoted[plan.id] for plan in plans)
    ]
    if plans and unsaid and unsaid == asked:
        names = "、".join(f"《{plan.metadata.title}》" for plan in plans)
        missing = "、".join(say(f"metadata.{field.name}_name") for field in unsaid)
        return Answer(question.text, True, "not_stated", say("refusal.metadata", plans=names, what=missing))
    lines: list[str] = []
    for plan in plans:
        lines += dict.fromkeys(line for own in quoted[plan.id].values() for line in own)
        if not quoted[plan.id] or any(field.name not in quoted[plan.id] for field in asked):
            lines.append(_line(plan, citations))
    if unsaid and lines:
        missing = "、".join(say(f"metadata.{field.name}_name") for field in unsaid)
        names = "、".join(f"《{plan.metadata.title}》" for plan in plans)
        lines.append(say("refusal.metadata", plans=names, what=missing))
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _names_meeting(plan: StoredPlan, library: Library) -> bool:
    """Whether the notice before a plan, or its preface, says at which meeting it was passed."""
    return any(_MEETING.search(unit.text) for unit in library.store.evidence(plan.id)[:_PREFACE])


def _told(plan: StoredPlan, asked: list[_Field], library: Library, citations: Citations) -> dict[str, list[str]]:
    """The sentences in which a plan says what is asked of itself, by the name of the field."""
    told: dict[str, list[str]] = {}
    units = library.store.evidence(plan.id)
    region, name = plan.metadata.region, plan_name(plan)
    for field in asked:
        found = [unit for at, unit in enumerate(units) if unit.table is None and _tells(field, unit, at, plan.metadata)]
        for unit in found[: _MOST_SENTENCES if field.name == "consultation" else 1]:
            number = citations.add(plan, unit.span, unit.section, None)
            line = say("answer.quote", region=region, plan=name, quote=unit.text, n=number)
            told.setdefault(field.name, []).append(line)
    return told


def _tells(field: _Field, unit: Evidence, at: int, meta: PlanMetadata) -> bool:
    """Whether a sentence, the ``at``-th of its document, says what ``field`` is."""
    if field.name == "consultation":
        return _says_until(unit)
    if field.text is None or not field.text.search(unit.text):
        return False
    if field.name == "drafter":
        return at < _PREFACE or "本" in unit.text
    if field.name == "period":
        years = meta.period or ()
        return bool(years) and all(str(year) in unit.text for year in years) and _ITSELF.search(unit.text) is not None
    if field.name == "outlook":
        # The year in the name of another document is not this one's.
        own = _NAMED_DOCUMENT.sub("", unit.text)
        return meta.outlook is not None and re.search(rf"[到至望期景][^，。；\d]{{0,6}}{meta.outlook}", own) is not None
    return _ITSELF.search(unit.text) is not None or (at < _NOTICE and meta.title in unit.text)


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
        parts.append(say("metadata.date", date=spoken_date(meta.date)))
    parts += [say("metadata.period", period=meta.period_text)] if meta.period else []
    marks = "".join(f"[{number}]" for number in numbers)
    return say("metadata.line", title=meta.title, parts="；".join(parts), marks=marks)


def status_of(meta: PlanMetadata) -> str:
    """Whether a document is final, or which kind of draft in its own word; of one without issuer, number and date only that nothing
    marks it a draft."""
    if meta.status is Status.FINAL and not (meta.issuer or meta.number or meta.date or meta.dates):
        return say("status.unmarked")
    return say(f"status.{meta.status.value}", word=draft_word(meta))


def _date(date: DocumentDate) -> str:
    by = say("metadata.by", by=date.by) if date.by else ""
    return say(f"metadata.{date.kind.value}", date=spoken_date(date.date), by=by)


def _is_of(question: Question, meta: PlanMetadata) -> bool:
    """Whether the question names nothing but the document."""
    said = {at for span in spans_in(question.plain) if span.kind == "metadata" for at in range(span.start, span.end)}
    nouns = [term for term in question.terms if term.weight == 1 and not {term.start, term.end - 1} <= said]
    key = search_key(f"{meta.title}{meta.region}{say('metadata.words')}{''.join(date.by for date in meta.dates)}")
    speaks_of_projects = question.projects is not None and question.projects.speaks
    return not speaks_of_projects and not unmet(nouns, key)


def _says_until(unit: Evidence) -> bool:
    return all(pattern.search(unit.text) for pattern in (_CONSULTED, _DAY, _LATEST))


def _asked_for(question: Question, plan: StoredPlan) -> bool:
    """Where documents are asked for, only those of the status and the horizon that the question names."""
    meta = plan.metadata
    if question.regions and meta.period and _OF_PERIOD.search(question.plain):
        return tuple(meta.period) == five_year_period(question.plain)
    if question.regions or not (_OF_STATUS.search(question.plain) or asks_which_document(question.plain, False)):
        return True
    if len(question.years) > 1 and _ITS_PERIOD.search(question.plain):
        return meta.period is not None and tuple(meta.period) == (min(question.years), max(question.years))
    dated = int(meta.date[:4]) if meta.date[:4].isdigit() else None
    if question.years and not {meta.horizon, meta.outlook, dated} & set(question.years):
        return False
    period = five_year_period(question.plain)
    if period and meta.period and tuple(meta.period) != period:
        return False
    if "征求意见" in question.plain or "草案" in question.plain:
        return meta.status is Status.DRAFT
    return "正式" not in question.plain or meta.status is Status.FINAL


def spoken_date(date: str) -> str:
    """An ISO date (YYYY-MM-DD or YYYY-MM) as documents print it."""
    year, month, *day = date.split("-")
    if day:
        return say("metadata.day", year=year, month=int(month), day=int(day[0]))
    return say("metadata.month", year=year, month=int(month))


def list_plans(question: Question, library: Library) -> Answer:
    """The loaded plans, a line each."""
    lines = [say("metadata.loaded", count=len(library.store.plans))]
    for plan in library.store.plans:
        meta = plan.metadata
        title, period = meta.title, meta.period_text
        lines.append(say("metadata.plan", region=meta.region, title=title, period=period, status=status_of(meta)))
    return Answer(question.text, False, None, "\n".join(lines))
