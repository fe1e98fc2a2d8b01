"""Which indicators met the goal that stands beside their state in a row (“十三五”目标 | 2020年), and which did not: by the comparator
that is printed, else by the way that the catalogue calls better. What neither tells is counted apart and never judged."""

import re

from bot.answers.claims import met_goal
from bot.answers.records import Found, numbers_in, rows_of
from bot.answers.wording import cite_row, fact_of, plan_name, stated_figure
from bot.asking import ATTRIBUTE_LIST
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.values import read_value
from corpus.models import IndicatorValue, Role
from prompts import say
from retrieval.records import StoredPlan

_REACHED = r"(?:完成|达标|达成|实现|达到(?:目标|要求)?)"
_ASKED = re.compile(
    rf"(?:哪[些几]|几|多少|什么|啥|有没有)[^，。？?；]{{0,6}}?(?:指标|目标|任务)[^，。？?；]{{0,6}}?(?P<not>没有?|未能?|不)?(?:按期|如期|全部)?{_REACHED}"
    rf"|(?P<not2>没有?|未能?)(?:按期|如期)?{_REACHED}的(?:指标|目标)?(?:有|是)?(?:哪|几|多少|什么|啥)"
    rf"|(?<![没未])(?:完成|达标)的(?:指标|目标)?(?:有|是)?(?:哪|几|多少|什么|啥)"
)
_GOALS = (Role.EARLIER_GOAL, Role.TARGET)
_STATES = (Role.ACTUAL, Role.BASELINE)
# A goal that is told by about (75左右) is neither met nor missed.
_ABOUT = re.compile("左右|约|上下|[-－–—~～至]")
# The tables of more plans are no answer in a chat.
_MOST_PLANS = 5
# So many are named one by one.
_MOST = 12


def answer_goals_met(question: Question, library: Library) -> Answer | None:
    """The indicators that met their goals, or that did not, with goal and state; None where the question does not ask for them, or no
    table of the places asked about has both in its rows."""
    asked = _ASKED.search(question.whole)
    narrowed = question.indicators or question.checks or ATTRIBUTE_LIST.search(question.plain)
    if asked is None or narrowed:
        return None
    missed = (asked["not"] or asked["not2"]) is not None
    citations = Citations(library.store)
    lines, facts = [], []
    plans = library.plans_of(question.region_names)
    for plan in plans if len(plans) <= _MOST_PLANS else ():
        starts = plan.metadata.period[0] if plan.metadata.period else None
        if starts and question.years and max(question.years) >= starts:
            continue  # whether the plan's own targets are met is for a later document to say
        pairs = _pairs(plan, library)
        if not pairs:
            continue
        told = [(goal, state, met) for goal, state in pairs if (met := _met(plan, goal, state)) is not None]
        own = [(goal, state) for goal, state, met in told if met is not missed]
        name = "lists.missed" if missed else "lists.reached"
        lines.append(say(name, region=plan.metadata.region, count=len(own), all=len(pairs), plan=plan_name(plan)))
        for goal, state in own[:_MOST]:
            number = cite_row(citations, plan, [state])
            figures = "；".join((stated_figure(plan, state), stated_figure(plan, goal)))
            item = say("lists.indicator", name=state.printed_name, figures=figures)
            lines.append(say("list.item", item=item, n=number))
            facts += [fact_of(plan, value, number) for value in (state, goal)]
        if len(own) > _MOST:
            lines.append(say("list.more", count=len(own) - _MOST))
        if untold := len(pairs) - len(told):
            lines.append(say("lists.untold", count=untold))
    return finished(question.text, False, None, "\n".join(lines), citations, facts=tuple(facts)) if lines else None


def _pairs(plan: StoredPlan, library: Library) -> list[tuple[IndicatorValue, IndicatorValue]]:
    """(goal, state) of each row of ``plan`` that states one of each for the plan's own place, the goal not of a later year."""
    own: list[Found] = [(plan, value) for _, value in library.store.values_of_plan(plan.id) if value.stated]
    found = []
    for _, row in rows_of(own):
        of_place = [value for value in row if value.scope == plan.metadata.region]
        states = [value for value in of_place if value.role in _STATES]
        goals = [v for v in of_place if v.role in _GOALS and (not states or (v.year or 0) <= (states[0].year or 0))]
        if len(goals) == len(states) == 1:
            found.append((goals[0], states[0]))
    return found


def _met(plan: StoredPlan, goal: IndicatorValue, state: IndicatorValue) -> bool | None:
    """Whether the state meets the goal; None where one of them is no single number, or the way of the indicator is not known."""
    single = all(len(numbers_in(value.value)) == 1 for value in (goal, state))
    if not single or _ABOUT.search(goal.value) or read_value(goal.value).number is None:
        return None
    return met_goal(fact_of(plan, goal, 0), fact_of(plan, state, 0))
