"""One question put to several places: the passage of each, with its figures in order where that is asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.answers.joining import joined
from bot.answers.passage import answer_passage
from bot.library import Library
from bot.models import Answer
from bot.question import Question, RegionYears
from corpus.language.numerals import exact
from corpus.language.units import PLAIN_UNIT, converted
from prompts import say

# 五份规划都提出…: true of each place or not at all.
_ALL = re.compile(r"[都均皆]")
_FIGURE = re.compile(rf"(?<![\d.\-—年])(\d+(?:,\d{{3}})*(?:\.\d+)?)\s*({PLAIN_UNIT})")


@dataclass(frozen=True, slots=True)
class _Figure:
    region: str
    number: Fraction
    shown: str
    unit: str


def answer_side_by_side(question: Question, library: Library) -> Answer:
    """The passage of each place of ``question``, which names two at least; the places with none are named. A refusal where
    none has one."""
    answers = [answer_passage(_of(question, mention), library) for mention in question.regions]
    stated = [answer for answer in answers if not answer.refused]
    if not stated:
        return answer_passage(question, library)
    found = joined(question.text, stated, [""] * len(stated))
    pairs = zip(question.region_names, answers, strict=True)
    silent = [region for region, answer in pairs if answer.refused]
    lines = [found.text]
    if silent and question.checks and _ALL.search(question.plain):
        lines = [say("refusal.not_all", regions="、".join(silent)), found.text]
        return replace(found, refused=True, reason="false_premise", text="\n".join(lines))
    if silent:
        lines.append(say("answer.no_passage", regions="、".join(silent)))
    places = [region for region in question.region_names if region not in silent]
    lines += _ranked(question, places, stated)
    return replace(found, text="\n".join(lines), places=tuple(places))


def _of(question: Question, mention: RegionYears) -> Question:
    return replace(question, regions=[mention], years=list(mention.years) or question.years)


def _ranked(question: Question, places: Sequence[str], answers: Sequence[Answer]) -> list[str]:
    """The one figure of each place in order and the winner asked for; nothing where a place has none or several, or where
    the units differ."""
    operation = question.operation
    if not (operation.extremes or operation.order) or len(places) < 2:
        return []
    figures = [_figure(question, region, answer) for region, answer in zip(places, answers, strict=True)]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return []
    level = [converted(str(float(figure.number)), figure.unit, known[0].unit) for figure in known]
    if known[0].unit and any(number is None for number in level) and len({figure.unit for figure in known}) > 1:
        return []
    order = sorted(known, key=lambda figure: figure.number, reverse=operation.order != "ascending")
    name = "compare.ascending" if operation.order == "ascending" else "compare.order"
    listed = "、".join(f"{figure.region} {figure.shown}" for figure in order)
    lines = [say(name, listed=listed, better="")]
    for extreme, word in operation.extremes:
        best = (max if extreme == "highest" else min)(figure.number for figure in known)
        first = "、".join(f"{figure.region}（{figure.shown}）" for figure in known if figure.number == best)
        lines.append(say("compare.winner", asked=word, regions=first))
    return lines


def _figure(question: Question, region: str, answer: Answer) -> _Figure | None:
    """The only figure of a place's first quotation that has a unit asked for and stands in the clause of the matter."""
    quote = answer.citations[0].quote
    words = [term.text for term in question.terms if term.weight == 1]
    clauses = [clause for clause in re.split(r"[，；。]", quote) if not words or any(word in clause for word in words)]
    found = [match for clause in clauses or [quote] for match in _FIGURE.finditer(clause)]
    fitting = [match for match in found if not question.wanted_units or match[2] in question.wanted_units]
    if len(fitting) != 1:
        return None
    match = fitting[0]
    return _Figure(region, exact(match[1].replace(",", "")), match[0], match[2])
