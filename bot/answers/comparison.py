"""Comparisons of figures: order, winner and difference, all marked as computed from what is printed."""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from bot.answers.records import BASELINES, TARGETS, Found
from bot.answers.wording import with_unit
from bot.question import Kind, Question
from corpus.catalogue import load_catalogue
from corpus.models import IndicatorValue
from corpus.text import search_key
from corpus.values import read_value
from prompts import say

_DIFFERENCE = re.compile(
    r"差多少|相差|差距|差几|还差|[高低多少]多少|[高低多少]几|(?:提高|提升|增加|增长|上升|下降|降低|减少)(?:了|幅度)?(?:多少|几)"
)
_HIGHEST = re.compile(r"最[高多大长]|更[高多大长]|谁[高多大]|哪个[高多大]|第一")
_LOWEST = re.compile(r"最[低少小短]|更[低少小短]|谁[低少小]|哪个[低少小]")
_STRICTEST = re.compile(r"最[严高]格?的?目标|最严|更严|最好|更好|最优|最先进|最紧")
_LOOSEST = re.compile(r"最宽松|更宽松|最松|最差|更差|最落后")
_COUNT_UNITS = ("张", "人", "个", "名")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure that can be put in order: who it is of, the number read from it and the value as printed."""

    region: str
    number: Decimal
    value: IndicatorValue

    @property
    def shown(self) -> str:
        return with_unit(self.value.value, self.value.unit)


def comparison_lines(question: Question, stated: list[Found]) -> list[str]:
    """What follows from the figures shown: for each indicator the order of regions, the winner that is asked for, the
    difference, and what makes them hard to compare."""
    lines: list[str] = []
    for key in dict.fromkeys(value.indicator for _, value in stated):
        own = [(plan, value) for plan, value in stated if value.indicator == key]
        if question.kind is Kind.COMPARE or len(question.regions) > 1:
            lines += _across(question, key, own)
        if _DIFFERENCE.search(question.plain):
            lines += _change(own)
    return lines


def _across(question: Question, key: str, stated: list[Found]) -> list[str]:
    """One figure a region, in order: the target where there are targets, else the state."""
    ranked = _one_a_region(stated, TARGETS) or _one_a_region(stated, BASELINES)
    if len(ranked) < 2:
        return []
    units = {_unit_class(item.value.unit) for item in ranked}
    if len(units) > 1:
        return [say("compare.units", units="、".join(dict.fromkeys(item.value.unit for item in ranked)))]
    entry = load_catalogue().get(key)
    better = entry.better if entry else ""
    order = sorted(ranked, key=lambda item: -item.number)
    listed = _listed(order)
    lines = [say("compare.order", listed=listed, better=say(f"direction.{better}") if better else "")]
    lines += _winner(question, order, better)
    if _DIFFERENCE.search(question.plain) and len(order) == 2:
        lines.append(_difference(order[0], order[1]))
    years = {item.region: item.value.year for item in ranked}
    if len(set(years.values())) > 1:
        shown = "、".join(f"{region}{year}年" for region, year in years.items() if year)
        lines.append(say("compare.horizons", years=shown))
    return lines


def _listed(order: list[Ranked]) -> str:
    text = f"{order[0].region} {order[0].shown}"
    for before, item in itertools.pairwise(order):
        text += f" {'=' if before.number == item.number else '>'} {item.region} {item.shown}"
    return text


def _one_a_region(stated: list[Found], roles: frozenset[object]) -> list[Ranked]:
    latest: dict[str, Ranked] = {}
    for _, value in stated:
        reading = read_value(value.value)
        if value.role not in roles or reading.number is None:
            continue
        held = latest.get(value.scope)
        if held is None or (value.year or 0) >= (held.value.year or 0):
            latest[value.scope] = Ranked(value.scope, Decimal(str(reading.number)), value)
    return list(latest.values())


def _winner(question: Question, order: list[Ranked], better: str) -> list[str]:
    plain = question.plain
    if _LOOSEST.search(plain) and better:
        first, word = (order[-1] if better == "higher" else order[0]), _LOOSEST.search(plain)
    elif _STRICTEST.search(plain) and better:
        first, word = (order[0] if better == "higher" else order[-1]), _STRICTEST.search(plain)
    elif _LOWEST.search(plain):
        first, word = order[-1], _LOWEST.search(plain)
    elif _HIGHEST.search(plain):
        first, word = order[0], _HIGHEST.search(plain)
    else:
        return []
    winners = [item for item in order if item.number == first.number]
    assert word is not None
    return [say("compare.winner", asked=word[0], regions="、".join(f"{w.region}（{w.shown}）" for w in winners))]


def _change(stated: list[Found]) -> list[str]:
    """From the state to the target of the same region, where both are shown."""
    lines = []
    for region in dict.fromkeys(value.scope for _, value in stated):
        own = [(plan, value) for plan, value in stated if value.scope == region]
        before, after = _one_a_region(own, BASELINES), _one_a_region(own, TARGETS)
        if before and after and _unit_class(before[0].value.unit) == _unit_class(after[0].value.unit):
            lines.append(_difference(after[0], before[0]))
    return lines


def _difference(one: Ranked, other: Ranked) -> str:
    gap = abs(one.number - other.number).normalize()
    unit = one.value.unit or other.value.unit
    if unit in ("%", "％"):
        unit = say("compare.points")
    one_name, other_name = _label(one, other), _label(other, one)
    return say("compare.difference", one=one_name, other=other_name, gap=f"{gap:f}", unit=unit)


def _label(item: Ranked, beside: Ranked) -> str:
    if item.region == beside.region:
        return f"{item.region}{item.value.column.replace(' ', '')} {item.shown}"
    return f"{item.region} {item.shown}"


def _unit_class(unit: str) -> str:
    """Units that count heads or pieces are one, whatever the measure word; a missing unit fits any."""
    bare = search_key(unit)
    return "" if bare in _COUNT_UNITS else bare
