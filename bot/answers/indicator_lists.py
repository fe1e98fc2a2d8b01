"""Lists of indicators: those that a plan's table has under one of its domains (健康环境 of 领域 | 指标 | 2025年), and those of its
main table, by number or one by one, all of them or those whose target lies on one side of a bound."""

import re

from bot.answers.comparison import written
from bot.answers.records import Found, Row, rows_of
from bot.answers.which_place import is_open, which_place
from bot.answers.wording import cite_row, plan_name, row_line, stated_figure
from bot.asking import ATTRIBUTE_LIST
from bot.citing import Citations
from bot.dialogue.query import Threshold, operation_of
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Kind, Question
from bot.reading.rules import spans_in
from corpus.language.headings import unnumbered
from corpus.language.numerals import exact
from corpus.language.places import stem
from corpus.language.text import search_key
from corpus.language.values import read_value
from corpus.models import Role
from prompts import say
from retrieval.records import StoredPlan

_ASKED = re.compile(
    r"(?:哪|几|多少|什么|啥)[几些]?(?:个|项|条|类)?(?:具体|主要|核心|发展|规划)*的?指标|指标(?:都|分别|主要|一?共|总共)*(?:有|包括|是|列了?|定了?|设了?)?(?:哪[几些]|几[个项条]|多少[个项条]?|什么|啥)"
    r"|指标(?:都)?(?:给我|帮我|帮忙)?(?:列|说|报|数|念)(?:一?下|出来|全|给我)|(?:列|报|数|念)(?:一?下|出|出来)(?:全部|所有|主要|核心)*的?指标"
)
# All that a question for the whole table says of it, and what says nothing beside.
_OF_TABLE = re.compile(
    r"指标|主要|核心|重点|关键|全部|所有|发展|规划|工作|一共|总共|表|目标|体系|文件|[这那各][几两三四五]?[个份]?|都|有|的|里面?|中|请|呢|啊|呀|\W"
)
_HOW_MANY = re.compile(r"(?:多少|几)[个项条]|(?:多少|几)个?指标|[有是]?几个[？?]?$")
_PERIOD = re.compile(r"“?十[一二三四五六七八九]五”?(?:期间|时期)?")
# The tables of more plans are no answer in a chat; of one table so many rows are shown.
_MOST_PLANS = 5
_MOST_ROWS = 12
# The message for each side of a bound.
_SIDES = {"above": "lists.above", "below": "lists.below", "at least": "lists.at_least"}


def answer_indicator_list(question: Question, library: Library) -> Answer | None:
    """The rows under the domain that the question names, or the main table's where it names nothing else; None where it asks for
    no list of indicators."""
    if (
        not _ASKED.search(question.whole)
        or question.indicators
        or question.checks
        or question.kind is Kind.ATTRIBUTE_LIST
    ):
        return None
    plans, said = library.plans_of(question.region_names), search_key(question.plain)
    if len(plans) > _MOST_PLANS:
        return None
    values = [(plan, value) for plan in plans for _, value in library.store.values_of_plan(plan.id)]
    of_domain = [
        (plan, value) for plan, value in values if value.domain and search_key(unnumbered(value.domain)) in said
    ]
    citations = Citations(library.store)
    if of_domain:
        named = "、".join(dict.fromkeys(unnumbered(value.domain) for _, value in of_domain))
        lines = _counted(question, named, rows_of(of_domain), citations)
    elif threshold := operation_of(spans_in(question.plain), question.plain).threshold:
        lines = _bounded(question, threshold, values, citations)
    elif _asks_for_table(question):
        lines = [line for plan in plans for line in _main_table(plan, values, len(plans), citations)]
    else:
        lines = []
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def answer_attribute_list(question: Question, library: Library) -> Answer | None:
    """The indicators that a plan's table marks 约束性 or 预期性."""
    asked = ATTRIBUTE_LIST.search(question.plain)
    assert asked is not None
    attribute = asked["attribute"] or asked["named"]
    citations = Citations(library.store)
    plans = library.plans_to_read(question.plain, question.region_names)
    if is_open(question, library):
        return which_place(question, library, (plan.metadata.region for plan in plans))
    ids = {plan.id: plan for plan in plans}
    marked = [(ids[n], v) for n, v in library.store.values_marked(attribute, ids)]
    lines = _counted(question, attribute, rows_of(marked), citations)
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None


def _counted(question: Question, named: str, rows: list[Row], citations: Citations) -> list[str]:
    """The rows of the kind ``named``, behind their number where that is asked for."""
    lines = [row_line(plan, row, cite_row(citations, plan, row)) for plan, row in rows]
    if lines and _HOW_MANY.search(question.whole):
        lines.insert(0, say("lists.count", named=named, count=len(lines)))
    return lines


def _bounded(question: Question, threshold: Threshold, values: list[Found], citations: Citations) -> list[str]:
    """The rows with a target on the side of ``threshold`` that is asked for, of the years asked for, in its very unit; behind their
    number. None where the bound has no unit: figures of all kinds would meet it."""
    met = []
    for plan, value in values:
        number = read_value(value.value).number
        of_year = value.role is Role.TARGET and (not question.years or value.year in question.years)
        alike = threshold.unit and (value.unit or read_value(value.value).unit) == threshold.unit
        if number is not None and alike and of_year and threshold.met_by(exact(f"{number}")):
            met.append((plan, value))
    if not met:
        return []
    rows = rows_of(met)
    head = say(
        "lists.bounded",
        bound=say(_SIDES[threshold.kind], number=written(threshold.number)),
        unit=threshold.unit,
        count=len(rows),
    )
    return [head, *(row_line(plan, row, cite_row(citations, plan, row)) for plan, row in rows)]


def _asks_for_table(question: Question) -> bool:
    """Whether nothing but places and periods narrows the indicators that are asked for."""
    rest = _PERIOD.sub("", _ASKED.sub("", question.plain))
    for region in question.region_names:
        rest = rest.replace(region, "").replace(stem(region), "")
    return not question.years and not _OF_TABLE.sub("", rest)


def _main_table(plan: StoredPlan, values: list[Found], plans: int, citations: Citations) -> list[str]:
    """How many indicators the table of ``plan`` with the most targets has, and the first of them, each with its target."""
    tables: dict[str, list[Row]] = {}
    targets = [(own, value) for own, value in values if own is plan and value.role is Role.TARGET]
    own_targets = [(own, value) for own, value in targets if value.scope == plan.metadata.region]
    for row in rows_of(own_targets or targets):
        tables.setdefault(row[1][0].table or "", []).append(row)
    if not tables:
        return []
    table, rows = max(tables.items(), key=lambda one: len(one[1]))
    heading = table or say("lists.indicators")
    lines = [say("list.head", region=plan.metadata.region, heading=heading, count=len(rows), plan=plan_name(plan))]
    shown = rows[: _MOST_ROWS // plans]
    for _, cells in shown:
        figures = "；".join(stated_figure(plan, value) for value in cells)
        item = say("lists.indicator", name=cells[0].printed_name, figures=figures)
        lines.append(say("list.item", item=item, n=cite_row(citations, plan, cells)))
    return [*lines, say("list.more", count=len(rows) - len(shown))] if len(rows) > len(shown) else lines
