"""Synthetic plans of made-up places, with known truth: what a reader must find, whatever format and layout carries it.

``make_plan(seed)`` draws a plan; ``synthetic_text`` writes it in the layouts that text extractions have,
``synthetic_formats`` as .docx, .pdf and .html. No sentence is taken from a real plan.
"""

import random
from dataclasses import dataclass, field

from synthetic_facts import TrueFact, draw_facts
from synthetic_words import (
    CHAPTERS,
    FIELDS,
    HEADERS,
    HEADINGS,
    HEALTH,
    PLACES,
    PROJECTS,
    SENTENCES,
    TWO_LEVELS,
    Field,
    Label,
)

__all__ = ["HEADERS", "Heading", "SyntheticPlan", "TableItem", "TrueCell", "TrueProject", "make_plan"]

_HAN = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class TrueCell:
    """One value cell as the plan means it. White space in labels is not part of the truth."""

    table: str
    indicator: str
    unit: str
    column: str
    value: str
    year: int | None
    role: str
    attribute: str


@dataclass(frozen=True)
class TrueProject:
    """One project as the plan means it."""

    name: str
    content: str
    investment: str
    unit: str
    years: str


@dataclass
class TableItem:
    """A table as printed: ``header`` rows and body ``rows``, one text a column; ``unit`` stands above it (单位：…)."""

    title: str
    header: list[list[str]]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)
    unit: str = ""


@dataclass
class Heading:
    """A heading at a depth from 1."""

    text: str
    depth: int


Item = Heading | str | TableItem


@dataclass
class SyntheticPlan:
    """A plan and its truth. ``cover`` and ``imprint`` are the lines before and behind the plan's text."""

    title: str
    region: str
    superiors: tuple[str, ...]
    period: tuple[int, int]
    issuer: str
    number: str
    date: str
    draft: bool
    cover: list[str]
    imprint: list[str]
    items: list[Item]
    cells: list[TrueCell]
    projects: list[TrueProject]
    area: Field = HEALTH
    facts: list[TrueFact] = field(default_factory=list)

    @property
    def sections(self) -> list[tuple[str, ...]]:
        """Heading paths in order."""
        paths, stack = [], []
        for item in self.items:
            if isinstance(item, Heading):
                stack = [*stack[: item.depth - 1], item.text]
                paths.append(tuple(stack))
        return paths

    @property
    def sentences(self) -> list[tuple[tuple[str, ...], str]]:
        """(section path, sentence) in order."""
        found, stack = [], []
        for item in self.items:
            if isinstance(item, Heading):
                stack = [*stack[: item.depth - 1], item.text]
            elif isinstance(item, str):
                found += [(tuple(stack), sentence + "。") for sentence in item.split("。") if sentence]
        return found


def make_plan(
    seed: int,
    header: int | None = None,
    plain: bool = False,
    area: Field | None = None,
    place: tuple[str, tuple[str, ...]] | None = None,
) -> SyntheticPlan:
    """A plan drawn from ``seed``. ``header`` picks the indicator table's header variant (-1: two levels), ``area`` the
    field, ``place`` the region and its superiors. ``plain``: a health plan with the short cover and a table without marks,
    notes and sub-rows, no projects and no facts."""
    draw = random.Random(seed)
    area = HEALTH if plain else area or draw.choice(FIELDS)
    region, superiors = place or draw.choice(PLACES)
    headings = draw.choice(HEADINGS)
    title, period = draw.choice(area.titles)
    title = title.format(r="".join(superiors) + region)
    variant = draw.randrange(-1, len(HEADERS)) if header is None else header
    table, cells = _indicator_table(draw, area, region, variant, plain)
    projects, built = _project_table(draw, region)
    items: list[Item] = [f"为推动{region}{area.name}事业发展，依据国家和省有关部署，制定本规划。"]
    for number, (chapter, sections) in enumerate(CHAPTERS, 1):
        items.append(Heading(headings[0].format(_HAN[number], n=number) + chapter, 1))
        for order, section in enumerate(sections, 1):
            items.append(Heading(headings[1].format(_HAN[order], n=order) + section, 2))
            items += [_paragraph(draw, area, region) for _ in range(draw.randint(1, 3))]
            if section == "发展目标":
                items += [table, _paragraph(draw, area, region)]
            if section == "建强服务体系" and not plain:
                items += [_below(draw, area, region, headings[2], at) for at in range(4)]
            if section == "提升服务质量" and not plain:
                items += [projects, _paragraph(draw, area, region)]
    draft = draw.random() < 0.3
    number = "" if draft else f"{region[0]}政发〔2022〕{draw.randint(1, 40)}号"
    issuer = f"{region}{draw.choice(('人民政府', area.office, '人民政府办公室'))}"
    date = f"2022-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    plan = SyntheticPlan(
        title,
        region,
        superiors,
        period,
        issuer,
        number,
        date,
        draft,
        [],
        [],
        items,
        cells,
        [] if plain else built,
        area,
    )
    _dress(draw, plan, plain)
    if not plain:
        _tell(random.Random(f"facts {seed}"), plan)
    return plan


def _tell(draw: random.Random, plan: SyntheticPlan) -> None:
    """Facts with known truth, each in a paragraph that is there already; what ``draw`` drew before stays as it was."""
    plan.facts = draw_facts(draw, plan.area.name, plan.region)
    paragraphs = [at for at, item in enumerate(plan.items) if isinstance(item, str)][1:]
    for fact in plan.facts:
        at = draw.choice(paragraphs)
        plan.items[at] = f"{plan.items[at]}{fact.sentence}"


