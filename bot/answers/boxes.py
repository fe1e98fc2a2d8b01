"""Boxes (专栏) that a question names by their number."""

import re
from collections.abc import Iterable

from bot.answers.items import is_heading
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import number_of
from prompts import say

_WORD = "专栏"
_BOXES_ASKED = re.compile(
    r"(?:几|多少|哪[几些])个?专栏(?![^，。？?]{0,8}(?:写|提|讲|说|有关))|专栏(?:一共|总共|都|分别|共)*有?(?:几个|多少个?|哪些|哪几个)(?:$|[？?呀啊呢])"
)
# The boxes of more documents are no answer in a chat.
_MOST_PLANS = 3
_BOX = re.compile(r"专栏\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d年])")


def box_asked(question: Question) -> int | None:
    """The number of the box that the question names; None where it names none."""
    named = _BOX.search(question.plain)
    return number_of(named["number"]) if named else None


def is_in_box(section: Iterable[str], number: int) -> bool:
    """Whether a path of headings leads through the box of that number."""
    found = (_BOX.search(heading) for heading in section)
    return any(match is not None and number_of(match["number"]) == number for match in found)


def answer_boxes(question: Question, library: Library) -> Answer | None:
    """The boxes of a document, by number and heading, where they are asked for (有几个专栏); None for other questions."""
    if not _BOXES_ASKED.search(question.plain) or question.checks:
        return None
    citations = Citations(library.store)
    lines: list[str] = []
    for plan in library.plans_of(question.region_names)[:_MOST_PLANS]:
        boxes = [
            unit for unit in library.store.evidence(plan.id) if is_heading(unit) and unit.section[-1].startswith(_WORD)
        ]
        if boxes:
            head = say("list.head", region=plan.metadata.region, heading=_WORD, count=len(boxes), plan=plan_name(plan))
            lines.append(head)
        lines += [
            say("list.item", item=unit.text, n=citations.add(plan, unit.span, unit.section, None)) for unit in boxes
        ]
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


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
