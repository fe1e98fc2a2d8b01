"""What the running text of a plan says of the whole that its place lies in (比全省平均低0.75张), where its table has no column for it."""

import re
from collections.abc import Sequence

from bot.answers.comparison import written
from bot.answers.parts import REVIEWS, section_parts
from bot.answers.records import Found
from bot.answers.wording import with_unit
from bot.library import Library
from bot.question import Question
from bot.support import held
from corpus.catalogue import load_catalogue
from corpus.language.numerals import exact
from corpus.language.text import search_key
from corpus.language.values import read_value
from corpus.models import IndicatorValue
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

_WHOLES = {"全省": "全省|省均|省平均|全区|全自治区|自治区平均", "全国": "全国"}
# 全区平均为93.8%
_OF_WHOLE = re.compile(
    r"(?P<whole>全[省国区]|全自治区)(?:的?平均|水平|为|约|达到?|是)*(?P<number>\d+(?:\.\d+)?)(?![\d.]|个?百分点|个点)"
)
# The sentence says the gap itself.
_APART = re.compile(r"[高低多少](?:于|出)?[^，；。]{0,8}\d|\d[^，；。]{0,4}[高低多少]\d")
_NAME_SHARE = 0.75
# Of more plans only the tables are read.
_MOST = 3
_FIGURE = re.compile(r"\d")


def above_told(
    question: Question, library: Library, plans: Sequence[StoredPlan], stated: Sequence[Found]
) -> list[tuple[StoredPlan, Evidence]]:
    """A sentence of each plan that gives the indicator asked about a figure of a whole above its place, or sets it against that; none
    where ``stated`` holds a figure of the whole, or the question names none."""
    asked = [_WHOLES[scope] for scope in question.scopes if scope in _WHOLES]
    if (
        not asked
        or len(plans) > _MOST
        or any(value.scope in question.scopes for _, value in stated if value.scope in _WHOLES)
    ):
        return []
    found = []
    for plan in plans:
        units = (unit for unit in library.store.evidence(plan.id) if unit.table is None)
        own = next(
            (unit for unit in units if _dated(question, plan, unit) and clauses_on_whole(question, unit.text)), None
        )
        found += [(plan, own)] if own else []
    return found


def _dated(question: Question, plan: StoredPlan, unit: Evidence) -> bool:
    """Whether a sentence may speak of the years asked for: it names one of them, or none, or a review speaks of the year before the plan."""
    meta = plan.metadata
    base = meta.period is not None and set(question.years) == {meta.period[0] - 1}
    reviews = bool(section_parts(unit.section, meta.title) & REVIEWS)
    if not question.years or set(unit.years) & set(question.years):
        return True
    return (base and reviews) or not (unit.years or reviews)


def clauses_on_whole(question: Question, text: str) -> list[str]:
    """The clauses of ``text`` that name a whole that the question does and, with the one before them, its indicator and a figure."""
    asked = "|".join(
        ways for whole, ways in _WHOLES.items() if re.search(ways, question.whole) or whole in question.scopes
    )
    if not asked:
        return []
    names = [mention.words(question.plain) for mention in question.indicators]
    entries = [load_catalogue().get(mention.key) for mention in question.indicators]
    names += [name for entry in entries if entry for name in entry.names]
    clauses = re.split(r"[，；;。]|,(?!\d{3})", text)
    found = []
    for at, clause in enumerate(clauses):
        about = "".join(clauses[max(at - 1, 0) : at + 1])
        named = any(held(name, search_key(about)) >= _NAME_SHARE for name in names)
        if named and re.search(asked, clause) and _FIGURE.search(about):
            found.append(clause)
    return found


def gap_to_whole(question: Question, stated: Sequence[IndicatorValue], text: str) -> str:
    """The line that says how far the one figure ``stated`` of a place lies from the figure that ``text`` gives of the whole, where that is
    asked for and the text does not say so itself; "" else."""
    if not question.operation.difference or len(stated) != 1:
        return ""
    (value,) = stated
    own = read_value(value.value).number
    for clause in clauses_on_whole(question, text):
        match = _OF_WHOLE.search(clause)
        if match is None or own is None or _APART.search(clause[: match.start()] + clause[match.end() :]):
            continue
        gap = written(abs(exact(f"{own}") - exact(match["number"])))
        unit = say("compare.points") if value.unit in ("%", "％") else value.unit
        one, other = (
            f"{value.scope} {with_unit(value.value, value.unit)}",
            f"{match['whole']} {with_unit(match['number'], value.unit)}",
        )
        return say("compare.difference", one=one, other=other, gap=f"{gap}{unit}")
    return ""
