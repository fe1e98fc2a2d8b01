"""The grammar of a printed value: comparator, number, unit, qualifier. Values stay as printed; this reads them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

COMPARATOR = r"[<>≤≥＜＞=]=?|不低于|不少于|不小于|不高于|不超过|不大于|不多于|低于|高于|超过|少于|小于|大于|达到|达|约|近|接近|力争"
NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
QUALIFIER = r"左右|以上|以下|以内|及以上|及以下|上下"
# Measures of plans, longest first so that 万平方米 is not read as 万.
UNIT = (
    r"个百分点|百分点|亿元|万元|元/人|元|万平方米|平方千米|平方公里|平方米|立方米|公顷|亩|公里|千米|米|m2|㎡"
    r"|人/千人口|张/千人口|名/10万人|/10\s*万|/万|%|％|‰|万人次|人次|万人份|人份|万人|万例|万间|万张|万户|万个|岁|张|例|人|名|个|家|所|间|床|辆|台|套|项|类"
    r"|场|次|期|支|篇|款|件|宗|处|座|栋|幢|层|户|对|批|种|倍|天|日|小时|分钟|周|月|级|位|万|亿"
)
_VALUE = re.compile(
    rf"\s*(?:累计|总计|共计?|合计|力争|达到)?\s*(?P<comparator>{COMPARATOR})?\s*(?P<number>{NUMBER})"
    rf"(?:\s*[-－—–~～]\s*(?P<upper>{NUMBER}))?\s*(?P<unit>{UNIT})?\s*(?P<qualifier>{QUALIFIER})?"
)
_RATIO = re.compile(rf"\s*({NUMBER})\s*[:：∶]\s*({NUMBER})")
_UP = r"提升|提高|增长|增加|上升|扩大|改善"
_DOWN = r"降低|下降|减少|缩小|缩短"
_HOLD = r"保持|维持|稳定|持平"
# The amount of a change: 增长30%, 每年降低0.5个百分点以上, 较2020年下降10%.
_CHANGE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_AMOUNT = re.compile(
    rf"(?:{_UP}|{_DOWN})\s*(?:{COMPARATOR})?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?\s*(?P<qualifier>{QUALIFIER})?"
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


def read_value(printed: str) -> Reading:
    """The reading of a printed cell such as "≥80%", "25左右", "<10", "1:1.25", "力争每年降低0.5个百分点以上", "31.98*"."""
    text = printed.replace("＜", "<").replace("＞", ">")
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
        number=_number(match["number"]),
        unit=match["unit"] or "",
        qualifier=match["qualifier"] or "",
        upper=_number(match["upper"]) if match["upper"] else None,
    )


def _number(printed: str) -> float:
    return float(printed.replace(",", ""))


def _ratio(first: float, second: float) -> float | None:
    """What varies of a ratio: 1:1.25 is 1.25, 106.29:100 is 106.29."""
    if first == 1:
        return second
    return first if second in (1, 100) else None


def plain_number(printed: str) -> str:
    """A printed number in the one form in which numbers are compared: 1,250.0 is 1250, ７ is 7. A ratio (1:1.25) and
    whatever is no number stay, without white space."""
    folded = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", printed)).replace("∶", ":")
    if not re.fullmatch(r"\d+(?:\.\d+)?", folded):
        return folded
    whole, _, decimals = folded.partition(".")
    return (whole.lstrip("0") or "0") + (f".{decimals.rstrip('0')}" if decimals.strip("0") else "")
