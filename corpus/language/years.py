"""Years as plans write them: figures, Chinese numerals, five-year periods."""

import re

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PERIOD = re.compile(r"[“\"]?(十[一二三四五六七八九])五[”\"]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_HAN_YEAR = re.compile(r"[二][〇○零][〇○零一二三四五六七八九]{2}")
# The 十一五 ran from 2006 to 2010; every later period follows five years after.
_FIRST_PERIOD_START = 2006


def five_year_period(text: str) -> tuple[int, int] | None:
    """The first five-year period named in ``text``: 十四五 is (2021, 2025)."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    ordinal = int(match[1][1].translate(_DIGITS))
    start = _FIRST_PERIOD_START + 5 * (ordinal - 1)
    return start, start + 4


def year_in(text: str) -> int | None:
    """The first year in ``text``, in figures or Chinese numerals."""
    match = _YEAR.search(text)
    if match:
        return int(match[1])
    han = _HAN_YEAR.search(text)
    return int(han[0].translate(_DIGITS)) if han else None


def years_in(text: str) -> list[int]:
    """All years of ``text`` in figures, in order, once each."""
    return list(dict.fromkeys(int(year) for year in _YEAR.findall(text)))


def number_of(text: str) -> int:
    """A small number in digits or Chinese numerals, 两 for two among them."""
    return int(text) if text.isdigit() else han_number(text.replace("两", "二"))


def han_number(text: str) -> int:
    """A Chinese numeral up to 99, as in months, days and the numbers of headings."""
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return int(ones.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
