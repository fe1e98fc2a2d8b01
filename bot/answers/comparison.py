"""What follows from figures side by side: order, winner, difference, change, average, threshold. All is marked as computed
from what is printed; units are brought to one where that is exact."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from bot.answers.records import BASELINES, TARGETS, Found
from bot.answers.wording import in_order, with_unit
from bot.dialogue.query import Operation, Threshold
from bot.question import Kind, Question
from bot.reading.rules import spans_in
from corpus.catalogue import load_catalogue
from corpus.language.comparators import bound_of
from corpus.language.numerals import exact
from corpus.language.text import search_key
from corpus.language.units import converted, without_base
from corpus.language.values import Reading, read_value
from corpus.models import Aspect, IndicatorValue, Role
from prompts import say

_COUNT_UNITS = ("张", "人", "个", "名")
# A mean is given with so many digits behind the point, one more than the figures have.
_MEAN_DIGITS = 2
# The figures of an indicator in all of thousands of documents are put in order more than once for a question.
_NUMBERS = 32768
# Rates and means of several places do not add up.
_RATE = re.compile(r"^(?:每|千人|万人|人均|平均)|率$|比例|占比|比重|寿命")
# The signs of bounds.
_AT_LEAST, _AT_MOST = ("≥", ">"), ("≤", "<")


_STATED: frozenset[object] = frozenset({Role.STATED})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure that can be put in order: who it is of, its number in the unit of the first, and the value as printed."""

    region: str
    number: Fraction
    value: IndicatorValue

    @property
    def shown(self) -> str:
        return with_unit(self.value.value, self.value.unit)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines of a reply, the places in the order shown and those that win (both for the next turn of a conversation)."""

    lines: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    winners: tuple[str, ...] = ()


def compared(question: Question, stated: list[Found]) -> Comparison:
    """What follows from the figures ``stated`` for each indicator of the question."""
    lines: list[str] = []
    places: list[str] = []
    winners: list[str] = []
    several = question.kind is Kind.COMPARE or len(question.regions) > 1 or len({v.scope for _, v in stated}) > 1
    operation = _with_difference(question)
    keys = tuple(dict.fromkeys(value.indicator for _, value in stated))
    if operation.difference and not several and (line := _between(stated, keys)):
        return Comparison((line,), tuple(dict.fromkeys(value.scope for _, value in stated)))
    for key in keys:
        own = [(plan, value) for plan, value in stated if value.indicator == key]
        if operation.change or operation.amount or (operation.difference and not several):
            found = _changes(operation, own)
        else:
            found = _across(operation, key, own) if several else Comparison()
        lines += found.lines
        places += found.places
        winners += found.winners
    shown = places or [value.scope for _, value in stated]
    return Comparison(tuple(lines), tuple(dict.fromkeys(shown)), tuple(dict.fromkeys(winners)))


def _between(stated: list[Found], keys: tuple[str, ...]) -> str:
    """The difference of two indicators of one place (护士比医生多多少), where both have a figure of one year in one unit."""
    if len(keys) != 2:
        return ""
    pair = [item for key in keys for item in _one_of_each([found for found in stated if found[1].indicator == key])]
    if len(pair) != 2 or pair[0].value.year != pair[1].value.year or not (level := _in_one_unit(pair)):
        return ""
    labels = [f"{item.value.printed_name} {item.shown}" for item in level]
    gap = _gap(abs(level[0].number - level[1].number), level[0], signed=False)
    return say("compare.difference", one=labels[0], other=labels[1], gap=gap)


def _with_difference(question: Question) -> Operation:
    """The operation of ``question``, with the difference where a place is set against the whole that it lies in."""
    against = any(span.kind == "against" or span.value == "superior" for span in spans_in(question.plain))
    return replace(question.operation, difference=True) if against else question.operation


def ranking(stated: list[Found]) -> list[Ranked]:
    """One figure a region, the target where there are targets, else the state, in the unit of the first, highest first; none
    where a unit does not convert."""
    ranked = _one_of_each(stated)
    return sorted(_in_one_unit(ranked) if ranked else [], key=lambda item: -item.number)


def _across(operation: Operation, key: str, stated: list[Found]) -> Comparison:
    """One figure a region, in order: the target where there are targets, else the state."""
    ranked = _one_of_each(stated)
    if len(ranked) < 2:
        return Comparison()
    level = _in_one_unit(ranked)
    if not level:
        units = dict.fromkeys(item.value.unit for item in ranked)
        return Comparison((say("compare.units", units="、".join(units)),))
    entry = load_catalogue().get(key)
    better = entry.better if entry else ""
    order = sorted(level, key=lambda item: item.number, reverse=operation.order != "ascending")
    lines = [
        say(
            "compare.ascending" if operation.order == "ascending" else "compare.order",
            listed=_listed(order),
            better=_by_targets(stated, ranked) + (say(f"direction.{better}") if better else ""),
        )
    ]
    if len({item.value.unit for item in ranked}) > 1 and len(set(map(_unit_class, ranked))) > 1:
        lines.append(say("compare.converted", unit=ranked[0].value.unit))
    down = sorted(level, key=lambda item: -item.number)
    winning, winners = _winners(operation, down, better)
    lines += winning
    lines += bounded(operation.threshold, down)
    if operation.average:
        mean = sum((item.number for item in level), Fraction(0)) / len(level)
        lines.append(
            say("compare.average", count=len(level), mean=written(mean, _MEAN_DIGITS), unit=level[0].value.unit)
        )
    if operation.total and _adds_up(entry.name if entry else key, level[0].value.unit):
        addends = "＋".join(written(item.number) for item in level)
        total = written(sum((item.number for item in level), Fraction(0)))
        lines.append(say("compare.total", count=len(level), addends=addends, total=total, unit=level[0].value.unit))
    if operation.difference and len(down) > 1:
        lines.append(_difference(down[0], down[-1]))
    left_out = [place for place in dict.fromkeys(v.scope for _, v in stated) if all(r.region != place for r in ranked)]
    if left_out:
        lines.append(say("compare.left_out", regions="、".join(left_out)))
    years = {item.region: item.value.year for item in ranked}
    if len(set(years.values())) > 1:
        shown = "、".join(f"{region}{say('answer.in_year', year=year)}" for region, year in years.items() if year)
        lines.append(say("compare.horizons", years=shown))
    return Comparison(tuple(lines), tuple(item.region for item in order), winners)


def _by_targets(stated: list[Found], ranked: list[Ranked]) -> str:
    """That the targets are what is put in order, where the states are shown beside them."""
    states = any(value.role in BASELINES for _, value in stated)
    return say("compare.by_targets") if states and all(item.value.role in TARGETS for item in ranked) else ""


def _winners(operation: Operation, down: list[Ranked], better: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines that name who is first of what is asked for, and these places."""
    lines: list[str] = []
    names: list[str] = []
    for extreme, word in operation.extremes:
        strict = extreme in ("strictest", "loosest")
        if strict and not better:
            continue
        high = extreme == "highest" or (strict and (better == "higher") is (extreme == "strictest"))
        first = down[0] if high else down[-1]
        best = [item for item in down if item.number == first.number]
        lines.append(say("compare.winner", asked=word, regions="、".join(f"{w.region}（{w.shown}）" for w in best)))
        names += [item.region for item in best if not (operation.claimed and len(down) == 2 == len(best))]
    return lines, tuple(names)


