"""The grammar of a printed value: comparator, number, unit, qualifier. Values stay as printed; this reads them."""

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from corpus.language.comparators import COMPARATOR, QUALIFIER
from corpus.language.numerals import NUMBER, RANGE, exact
from corpus.language.units import PLAIN_UNIT, UNIT

_VALUE = re.compile(
    rf"[\[〔［【]?\s*(?:累计|总计|共计?|合计|力争|达到)?\s*(?P<comparator>{COMPARATOR})?\s*(?P<minus>[-−－](?=\d))?(?P<number>{NUMBER})"
    rf"(?:\s*(?:{RANGE})\s*(?P<upper>{NUMBER}))?\s*(?P<unit>{PLAIN_UNIT})?\s*(?P<qualifier>{QUALIFIER})?"
)
# A figure that fills its cell: in brackets where it is a total ([20], 〔-1.2〕), with a mark that a note explains.
_WHOLE = re.compile(
    rf"[\[〔［【（(]?\s*(?:累计|新增|总计|共计?|合计|力争|达到|每年)?\s*(?:{COMPARATOR})?\s*[+＋\-－−–]?\s*(?:{NUMBER})"
    rf"(?:\s*(?:{UNIT}))?(?:\s*(?:{RANGE}|[:：∶/／、,，])\s*(?:{COMPARATOR})?\s*(?:{NUMBER})(?:\s*(?:{UNIT}))?)*\s*(?:{QUALIFIER})?"
    rf"\s*[\]〕］】）)]?\s*(?:[*＊#＃①-⑳]|\[\d{{1,2}}\]|[（(][^（）()]{{1,12}}[）)])?"
)
_NOT_STATED = re.compile(r"[-—–－/]+")
# Longest cell that may be a figure; the pattern's time grows faster than the text's length.
_LONGEST_FIGURE = 40
_RATIO = re.compile(rf"\s*({NUMBER})\s*[:：∶]\s*({NUMBER})")
_UP = r"提升|提高|增长|增加|上升|扩大|改善"
_DOWN = r"降低|下降|减少|缩小|缩短"
_HOLD = r"保持|维持|稳定|持平"
# The amount of a change: 增长30%, 每年降低0.5个百分点以上, 较2020年下降10%.
_CHANGE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_AMOUNT = re.compile(
    rf"(?:{_UP}|{_DOWN})\s*(?:{COMPARATOR})?\s*(?P<number>{NUMBER})\s*(?P<unit>{PLAIN_UNIT})?\s*(?P<qualifier>{QUALIFIER})?"
)
_TO_LEVEL = re.compile(rf"(?:{_UP}|{_DOWN}|{_HOLD})[^\d]{{0,3}}[到至在为]|[升降增减缩][到至为]")


class Trend(StrEnum):
    """The way that a worded value points."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as read. ``number`` is the level, None for worded values (持续提升) and changes; ``upper`` the end of a
    range. A change (每年降低0.5个百分点以上) has its ``trend``, its amount in ``change`` and ``unit``, and ``yearly``."""

    comparator: str
    number: float | None
    unit: str
    qualifier: str
    upper: float | None = None
    trend: Trend | None = None
    change: float | None = None
    yearly: bool = False


# The figures of an indicator in all of thousands of documents are read again for each question that orders them.
@functools.lru_cache(maxsize=32768)
def read_value(printed: str) -> Reading:
    """The reading of a printed cell such as "≥80%", "25左右", "<10", "1:1.25", "力争每年降低0.5个百分点以上", "31.98*"."""
    text = printed.strip().replace("＜", "<").replace("＞", ">")
    worded = _CHANGE.search(text)
    if worded and not _TO_LEVEL.search(text):
        trend = Trend.UP if worded["up"] else Trend.DOWN
        amount = _AMOUNT.search(text)
        return Reading(
            comparator="",
            number=None,
            unit=(amount["unit"] or "") if amount else "",
            qualifier=(amount["qualifier"] or "") if amount else "",
            trend=trend,
            change=_number(amount["number"]) if amount else None,
            yearly=re.search(r"每年|年均|逐年", text) is not None,
        )
    ratio = _RATIO.match(text)
    if ratio:
        return Reading("", _ratio(_number(ratio[1]), _number(ratio[2])), "", "")
    match = _VALUE.match(text[level.end() :] if (level := _TO_LEVEL.search(text)) else text)
    if match is None or "每年" in text:
        return Reading("", None, "", "", trend=Trend.HOLD if re.search(_HOLD, text) else None)
    return Reading(
        comparator=match["comparator"] or "",
        number=_number(match["number"]) * (-1 if match["minus"] else 1),
        unit=match["unit"] or "",
        qualifier=match["qualifier"] or "",
        upper=_number(match["upper"]) if match["upper"] else None,
    )


def _number(printed: str) -> float:
    return float(exact(printed))


def _ratio(first: float, second: float) -> float | None:
    """What varies of a ratio: 1:1.25 is 1.25, 106.29:100 is 106.29."""
    if first == 1:
        return second
    return first if second in (1, 100) else None


def is_value(printed: str) -> bool:
    """Whether a cell holds nothing but a figure (≥80%, 25 左右, [20], 1:1.25, 31.98*) or a dash for one."""
    text = unicodedata.normalize("NFKC", printed).strip()
    if len(text) > _LONGEST_FIGURE:
        return False
    return _WHOLE.fullmatch(text) is not None or _NOT_STATED.fullmatch(text) is not None
