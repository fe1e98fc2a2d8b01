"""When a document was issued, printed, published, approved, given as a report, and from when it holds."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.language.dates import DATE, Dated, date_in, iso_date
from corpus.language.text import CleanText
from corpus.models import DateKind, DocumentDate
from corpus.records.document.covers import Cover
from corpus.records.document.hearings import Hearing
from corpus.records.document.numbers import Number

_BY = r"[^，。；：（）()\s]{2,40}?(?:会议|政府|委员会|常委会|人大)"
_PASSED = r"(?:审议|讨论|研究|表决)?(?:并)?(?:通过|批准|同意)"
# 2021年2月5日市…会议批准; 市人大常委会2021年2月5日（第六次会议）批准.
_APPROVED = re.compile(rf"经?(?P<date>{DATE})(?:已?经|由)?(?P<by>{_BY}){_PASSED}")
_APPROVED_BY = re.compile(
    rf"(?<![^，。；：（）()\s])(?:已?经|由)?(?P<by>{_BY})于?(?P<date>{DATE})(?P<session>第[^，。；（）()\s]{{1,12}}会议)?{_PASSED}"
)
_EFFECTIVE = re.compile(rf"自(?P<date>{DATE})(?:\d{{1,2}}时)?起(?:正式)?(?:施行|实施|执行|生效)")
# 本规划经市政府同意，于2021年12月9日印发; not what another body issued (省政府于…印发《…规划》).
_PRINTED = re.compile(
    rf"本(?:规划|方案|计划|纲要|意见)(?:(?!依据|根据|按照)[^。；《》]){{0,40}}?于?(?P<date>{DATE})(?:正式)?(?:印发|发布|公布)(?!的|了?《)"
)
# Of these the first that a document states is its date: a report's is when it was given.
_MAIN = (DateKind.DELIVERED, DateKind.ISSUED, DateKind.PRINTED, DateKind.APPROVED, DateKind.PUBLISHED)


def dates_of(cover: Cover, hearing: Hearing | None, number: Number | None) -> tuple[DocumentDate, ...]:
    """The dates that cover, imprint and page say of the document, one of each kind."""
    found: dict[DateKind, DocumentDate] = {}
    for date in _all(cover, hearing, number):
        found.setdefault(date.kind, date)
    return tuple(found.values())


def main_date(dates: Iterable[DocumentDate]) -> DocumentDate | None:
    """The date that a document goes by. A day of printing counts before a month of issue: the more exact one."""
    exact = sorted(dates, key=lambda date: (date.kind is not DateKind.DELIVERED, -len(date.date)))
    signed = [date for date in exact if date.kind in (DateKind.DELIVERED, DateKind.ISSUED, DateKind.PRINTED)]
    by_kind = {date.kind: date for date in reversed(exact)}
    return signed[0] if signed else next((by_kind[kind] for kind in _MAIN if kind in by_kind), None)


def _all(cover: Cover, hearing: Hearing | None, number: Number | None) -> Iterator[DocumentDate]:
    if hearing and hearing.date:
        kind = DateKind.APPROVED if hearing.approved else DateKind.DELIVERED
        yield DocumentDate(kind, hearing.date, hearing.span, hearing.body)
    found = [date for line in (*cover.imprint, *cover.lines) if (date := date_in(line))]
    for printing, kind in ((False, DateKind.ISSUED), (True, DateKind.PRINTED)):
        best = max((date for date in found if date.printing is printing), key=_exactness, default=None)
        if best:
            yield DocumentDate(kind, best.date, best.span)
    if number and number.date:
        yield DocumentDate(DateKind.ISSUED, number.date, number.span, number.by)
    for name, kind in (("date", DateKind.ISSUED), ("published", DateKind.PUBLISHED)):
        fact = cover.facts.get(name)
        if fact and iso_date(fact.text):
            yield DocumentDate(kind, iso_date(fact.text), fact.span)
    yield from _told(_PRINTED, DateKind.PRINTED, cover.opening)
    yield from _told(_APPROVED_BY, DateKind.APPROVED, cover.opening)
    yield from _told(_APPROVED, DateKind.APPROVED, cover.opening)
    yield from _told(_EFFECTIVE, DateKind.EFFECTIVE, (*cover.opening, *cover.closing))


def _exactness(date: Dated) -> int:
    return len(date.date)


def _told(pattern: re.Pattern[str], kind: DateKind, paragraphs: Sequence[CleanText]) -> Iterator[DocumentDate]:
    for paragraph in paragraphs:
        match = pattern.search(paragraph.text)
        if match:
            parts = match.groupdict()
            by = (parts.get("by") or "") + (parts.get("session") or "")
            yield DocumentDate(kind, iso_date(match["date"]), paragraph.span(match.start(), match.end()), by)
