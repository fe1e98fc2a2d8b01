"""Names of indicators in running text, and which figures of a sentence they own. Only a clause that names the
indicator as plans print it counts; a figure of another thing must not slip in."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.catalogue import Indicator, load_catalogue
from corpus.language.names import formed, narrowing_words, text_form
from corpus.language.quantities import Quantity
from corpus.language.units import kind_of

# Between a name and its figure these show that the figure measures something else: another clause, a change instead of
# a level, a share, or figures dealt out over a list that could not be paired.
_ELSEWHERE = re.compile(
    r"[；;。]|较|同比|降幅|增幅|占比|分别|平均水平|差距|相差|比[^例重率值，]{1,12}[高低多少]|其中|县级|乡镇|农村|城区|男性|女性"
    r"|(?:增长|增加|降低|下降|提高|提升|减少)(?![到至为])"
)
_LIST_GAP = re.compile(r"[、，,和与及以\s]*(?:达到|达|为|降至|提高到|下降到|增加到|控制在)?")
# Between two figures of one name: 2022年达到80%以上，2025年达到85%以上.
_NEXT_YEAR = re.compile(
    r"[，,、；和\s]*(?:到|至|力争)?(?:19|20)\d{2}\s*年(?:底|末)?(?:达到|达|为|提高到|提升到|降至|降到|下降到)?\s*$"
)
# 占医保基金支出的34.5%: the name is what the share is of.
_DENOMINATOR = re.compile(r"占$")
# A figure further behind the name belongs to something else: 预期寿命从78.8岁提高到… stands within 6 characters, the
# longest honest distance seen is 14 (由…下降到, 保持在…以上的水平).
_REACH = 16
# 每千人常住人口拥有3岁以下…: a base that plans word in their own way stands at most this far before the name.
_BASE = re.compile(r"每\s*(?:[千万百十]|10+)[^，。；]*$")
_BASE_REACH = 12
# 低收入家庭…, 计生特殊家庭…: words for a group that stand at some distance from the name of a narrower indicator.
_GROUP = r"(?:贫困|低收入|低保|计生|特殊)[^，。；、]{0,6}的?$"
# A rate per 100,000 (死亡率) is printed without its base; a number per thousand people or children never is.
_COUNTED_PER = re.compile(r"(?<!\d)[千万百]人口|名")
# 养老床位500张 may be those of one building: a name that counts things counts as the indicator only where it is the
# number of them all (全市养老床位…, 养老床位总数).
_COUNTED = frozenset("张个家户人名项类辆种台所")
_ALL_BEFORE = re.compile(r"(?:全[市县区省镇]|我[市县区省]|总|累计)的?$")
_ALL_BEHIND = re.compile(r"总?数|总量")
# Names shorter than this (医护比) are words of running text as well.
_SHORTEST_NAME = 4
# What a plan's own table prints in its cells may be a plain noun (普通高中); from here on it is a name.
_SHORTEST_OWN_NAME = 6

_RATES = frozenset(("percent", "permille", "per10000", "per100000"))


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator's name in a sentence: its key, usual unit and place."""

    key: str
    unit: str
    start: int
    end: int