def _dress(draw: random.Random, plan: SyntheticPlan, plain: bool) -> None:
    """Cover and imprint in one of the forms that they have, with no more than they print left in the truth."""
    title = plan.title + ("（征求意见稿）" if plan.draft else "")
    year, month, day = (int(part) for part in plan.date.split("-"))
    printed = f"{year}年{month}月{day}日"
    form = "short" if plain else draw.choice(("short", "notice", "broken", "han"))
    number = [plan.number] if plan.number else []
    if form == "short":
        plan.cover, plan.date = [*number, title, plan.issuer], ""
    elif form == "notice" and not plan.draft:
        letter = f"现将《{plan.title}》印发给你们，请结合实际认真贯彻执行。"
        heads = [f"{plan.issuer}关于印发《{plan.title}》的通知", *number, "各有关单位："]
        plan.cover = [*heads, letter, plan.issuer, printed, plan.title]
    elif form == "broken":
        half = len(plan.title) // 2
        plan.cover = [title[:half], title[half:], plan.issuer, f"{year}年{month}月"]
        plan.date, plan.number = plan.date[:7], ""
    else:
        han = "".join(_HAN[int(digit)] for digit in str(year))
        plan.cover = [*number, title]
        plan.imprint = [plan.issuer, f"{han}年{_month(month)}月"]
        plan.date = plan.date[:7]


def _month(month: int) -> str:
    return _HAN[month] if month <= 10 else "十" + _HAN[month - 10]


def _below(draw: random.Random, area: Field, region: str, form: str, at: int) -> Item:
    """Two headings of the third level, each with its paragraph."""
    if at % 2:
        return _paragraph(draw, area, region)
    number = at // 2 + 1
    return Heading(form.format(_HAN[number], n=number) + ("完善城乡网络", "推进资源共享")[number - 1], 3)


def _paragraph(draw: random.Random, area: Field, region: str) -> str:
    sentences = []
    for form in draw.sample(SENTENCES, draw.randint(1, 3)):
        name, unit, low, high, decimals = draw.choice(area.indicators)
        value = f"{draw.uniform(low, high):.{decimals}f}"
        year, count = draw.choice((2019, 2020)), draw.randint(3, 400)
        sentences.append(form.format(region=region, name=name, unit=unit, value=value, year=year, count=count))
    return "。".join(sentences) + "。"


def _indicator_table(
    draw: random.Random, area: Field, region: str, header: int, plain: bool
) -> tuple[TableItem, list[TrueCell]]:
    title = f"{region}“十四五”{area.name}主要发展指标"
    columns: list[Label] = list(HEADERS[header])
    printed = [[label for label, *_ in columns]]
    if header < 0:
        printed = [[above for above, *_ in TWO_LEVELS], [below for _, below, *_ in TWO_LEVELS]]
        columns, over = [], ""
        for above, below, *rest in TWO_LEVELS:
            over = above or over
            columns.append((f"{over} {below}".strip(), *rest))
    table = TableItem(title, printed, [])
    cells: list[TrueCell] = []
    count = draw.randint(5, min(11, len(area.indicators)))
    marked = None if plain else draw.choice((None, None, draw.randrange(count)))
    shown = ""
    for number, indicator in enumerate(sorted(draw.sample(area.indicators, count)), 1):
        domain = area.domains[number * len(area.domains) // (count + 1)]
        row = _row(draw, columns, indicator, number, "" if domain == shown else domain)
        shown = domain
        years = [year for _, _, year, _ in columns]
        if number - 1 == marked and 2020 in years and row[at := years.index(2020)][0].isdigit():
            row[at] += "*"
            table.notes = ["注：*为2019年数据。"]
        attribute = next((row[at] for at, label in enumerate(columns) if label[1] == "attribute"), "")
        for text, (label, kind, year, role) in zip(row, columns, strict=True):
            if kind == "value":
                stated = 2019 if text.endswith("*") else year
                # A growth that prints no unit of its own is not one of so many per 100,000, years or beds.
                growth = label == "年均增长" and indicator[1] != "%" and any(map(str.isdigit, text))
                unit = "" if growth else indicator[1]
                cells.append(TrueCell(title, indicator[0], unit, label, text, stated, role, attribute))
        table.rows.append(row)
    return table, cells


def _row(
    draw: random.Random, columns: list[Label], indicator: tuple[str, str, float, float, int], number: int, domain: str
) -> list[str]:
    name, unit, low, high, decimals = indicator
    row = []
    for _, kind, _, role in columns:
        value = f"{draw.uniform(low, high):.{decimals}f}"
        if role == "target":
            value = draw.choice(("{}", "≥{}", ">{}", "{}左右", "<{}", "{}")).format(value)
        if draw.random() < 0.06:
            value = draw.choice(("—", "-", "持续提升", "——"))
        texts = {
            "domain": domain,
            "index": str(number),
            "name": name,
            "name_unit": f"{name}（{unit}）",
            "unit": unit,
            "value": value,
            "attribute": draw.choice(("预期性", "约束性")),
            "remark": draw.choice(("", "市有关部门", "统计年报")),
        }
        row.append(texts[kind])
    return row


def _project_table(draw: random.Random, region: str) -> tuple[TableItem, list[TrueProject]]:
    header = ["序号", "项目名称", "建设内容及规模", "总投资（万元）", "建设年限"]
    rows, projects = [], []
    for number, (name, content, (low, high), years) in enumerate(draw.sample(PROJECTS, draw.randint(2, 4)), 1):
        money = str(draw.randint(low, high))
        rows.append([str(number), region + name, content, money, years])
        projects.append(TrueProject(region + name, content, money, "万元", years))
    return TableItem(f"{region}重点项目表", [header], rows), projects
