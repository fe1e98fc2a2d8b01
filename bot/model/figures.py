"""Figures in text, in one normal form: full-width digits, thousands, Chinese numerals, units and comparators."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.language.numerals import han_decimal
from corpus.language.unit_groups import usual_name
from corpus.language.units import PLAIN_UNIT as UNIT

_SCALES = {"万": 10**4, "亿": 10**8}
_HAN_NUMBER = "[〇零一二两三四五六七八九十百千]+(?:[万亿][零一二两三四五六七八九十百千]+)*"
_NUMBER = rf"(?:\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|百分之{_HAN_NUMBER}(?:点[〇零一二三四五六七八九]+)?|{_HAN_NUMBER}(?:点[〇零一二三四五六七八九]+)?)"
# Before a figure, longest first; what says nothing about the bound (达到, 为) is no comparator.
_BEFORE = {
    "≥": r"≥|>=|不低于|不少于|不小于|不下于|至少|大于等于|大于或等于|最少|最低",
    "≤": r"≤|<=|不高于|不超过|不大于|不多于|至多|小于等于|小于或等于|最多|最高",
    "<": r"<|低于|少于|小于|不足|不到|不满",
    ">": r">|高于|超过|大于|多于|超",
    "~": r"约|近|接近|大约|左右",
}
_AFTER = {"≥": r"及以上|以上", "≤": r"及以下|以下|以内|之内", "~": r"左右|上下|余|多"}
_COMPARATORS = {word: sign for sign, words in _BEFORE.items() for word in words.split("|")}
_QUALIFIERS = {word: sign for sign, words in _AFTER.items() for word in words.split("|")}
_ORDER = "|".join(sorted(map(re.escape, _COMPARATORS), key=len, reverse=True))
_TAIL = "|".join(sorted(_QUALIFIERS, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<before>{_ORDER})?(?:在|到|至|为|的)?(?P<number>{_NUMBER})(?P<scale>[万亿](?!元/|[平立]方))?(?P<unit>年(?!龄)|{UNIT})?(?P<after>{_TAIL})?"
)
_FOLDED = str.maketrans({"～": "~", "—": "-", "–": "-", "＋": "+"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the sign of its bound ("" where none is said), its number at scale one, its unit ("年" for years)."""

    bound: str
    number: float
    unit: str

    @property
    def is_year(self) -> bool:
        """Whether it is a year of the calendar, and no number of years."""
        return self.unit == "年" and 1900 <= self.number <= 2100


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and where it stands in the normal text, end exclusive."""

    figure: Figure
    start: int
    end: int


def normal(text: str) -> str:
    """Half-width, lower case, no white space, no Markdown asterisks: the text in which figures are placed."""
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDED).lower()
    return re.sub(r"[\s*\u200b-\u200d\ufeff]+", "", folded)


def figures_in(text: str) -> list[PlacedFigure]:
    """The figures of a ``normal`` text, in order. Chinese numerals count only with a unit, a scale or 百分之: elsewhere
    they are parts of words (三甲, 十四五, 一体化) and are compared as words."""
    found = []
    for match in _FIGURE.finditer(text):
        number = match["number"]
        unit = match["unit"] or ""
        if number.startswith("百分之"):
            value, unit = float(han_decimal(number[3:])), "%"
        elif number[0].isdigit():
            value = float(number.replace(",", ""))
        elif unit or match["scale"]:
            value = float(han_decimal(number))
        else:
            continue
        value *= _SCALES.get(match["scale"] or "", 1)
        # 万人, 亿元 stand whole in the list of units: there the scale is the unit's first character.
        if unit[:1] in _SCALES and unit[1:] and unit not in ("万/",):
            value, unit = value * _SCALES[unit[0]], unit[1:]
        elif unit in _SCALES:
            value, unit = value * _SCALES[unit], ""
        before, after = _COMPARATORS.get(match["before"] or "", ""), _QUALIFIERS.get(match["after"] or "", "")
        # 控制在10以下 and 低于10 are told apart; 达到50%以上 and 不低于50% are the same bound.
        found.append(
            PlacedFigure(Figure(before or after, round(value, 6), usual_name(unit)), match.start(), match.end())
        )
    return found
