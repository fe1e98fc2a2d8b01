"""Dates of documents: 2022年3月5日, 二〇二二年三月, 2022-03-05."""

import re
from dataclasses import dataclass

from corpus.language.numerals import han_number
from corpus.language.text import CleanText
from corpus.language.years import year_in
from corpus.models import Span

_ZERO = "〇○零０Ｏ◯O"
# A day as sentences write it, in either numerals.
DATE = rf"(?:(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日|二[{_ZERO}][{_ZERO}一二三四五六七八九]{{2}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)"
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*(?:月|[./-](?=\d))(?:\s*(\d{1,2})\s*日?)?")
_HAN_DATE = re.compile(
    rf"(二[{_ZERO}][{_ZERO}一二三四五六七八九]{{2}})年([一二三四五六七八九十]{{1,2}})月(?:([一二三四五六七八九十]{{1,3}})日)?"
)
# What stands beside a document's date; beside any other words a date is part of a sentence.
_BESIDE = re.compile(
    r"[（(）)\s:：]*(?:[\u4e00-\u9fff]{2,10}[〔［\[【]\s*\d{4}\s*[〕］\]】]\s*\d+\s*号)?"  # 云政办〔2022〕18号　2022年6月2日印发
    r"[（(）)\s:：]*(?:[\u4e00-\u9fff]{0,24}(?:局|委|委员会|政府|办公室|办公厅|办事处))?[（(）)\s:：]*"
    r"(?:(?:成文|发布|印发|发文|生成|公布)(?:日期|时间)?)?[（(）)\s:：]*(?:前言|目录|目次)?$"
)


def iso_date(text: str) -> str:
    """The first date in ``text`` as ISO 8601 (YYYY-MM-DD or YYYY-MM), "" where there is none."""
    found = _parts(text)
    return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A document's date, ISO 8601 (YYYY-MM-DD or YYYY-MM), with its place; ``printing``: the day it was printed (印发)."""

    date: str
    span: Span
    printing: bool


def date_in(line: CleanText) -> Dated | None:
    """The date that a line of a cover or imprint states, or None; a date in a sentence is none."""
    found = _parts(line.text)
    if found is None:
        return None
    date, start, end = found
    around = line.text[:start] + line.text[end:]
    if not _BESIDE.fullmatch(around):
        return None
    return Dated(date, line.span(start, end), "印发" in around)


def _parts(text: str) -> tuple[str, int, int] | None:
    """(ISO date, start, end) of the first date in ``text``."""
    match = _DATE.search(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    elif match := _HAN_DATE.search(text):
        digits = re.sub(rf"[{_ZERO}]", "〇", match[1])
        year, month, day = year_in(digits) or 0, han_number(match[2]), han_number(match[3]) if match[3] else 0
    if match is None or not (1 <= month <= 12 and day <= 31):
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else ""), match.start(), match.end()
