"""What a plan is made of. Every record knows its place in the source: offsets are character offsets into the
file's decoded text, end exclusive, and the text between them is what may be quoted."""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Whether a plan is in force or still open for comment (征求意见稿)."""

    FINAL = "final"
    DRAFT = "draft"


class DocumentKind(StrEnum):
    """What an official document is, by the word that its name ends with."""

    OUTLINE = "outline"  # 纲要
    PLAN = "plan"  # 规划, 计划
    ACTION_PLAN = "action_plan"  # 行动计划, 实施方案, 工作要点
    WORK_REPORT = "work_report"  # 政府工作报告
    EXECUTION_REPORT = "execution_report"  # 计划执行情况的报告, 预算执行情况的报告
    REPORT = "report"  # 评估报告, 情况报告 and other reports
    BULLETIN = "bulletin"  # 统计公报
    OPINION = "opinion"  # 意见, 建议
    MEASURES = "measures"  # 办法, 规定, 条例, 措施: what sets rules
    DECISION = "decision"  # 决定, 决议, 批复
    NOTICE = "notice"  # 通知, 公告, 函
    OTHER = "other"  # a document with headings whose name has none of these words


class DateKind(StrEnum):
    """What happened to a document on a date."""

    ISSUED = "issued"  # 成文, the signature's date
    PRINTED = "printed"  # 印发
    PUBLISHED = "published"  # 发布日期 of a web page
    APPROVED = "approved"  # …会议通过, 批准
    DELIVERED = "delivered"  # a report, given to a congress
    EFFECTIVE = "effective"  # 自…起施行


class Role(StrEnum):
    """What a figure is to the plan that prints it."""

    BASELINE = "baseline"  # 现状值: the state from which the plan starts
    ACTUAL = "actual"  # 实际值: what the earlier period achieved, in a table of results
    INTERIM_TARGET = "interim_target"  # 阶段目标: a target before the horizon
    TARGET = "target"  # 目标: what the plan sets for its horizon
    EARLIER_GOAL = "earlier_goal"  # 上期目标: what the previous plan had set
    STATED = "stated"  # a figure of the running text, with no role that its words prove


class Aspect(StrEnum):
    """What of an indicator a figure states. Only a LEVEL is in the indicator's own unit and year."""

    LEVEL = "level"
    ANNUAL = "annual"  # 年均, 年均增长: the growth of one year in the mean of a period
    GROWTH = "growth"  # 比上年增长, 增幅, 同比: the change against another year
    CUMULATIVE = "cumulative"  # 累计, [20]: the sum over a period
    COMPLETION = "completion"  # 完成率: how much of an aim was reached


