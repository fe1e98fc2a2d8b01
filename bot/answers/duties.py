"""What a body is responsible for (县教育局牵头哪些任务): the rows of tables of tasks and projects that name it, each cited."""

import re
from collections.abc import Iterator

from bot.answers.project_records import says
from bot.answers.which_place import is_open, which_place
from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library, finished, first_marks
from bot.models import Answer
from bot.question import Question
from bot.reading.rules import spans_in
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.models import Project, Task
from prompts import say
from retrieval.records import StoredPlan

# Lines of one plan that a reader of a phone still looks through; how many more there are is said.
_MOST_ROWS = 12
# 县, 市 before the name of a body say whose it is, which the plan's own place does.
_WHOSE = re.compile(r"^[县市区省][里]?(?=[\u4e00-\u9fff]{2})")
_BODIES = re.compile(r"[、，,；;\s]+")


def answer_duties(question: Question, library: Library) -> Answer | None:
    """The tasks and projects of the body that ``question`` names; None where it asks for no body's, or no table names it."""
    span = next((span for span in spans_in(question.plain) if span.kind == "duties"), None)
    if span is None:
        return None
    body = search_key(_WHOSE.sub("", _without_places(span.part("body"), question)))
    if len(body) < 2:
        return None
    takes_part = span.part("supports") != ""
    citations = Citations(library.store)
    lines: list[str] = []
    listed: list[str] = []
    regions: list[str] = []
    for plan in library.plans_to_read(question.plain, question.region_names):
        rows = list(_rows(library, plan, body, takes_part))
        if not rows:
            continue
        head = "duties.supports" if takes_part else "duties.leads"
        region, name = plan.metadata.region, plan_name(plan)
        regions.append(region)
        lines.append(say(head, region=region, body=span.part("body"), plan=name, count=len(rows)))
        own = [_line(citations, plan, row) for row in rows[:_MOST_ROWS]]
        lines += own
        listed += own
        if len(rows) > _MOST_ROWS:
            lines.append(say("list.more", count=len(rows) - _MOST_ROWS))
    if not lines:
        return None
    if is_open(question, library) and len(set(regions)) > 1:
        return which_place(question, library, regions)
    return finished(question.text, False, None, "\n".join(lines), citations, items=first_marks(listed))


def _without_places(body: str, question: Question) -> str:
    for region in question.region_names:
        body = body.removeprefix(region).removeprefix(stem(region))
    return body


def _rows(library: Library, plan: StoredPlan, body: str, takes_part: bool) -> Iterator[Task | Project]:
    """The rows whose column of those who lead, or of those who take part, names ``body``."""
    for task in library.store.tasks(plan.id):
        if _is_named(body, task.support if takes_part else task.lead):
            yield task
    for project in library.store.projects(plan.id)[0]:
        if not takes_part and _is_named(body, project.body):
            yield project


def _is_named(body: str, cell: str) -> bool:
    """Whether one of the bodies of a cell is ``body`` or has it for its short name (教体局: 县教育体育局)."""
    return any(says(body, search_key(_WHOSE.sub("", own))) for own in _BODIES.split(cell) if own)


def _line(citations: Citations, plan: StoredPlan, row: Task | Project) -> str:
    number = citations.add(plan, row.row, row.section, row.table)
    when = row.deadline if isinstance(row, Task) else row.years
    return say("duties.item", name=row.name, when=say("duties.when", when=when) if when else "", n=number)
