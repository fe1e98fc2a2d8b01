"""Figures of the running text, one a place, and what follows from them: order, extremes, difference, average, change. All is
marked as computed from what is printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.answers.comparison import bounded
from bot.answers.wording import in_order, with_unit
from bot.dialogue.query import Operation
from bot.figures_said import is_base
from bot.models import Answer
from bot.question import Question
from bot.reading.contrasts import NUMBERED, demanded
from bot.reading.years import stated_years
from bot.support import held
from corpus.language.numerals import exact
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS
from corpus.language.units import PLAIN_UNIT, converted
from corpus.language.values import read_value
from prompts import say

_FIGURE = re.compile(rf"(?<![\d.\-—年])(\d+(?:,\d{{3}})*(?:\.\d+)?)\s*({PLAIN_UNIT})")
# [700] and [累计]520 are what the years come to.
_MARKED = re.compile(r"\[累计\]|[\[\]]")
# So many to a thousand, a hundred.
_AMONG = "其中"
_BRACKETS = re.compile(r"(?<=\S)（[^（）]*）")
_PER = re.compile(r"每[百千万十]|每1?0{2,}|人均|户均")
# 由18分钟缩短到13.5分钟 states the second.
_REACHED = re.compile(r"(?:由|从)[^，；。]*?(?=[到至])")


@dataclass(frozen=True, slots=True)
class TextFigure:
    """The figure of one place: its number and unit, both as printed, and the year that its sentence names last before it."""

    region: str
    number: Fraction
    shown: str
    unit: str
    year: int | None = None


def figure_of(question: Question, region: str, answer: Answer) -> TextFigure | None:
    """The only figure of a place's first quotation that has a unit asked for and stands in the clause that speaks most of
    the matter."""
    if answer.facts:
        return _of_record(question, region, answer)
    words = [term.text for term in question.terms if term.weight == 1]
    words += [mention.words(question.plain) for mention in question.indicators]
    whole = answer.citations[0].quote
    part = _own_part(question, whole)
    clauses = re.split(r"[，、；。]|,(?!\d{3})", _at_year(question, part))
    if part != whole:  # it is the house's as a whole
        clauses = [clause for clause in clauses if _FIGURE.search(clause)] or clauses
    clauses = [clause for clause in clauses if not (question.head and is_base(question.head, clause))] or clauses
    # 自理老年人每月50元、失能老年人每月120元
    told = [clause for clause in clauses if not any(one.excluded_by(clause) for one in demanded(question.plain))]
    clauses = told or clauses
    spoken = [(sum(held(word, search_key(clause)) for word in words), clause) for clause in clauses]
    if not _PER.search(question.plain):  # 养老床位 are not those of each thousand
        spoken = [(share, clause) for share, clause in spoken if not _PER.search(clause)] or spoken
    best = max(share for share, _ in spoken)
    telling = [clause for share, clause in spoken if share == best]
    # 达到60个，其中农村不少于35个
    telling = [clause for clause in telling if not clause.startswith(_AMONG)] or telling
    # 新增托位2100个, not 对普惠托位按每个1万元; 常住人口56.08万人（户籍人口63.4万人）
    verbs = [term.text for term in question.terms if 0 < term.weight < 1]
    most = max(sum(verb in clause for verb in verbs) for clause in telling)
    telling = [_BRACKETS.sub("", clause) for clause in telling if sum(verb in clause for verb in verbs) == most]
    found = [match for clause in telling for match in _FIGURE.finditer(clause)]
    units = {*question.wanted_units, *(COUNT_UNITS if COUNT_UNITS & set(question.wanted_units) else ())}
    fitting = [match for match in found if not units or match[2] in units]
    if len(fitting) != 1:
        return None
    match = fitting[0]
    before = [named for named, at, _ in stated_years(whole) if at < whole.find(match[0])]
    return TextFigure(region, exact(match[1].replace(",", "")), match[0], match[2], before[-1] if before else None)


def _at_year(question: Question, part: str) -> str:
    """``part`` with that end of a way (由2020年的55.7%下降到2025年的51%以下) which is of the year asked; the one reached where neither is."""

    def end(match: re.Match[str]) -> str:
        years = [str(year) for year in question.years]
        behind = re.split(r"[，；;。]|,(?!\d{3})", part[match.end() :])[0]
        begins = any(year in match[0] for year in years) and not any(year in behind for year in years)
        return f"{match[0]}，" if begins else ""

    return _REACHED.sub(end, part)


def _of_record(question: Question, region: str, answer: Answer) -> TextFigure | None:
    """The one figure of a table's row that ``answer`` gives for the year asked."""
    facts = [fact for fact in answer.facts if fact.region == region]
    facts = [fact for fact in facts if fact.year in question.years] or facts
    read = read_value(_MARKED.sub("", facts[0].value)) if len(facts) == 1 else None
    if read is None or read.number is None or not (read.unit or facts[0].unit):
        return None
    unit = read.unit or facts[0].unit
    return TextFigure(region, exact(f"{read.number}"), with_unit(facts[0].value, facts[0].unit), unit, facts[0].year)


