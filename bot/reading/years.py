"""The years that a question names, however short: 2025年, 25年, 二五年, 23年底, 25和30年, 20—25年, 十四五末, 今年."""

import re

from corpus.language.numerals import han_number
from corpus.language.years import HAN_YEAR, five_year_period

# A year in four digits, with 年 or without.
_FULL = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})(?!\d|\.\d|[人张个名家万元%‰床间所例支辆台套亩米平公吨户份次场项岁天座件宗块千百])(?:\s*年)?"
)
_HAN_FULL = re.compile(rf"{HAN_YEAR}(?:\s*年)?")
_PERIOD_END = re.compile(r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:期|时期)?(?:末|底|结束|收官|规划?目标)")
# What makes of 20年 a stretch of time: what stands before it, and behind it. Plans of our day speak of 2015 to 2035.
_SPAN_BEFORE = r"(?<![\d.近过每第用共满约超历时了这续])"
_SPAN_BEHIND = r"(?!以[上下内]|[来内间级制期]|左右|历史|周年|工龄|国债|资历|义务|以来)"
_TWO = r"(?:1[5-9]|2\d|3[0-5])"
_SHORT = re.compile(rf"{_SPAN_BEFORE}({_TWO})\s*年{_SPAN_BEHIND}")
_HAN_SHORT = re.compile(rf"(?<![第十二三〇○零])([二三][〇○零一二三四五六七八九])年{_SPAN_BEHIND}")
# 25和30年, 20—25年, 25、30年: the first of two years goes without 年.
_FIRST_OF_TWO = re.compile(rf"(?<![\d.])({_TWO})(?=\s*(?:[-~、和跟与到至]|——?)\s*(?:20)?{_TWO}\s*年{_SPAN_BEHIND})")
# 20实际、23目标、25目标: two digits right before the role.
_OF_ROLE = re.compile(rf"(?<![\d.])({_TWO})(?=(?:实际|现状|目标|规划目标|完成)(?:[，,、。？?和]|值|数|$|一起|都|各))")
_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
# 注明年份 names no year, 比上年 what a document's own year is set against.
_RELATIVE_YEAR = re.compile(rf"(?<![注说写标])(?:{'|'.join(_RELATIVE)})(?<!比上年)(?<!较上年)(?![份度]?份)")

# What stands right behind a year and belongs to it: 2025年前要建, 25年底之前; not 2025年前三季度.
_BEHIND = re.compile(r"(?:年?[底末])?(?:以|之)?前(?![后期沿列景身言台提往来几半两三四五六七八九十\d])")


def question_years(plain: str, this_year: int) -> list[tuple[int, int, int]]:
    """(year, start, end) of each year in the question ``plain``, in order; the end of a five-year period counts as its last
    year, 今年 as ``this_year``."""
    years = stated_years(plain)
    years += [(2000 + int(match[1]), match.start(), match.end()) for match in _SHORT.finditer(plain)]
    years += [(2000 + int(match[1]), match.start(), match.end()) for match in _FIRST_OF_TWO.finditer(plain)]
    years += [(2000 + int(match[1]), match.start(), match.end()) for match in _OF_ROLE.finditer(plain)]
    years += [(2000 + han_number(match[1]), match.start(), match.end()) for match in _HAN_SHORT.finditer(plain)]
    years += [(this_year + _RELATIVE[m[0]], m.start(), m.end()) for m in _RELATIVE_YEAR.finditer(plain)]
    whole = [
        (year, start, behind.end() if (behind := _BEHIND.match(plain, end)) else end) for year, start, end in years
    ]
    return sorted(whole, key=lambda year: year[1])


_CENSUS = re.compile(r"第([七六76])次(?:全国)?人口普查")


def stated_years(text: str) -> list[tuple[int, int, int]]:
    """(year, start, end) of the years that ``text`` writes in full, as documents do, and of the ends of periods."""
    years = [(int(match[1]), match.start(), match.end()) for match in _FULL.finditer(text)]
    years += [(han_number(match[0][:4]), match.start(), match.end()) for match in _HAN_FULL.finditer(text)]
    # The seventh national census counted 1 November 2020 (the sixth 2010).
    years += [(2020 if match[1] in "七7" else 2010, match.start(), match.end()) for match in _CENSUS.finditer(text)]
    for match in _PERIOD_END.finditer(text):
        period = five_year_period(match[0])
        if period:
            years.append((period[1], match.start(), match.end()))
    return sorted(years, key=lambda year: year[1])
