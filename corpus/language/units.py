"""Units of official documents: how they are written, what they measure, and how one converts into another, exactly."""

import functools
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from corpus.language.numerals import exact, han_number

# Things that measures count, and measures by what they measure in a base unit. 亩 is 1/15 of a hectare.
_MEASURES: dict[str, dict[str, Fraction]] = {
    "money": {"元": Fraction(1), "块": Fraction(1)},
    "area": {
        "平方米": Fraction(1), "㎡": Fraction(1), "m²": Fraction(1), "m2": Fraction(1), "公顷": Fraction(10**4),
        "平方公里": Fraction(10**6), "平方千米": Fraction(10**6), "亩": Fraction(10**4, 15),
    },
    "length": {
        "米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000), "km": Fraction(1000),
        "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000),
    },
    "volume": {"立方米": Fraction(1), "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "mass": {
        "吨": Fraction(1000), "公斤": Fraction(1), "斤": Fraction(1, 2), "千克": Fraction(1), "kg": Fraction(1), "克": Fraction(1, 1000),
        "毫克": Fraction(1, 10**6), "微克": Fraction(1, 10**9),
    },
    "time": {"周": Fraction(7), "天": Fraction(1), "日": Fraction(1), "小时": Fraction(1, 24), "分钟": Fraction(1, 1440)},
    "energy": {"千瓦时": Fraction(1), "千瓦": Fraction(1)},
    "age": {"岁": Fraction(1), "周岁": Fraction(1)},
    "points": {"个百分点": Fraction(1, 100), "百分点": Fraction(1, 100)},
}  # fmt: skip
_PEOPLE = ("人", "名", "位", "人口", "常住人口", "服务人口", "户籍人口")
# Counters of plans' running text. A magnitude may stand before each (1.01万间, 32.82万人).
_COUNTERS = (
    "人次|人份|人天|间次|户次|家次|场次|例次|床日|大类|工作日|个工作日|个小时|个月|学时|课时|标准箱"
    "|人|名|位|张|例|个|家|所|间|床|辆|架|艘|台|套|项|类|种|场|次|期|支|篇|款|件|宗|起|处|座|栋|幢|层|户|对|批|倍|秒|年|级|分"
    "|部|条|册|本|门|份|片|块|只|头|株|届|轮|批次|步|村|镇|字|轮次|颗|根|顶|枚|组|队|班|床位|单位|遍|首|味|页|瓶|盒|箱|笔|单|餐|管|部门|DDDs|班次|车次|架次|亩次|人组|分贝"
)
# Counters that also date, rank or number things (2025年, 三级, 第二批): in a cell or a question they prove no unit.
_ALSO_NUMBER = frozenset(
    [
        "年",
        "级",
        "分",
        "批",
        "步",
        "村",
        "镇",
        "字",
        "组",
        "队",
        "班",
        "门",
        "份",
        "片",
        "块",
        "本",
        "条",
        "届",
        "轮",
        "单",
        "管",
        "首",
        "页",
        "单位",
        "部门",
        "秒",
    ]
)
_MEASURE_WORDS = tuple(word for words in _MEASURES.values() for word in words)


