"""What evidence may lack of the form that a question asks for, and the institutions that both name."""

import functools
import re
from enum import StrEnum

from bot.question import Question, Term
from bot.support import held
from corpus.language.names import generic_words, narrowing_words

# What the names of institutions end with; behind 哪家 they are what is asked for.
HOUSES = (
    "医院",
    "保健院",
    "病院",
    "福利院",
    "养老院",
    "中心",
    "卫生站",
    "卫生室",
    "卫生院",
    "服务站",
    "学校",
    "大学",
    "学院",
    "中学",
    "小学",
)
# The tags of names of places, persons and others.
_PROPER = ("ns", "nr", "nz")
_ASKED_HOUSE = re.compile(r"(?:哪|几|什么|多少)[一二两三四五六七八九十几些]{0,2}[家所个间座]?$")


class Gap(StrEnum):
    """What evidence lacks of the form that a question asks for."""

    CONTRAST = "contrast"
    HOUSE = "house"
    INSIDE = "inside"
    QUOTATION = "quotation"
    NUMBER = "number"
    INDICATOR = "indicator"
    PHONE = "phone"
    FIGURE = "figure"
    UNIT = "unit"
    COUNTED = "counted"
    LIST = "list"
    PLACE = "place"
    DATE = "date"
    YEAR = "year"
    DOER = "doer"
    PERSON = "person"
    ASPECT = "aspect"


@functools.lru_cache(maxsize=256)
def _names_of_houses(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The proper names that stand right before the class of an institution."""
    import rjieba

    found = []
    begin: Term | None = None
    for at, term in enumerate(terms):
        begin = begin if begin and at and terms[at - 1].end == term.start else term
        if term is begin or not term.text.endswith(HOUSES) or len(begin.text) < 2 or begin.weight < 1:
            continue
        word = begin.text
        ((_, tag), *more) = rjieba.tag(word)
        proper = not more and (tag.startswith(_PROPER) or not rjieba.has_word(word))
        if proper and word not in (*generic_words(), *narrowing_words()):
            found.append(begin)
    return tuple(found)


def lacks_house(question: Question, key: str) -> bool:
    """Whether an institution that the question names (not one that it asks for: 哪家医院) does not stand in ``key``, or the name that
    tells it from others of its class does not (柴山|中心|卫生院)."""
    return any(
        max(held(way, key) for way in (name.text, *name.ways)) < 1 for name in _names_of_houses(question.terms)
    ) or any(
        term.text.endswith(HOUSES)
        and len(term.text) > 2
        and not _ASKED_HOUSE.search(question.plain[: max(term.start, 0)])
        and max(held(way, key) for way in (term.text, *term.ways)) < 1
        for term in question.terms
    )