class NameFinder:
    """Finds the names of indicators in sentences: those of the catalogue and, as (printed name, key, unit), those that
    the plan's own tables print besides."""

    def __init__(self, own: Iterable[tuple[str, str, str]] = ()) -> None:
        self._catalogue = load_catalogue()
        self._own: dict[str, tuple[str, str]] = {}
        for printed, key, unit in own:
            name = text_form(printed)
            if len(name) >= _SHORTEST_OWN_NAME and self._catalogue.get(key) is None:
                self._own.setdefault(name, (key, unit))
        self._known: dict[str, Indicator] = {}
        for entry in self._catalogue:
            for name in entry.text_forms:
                if len(name) >= _SHORTEST_NAME:
                    self._known.setdefault(name, entry)
        names = sorted(self._known.keys() | self._own.keys(), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names)))

    def owned(self, text: str, quantities: list[Quantity]) -> dict[int, str]:
        """The key of each quantity of a sentence that states a named indicator, by its place in the list."""
        names = self._names(text)
        if not names:
            return {}
        owners = _distributed(text, names, quantities) if "分别" in text else {}
        for number, name in enumerate(names):
            limit = names[number + 1].start if number + 1 < len(names) else len(text)
            at = next((at for at, q in enumerate(quantities) if name.end <= q.start < limit), None)
            if at is None or at in owners or not _compatible(name.unit, quantities[at].unit):
                continue
            between = text[name.end : quantities[at].start]
            if len(between) > _REACH or _ELSEWHERE.search(between):
                continue
            owners[at] = name.key
            while at + 1 < len(quantities) and quantities[at + 1].start < limit and _goes_on(text, quantities, at):
                at += 1
                owners[at] = name.key
        return owners

    def _names(self, text: str) -> list[Name]:
        """Each indicator name in ``text``, the longest at each place.

        A name of a ratio counts only with its base: 注册护士842人 is a head count and not 每千人口注册护士数, unless it goes
        on with a list that began with the base (每千人口床位数、注册护士数).
        """
        key, spans = formed(text)
        names: list[Name] = []
        for match in self._pattern.finditer(key):
            start, end = spans[match.start()][0], spans[match.end() - 1][1]
            entry = self._known.get(match[0])
            indicator, unit = (entry.key, entry.unit) if entry else self._own[match[0]]
            ratio = _COUNTED_PER.search(entry.basis) is not None if entry else match[0].startswith("每")
            carried = bool(names) and re.fullmatch(r"[数、和与及\s]*", text[names[-1].end : start]) is not None
            before = text[max(0, start - _BASE_REACH) : start]
            based = match[0].startswith(("每", "千")) or _BASE.search(before)
            if (ratio and not based and not carried) or _narrower().search(before):
                continue
            whole = _ALL_BEFORE.search(before) or _ALL_BEHIND.match(text, end)
            if _DENOMINATOR.search(before) or (not ratio and unit in _COUNTED and not whole):
                continue
            names.append(Name(indicator, unit, start, end + 1 if text.startswith("数", end) else end))
        return names


@functools.cache
def _narrower() -> re.Pattern[str]:
    """残疾人家庭医生签约率: a population, level or kind of institution before a name makes it another, narrower indicator."""
    return re.compile(rf"(?:{'|'.join(narrowing_words())}|签约居民)的?$|{_GROUP}")


def _compatible(usual: str, printed: str) -> bool:
    """Whether a figure with the printed unit can be one of an indicator with the usual unit. One rate may be misprinted
    as another; a length is never a rate."""
    kinds = {kind_of(usual), kind_of(printed)} - {""}
    return len(kinds) < 2 or kinds <= _RATES


def _goes_on(text: str, quantities: list[Quantity], at: int) -> bool:
    """Whether the next figure states the same thing: the end of a change, or its level in another year."""
    if quantities[at].change == "from":
        return quantities[at + 1].change == "to"
    return _NEXT_YEAR.fullmatch(text[quantities[at].end : quantities[at + 1].start]) is not None


def _distributed(text: str, names: list[Name], quantities: list[Quantity]) -> dict[int, str]:
    """Names and figures paired in order where a list of names stands right before 分别 and a list of as many figures
    behind it; else nothing."""
    at = text.find("分别")
    run: list[Name] = []
    for name in reversed([name for name in names if name.end <= at]):
        if not _LIST_GAP.fullmatch(text[name.end : run[0].start if run else at]):
            break
        run.insert(0, name)
    values: list[int] = []
    for number, quantity in enumerate(quantities):
        if quantity.start < at:
            continue
        if values and not _LIST_GAP.fullmatch(text[quantities[values[-1]].end : quantity.start]):
            break
        values.append(number)
    if len(run) < 2 or len(run) != len(values):
        return {}
    return {number: name.key for name, number in zip(run, values, strict=True)}