class Placed(Protocol):
    """A figure of a place: whose, its number, and how it is shown."""

    @property
    def region(self) -> str: ...

    @property
    def number(self) -> Fraction: ...

    @property
    def shown(self) -> str: ...


def bounded(bound: Threshold | None, down: Sequence[Placed]) -> list[str]:
    """Who lies on the side of the threshold that is asked for, and who does not; nothing where none is."""
    if bound is None:
        return []
    met = [item for item in down if bound.met_by(item.number)]
    others = [item for item in down if item not in met]
    shown = "、".join(f"{item.region}（{item.shown}）" for item in met) or say("compare.nobody")
    lines = [say("compare.threshold", count=len(met), regions=shown)]
    if others:
        shown = "、".join(f"{item.region}（{item.shown}）" for item in others)
        lines.append(say("compare.below", count=len(others), regions=shown))
    return lines


def _changes(operation: Operation, stated: list[Found]) -> Comparison:
    """The way from the state to the target of each place, put in order where that is asked."""
    gaps: list[tuple[Fraction, Ranked, Ranked]] = []
    of_region: dict[str, list[Found]] = {}
    for plan, value in stated:
        of_region.setdefault(value.scope, []).append((plan, value))
    # The ways are compared up to one year where all places state one for it.
    aims = {item.region: item for item in _of_one_year(stated, TARGETS)}
    for region, own in of_region.items():
        before, after = _one_a_region(own, BASELINES, first=True), [aims[region]] if region in aims else []
        if not before or not after:
            before, after = _ends(own)
        pair = _in_one_unit([*after, *before]) if before and after else []
        if pair:
            gaps.append((pair[0].number - pair[1].number, pair[0], pair[1]))
    ordered = operation.change and len(gaps) > 1
    if ordered:
        gaps.sort(key=lambda gap: abs(gap[0]), reverse=operation.order != "ascending")
    lines = [
        say(
            "compare.change",
            region=after.region,
            before=_labelled(before),
            after=_labelled(after),
            gap=_change(gap, before, after),
        )
        for gap, after, before in gaps
    ]
    winners: tuple[str, ...] = ()
    if ordered:
        down = sorted(gaps, key=lambda gap: -abs(gap[0]))
        for extreme, word in operation.extremes:
            size = abs(down[0][0] if extreme != "lowest" else down[-1][0])
            best = [(gap, after) for gap, after, _ in down if abs(gap) == size]
            winners = tuple(after.region for _, after in best)
            shown = "、".join(f"{after.region}（{_gap(gap, after)}）" for gap, after in best)
            lines.append(say("compare.changed_most", asked=word, regions=shown))
    if operation.average and gaps:
        mean = sum((abs(gap) for gap, _, _ in gaps), Fraction(0)) / len(gaps)
        unit = gaps[0][1].value.unit
        lines.append(say("compare.average", count=len(gaps), mean=written(mean, _MEAN_DIGITS), unit=unit))
    return Comparison(tuple(lines), tuple(after.region for _, after, _ in gaps), winners)


