"""Figures of the running text that state an indicator, as typed records: so that a plan's text can be set against its
tables. Only a clause that names the indicator as plans print it counts; a figure of another thing must not slip in."""

import functools
import re
from collections.abc import Iterator

from corpus.catalogue import Catalogue, load_catalogue
from corpus.models import FigureStatement, Passage, PlanMetadata, Role
from corpus.text import CleanText, keyed
from corpus.values import COMPARATOR, NUMBER, QUALIFIER, UNIT

_MEASURED = rf"(?:(?:{COMPARATOR})\s*)?(?<![\d.])(?:{NUMBER})\s*(?:{UNIT})(?:\s*(?:{QUALIFIER}))?"
_FIGURE = re.compile(
    rf"从\s*(?:{NUMBER})\s*(?:{UNIT})?\s*[\u4e00-\u9fff]{{1,4}}?[至到]\s*(?:{NUMBER})\s*(?:{UNIT})(?:{QUALIFIER})?|{_MEASURED}"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年(?!龄)")
_TARGET = re.compile(
    r"目标|力争|以上|以下|不低于|不少于|不高于|不超过|控制在|提升到|提升至|提高到|提高至|降至|降到|达到"
)
# Between a name and its figure these show that the figure measures something else: another clause, a change instead of
# a level, a share, or figures dealt out over a list that could not be paired.
_ELSEWHERE = re.compile(r"[；;。]|较|同比|降幅|增幅|占比|分别|(?:增长|增加|降低|下降|提高|提升|减少)(?![到至为])")
_LIST_GAP = re.compile(r"[、，,和与及以\s]*(?:达到|达|为|降至|提高到|下降到|增加到|控制在)?")
_EARNED = re.compile(r"现状|基础|背景|成就|成效|回顾")
# What plans put between the words of an indicator's name.
_NAME_FILLERS = ("常住", "拥有", "的", "户籍")
# A figure further behind the name belongs to something else: 预期寿命从78.8岁提高到… stands within 6 characters, the
# longest honest distance seen is 14 (由…下降到, 保持在…以上的水平).
_REACH = 16
# 每千人常住人口拥有3岁以下…: a base that plans word in their own way stands at most this far before the name.
_BASE = re.compile(r"每\s*(?:[千万百十]|10+)[^，。；]*$")
_BASE_REACH = 12
# Names shorter than this (医护比) are words of running text as well.
_SHORTEST_NAME = 4


def figures_of(passages: list[Passage], bodies: dict[int, CleanText], metadata: PlanMetadata) -> list[FigureStatement]:
    """Every figure that a sentence states of a catalogued indicator. ``bodies`` maps a paragraph's number to its text,
    through which offsets inside a sentence are found."""
    statements: list[FigureStatement] = []
    for passage in passages:
        body = bodies[passage.paragraph]
        offset = _offset(body, passage)
        for key, start, end, year in _statements(passage.text):
            span = body.span(offset + start, offset + end)
            statements.append(
                FigureStatement(
                    indicator=key,
                    value=passage.text[start:end].strip(),
                    year=year or _year_before(body.text, offset),
                    role=_role(passage.text, passage.section, year, metadata),
                    section=passage.section,
                    sentence=passage.span,
                    figure=span,
                )
            )
    return statements


def _offset(body: CleanText, passage: Passage) -> int:
    return body.offsets.index(passage.span.start)


def _statements(text: str) -> Iterator[tuple[str, int, int, int | None]]:
    """(indicator key, figure start, figure end, year) for each figure of one sentence."""
    names = _names(text)
    if not names:
        return
    figures = [(m.start(), m.end()) for m in _FIGURE.finditer(text) if not re.fullmatch(r"\s*(?:19|20)\d{2}\s*", m[0])]
    listed = _distributed(text, names, figures) if "分别" in text else []
    for key, (start, end) in listed:
        yield key, start, end, _year_at(text, start)
    for number, (key, _, name_end) in enumerate(names):
        limit = names[number + 1][1] if number + 1 < len(names) else len(text)
        figure = next((f for f in figures if name_end <= f[0] < limit), None)
        if figure is None or figure in [pair[1] for pair in listed]:
            continue
        between = text[name_end : figure[0]]
        if len(between) > _REACH or _ELSEWHERE.search(between):
            continue
        yield key, figure[0], figure[1], _year_at(text, figure[0])


def _distributed(
    text: str, names: list[tuple[str, int, int]], figures: list[tuple[int, int]]
) -> list[tuple[str, tuple[int, int]]]:
    """Names and figures paired in order where a list of names stands right before 分别 and a list of as many figures
    behind it; else nothing."""
    at = text.find("分别")
    run: list[tuple[str, int, int]] = []
    for name in reversed([name for name in names if name[2] <= at]):
        if not _LIST_GAP.fullmatch(text[name[2] : run[0][1] if run else at]):
            break
        run.insert(0, name)
    values: list[tuple[int, int]] = []
    for figure in (figure for figure in figures if figure[0] > at):
        if values and not _LIST_GAP.fullmatch(text[values[-1][1] : figure[0]]):
            break
        values.append(figure)
    if len(run) < 2 or len(run) != len(values):
        return []
    return [(name[0], figure) for name, figure in zip(run, values, strict=True)]


@functools.cache
def _name_pattern() -> tuple[re.Pattern[str], Catalogue]:
    catalogue = load_catalogue()
    names = sorted((n for i in catalogue for n in i.names if len(n) >= _SHORTEST_NAME), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), catalogue


def _names(text: str) -> list[tuple[str, int, int]]:
    """(indicator key, start, end) of each indicator name in ``text``, the longest at each place.

    A name of a ratio counts only with its base: 注册护士842人 is a head count and not 每千人口注册护士数, unless it goes on
    with a list that began with the base (每千人口床位数、注册护士数).
    """
    pattern, catalogue = _name_pattern()
    key, places = keyed(text, _NAME_FILLERS)
    names: list[tuple[str, int, int]] = []
    for match in pattern.finditer(key):
        indicator = catalogue.key_of(match[0])
        start, end = places[match.start()], places[match.end() - 1] + 1
        entry = catalogue.get(indicator)
        ratio = entry is not None and entry.names[0].startswith(("每千", "每万", "千人"))
        carried = bool(names) and re.fullmatch(r"[数、和与及\s]*", text[names[-1][2] : start]) is not None
        based = match[0].startswith(("每", "千")) or _BASE.search(text[max(0, start - _BASE_REACH) : start])
        if ratio and not based and not carried:
            continue
        if text.startswith("数", end):
            end += 1
        names.append((indicator, start, end))
    return names


def _year_at(text: str, figure: int) -> int | None:
    """The year that stands last before the figure in its sentence."""
    years = [int(match[1]) for match in _YEAR.finditer(text[:figure])]
    return years[-1] if years else None


def _year_before(body: str, sentence: int) -> int | None:
    """A year that opens the paragraph (到2025年，…) rules the sentences after it."""
    match = _YEAR.search(body[:40])
    return int(match[1]) if match and match.end() <= sentence else None


def _role(text: str, section: tuple[str, ...], year: int | None, metadata: PlanMetadata) -> Role:
    start = metadata.period[0] if metadata.period else None
    if year and start and year < start:
        return Role.BASELINE
    if any(_EARNED.search(title) for title in section):
        return Role.STATED
    if _TARGET.search(text) and (year is None or (start is not None and year >= start)):
        return Role.TARGET if year is None or year == metadata.horizon else Role.INTERIM_TARGET
    return Role.STATED