@dataclass(frozen=True, slots=True)
class Span:
    """Character offsets into the decoded text of one file, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stands in a file that has pages: ``start`` to ``end`` (offsets, end exclusive) on page
    ``page`` (from 1, as a viewer counts) in the box ``x0``, ``top``, ``x1``, ``bottom``, in whole points from the top left
    of the page as it is shown."""

    start: int
    end: int
    page: int
    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of a file that was not read, so that an answer which finds nothing may say so. ``pages`` (from 1) are where
    it stands, empty for formats without pages; those have ``at``, the offsets of the text behind it, and ``sections``, the
    paths of the sections there. ``names`` are what the file calls it.

    ``code``: scan (a page that is a picture), outlines (a page whose letters are drawn), garbled (a text layer without
    readable characters), damaged (a page that cannot be opened), missing (single characters of that kind), picture (a
    picture among text, which may hold a table), oversized (a page with more drawing than is unpacked), sheet (an embedded
    worksheet), chart, object (another embedded file), inserted (a document inserted whole), attachment (another file that
    the document links to), part (a part of a Word file that is not in it), hidden_sheet, hidden_cells (rows or columns of a
    sheet that are not shown), formula (cells whose values the file does not hold)."""

    code: str
    pages: tuple[int, ...] = ()
    at: tuple[int, ...] = ()
    sections: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()


def page_ranges(pages: tuple[int, ...]) -> str:
    """Ascending page numbers for a reader: 2、12-14."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the outline. ``path`` runs from the top heading to this one."""

    path: tuple[str, ...]
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of running text: ``text`` is cleaned for reading, ``span`` is the verbatim source.

    ``paragraph`` numbers the paragraph that holds it, so that neighbours can be shown as context. ``years`` are those of
    which it speaks, ascending: named in it, or in force where it names none; () where they are not known.
    """

    text: str
    span: Span
    section: tuple[str, ...]
    paragraph: int
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text with white space folded to single spaces, and its place (empty cells: a point). ``mark`` is
    the number of the note that a raised figure behind the text (80.6¹) points to; the text is without it."""

    text: str
    span: Span
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header folded to one label a column; ``rows`` hold the body cells, one a column.

    ``notes`` are the paragraphs right below it (注：…), which often say what a mark means; ``unit`` is the one that
    stands above it (单位：…) and holds for all its figures.
    """

    title: str
    section: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    span: Span
    unit: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One printed value of one indicator: a body cell of an indicator table, all strings as printed.

    ``printed_name`` is followed by the words that tell the rows of one merged name apart (床位数 每千人口), and stands at the
    column's head in a table of places or years. ``indicator`` is the catalogue key, or the folded printed name where no
    catalogue entry fits. ``year`` is the year the value belongs to (a footnote mark may move it off the column's
    ``column_year``). ``scope`` is the place that the
    value is about (the plan's region, or its province in a column of provincial targets). ``parts`` labels the figures
    of a cell that holds several populations. ``row`` is the span of the whole source row. ``parent`` is the printed name of
    the indicator that a sub-indicator (其中：) belongs to. ``usual_unit`` is the catalogue's unit where the printed one
    measures something else, which is then a misprint to remark and not to correct. ``aspect`` tells the level of an
    indicator from its growth, its sum over a period, and how far an aim was reached.
    """

    indicator: str
    printed_name: str
    value: str
    unit: str
    column: str
    year: int | None
    column_year: int | None
    role: Role
    scope: str
    attribute: str
    remark: str
    domain: str
    table: str
    section: tuple[str, ...]
    row: Span
    cell: Span
    parts: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    usual_unit: str = ""
    aspect: Aspect = Aspect.LEVEL

    @property
    def stated(self) -> bool:
        """False where the cell says that nothing is stated: empty, "-", "—", "——", "/"."""
        return self.value.strip("-—–－/ ") != ""


