"""Boxes (专栏) that a question names by their number."""

import re
from collections.abc import Iterable

from bot.answers.items import is_heading
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished, first_marks
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import number_of
from prompts import say

_WORD = "专栏"
_BOXES_ASKED = re.compile(
    r"(?:几|多少|哪[几些])个?专栏(?![^，。？?]{0,8}(?:写|提|讲|说|有关))|专栏(?:一共|总共|都|分别|共)*有?(?:几个|多少个?|哪些|哪几个)(?:$|[？?呀啊呢])"
)
# 专栏2里都列了什么行动和试点: the words for what a box lists, whatever it is.
_CONTENTS_ASKED = re.compile(
    r"专栏\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[\u4e00-\u9fff“”]{0,14}?(?:里面?|中|上)?(?:都|主要|一共|具体)*(?:列|写|讲|提|有|包括|包含|是|放)(?:了|到|出)?(?:哪些|哪几[个项条]|什么|啥)"
    r"(?:具体|重点)*(?:(?:行动|试点|计划|项目|工程|内容|举措|措施|任务|事项|东西|建设)[和、与及]?)*[呀啊呢]?[?？]?$"
)
# The name of an item, before what is told of it.
_NAME = re.compile(r"[^：:。；]{2,30}(?=[：:])")
_MOST_ITEMS = 12
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
    if question.checks:
        return None
    if _CONTENTS_ASKED.search(question.plain):
        return _contents(question, library)
    if not _BOXES_ASKED.search(question.plain):
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


def _contents(question: Question, library: Library) -> Answer | None:
    """What the box that is named by its number lists, item by item; None where each of its items is a project, which are listed as such."""
    number = box_asked(question)
    citations = Citations(library.store)
    lines: list[str] = []
    for plan in library.plans_of(question.region_names)[:_MOST_PLANS]:
        inside = [
            unit
            for unit in library.store.evidence(plan.id)
            if unit.table is None and number is not None and is_in_box(unit.section, number)
        ]
        items = [unit for unit in inside if not is_heading(unit)]
        starts = {project.row.start for project in library.store.projects(plan.id)[0]}
        if any(is_heading(unit) and not _BOX.search(unit.section[-1]) for unit in inside):
            continue  # items with titles of their own are listed by these
        listed = question.projects is not None and (question.projects.lists or question.projects.speaks)
        if not items or (listed and all(unit.span.start in starts for unit in items)):
            continue
        heading = next((name for name in items[0].section if _BOX.search(name)), _WORD)
        facts = {"region": plan.metadata.region, "heading": heading, "plan": plan_name(plan)}
        head = next((unit for unit in inside if is_heading(unit) and unit.section[-1] == heading), None)
        number_of_head = f"[{citations.add(plan, head.span, head.section, None)}]" if head else ""
        lines.append(say("list.head", **facts, count=len(items)) + number_of_head)
        for unit in items[:_MOST_ITEMS]:
            shown = _NAME.match(unit.text)
            item = shown[0] if shown else unit.text
            lines.append(say("list.item", item=item, n=citations.add(plan, unit.span, unit.section, None)))
        if len(items) > _MOST_ITEMS:
            lines.append(say("list.more", count=len(items) - _MOST_ITEMS))
    marks = first_marks([line for line in lines if line.startswith("·")])
    return finished(question.text, False, None, "\n".join(lines), citations, items=marks) if lines else None


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
