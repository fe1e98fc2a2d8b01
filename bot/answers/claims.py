"""Claims that no printed figure repeats: past a bound (超过2.5张), past the half, a goal reached, up or down, done already. Each is
held against what is printed."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from bot.answers.above_in_text import clauses_on_whole
from bot.answers.wording import with_unit
from bot.models import Answer, Fact
from bot.question import Quantity, Question
from bot.support import held, unmet
from corpus.catalogue import load_catalogue
from corpus.language.numerals import exact
from corpus.language.text import search_key
from corpus.language.values import read_value
from corpus.models import Role
from prompts import say

_MORE = {
    "超过": False,
    "高于": False,
    "大于": False,
    "多于": False,
    "突破": False,
    "不低于": True,
    "不少于": True,
    "至少": True,
}
_LESS = {"低于": False, "小于": False, "少于": False, "不到": False, "不足": False, "不超过": True, "不高于": True}
_BEHIND = {"以上": (True, True), "以下": (False, True), "以内": (False, True), "之内": (False, True)}
_AS_AIM = re.compile(r"目标值?[^，。？?]{0,4}?(?:是|为|定[在的]?)(?:不超过|不低于|不少于|不高于)$")
_OVER_HALF = re.compile(r"过半|过了?一半|超过?一半|一半(?:以上|多)")
_UNDER_HALF = re.compile(r"(?:不到|不足|没[到过有]|未过)(?:一?半)")
_HALF = Fraction(50)
_REACHED = re.compile(
    r"(?P<not>没有?|未|不)?(?:达标|(?:达到|完成|实现|够到)了?[^，。？?；]{0,10}?(?:目标|任务|要求))(?!值|是|多少|要)"
)
_UP, _DOWN = r"正?增长|上升|提高|增加|上涨|回升", r"负增长|下降|下滑|减少|降低|下跌|回落"
_CLAIMED_WAY = re.compile(
    rf"(?:是|在|有所|出现|实现)?(?P<up>正增长|(?:{_UP})(?:了|的))|(?P<down>负增长|(?:{_DOWN})(?:了|的))"
)
_WAY = re.compile(rf"(?P<down>{_DOWN})|(?P<up>{_UP})")
# How far behind its noun the way of a figure stands: 利润总额118.7亿元，下降1.5%.
_FAR = 30
_DONE = re.compile(
    r"(?:已经?|都)[^，。？?]{0,6}?(?P<deed>开工|动工|完工|竣工|建成|启用|投用|开放|开业|封顶|运营|验收|通车)"
)
# 已经在搞试点了, 现已有2家: that there is such a thing is taken for granted.
_IS_THERE = re.compile(r"已经|现已|早已|已有|[有搞办建开设]了|在[搞做推]|(?<!没)有\d")
_CLAUSES = re.compile(r"[，；;。]|,(?!\d{3})")
_NOT_THERE = re.compile(r"尚未|尚无|暂未|暂无|还没有|还未|未曾|没有")
# 2030年目标低于2025年
_ORDER_BEFORE = re.compile(
    r"(?P<year>\d{2,4})年[^，。？?；\d]{0,8}?(?P<way>[高多大低少小])于[^，。？?；\d]{0,4}(?P<than>\d{2,4})年"
)
_ORDER = re.compile(
    r"(?P<year>\d{2,4})年[^，。？?；\d]{0,8}比[^，。？?；\d]{0,4}(?P<than>\d{2,4})年[^，。？?；\d]{0,6}?(?:要|还|更|是)*(?P<way>[高多大低少小])(?![少于到])"
)
_ABOVE = re.compile(
    r"(?P<way>高于|高过|超过|超出|多于|优于|好于|低于|少于|不如|不及)(?:了)?(?P<whole>全[省国区])"
    r"|比(?P<whole2>全[省国区])[^，,。？?]{0,6}?(?:还|要|都|更|是)*(?P<way2>高|多|好|低|少|差)"
)
# 比全省平均水平5.92张少0.6张, 低于全省平均
_WAY_OF_WHOLE = re.compile(
    r"(?P<up>[高超优多][于过出]全[省国区]|[比较]全[省国区][^，；。]*?[高多])|(?P<down>[低少][于过]全[省国区]|不及全[省国区]|[比较]全[省国区][^，；。]*?[低少])"
)
# A list of more indicators that met their goals says so itself.
_FEW = 3
_STATES = (Role.ACTUAL.value, Role.BASELINE.value)
_GOALS = (Role.EARLIER_GOAL.value, Role.TARGET.value, Role.INTERIM_TARGET.value)


def bound_of(question: Question, quantity: Quantity) -> Callable[[Fraction], bool] | None:
    """The test of a figure that a claimed bound sets (超过2.5, 27%以下); None where the figure itself is claimed."""
    words = "|".join((*_MORE, *_LESS))
    unit = re.escape(quantity.unit)
    pattern = rf"(?P<before>{words})?[^\d，。]{{0,2}}(?<![\d.]){re.escape(quantity.number)}\s*{unit}(?P<behind>{'|'.join(_BEHIND)})?"
    match = re.search(pattern, question.plain)
    if match is None or not (match["before"] or match["behind"]):
        return None
    above, equal = (
        (match["before"] in _MORE, {**_MORE, **_LESS}[match["before"]]) if match["before"] else _BEHIND[match["behind"]]
    )
    limit = exact(quantity.number.replace(",", ""))
    before = question.plain[: match.start() + match[0].index(quantity.number)]
    aims = match["behind"] and re.search(r"目标(?:是|定的是|定在|为)?$", before)
    if aims or _AS_AIM.search(question.plain[: match.start()] + (match["before"] or "")):
        return lambda number: number == limit  # 目标是不超过44.7: that itself is claimed to be the aim
    return lambda number: (number == limit and equal) or (number > limit if above else number < limit)


def judged(question: Question, answer: Answer) -> tuple[bool | None, str]:
    """(whether what ``question`` takes for granted is so, a line that says what was compared): None where it claims nothing of
    the kind, or what is printed does not tell."""
    figures = [(fact, number) for fact in answer.facts if (number := _number(fact)) is not None]
    half = _UNDER_HALF.search(question.whole) or _OVER_HALF.search(question.whole)
    if half and figures and all(fact.unit in ("%", "％") or "%" in fact.value for fact, _ in figures):
        over = _UNDER_HALF.search(question.whole) is None
        return _all_or_none([number > _HALF if over else number < _HALF for _, number in figures]), ""
    if (order := _order_of(question, figures)) is not None:
        return order, ""
    reached = _REACHED.search(question.whole)
    listed = not question.asks_whether and len({fact.printed_name for fact, _ in figures}) > _FEW
    if reached and not listed and (goal := _goal_met(figures)):
        met, line = goal
        return met is (reached["not"] is None), line
    quotes = [citation.quote for citation in answer.citations]
    if (above := _against_whole(question, quotes, [number for _, number in figures])) is not None:
        return above, ""
    if answer.facts:
        return None, ""
    if (so := _way(question, quotes) if _CLAIMED_WAY.search(question.whole) else _done(question, quotes)) is not None:
        return so, ""
    return _there_is(question, quotes), ""


def _against_whole(question: Question, quotes: Sequence[str], numbers: Sequence[Fraction]) -> bool | None:
    """Whether a place lies above or below the whole that it lies in as the question says (高于全省平均): by the words of a clause that sets
    it against that, else by the figure that one gives of the whole beside the one of the place."""
    claim = _ABOVE.search(question.whole)
    if claim is None or not question.asks_whether:
        return None
    over = (claim["way"] or claim["way2"])[0] in "高超多优好"
    whole = claim["whole"] or claim["whole2"]
    for clause in (clause for quote in quotes for clause in clauses_on_whole(question, quote)):
        if told := _WAY_OF_WHOLE.search(clause):
            return (told["up"] is not None) is over
        figure = re.search(r"\d+(?:\.\d+)?", clause[max(clause.find(whole), 0) :])
        if figure and len(set(numbers)) == 1:
            return (numbers[0] > exact(figure[0])) is over
    return None


def _order_of(question: Question, figures: Sequence[tuple[Fact, Fraction]]) -> bool | None:
    """Whether one year's figure lies above or below another's as the question says (2030年目标比2025年低); None where it says
    nothing of the kind, or not one figure of each year is printed."""
    claim = _ORDER.search(question.whole) or _ORDER_BEFORE.search(question.whole)
    if claim is None or not question.asks_whether:
        return None
    numbers = [
        [number for fact, number in figures if fact.year == 2000 + int(claim[name][-2:])] for name in ("year", "than")
    ]
    if [len(found) for found in numbers] != [1, 1]:
        return None
    (one,), (other,) = numbers
    return one > other if claim["way"] in "高多大" else one < other


def _all_or_none(tests: Sequence[bool]) -> bool | None:
    return True if all(tests) else False if not any(tests) else None


def _number(fact: Fact) -> Fraction | None:
    number = read_value(fact.value).number
    return None if number is None else exact(f"{number}")


def _goal_met(figures: Sequence[tuple[Fact, Fraction]]) -> tuple[bool, str] | None:
    """Whether the one state among ``figures`` meets the goal of its row, and the line that says so; None where there is not one
    of each of the same place and name, or the way of the indicator is not known."""
    for state, _ in figures:
        if state.role not in _STATES:
            continue
        for goal, _ in figures:
            same = (goal.scope, goal.printed_name, goal.unit) == (state.scope, state.printed_name, state.unit)
            if goal.role not in _GOALS or not same or (goal.year and state.year and goal.year > state.year):
                continue
            met = met_goal(goal, state)
            if met is not None:
                name = "claims.reached" if met else "claims.missed"
                shown = {"state": with_unit(state.value, state.unit), "goal": with_unit(goal.value, goal.unit)}
                return met, say(name, region=state.region, name=state.printed_name, **shown)
    return None


def met_goal(goal: Fact, state: Fact) -> bool | None:
    """Whether the figure of ``state`` meets that of ``goal``; None where one of them is no number, or they differ and nothing tells
    which way is better."""
    if goal.value == state.value:
        return True  # >95% of >95%
    aim, actual, way = _number(goal), _number(state), _way_of(goal)
    if aim is None or actual is None or not (way or actual == aim):
        return None
    strict = read_value(goal.value).comparator in ("<", ">", "＜", "＞", "低于", "高于", "小于", "大于", "超过")
    return (actual == aim and not strict) or (actual > aim if way == "higher" else actual < aim)


def _way_of(goal: Fact) -> str:
    """Which way the indicator of a goal is better, by its comparator, else by the catalogue."""
    comparator = read_value(goal.value).comparator
    if comparator:
        return (
            "higher" if comparator[0] in "≥>＞不大高" and comparator not in ("不高于", "不大于", "不超过") else "lower"
        )
    entry = next((entry for entry in load_catalogue() if entry.name == goal.indicator), None)
    return entry.better if entry else ""


def _way(question: Question, quotes: Sequence[str]) -> bool | None:
    """Whether the thing that the question says went up (or down) did, by the first word for it behind the thing's name."""
    claim = _CLAIMED_WAY.search(question.whole)
    nouns = [term.text for term in question.terms if term.weight == 1]
    if claim is None or not nouns or not question.asks_whether:
        return None
    for quote in quotes:
        at = quote.find(nouns[-1])
        told = _WAY.search(re.split(r"[；。]", quote[at : at + _FAR])[0]) if at >= 0 else None
        if told:
            return (told["up"] is not None) is (claim["up"] is not None)
    return None


def _there_is(question: Question, quotes: Sequence[str]) -> bool | None:
    """False where the clause that speaks of what the question takes to be there says that it is not (已经在搞试点: 尚未开展试点)."""
    nouns = [term for term in question.terms if term.weight == 1 and len(term.text) > 1]
    names = [mention.words(question.plain) for mention in question.indicators]
    if not question.asks_whether or not (nouns or names) or not _IS_THERE.search(question.whole):
        return None
    for quote in quotes[:1]:
        for clause in _CLAUSES.split(quote):
            key = search_key(clause)
            if _NOT_THERE.search(clause) and not unmet(nouns, key) and all(held(name, key) == 1 for name in names):
                return False
    return None


def _done(question: Question, quotes: Sequence[str]) -> bool | None:
    """False where a quotation says that what the question takes to be done is not (已经开工: 未按期开工)."""
    claim = _DONE.search(question.whole)
    if claim is None or not question.asks_whether:
        return None
    denied = re.compile(rf"(?:未|没有|尚未|暂未)[^，。；]{{0,4}}{claim['deed']}")
    return False if any(denied.search(quote) for quote in quotes) else None
