"""What the figures of one column of a table are: of which year, in which role, of what kind (level, yearly growth, sum over
the period). Read from the words of its label and the table's title, never assumed."""

import re
from dataclasses import dataclass

from corpus.language.units import UNIT
from corpus.language.values import read_value
from corpus.language.years import five_year_period, year_in, years_in
from corpus.models import Aspect, DocumentKind, PlanMetadata, Role, Table

_TARGET = re.compile(r"目标|规划[值数]|预期(?!性)|任务|计划(?!生育|单列)|预算(?!收入|支出|内|外|管理|单位|绩效)")
_BASELINE = re.compile(r"现状|基期|基数|基准|基础值|现值|当前")
_DONE = re.compile(r"实际|完成|实绩|执行|决算|实现|已[整建达改]")
_ANNUAL = re.compile(r"年均|年平均|平均每年|(?<![上去\d])年增[长速幅]")
_CUMULATIVE = re.compile(r"累计|五年(?:合计|总计)|期间合计")
_COMPLETION = re.compile(
    r"(?:完成|达成|实现)度|(?:完成|达成|实现)[^\s（(]{0,8}(?:率|比例|比重|程度)|进度(?:$|[（(])|为(?:预算|目标|计划)的|占(?:预算|目标|计划)"
)
_GROWTH = re.compile(r"增[长速幅减]|降幅|变化|同比|环比|[比较](?:上年|去年|(?:19|20)\d{2}年)|升降")
# 比2020年增长: a year that is only compared with is not the column's.
_COMPARED = re.compile(r"(?:相?[比较]|同比|相对于)\s*(?:19|20)\d{2}\s*年?[底末]?")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_IN_BRACKETS = re.compile(r"[（(]\s*((?:19|20)\d{2})\s*年?\s*[）)]")
_LABEL_UNIT = re.compile(r"[（(]\s*([^（()）]{1,12})\s*[）)](?=\s|$)")
_IS_UNIT = re.compile(rf"(?:{UNIT}|分|[^/]{{0,6}}/[^/]{{1,6}})$")
# 上一规划周期（2018—2022年）: a title may give its period in years.
_TITLE_YEARS = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-－—–~～]{1,2}|至|到)\s*((?:19|20)\d{2})")
# 表1 2024年…, whose space some files set so narrow that none is seen.
_TABLE_NUMBER = re.compile(r"^(?:附?[表件]|专栏)\s*\d{1,2}?\s*(?=(?:19|20)\d{2}\s*年)")
_ONE_YEAR = re.compile(r"(?:19|20)\d{2}\s*年(?![-－—–~～至到])")
# [20], 〔1.2〕: national and local plans print sums over the period so.
_SUM_CELL = re.compile(r"\s*[\[〔［【][^\]〕］】]*[\]〕］】]\s*$")


@dataclass(frozen=True, slots=True)
class ColumnFacets:
    """What a column's label says of its figures: ``year`` (None where nothing tells), ``role``, ``aspect``, and the ``unit``
    that the label or one of its levels gives ("" none)."""

    year: int | None
    role: Role
    aspect: Aspect
    unit: str


def facets_of(label: str, table: Table, metadata: PlanMetadata) -> ColumnFacets:
    """The facets of the column with this label."""
    aspect = _aspect(label)
    year = _year(label, aspect, table, metadata)
    return ColumnFacets(year, _role(label, aspect, year, table, metadata), aspect, label_unit(label))


def cell_aspect(value: str, aspect: Aspect) -> Aspect:
    """The aspect of one cell: a column of yearly growth prints sums over the period in brackets of their own."""
    return Aspect.CUMULATIVE if _SUM_CELL.match(value) else aspect


def value_unit(value: str, aspect: Aspect, row: str, column: str, table: str) -> str:
    """The unit of one cell, from its row's, its column's and its table's. A rate of growth or completion is no figure of the
    row's unit: it has the one that it or its column prints."""
    if aspect is Aspect.COMPLETION and not re.search(r"\d", value):
        return ""  # 已完成
    if aspect in (Aspect.LEVEL, Aspect.CUMULATIVE) or not re.search(r"\d", value):
        return row or column or table
    return read_value(value).unit or column or (row if row in ("%", "％") else "")


def label_unit(label: str) -> str:
    """The unit that a column's label, or one of its levels, gives its figures: 2025年目标（%）, 学校数（所） 2022年."""
    for match in reversed(list(_LABEL_UNIT.finditer(label))):
        if is_unit_text(match[1]):
            return match[1].strip()
    return label.rstrip()[-1:] if label.rstrip().endswith(("%", "％", "‰")) else ""  # 为预算的%


def is_unit_text(text: str) -> bool:
    """Whether words in brackets are a unit."""
    return _IS_UNIT.match(text.replace(" ", "")) is not None


def _aspect(label: str) -> Aspect:
    own = re.sub(r"\s+", "", label)
    if _ANNUAL.search(own):
        return Aspect.ANNUAL
    if _COMPLETION.search(own):
        return Aspect.COMPLETION
    if _GROWTH.search(own):
        return Aspect.GROWTH
    return Aspect.CUMULATIVE if _CUMULATIVE.search(own) else Aspect.LEVEL


