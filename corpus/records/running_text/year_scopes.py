"""The year of a stretch of a document where its sentences name none: the one that its heading names (三、2026年主要工作), the one
that a report reviews or plans for (过去一年，…), the one that a bulletin is about. 五年来 and 十四五 end the reach of any year."""

import re
from dataclasses import dataclass

from corpus.language.years import year_in
from corpus.models import DocumentKind, PlanMetadata

# 2020年以来, 2021—2025年, 2020年基数: no stretch of one year.
_YEAR = re.compile(r"(?<![\d—–~～-])((?:19|20)\d{2})\s*年(?!\s*(?:以来|起|前|后|[-—–~～至到]))")
_YEARS = re.compile(r"[五三]年|十[一二三四五六七八九]五")
# Headings of reports to a congress that name no year (GB/T 9704 prescribes no wording; these are the usual ones).
_REVIEW = re.compile(r"回顾|总结|完成情况|执行情况|主要成[效绩就]")
_TASKS = re.compile(r"(?:主要|重点)(?:工作|任务|预期目标)|工作(?:安排|建议|部署|重点)|目标任务|总体要求")
_SPEAKS = r"(?:各位代表[！!，,：:]\s*)?"
_PAST_YEAR = re.compile(rf"{_SPEAKS}(?:刚刚)?(?:过去的?(?:这)?一年|一年来|这一年|回顾去年|去年)")
_COMING_YEAR = re.compile(rf"{_SPEAKS}(?:今年|新的一年)")
_NAMED_YEAR = re.compile(rf"{_SPEAKS}(?:刚刚)?过去的(20\d{{2}})年")
_MANY_YEARS = re.compile(
    rf"{_SPEAKS}(?:五年来|这五年|(?:过去|今后|未来)的?五年|[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间|以来))"
)
_REPORTS = (DocumentKind.WORK_REPORT, DocumentKind.EXECUTION_REPORT)


def present_of(metadata: PlanMetadata) -> int | None:
    """The year that a document calls 今年: that of its date; in a bulletin the one that it is about. None for undated ones."""
    if metadata.kind is DocumentKind.BULLETIN and (about := year_in(metadata.title)):
        return about
    if metadata.date:
        return int(metadata.date[:4])
    return metadata.horizon if metadata.kind in _REPORTS else None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What the headings say: up to which of them (``depth``) one does, and the year, None for no single one."""

    headings: tuple[str, ...]
    year: int | None


class YearScope:
    """The year in force, told sentence by sentence in document order."""

    def __init__(self, metadata: PlanMetadata) -> None:
        self._report = metadata.kind in _REPORTS
        self._present = present_of(metadata)
        self._whole = self._present if metadata.kind is DocumentKind.BULLETIN else None
        self._stretch = _Stretch((), self._whole)
        self.year: int | None = self._whole

    def enter(self, text: str, section: tuple[str, ...]) -> bool:
        """Take notice of a sentence and the section that it stands in; whether it opens another stretch of years."""
        stretch = self._told(section)
        entered = stretch != self._stretch
        if entered:
            self._stretch, self.year = stretch, stretch.year
        year, opens = self._opened(text) if self._report else (None, False)
        if opens:
            self.year = year
        return entered or opens

    def _told(self, section: tuple[str, ...]) -> _Stretch:
        """What the innermost heading that says something of years says."""
        for depth in range(len(section), 0, -1):
            title = section[depth - 1]
            named = {int(year) for year in _YEAR.findall(title)}
            if len(named) == 1:
                return _Stretch(section[:depth], named.pop())
            if named or _YEARS.search(title):
                return _Stretch(section[:depth], None)
            if self._report and self._present and depth == 1:
                past, coming = _REVIEW.search(title), _TASKS.search(title)
                if bool(past) is not bool(coming):
                    return _Stretch(section[:depth], self._present - 1 if past else self._present)
        return _Stretch((), self._whole)

    def _opened(self, text: str) -> tuple[int | None, bool]:
        """(year, whether there is one) of an opening that a report's part on one year or on several begins with."""
        if named := _NAMED_YEAR.match(text):
            return int(named[1]), True
        if _MANY_YEARS.match(text):
            return None, True
        if self._present and _PAST_YEAR.match(text):
            return self._present - 1, True
        return self._present, self._present is not None and _COMING_YEAR.match(text) is not None