def _longest_first(words: set[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_MAGNITUDE = r"[十百千]?[万亿]|[百千]"
_AMOUNT = r"(?:\d+|[一二两三五])?\s*[十百千]?[万亿]?"
_THING = r"(?:常住人口|服务人口|户籍人口|人口|人次|人年|人|名|位|年|月|日|天|床|次|户|例|张|学生|平方公里|平方千米|平方米|立方米|活产)"
_PER = rf"(?:[/／]|每)\s*(?:每\s*)?{_AMOUNT}\s*{_THING}(?:[·・/]?[年月日天])?"
# 1/10万, /10万, /千: a rate whose base is left to the indicator's name. 十万分之一 is the same in words.
_RATE = r"(?:1\s*)?[/／]\s*(?:(?:10|十|100|百)?\s*[万千]|100|百)(?:人口|人)?|[百千]?万?分之一"
_SHARE = r"%|％|‰|‱"
UNIT = (
    rf"{_SHARE}|{_RATE}|(?:{_MAGNITUDE})?(?:{_longest_first({*_COUNTERS.split('|'), *_MEASURE_WORDS})})(?:{_PER})?"
    rf"|[万亿](?=的|[以左上]|[^\u4e00-\u9fff]|$)"
)
"""A unit behind a figure of running text."""
PLAIN_UNIT = (
    rf"{_SHARE}|{_RATE}"
    rf"|(?:{_MAGNITUDE})?(?:{_longest_first({*_COUNTERS.split('|'), *_MEASURE_WORDS} - _ALSO_NUMBER)})(?:{_PER})?|[万亿]"
)
MEASURED = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)\s*({PLAIN_UNIT})")
"""A figure of running text with its unit."""
"""A unit in a cell or a question, without the counters that also date or rank."""
_SHARES = {"%": 100, "‰": 1000, "‱": 10**4}
_FRACTION = re.compile(r"(?P<whole>[百千万十]{1,2})分之(?:一|$)")
_BASE = re.compile(rf"每?(?P<amount>{_AMOUNT})(?P<thing>{_THING})?(?P<time>[·・/]?[年月日天])?$")
_PER_PEOPLE = re.compile(r"(?:每|^)\s*(十?[百千万])[名位]?(?:常住|服务|户籍)?(?:人|老)")
_COUNTED = re.compile(rf"(?P<scale>{_MAGNITUDE})?(?P<thing>.+)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures. ``scale`` is its size in the base unit of its ``measure`` (share: 1; money: 元; area: 平方米;
    length: 米; mass: 千克; volume: 立方米; time: 天; count: one ``thing``), divided by that of its ``base`` (what it is
    counted per, "" nothing; people however called are 人)."""

    measure: str
    scale: Fraction
    thing: str = ""
    base: str = ""


@functools.lru_cache(maxsize=4096)
def unit_of(printed: str) -> Unit | None:
    """The unit that ``printed`` names (亿元, 1/10万, 人/千人口, 十万分之一), None where it is none that is known."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).replace("m2", "m²")
    if bare in _SHARES:
        return Unit("share", Fraction(1, _SHARES[bare]))
    if fraction := _FRACTION.fullmatch(bare):
        return Unit("share", Fraction(1, han_number(fraction["whole"])))
    above, slash, below = bare.partition("/")
    if not slash and "每" in bare[1:]:
        above, slash, below = bare.partition("每")
    base, per = Fraction(1), ""
    if slash or bare.startswith("每"):
        found = _BASE.fullmatch(below if slash else bare)
        if found is None:
            return None
        base = _amount(found["amount"])
        thing = found["thing"] or ""
        per = ("人" if thing in _PEOPLE else thing) + (found["time"] or "")
        above = above if slash else ""
    if above in ("", "1"):
        # 1/10万 leaves open what it is counted per; it is a share of whatever the indicator names.
        return Unit("share", 1 / base) if base != 1 and per in ("", "人") else None
    counted = _counted(above)
    return None if counted is None else Unit(counted.measure, counted.scale / base, counted.thing, per)


def _counted(text: str) -> Unit | None:
    """A measure or a counter with its magnitude."""
    match = _COUNTED.fullmatch(text)
    for scale, thing in ((match["scale"], match["thing"]), ("", text)) if match else ():
        size = Fraction(_magnitude(scale or ""))
        for measure, words in _MEASURES.items():
            if thing in words:
                return Unit(measure, size * words[thing])
        if thing in _COUNTERS.split("|"):
            return Unit("count", size, "人" if thing in _PEOPLE else thing)
    return None


def _magnitude(text: str) -> int:
    return han_number(text) if text else 1


def _amount(text: str) -> Fraction:
    """10万, 千, 百, 100, "" (one) as a number."""
    match = re.match(r"\d+", text)
    rest = text[match.end() :] if match else text
    return (exact(match[0]) if match else Fraction(1)) * (_magnitude(rest) if rest else 1)


def without_base(printed: str, name: str) -> str:
    """A unit without what it is counted per, where the ``name`` of what is measured says just that (每万人口全科医生数, 人/万人: 人)."""
    above, slash, below = unicodedata.normalize("NFKC", printed).partition("/")
    per = _BASE.fullmatch(below) if slash and above.strip() not in ("", "1") else None
    named = _PER_PEOPLE.search(name)
    return above if per and named and _amount(per["amount"]) == _amount(named[1]) else printed


def is_unit(printed: str) -> bool:
    """Whether ``printed`` is a unit that is known."""
    return unit_of(printed) is not None


def converted(number: str, printed: str, wanted: str) -> Fraction | None:
    """``number`` (in figures) of the unit ``printed`` in the unit ``wanted``, exactly; None where one does not convert into
    the other. 2.6 ‰ is 0.26 % and 260/10万; 1.2 亿元 is 12000 万元."""
    given, asked = unit_of(printed), unit_of(wanted)
    if given is None or asked is None or _dimension(given) != _dimension(asked):
        return None
    return exact(number) * given.scale / asked.scale


def _dimension(unit: Unit) -> tuple[str, str, str]:
    return unit.measure, unit.thing, unit.base


_KINDS = {"money": "money", "area": "area", "age": "years", "count": "count", "points": "percent"}
_SHARE_KINDS = {100: "percent", 1000: "permille", 10**4: "per10000", 10**5: "per100000"}


def kind_of(printed: str) -> str:
    """What a printed unit measures, so far as a misprint can be told by it: a share by its size (percent, permille,
    per10000, per100000), money, area, years of age, days, or a count of people or things (人, 张, 人/千人口: none is a
    misprint of another); "" where it is none of these."""
    unit = unit_of(printed)
    if unit is None:
        return ""
    if unit.measure == "share":
        return _SHARE_KINDS.get(int(1 / unit.scale), "")
    if unit.measure == "time":
        return "days" if unit.scale == 1 else ""
    return _KINDS.get(unit.measure, "")
