"""Quantities of running text: comparator, number, unit, qualifier, found where they count or measure something. Dates,
list numbers, document numbers, ages that name a population and numbers of names (5G, 15分钟就医圈) are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.language.comparators import LONE, PLAIN_COMPARATOR, REACHED
from corpus.language.comparators import QUALIFIER as _QUALIFIER
from corpus.language.numerals import NUMBER, RANGE, han_decimal
from corpus.language.units import UNIT

QUALIFIER = rf"{_QUALIFIER}|之间|以外|内(?![容部设外科涵])"
# 签约22万人, 目前3家: the last character of a word is no comparator.
_COMPARATOR = rf"(?<![签预条合节简集附接目提以之到])(?:前|{'|'.join(LONE)})|{PLAIN_COMPARATOR}"

_MEASURED = re.compile(
    rf"(?P<comparator>{_COMPARATOR})?\s*(?<![\d.])(?P<number>{NUMBER})(?P<some>余|多)?\s*"
    rf"(?:(?P<lower_unit>{UNIT})?\s*(?:{RANGE})\s*(?P<upper>{NUMBER})\s*)?(?P<unit>{UNIT})\s*(?P<qualifier>{QUALIFIER})?"
)
_RATIO = re.compile(
    rf"(?P<comparator>{_COMPARATOR})?\s*(?<![\d.:：∶])(?P<number>\d+(?:\.\d+)?(?:[:：∶]|比)\d+(?:\.\d+)?)(?![\d:：∶.])"
)
# A figure without a unit (性别比为109.47, 总量350左右, 孕产妇死亡率为0) shows by the word before or behind it that it is one.
_BARE = re.compile(
    rf"(?:(?P<comparator>[<>≤≥＜＞]=?|不低于|不少于|不高于|不超过|低于|高于|超过|约|为)\s*|(?<=达到)|(?<=[降升增]至)|(?<=[降升增]到)|(?<=高到)|(?<=高至)|(?<=控制在)|(?<=总量)|(?<=[比率])|(?<=从)|(?<=由))"
    rf"(?P<number>{NUMBER})(?P<some>余|多)?\s*(?P<qualifier>{QUALIFIER})?(?![\d.%％‰A-Za-z年月:：∶/-])"
)
_HAN = "一二两三四五六七八九十百千"
_SHARES = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万"}
_PERCENT = re.compile(
    rf"(?P<comparator>{_COMPARATOR})?(?P<base>百|千|万|十万)分之(?P<number>[{_HAN}零]+(?:点[一二三四五六七八九零]+)?|{NUMBER})(?P<qualifier>{QUALIFIER})?"
)
# 两家、十二名: two and more; 一 is mostly no count (一批, 一个). Behind 第 and inside names (“两个允许”, 三级) it counts nothing.
_COUNTED = re.compile(
    rf"(?<![第“‘{_HAN}零点上下这那同任])(?P<number>[{_HAN}]{{1,3}})(?P<unit>家|所|间|名|项|人|张|辆|台|支|倍|个百分点|个月|个(?!方面|层面|维度|阶段|环节|着力|必须|坚持|突出|特点|转变|统筹|结合|问题)|年(?!级|来|前|行动|计划|规划|生存率|相对))(?P<qualifier>{QUALIFIER})?"
)

_QUOTED = re.compile(r"“[^”]{0,40}”")

# What holds figures that measure nothing: titles, document numbers, dates, ordinals, codes, list numbers.
_MASKED = re.compile(
    r"《[^》]*》"
    r"|[〔\[(（](?:19|20)\d{2}[〕\])）]\s*\d+\s*号?"
    r"|第\s*\d+|(?<!\d)\d+\s*周年"
    r"|(?:19|20)\d{2}\s*年?(?:\s*(?:[-－—–~～]{1,2}|至|到)\s*(?:19|20)\d{2})?\s*(?:年(?!龄)(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|(?=[-－—–.·/]\d))"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}\s*月(?=[底末初份中上下起前])"
    r"|(?<!\d)\d+(?:[-－+＋·•]\d+){2,}|(?<!\d)\d+[+＋]\d+|(?<!\d)\d+[·•]\d+"
    r"|(?<=[A-Za-z])[-.]?\d+(?:\.\d+)?|(?<!\d)\d+(?:\.\d+)?(?=[A-Za-z](?!m|²|DDs))"
    r"|^[\s\-·•*]*[（(]?\d{1,2}(?:[）)．、]|\.(?!\d))"
)
# Lengths of time that belong to a name: 5年生存率, 30天再住院率, 15分钟健身圈, 24小时急诊.
_NAMED_TIME = re.compile(
    r"(?<!\d)\d+\s*(?:年(?:相对)?生存率|天(?:内)?(?:非计划)?再(?:住院|入院)|分钟[^，。；、]{0,14}?圈|周岁?以?[上下]?(?=孕))"
)
# 65岁及以上老年人, 0-6岁儿童, 15岁至69岁人群, 35周岁以下的妇女: an age that names who is meant. 提高到82岁 is a figure.
_AGE = re.compile(
    r"(?<![\d.])(?:\d+\s*(?:(?:周岁|岁|月龄)\s*)?(?:[-－—–~～]{1,2}|至|到)\s*)?\d+\s*(?:周岁|岁|月龄)(?:\s*[（(]?含?\d*岁?[）)]?)?\s*(?:(?:及|或|\(含\)|（含）)?以[上下内])?"
    r"(?=的?[\u4e00-\u9fff])(?!的?(?:左右|水平|以上|以下|目标|，))"
)
_LOOK_BACK = 24
_LEVEL_WORD = re.compile(
    r"(?:达到?|[高升降增减延]至|[高升降增减长]到|超过|控制在|保持在|稳定在|约|接近|大于|高于|低于|[期均]?寿命|从|由|年龄)\s*$"
)
_FROM = re.compile(r"[从由]\s*(?:[^，。；]{0,12}?(?:的|年[底末]?))?\s*$")
_TO = re.compile(
    r"\s*[（(]?[^，。；\d]{0,8}?(?:至|到|为)\s*(?:(?:19|20)\d{2}年的?)?\s*$|[（(][^（）()]{0,10}[）)][^，。；\d]{0,6}[至到为]$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: ``start``/``end`` enclose all of it in its text, ``number`` and ``upper`` (of a range) are as printed
    but for Chinese numerals, which are read. ``change`` is "from" or "to" where two of them state a change."""

    start: int
    end: int
    number: str
    unit: str
    comparator: str = ""
    qualifier: str = ""
    upper: str = ""
    change: str = ""


