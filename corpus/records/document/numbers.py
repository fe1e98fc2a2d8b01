"""A document's number as printed: 云府办〔2022〕37号, 云岭市人民政府令第12号, 第3号公告."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.language.dates import DATE, iso_date
from corpus.language.text import CleanText
from corpus.models import Span

_NUMBER = re.compile(r"(?:^|\s|[：:])([\u4e00-\u9fff]{2,10}[〔［\[（(【]\s*(?:19|20)\d{2}\s*[〕］\]）)】]\s*\d+\s*号)")
# An order or announcement counts by itself, on one line or with its number on the next: …令 / （第12号）.
_ORDER = re.compile(
    r"(?P<by>[\u4e00-\u9fff]{2,24}?)(?P<kind>令|公告)(?:[（(]?(?:(?P<year>(?:19|20)\d{2})年)?第(?P<number>[\d一二三四五六七八九十]+)号[）)]?)"
)
# （2011年12月15日云岭市人民政府令第61号公布，…第一次修订）: rules name the order that made them, then those that changed them.
_PROCLAIMED = re.compile(
    rf"(?P<date>{DATE})(?P<by>[\u4e00-\u9fff]{{2,24}}?)(?P<kind>令|公告)第(?P<number>\d+)号(?:公布|发布)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """``by`` is who gave an order of that number, ``date`` when (ISO 8601), where the number says so; else ""."""

    text: str
    span: Span
    by: str = ""
    date: str = ""


def number_of(lines: Sequence[CleanText], opening: Sequence[CleanText]) -> Number | None:
    """The number that the short ``lines`` of a cover print, or the paragraphs of an ``opening``, of any length, tell."""
    for line in lines:
        match = _NUMBER.search(line.text)
        if match:
            return Number(match[1], line.span(match.start(1), match.end(1)))
    for part in (*((line,) for line in lines), *pairwise(lines)):
        match = _ORDER.fullmatch("".join(line.text for line in part))
        if match:
            year = f"{match['year']}年" if match["year"] else ""
            return Number(_named(match, year), Span(part[0].span().start, part[-1].span().end), match["by"])
    for paragraph in opening:
        match = _PROCLAIMED.search(paragraph.text)
        if match:
            span = paragraph.span(match.start("by"), match.end("number") + 1)
            return Number(_named(match), span, match["by"], iso_date(match["date"]))
    return None


def _named(match: re.Match[str], year: str = "") -> str:
    return f"{match['by']}{match['kind']}{year}第{match['number']}号"