@dataclass(frozen=True, slots=True)
class Project:
    """A row of a project table, or a project that the running text lists (``table`` is "" then and its words have labels
    only where they are printed), all strings as printed. ``investment`` is the total, ``unit`` its unit from the header
    (亿元, 万元) or the cell; ``years`` the time of construction, ``begins`` its start where that has a column of its own;
    ``planned`` what of it falls into the plan's period; ``nature`` is 新建, 改扩建 and the like, ``body`` who is responsible,
    ``group`` the heading or class of the table that it stands under. ``labels`` maps the parts to the printed labels of
    their columns, ``others`` are (label, text) of all further columns."""

    name: str
    content: str
    investment: str
    unit: str
    years: str
    planned: str
    remark: str
    table: str
    section: tuple[str, ...]
    row: Span
    nature: str = ""
    place: str = ""
    body: str = ""
    begins: str = ""
    group: str = ""
    labels: dict[str, str] = field(default_factory=dict, hash=False)
    others: tuple[tuple[str, str], ...] = ()

    @property
    def amount(self) -> float | None:
        """The investment as a number of ``unit``, None where none is printed."""
        digits = self.investment.replace(",", "").replace("，", "")
        number = re.match(r"\D{0,2}(\d+(?:\.\d+)?)(?!\d*\s*亿\s*\d)", digits)
        return float(number[1]) if number else None


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a table of tasks, all strings as printed. ``lead`` is who is responsible, ``support`` who takes part,
    ``deadline`` until when, ``outcome`` what is to come of it, ``content`` what it consists of where that has a column beside
    its ``name``, ``group`` the heading or class of the table that it stands under. ``labels`` and ``others`` are as for a
    ``Project``."""

    name: str
    content: str
    lead: str
    support: str
    deadline: str
    outcome: str
    group: str
    remark: str
    table: str
    section: tuple[str, ...]
    row: Span
    labels: dict[str, str] = field(default_factory=dict, hash=False)
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FigureStatement:
    """A figure of the running text. ``indicator`` is the catalogue key of the indicator that its clause names, "" where
    it names none; ``measure`` is what it measures in the sentence's own words, ``place`` of which place.

    ``value`` is the whole quantity as printed (不低于25%), ``figure`` its span; ``number`` its figure as printed (Chinese
    numerals as digits; a ratio 1:1.25 whole), ``upper`` the end of a range (1－2名), ``unit`` without white space,
    ``usual_unit`` as for an ``IndicatorValue``.
    """

    indicator: str
    value: str
    year: int | None
    role: Role
    section: tuple[str, ...]
    sentence: Span
    figure: Span
    number: str = ""
    unit: str = ""
    comparator: str = ""
    qualifier: str = ""
    upper: str = ""
    measure: str = ""
    place: str = ""
    usual_unit: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date of a document, ISO 8601 (YYYY-MM-DD or YYYY-MM), with the span that states it; ``by``: the body that approved
    or heard it or gave the order, where the text names it."""

    kind: DateKind
    date: str
    span: Span
    by: str = ""


@dataclass(frozen=True, slots=True)
class PlanMetadata:
    """What identifies a document. ``region`` is its place, 全国 for national ones, the title where it names no place;
    ``date`` the one it goes by, of all its ``dates``. ``draft`` is the word by which it calls itself a draft (草案), as
    printed, ``speaker`` who gave a report, with ``post`` as printed. ``period`` and ``horizon`` are its years, ``outlook`` a later year that it looks to,
    ``base_year`` the one that it starts from; ``extract``: a fact sheet, not the full text. ``evidence`` maps a field's
    name to the span that states it, where the text does."""

    title: str
    region: str
    superiors: tuple[str, ...]
    period: tuple[int, int] | None
    horizon: int | None
    outlook: int | None
    issuer: str
    number: str
    date: str
    status: Status
    extract: bool = False
    base_year: int | None = None
    kind: DocumentKind = DocumentKind.PLAN
    dates: tuple[DocumentDate, ...] = ()
    speaker: str = ""
    post: str = ""
    draft: str = ""
    evidence: dict[str, Span] = field(default_factory=dict, hash=False)

    @property
    def period_text(self) -> str:
        """The first and last year of the period (2021-2025); empty where it is not known."""
        return f"{self.period[0]}-{self.period[1]}" if self.period else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One document, read whole. ``source`` is the decoded text that all spans point into; ``places`` say in ascending order
    where it stands on the pages (none where the format has none), ``unread`` what of the file is not in it, ``recognised``
    the stretches, ascending, that were recognised in pictures (a scanned page, a picture among text)."""

    file: str
    source: str
    metadata: PlanMetadata
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    indicators: tuple[IndicatorValue, ...]
    figures: tuple[FigureStatement, ...]
    warnings: tuple[str, ...]
    projects: tuple[Project, ...] = ()
    project_totals: tuple[Project, ...] = ()
    places: tuple[Place, ...] = ()
    unread: tuple[Unread, ...] = ()
    recognised: tuple[Span, ...] = ()
    tasks: tuple[Task, ...] = ()

    def quote(self, span: Span) -> str:
        """The verbatim source text of a span, untouched."""
        return self.source[span.start : span.end]