def _ends(stated: list[Found]) -> tuple[list[Ranked], list[Ranked]]:
    """The earliest and the latest of several figures of one place, where they are of one role."""
    dated = sorted(
        (item for item in map(_ranked, (value for _, value in stated)) if item and item.value.year),
        key=lambda item: item.value.year or 0,
    )
    return (dated[:1], dated[-1:]) if len(dated) > 1 else ([], [])


def _ranked(value: IndicatorValue) -> Ranked | None:
    number = _number(value.value) if value.aspect is Aspect.LEVEL else None
    return None if number is None else Ranked(value.scope, number, value)


@functools.lru_cache(maxsize=_NUMBERS)
def _number(printed: str) -> Fraction | None:
    number = read_value(printed).number
    return None if number is None else exact(f"{number}")


def _one_a_region(stated: list[Found], roles: frozenset[object], first: bool = False) -> list[Ranked]:
    """The latest figure of those roles of each region, or its ``first``."""
    held: dict[str, Ranked] = {}
    for _, value in stated:
        item = _ranked(value) if value.role in roles else None
        if item is None:
            continue
        other = held.get(value.scope)
        year, known = value.year or 0, other.value.year or 0 if other else 0
        if other is None or (year < known if first else year >= known):
            held[value.scope] = item
    return list(held.values())