def _own_part(question: Question, quote: str) -> str:
    """The part of a chain (；) that speaks of the one house of the question (市第一人民医院…1050张；市第二人民医院…420张); else all."""
    houses = [one for one in demanded(question.plain) if one.contrast == NUMBERED]
    parts = [part for part in re.split("[；;]", quote) if houses and all(one.same.search(part) for one in houses)]
    return parts[0] if len(parts) == 1 else quote


def derived(operation: Operation, figures: Sequence[TextFigure]) -> tuple[list[str], tuple[str, ...]]:
    """The lines that ``operation`` asks for of the figures of two places at least, and the places that win; nothing where
    their units do not convert."""
    level = _in_one_unit(figures)
    asked = operation.extremes or operation.order or operation.difference or operation.average or operation.total
    asked = asked or operation.threshold is not None
    if not asked or not level:
        return [], ()
    order = sorted(level, key=lambda figure: figure.number, reverse=operation.order != "ascending")
    name = "compare.ascending" if operation.order == "ascending" else "compare.order"
    lines = [
        say(name, listed=in_order((figure.number, f"{figure.region} {figure.shown}") for figure in order), better="")
    ]
    winners: list[str] = []
    for extreme, word in operation.extremes:
        best = (max if extreme == "highest" else min)(figure.number for figure in level)
        first = [figure for figure in level if figure.number == best]
        winners += [figure.region for figure in first]
        shown = "、".join(f"{figure.region}（{figure.shown}）" for figure in first)
        lines.append(say("compare.winner", asked=word, regions=shown))
    down = sorted(level, key=lambda figure: -figure.number)
    lines += bounded(operation.threshold, down)
    unit = level[0].unit
    if operation.difference:
        one, other = (f"{figure.region} {figure.shown}" for figure in (down[0], down[-1]))
        gap = f"{_written(down[0].number - down[-1].number)}{_gap_unit(unit)}"
        lines.append(say("compare.difference", gap=gap, one=one, other=other))
    years = {figure.region: figure.year for figure in level if figure.year}
    if len(set(years.values())) > 1:
        # 8.91万人 of 2020 and 6.5万人 of 2025 add up to nothing.
        told = "、".join(f"{region}{say('answer.in_year', year=year)}" for region, year in years.items())
        return [*lines, say("compare.horizons", years=told)], tuple(dict.fromkeys(winners))
    if operation.average:
        mean = sum((figure.number for figure in level), Fraction(0)) / len(level)
        lines.append(say("compare.average", count=len(level), mean=_written(mean, 2), unit=unit))
    if operation.total:
        addends = "＋".join(_written(figure.number) for figure in level)
        total = _written(sum((figure.number for figure in level), Fraction(0)))
        lines.append(say("compare.total", count=len(level), addends=addends, total=total, unit=unit))
    return lines, tuple(dict.fromkeys(winners))


def change_of(before: TextFigure, after: TextFigure) -> str:
    """The line that says how far one figure of a place is from the other, in one unit."""
    gap = after.number - before.number
    sign = say("compare.up" if gap > 0 else "compare.down" if gap < 0 else "compare.same")
    size = f"{_written(abs(gap))}{_gap_unit(after.unit)}" if gap else ""
    shown = {"before": before.shown, "after": after.shown, "gap": f"{sign}{size}"}
    return say("compare.change", region=after.region, **shown)


def _in_one_unit(figures: Sequence[TextFigure]) -> list[TextFigure]:
    unit = figures[0].unit
    level = []
    for figure in figures:
        alike = figure.unit == unit or {figure.unit, unit} <= COUNT_UNITS  # 168个, 221家
        number = figure.number if alike else converted(_written(figure.number, 12), figure.unit, unit)
        if number is None:
            return []
        level.append(replace(figure, number=number))
    return level


def _gap_unit(unit: str) -> str:
    return say("compare.points") if unit in ("%", "％") else unit


def _written(number: Fraction, digits: int = 6) -> str:
    text = f"{float(number):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
