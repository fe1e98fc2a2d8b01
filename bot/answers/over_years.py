"""What the years of a schedule come to (2026到2028年一共改造多少户): the column that sums them up, else their computed sum."""

import re
from fractions import Fraction

from bot.answers.records import BASELINES, account_for, rows_of, values_of
from bot.answers.wording import cite_row, fact_of, row_line
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Question
from corpus.language.numerals import exact, number_of
from corpus.language.values import read_value
from corpus.models import Aspect, IndicatorValue
from prompts import say

_ALTOGETHER = re.compile(r"一共|总共|合计|加起来|加在?一起|加总|帮我加|累计|总计")
_RANGE = re.compile(r"(?P<first>\d{2,4})年?[到至\-—－~～](?P<last>\d{2,4})年")
_YEARS = re.compile(r"(?P<count>[两二三四五六七八九十])年")
# A level is reached anew each year; only what is done in each year adds up.
_SCHEDULE = re.compile(r"计划|任务|安排|新增|新建|改造|分年|招|培训|投资|资金")
_SUMMED = re.compile(r"[合总累小]计")
_FEWEST = 2


def answer_over_years(question: Question, library: Library) -> Answer | None:
    """The sum over the years that ``question`` asks for, of each row of a schedule that it names; None where it asks for none, or
    no row is one."""
    if not _ALTOGETHER.search(question.plain) or not question.indicators or len(question.regions) > 1:
        return None
    span, stretch = _RANGE.search(question.plain), _YEARS.search(question.plain)
    if span is None and stretch is None:
        return None
    found = values_of(question, library, library.plans_of(question.region_names))
    if not found or not account_for(question, found):
        return None
    citations = Citations(library.store)
    lines, facts = [], []
    for plan, row in rows_of(found):
        dated = [value for value in row if value.year and value.stated and value.aspect is Aspect.LEVEL]
        if span:
            first, last = (2000 + int(span[name][-2:]) for name in ("first", "last"))
            dated = [value for value in dated if first <= (value.year or 0) <= last]
        elif stretch and len(dated) > number_of(stretch["count"]):
            continue
        else:
            dated = [value for value in dated if value.role not in BASELINES]
        cumulated = [value for value in row if value.value.startswith("[") and (not span or value in dated)]
        if cumulated:  # [78] says what the years come to
            number = cite_row(citations, plan, row)
            lines.append(row_line(plan, cumulated, number))
            facts += [fact_of(plan, value, number) for value in cumulated]
            continue
        if len(dated) < _FEWEST or not all(_SCHEDULE.search(f"{v.table}{v.column}{v.printed_name}") for v in dated):
            continue
        whole = [] if span else [value for value in row if _SUMMED.search(value.column) and value.stated]
        number = cite_row(citations, plan, row)
        lines.append(row_line(plan, [*dated, *whole], number))
        facts += [fact_of(plan, value, number) for value in (*dated, *whole)]
        if not whole and (total := _sum(dated)) is not None:
            addends = "＋".join(value.value for value in dated)
            unit = dated[0].unit
            lines.append(say("compare.total", count=len(dated), addends=addends, total=f"{float(total):g}", unit=unit))
    if not lines:
        return None
    keys = question.indicator_keys
    return finished(question.text, False, None, "\n".join(lines), citations, facts=tuple(facts), indicators=tuple(keys))


def _sum(values: list[IndicatorValue]) -> Fraction | None:
    """The sum of the figures; None where one is a bound or no number."""
    read = [read_value(value.value) for value in values]
    numbers = [exact(f"{one.number}") for one in read if one.number is not None and not one.comparator]
    return sum(filter(None, numbers), Fraction(0)) if len(numbers) == len(values) else None