def quantities_in(text: str) -> list[Quantity]:
    """Every quantity of a sentence, in order. ``text`` is clean (see ``corpus.language.text.clean``)."""
    masked = _mask(text)
    found: list[Quantity] = []
    taken = bytearray(len(text))
    for quantity in _candidates(masked):
        if not any(taken[quantity.start : quantity.end]):
            taken[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
            found.append(quantity)
    return _changes(text, sorted(found, key=lambda quantity: quantity.start))


def _mask(text: str) -> str:
    """``text`` with everything that holds no quantity blotted out, offsets kept."""
    text = _MASKED.sub(_blot, text)
    text = _NAMED_TIME.sub(_blot, text)
    return _AGE.sub(lambda match: match[0] if _LEVEL_WORD.search(_tail(text, match.start())) else _blot(match), text)


def _tail(text: str, end: int) -> str:
    """As much of the text before a place as the patterns that look back can need."""
    return text[max(0, end - _LOOK_BACK) : end]


def _blot(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _candidates(text: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(text):
        yield _quantity(match, "")
    for match in _MEASURED.finditer(text):
        yield _quantity(match, match["unit"])
    for match in _PERCENT.finditer(text):
        number = match["number"]
        printed = number if number[0].isdigit() else han_decimal(number)
        yield replace(_quantity(match, _SHARES[match["base"]]), number=printed)
    for match in _COUNTED.finditer(_QUOTED.sub(_blot, text)):
        number = match["number"].replace("两", "二")
        if number != "一" and re.fullmatch(r"[二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?", number):
            yield replace(_quantity(match, match["unit"]), number=han_decimal(number))
    for match in _BARE.finditer(text):
        yield _quantity(match, "")


def _quantity(match: re.Match[str], unit: str) -> Quantity:
    groups = match.groupdict()
    comparator = groups.get("comparator") or ""
    start, end = match.span()
    if comparator == "为":  # only proves that a figure follows
        comparator, start = "", match.start("number")
    return Quantity(
        start,
        end,
        number=groups["number"],
        unit=re.sub(r"\s", "", unit),
        comparator="" if comparator in REACHED else comparator,
        qualifier=(groups.get("some") or "") + (groups.get("qualifier") or ""),
        upper=groups.get("upper") or "",
    )


def _changes(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with those marked that state a change (从78.8岁提高到81.08岁); the first takes the other's unit where
    it has none."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        if _FROM.search(_tail(text, first.start)) and _TO.match(text[first.end : second.start]):
            found[at] = replace(first, change="from", unit=first.unit or second.unit)
            found[at + 1] = replace(second, change="to")
    return found
