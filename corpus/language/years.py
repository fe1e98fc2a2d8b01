"""Years as plans write them: figures, Chinese numerals, five-year periods."""

import re

from corpus.language.numerals import han_number

_PERIOD = re.compile(r"[“\"]?(十[一二三四五六七八九])五[”\"]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
HAN_YEAR = "二[〇○零][〇○零一二三四五六七八九]{2}"
"""A year in Chinese numerals: 二〇三五."""
_HAN_YEAR = re.compile(HAN_YEAR)
# The 十一五 ran from 2006 to 2010; every later period follows five years after.
_FIRST_PERIOD_START = 2006


def five_year_period(text: str) -> tuple[int, int] | None:
    """The first five-year period named in ``text``: 十四五 is (2021, 2025)."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    ordinal = han_number(match[1][1])
    start = _FIRST_PERIOD_START + 5 * (ordinal - 1)
    return start, start + 4


def year_in(text: str) -> int | None:
    """The first year in ``text``, in figures or Chinese numerals."""
    match = _YEAR.search(text)
    if match:
        return int(match[1])
    han = _HAN_YEAR.search(text)
    return han_number(han[0]) if han else None


def years_in(text: str) -> list[int]:
    """All years of ``text`` in figures, in order, once each."""
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