def _one_of_each(stated: list[Found]) -> list[Ranked]:
    """One figure a region: the target where there are targets, else the state, else what the only column of a table states."""
    ranked = _of_one_year(stated, TARGETS) or _of_one_year(stated, BASELINES)
    one_column = len({(plan.id, value.table, value.column) for plan, value in stated}) == 1
    return ranked or (_one_a_region(stated, _STATED) if one_column else [])


def _of_one_year(stated: list[Found], roles: frozenset[object]) -> list[Ranked]:
    """The figure of each region in the latest year for which all of them state one, else their latest."""
    latest = _one_a_region(stated, roles)
    years: dict[str, set[int | None]] = {item.region: set() for item in latest}
    for _, value in stated:
        if value.role in roles and value.year and value.scope in years:
            years[value.scope].add(value.year)
    common = set.intersection(*years.values()) if years else set()
    if not common:
        return latest
    year = max(year for year in common if year)
    of_year = _one_a_region([(plan, value) for plan, value in stated if value.year == year], roles)
    return of_year if len(of_year) == len(latest) else latest


def _in_one_unit(items: list[Ranked]) -> list[Ranked]:
    """The figures in the unit of the first; none where a unit does not convert into it exactly."""
    unit = items[0].value.unit
    found = []
    for item in items:
        own = item.value.unit
        if _unit_class(item) == _unit_class(items[0]) or not own or not unit:
            found.append(item)
            continue
        number = converted(f"{read_value(item.value.value).number}", own, unit)
        if number is None:
            return []
        found.append(Ranked(item.region, number, item.value))
    return found


def _listed(order: list[Ranked]) -> str:
    return in_order((item.number, f"{item.region} {item.shown}") for item in order)


def _difference(one: Ranked, other: Ranked) -> str:
    gap = _gap(abs(one.number - other.number), one, signed=False)
    return say("compare.difference", one=_label(one, other), other=_label(other, one), gap=gap)


def _gap(gap: Fraction, of: Ranked, signed: bool = True) -> str:
    """A difference with its unit; the difference of two shares is in points."""
    unit = of.value.unit
    if unit in ("%", "％"):
        unit = say("compare.points")
    sign = say("compare.up" if gap > 0 else "compare.down" if gap < 0 else "compare.same") if signed else ""
    return f"{sign}{written(abs(gap))}{unit}" if gap or not signed else sign


def _change(gap: Fraction, before: Ranked, after: Ranked) -> str:
    """A change with its unit; where it leads to a bound (40% → ≥55%), the least or the most that there is to be."""
    start, end = (bound_of(read.comparator, read.qualifier) for read in map(_read, (before, after)))
    bound = ""
    if gap and not start and end in (*_AT_LEAST, *_AT_MOST):
        bound = say("compare.at_least" if (end in _AT_LEAST) == (gap > 0) else "compare.at_most")
    return f"{bound}{_gap(gap, after)}"


def _read(item: Ranked) -> Reading:
    return read_value(item.value.value)


def _adds_up(name: str, unit: str) -> bool:
    """Whether the figures of several places add up: pieces and heads do, rates and means do not."""
    return not _RATE.search(name) and not re.search(r"[%％‰/／]", unit)


def written(number: Fraction, digits: int = 6) -> str:
    """A computed number, without final zeros."""
    text = f"{float(number):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _labelled(item: Ranked) -> str:
    year = say("answer.in_year", year=item.value.year) if item.value.year else ""
    return f"{year}{say(f'role.{item.value.role.value}')} {item.shown}"


def _label(item: Ranked, beside: Ranked) -> str:
    if item.region == beside.region:
        return f"{item.region}{item.value.column.replace(' ', '')} {item.shown}"
    return f"{item.region} {item.shown}"


def _unit_class(item: Ranked) -> str:
    """Units that count heads or pieces are one, whatever the measure word; a missing unit fits any."""
    bare = search_key(without_base(item.value.unit, item.value.printed_name))
    return "" if bare in _COUNT_UNITS else bare
