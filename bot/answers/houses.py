"""Institutions of several places set against each other (甲县人民医院、乙市第一人民医院，哪家床位最多): each is asked about in the
document of its own place, without the names of the others."""

import re
from dataclasses import replace

from bot.answers.side_by_side import answer_side_by_side
from bot.library import Library
from bot.mentions import places_in
from bot.models import Answer
from bot.question import Kind, Question, Wanted

# A house behind its place: 市第一人民医院, 县中等职业学校.
_HOUSE = re.compile(
    r"[市县区]?(?:的|那个)?(?:(?![和与跟及])[\u4e00-\u9fff]){0,8}?(?:医院|保健院|福利院|幼儿园|中学|小学|大学|学院|学校)"
)


def answer_houses(question: Question, library: Library) -> Answer | None:
    """The passage on each of the institutions that ``question`` names behind their places, and their order where it asks for one;
    None where it does not name one of each place, or asks for projects."""
    projects = question.projects is not None and (question.projects.speaks or "investment" in question.projects.parts)
    if len(question.regions) < 2 or projects or question.kind not in (Kind.COMPARE, Kind.LOOKUP, Kind.PROJECTS):
        return None
    named = {
        place.known: range(place.start, house.end())
        for place in places_in(question.plain, library.loaded.aliases)
        if place.known and (house := _HOUSE.match(question.plain, place.end))
    }
    if set(named) != set(question.region_names):
        return None
    own = {region: _alone(question, region, named) for region in question.region_names}
    answer = answer_side_by_side(question, library, own)
    return None if answer.refused else answer


def _alone(question: Question, region: str, named: dict[str, range]) -> Question:
    """``question`` of one house: the others are blanked, so that what is left stands where it stood."""
    others = {at for other, places in named.items() if other != region for at in places}
    plain = "".join(" " if at in others else char for at, char in enumerate(question.plain))
    terms = tuple(term for term in question.terms if not others & set(range(term.start, term.end)))
    wanted = question.wanted | ({Wanted.FIGURE} if question.indicators else frozenset())
    return replace(question, plain=plain, terms=terms, wanted=wanted)