def _year(label: str, aspect: Aspect, table: Table, metadata: PlanMetadata) -> int | None:
    """The year in the label; a label without one (规划目标) speaks of the end of the period that it or the title names.
    What stands in brackets counts last: there a label may explain a mark (数据后加*为2024年)."""
    own = _COMPARED.sub("", label)
    year = year_in(_BRACKETS.sub("", own))
    if year:
        return year
    if aspect is Aspect.LEVEL or _TARGET.search(label):
        period = five_year_period(own)
        if period:
            return period[1]
        in_brackets = _IN_BRACKETS.search(own)
        if in_brackets:
            return int(in_brackets[1])
    if aspect is Aspect.ANNUAL and not _TARGET.search(label):
        return None
    if aspect is Aspect.COMPLETION and (reached := _years_reached(label, table)):
        return reached[-1]
    period = _title_period(table.title)
    if period and aspect is not Aspect.CUMULATIVE and (_earlier(period, metadata) or not _is_baseline(label)):
        return period[1] if aspect is Aspect.LEVEL or _earlier(period, metadata) or _TARGET.search(label) else None
    if _TARGET.search(label):
        return metadata.horizon
    return _stated_year(table, metadata)


def _years_reached(label: str, table: Table) -> list[int]:
    """The years of the columns of actual figures at the left of this one: a rate of completion is of the same year as the
    last of them."""
    before = table.columns[: table.columns.index(label)] if label in table.columns else ()
    return [year for column in before if _DONE.search(column) and (year := year_in(_BRACKETS.sub("", column)))]


def _is_baseline(label: str) -> bool:
    return _BASELINE.search(label) is not None or _DONE.search(label) is not None


def _stated_year(table: Table, metadata: PlanMetadata) -> int | None:
    """The one year that a table's title names, else that of a document which reports one year (a bulletin)."""
    for title in (_TABLE_NUMBER.sub("", table.title), "" if metadata.period else metadata.title):
        years = years_in(title) if _ONE_YEAR.search(title) else []
        if len(years) == 1:
            return None if _states_present(title, years[0], metadata) else years[0]
    return None


def _states_present(title: str, year: int, metadata: PlanMetadata) -> bool:
    """Whether a title names the state beside a later year (现状及2030年布局): a column without a year is of the state."""
    return "现状" in title and metadata.period is not None and year >= metadata.period[0]


def _role(label: str, aspect: Aspect, year: int | None, table: Table, metadata: PlanMetadata) -> Role:
    """The role that the header gives a column. The lowest header level decides: 广东省目标值 / 2020年 is a baseline."""
    lowest = label.rsplit(" ", 1)[-1]
    own = lowest if year_in(lowest) else label
    start = metadata.period[0] if metadata.period else None
    earlier = start is not None and year is not None and year < start
    period = _title_period(table.title)
    if aspect is Aspect.COMPLETION:  # a share of an aim is neither the state nor the aim
        return Role.ACTUAL if period and _earlier(period, metadata) else Role.STATED
    past = five_year_period(label)
    if past and _earlier(past, metadata) and not _BASELINE.search(label):  # “十三五”时期 目标 2018年
        if _DONE.search(label):
            return Role.ACTUAL
        if _TARGET.search(label):
            return Role.EARLIER_GOAL
    aims = _TARGET.search(own) or (_TARGET.search(label) and not earlier)
    if aims and not _is_baseline(own):
        return Role.EARLIER_GOAL if earlier else _future(year, metadata)
    if aspect in (Aspect.ANNUAL, Aspect.GROWTH, Aspect.CUMULATIVE):
        return Role.STATED
    if period and _earlier(period, metadata):
        return Role.ACTUAL
    if start is None:
        return _role_without_period(own, year, metadata)
    if year is None:
        return Role.BASELINE if _is_baseline(own) or "现状" in table.title else Role.STATED
    if metadata.kind is DocumentKind.REPORT and year >= start and not _BASELINE.search(own):
        # An evaluation tells what was reached; without a date it is not known whether a year lay ahead.
        if _DONE.search(own) or _before_issue(year, metadata):
            return Role.ACTUAL
        return _future(year, metadata) if metadata.date else Role.STATED
    if year > start and not _before_issue(year, metadata):
        if _DONE.search(own):
            return Role.ACTUAL  # 2024年执行 in a plan that was written anew on its way
        if not _is_baseline(own):
            return _future(year, metadata)
    return Role.BASELINE


def _role_without_period(own: str, year: int | None, metadata: PlanMetadata) -> Role:
    """The role in a document without a period: what its words say, and the horizon of a plan for one year."""
    if _BASELINE.search(own):
        return Role.BASELINE
    if _DONE.search(own):
        return Role.ACTUAL
    aims = year is not None and year == metadata.horizon and re.search(r"规划|纲要|计划|方案", metadata.title)
    return Role.TARGET if aims else Role.STATED


def _title_period(title: str) -> tuple[int, int] | None:
    """The period that a table's title names, by its number or in years."""
    years = _TITLE_YEARS.search(_TABLE_NUMBER.sub("", title))
    return (int(years[1]), int(years[2])) if years else five_year_period(title)


def _earlier(period: tuple[int, int], metadata: PlanMetadata) -> bool:
    return metadata.period is not None and period[1] < metadata.period[0]


def _future(year: int | None, metadata: PlanMetadata) -> Role:
    if (
        year
        and metadata.period is None
        and metadata.horizon
        and year < metadata.horizon
        and _before_issue(year, metadata)
    ):
        return Role.EARLIER_GOAL  # the budget of the year that a report looks back on
    return Role.INTERIM_TARGET if metadata.horizon and year and year < metadata.horizon else Role.TARGET


def _before_issue(year: int, metadata: PlanMetadata) -> bool:
    """A plan issued late starts from a year inside its own period: 2022年 in a plan of 2024 is what was reached."""
    return metadata.date[:4].isdigit() and year < int(metadata.date[:4])
