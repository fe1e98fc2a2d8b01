"""Boxes (专栏) that a question names by their number."""

import re
from collections.abc import Iterable

from bot.library import Library
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import number_of
from prompts import say

_BOX = re.compile(r"专栏\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d年])")


def box_asked(question: Question) -> int | None:
    """The number of the box that the question names; None where it names none."""
    named = _BOX.search(question.plain)
    return number_of(named["number"]) if named else None


def is_in_box(section: Iterable[str], number: int) -> bool:
    """Whether a path of headings leads through the box of that number."""
    found = (_BOX.search(heading) for heading in section)
    return any(match is not None and number_of(match["number"]) == number for match in found)


def no_such_box(question: Question, library: Library) -> Answer | None:
    """The refusal where no document asked about has the box; None where one has, or none is named, or the documents have none by
    number."""
    number = box_asked(question)
    if number is None:
        return None
    plans = library.plans_to_read(question.plain, question.region_names)
    boxes = {
        number_of(match["number"])
        for plan in plans
        for path in library.store.sections(plan.id)
        if (match := _BOX.search(path[-1]))
    }
    if not boxes or number in boxes:
        return None
    searched = "、".join(question.region_names) or say("refusal.all_plans")
    text = say("refusal.no_box", searched=searched, number=number, last=max(boxes))
    return Answer(question.text, True, "not_stated", text)
