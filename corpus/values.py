"""The grammar of a printed value: comparator, number, unit, qualifier. Values stay as printed; this reads them."""

import re
import unicodedata
from dataclasses import dataclass

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
    rf"\s*(?P<comparator>{COMPARATOR})?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})?\s*(?P<qualifier>{QUALIFIER})?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as read. ``number`` is None for worded values (持续提升)."""

    comparator: str
    number: float | None
    unit: str
    qualifier: str


def read_value(printed: str) -> Reading:
    """The reading of a printed cell such as "≥80%", "25左右", "<10", "力争每年降低0.5个百分点以上", "31.98*"."""
    match = _VALUE.match(printed.replace("＜", "<").replace("＞", ">"))
    if match is None or re.search(r"每年|增长|提升|提高|下降|降低|减少", printed):
        return Reading("", None, "", "")
    number = float(match["number"].replace(",", ""))
    return Reading(match["comparator"] or "", number, match["unit"] or "", match["qualifier"] or "")


def plain_number(printed: str) -> str:
    """A printed number in the one form in which numbers are compared: 1,250.0 is 1250, ７ is 7. A ratio (1:1.25) and
    whatever is no number stay, without white space."""
    folded = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", printed)).replace("∶", ":")
    if not re.fullmatch(r"\d+(?:\.\d+)?", folded):
        return folded
    whole, _, decimals = folded.partition(".")
    return (whole.lstrip("0") or "0") + (f".{decimals.rstrip('0')}" if decimals.strip("0") else "")
