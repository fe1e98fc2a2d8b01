"""Figures of the running text as typed records: every quantified statement, with what it measures and, where its clause
names a catalogued indicator, that indicator's key: so that a plan's text can be searched and set against its tables."""

import re
from collections.abc import Iterable

from corpus.catalogue import load_catalogue
from corpus.language.places import gazetteer
from corpus.language.quantities import Quantity
from corpus.language.text import CleanText
from corpus.models import FigureStatement, IndicatorValue, PlanMetadata, Role
from corpus.records.running_text.dated_sentences import DatedSentence
from corpus.records.running_text.figure_years import year_of
from corpus.records.running_text.indicator_names import NameFinder
from corpus.records.running_text.measures import measure_of
from corpus.records.unit_misprints import usual_unit

_TARGET = re.compile(
    r"目标|力争|以上|以下|不低于|不少于|不高于|不超过|控制在|提升到|提升至|提高到|提高至|降至|降到|达到"
)
# Sections that tell what was reached: their figures set no aims. 织密基础网络 is no such section.
_EARNED = re.compile(r"现状|(?:发展|现实|工作|规划|良好)基础|背景|成就|成效|回顾")
_WHOLE = re.compile(
    r"(?:^|[，、：])\s*(?:(?:力争|到|至|截至)*\d{4}年底?[，,]?)?(全国|全省)(?!平均|领先|前|最|第|基层|示范|百强|先进|重点|名|地级)"
)
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治州|自治县|新区|市|区|县|旗)")


def name_finder(indicators: Iterable[IndicatorValue]) -> NameFinder:
    """The finder of indicator names for a plan with these tables."""
    return NameFinder((value.printed_name, value.indicator, value.unit) for value in indicators)


def figures_of(
    sentences: Iterable[DatedSentence],
    bodies: dict[int, CleanText],
    metadata: PlanMetadata,
    indicators: Iterable[IndicatorValue] = (),
) -> list[FigureStatement]:
    """Every figure that a sentence states. ``bodies`` maps a paragraph's number to its text, through which offsets
    inside a sentence are found; ``indicators`` are the plan's tables, whose names its text may use."""
    statements: list[FigureStatement] = []
    catalogue = load_catalogue()
    names = name_finder(indicators)
    for sentence in sentences:
        passage, text, quantities = sentence.passage, sentence.text, sentence.quantities
        if not quantities:
            continue
        body = bodies[passage.paragraph]
        offset = body.offsets.index(passage.span.start) + sentence.begin
        keys = names.owned(text, quantities)
        for at, quantity in enumerate(quantities):
            year, decided = year_of(at, quantities, text, sentence.mentions)
            if not decided:
                year = None if quantity.change == "from" else sentence.carried
            statements.append(
                FigureStatement(
                    indicator=keys.get(at, ""),
                    value=text[quantity.start : quantity.end].strip(),
                    year=year,
                    role=role_of(text, passage.section, quantity, year, metadata),
                    section=passage.section,
                    sentence=passage.span,
                    figure=body.span(offset + quantity.start, offset + quantity.end),
                    number=quantity.number,
                    unit=quantity.unit,
                    comparator=quantity.comparator,
                    qualifier=quantity.qualifier,
                    upper=quantity.upper,
                    measure=measure_of(text, quantities, at),
                    place=_place(text, quantities, at, metadata),
                    usual_unit=usual_unit(keys.get(at, ""), quantity.unit, catalogue),
                )
            )
    return statements


def role_of(text: str, section: tuple[str, ...], quantity: Quantity, year: int | None, metadata: PlanMetadata) -> Role:
    """What a figure of a sentence ``text`` is to its plan."""
    start = metadata.period[0] if metadata.period else None
    if quantity.change == "from" or (year and start and year < start):
        return Role.BASELINE
    aims = any("目标" in title for title in section)
    if (not aims and any(_EARNED.search(title) for title in section)) or (year and metadata.date[:4] > str(year)):
        return Role.STATED
    if year is None:
        return Role.TARGET if _TARGET.search(text) else Role.STATED
    if year == metadata.horizon:
        return Role.TARGET
    return Role.STATED if start is None or year < start else Role.INTERIM_TARGET


def _place(text: str, quantities: list[Quantity], at: int, metadata: PlanMetadata) -> str:
    """The place that a figure speaks of: the country or the province where a clause of its part of the sentence opens with
    it (低于全省平均水平 only compares), the one division below the plan's own that its clause names, else the region."""
    start = quantities[at].start
    part = text[max(text.rfind(mark, 0, start) + 1 for mark in "；。") : start]
    whole = _WHOLE.search(part)
    if whole:
        return whole[1] if whole[1] == "全国" or not metadata.superiors else metadata.superiors[0]
    names = {name for name in _divisions(part.rsplit("，", 1)[-1]) if _below(name, metadata.region)}
    return names.pop() if len(names) == 1 else metadata.region


def _below(name: str, region: str) -> bool:
    return any(region in place.superiors for place in gazetteer().get(name, ()))


def _divisions(clause: str) -> Iterable[str]:
    """What may be names of divisions in a clause: each ending, with what stands before it."""
    for match in _DIVISION.finditer(clause):
        for start in range(match.start(), match.end() - 2):
            yield clause[start : match.end()]
