"""Synthetic plans of made-up places, with known truth: what a reader must find, whatever format and layout carries it.

``make_plan(seed)`` draws a plan; ``text_of`` writes it in one of the layouts that text extractions have. The writers of
.docx, .pdf and .html are in ``synthetic_formats``. No sentence is taken from a real plan.
"""

import random
from dataclasses import dataclass, field

PLACES = ("云岭市", "石溪县", "柳泉区", "金滩市", "北桥县", "青禾市")
DOMAINS = ("健康水平", "健康生活", "健康服务", "健康保障")
# (printed name, unit, lowest, highest, decimals)
INDICATORS = (
    ("人均预期寿命", "岁", 75, 84, 2),
    ("孕产妇死亡率", "/10万", 2, 18, 1),
    ("婴儿死亡率", "‰", 1, 6, 2),
    ("5岁以下儿童死亡率", "‰", 2, 8, 2),
    ("重大慢性病过早死亡率", "%", 9, 18, 2),
    ("居民健康素养水平", "%", 15, 40, 1),
    ("15岁以上人群吸烟率", "%", 15, 28, 1),
    ("每千人口医疗卫生机构床位数", "张", 2, 8, 2),
    ("每千人口执业（助理）医师数", "人", 1, 4, 2),
    ("每千人口注册护士数", "人", 1, 5, 2),
    ("每万人口全科医生数", "人", 1, 5, 1),
    ("村级健康驿站规范化率", "%", 40, 99, 0),
    ("个人卫生支出占卫生总费用的比重", "%", 24, 35, 1),
)
LAYOUTS = ("tabs", "cells", "pipes", "page_cut")
# Header variants: the labels, what each holds, and (year, role) of its value columns.
HEADERS: tuple[tuple[tuple[str, str, int | None, str], ...], ...] = (
    (
        ("领域", "domain", None, ""),
        ("序号", "index", None, ""),
        ("主要指标", "name", None, ""),
        ("单位", "unit", None, ""),
        ("2020年", "value", 2020, "baseline"),
        ("2025年目标", "value", 2025, "target"),
        ("指标性质", "attribute", None, ""),
    ),
    (
        ("序号", "index", None, ""),
        ("指标名称（单位）", "name_unit", None, ""),
        ("2020年现状值", "value", 2020, "baseline"),
        ("2023年目标值", "value", 2023, "interim_target"),
        ("2025年规划目标值", "value", 2025, "target"),
        ("属性", "attribute", None, ""),
    ),
    (
        ("类别", "domain", None, ""),
        ("指标项", "name", None, ""),
        ("计量单位", "unit", None, ""),
        ("2020年基数", "value", 2020, "baseline"),
        ("2025年目标", "value", 2025, "target"),
        ("年均增长", "value", None, "stated"),
        ("类型", "attribute", None, ""),
    ),
    (
        ("指标", "name", None, ""),
        ("单位", "unit", None, ""),
        ("基期值（2020年）", "value", 2020, "baseline"),
        ("目标值（2025年）", "value", 2025, "target"),
        ("责任单位", "remark", None, ""),
    ),
)
TWO_LEVELS: tuple[tuple[str, str, str, int | None, str], ...] = (
    ("领域", "", "domain", None, ""),
    ("主要指标", "", "name", None, ""),
    ("单位", "", "unit", None, ""),
    ("全省", "2020年", "value", 2020, "baseline"),
    ("", "2025年目标", "value", 2025, "target"),
    ("全市", "2020年", "value", 2020, "baseline"),
    ("", "2025年目标", "value", 2025, "target"),
    ("指标性质", "", "attribute", None, ""),
)


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


@dataclass
class TableItem:
    """A table as printed: ``header`` rows, body ``rows``; ``spans`` are (row, first, last column) of header merges."""

    title: str
    header: list[list[str]]
    rows: list[list[str]]
    caption: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Heading:
    """A heading at a depth from 1."""

    text: str
    depth: int


Item = Heading | str | TableItem


@dataclass
class SyntheticPlan:
    """A plan and its truth: ``sections`` are heading paths, ``sentences`` (section path, sentence)."""

    title: str
    region: str
    period: tuple[int, int]
    issuer: str
    number: str
    draft: bool
    items: list[Item]
    cells: list[TrueCell]

    @property
    def sections(self) -> list[tuple[str, ...]]:
        paths, stack = [], []
        for item in self.items:
            if isinstance(item, Heading):
                stack = [*stack[: item.depth - 1], item.text]
                paths.append(tuple(stack))
        return paths

    @property
    def sentences(self) -> list[tuple[tuple[str, ...], str]]:
        found, stack = [], []
        for item in self.items:
            if isinstance(item, Heading):
                stack = [*stack[: item.depth - 1], item.text]
            elif isinstance(item, str):
                found += [(tuple(stack), sentence + "。") for sentence in item.split("。") if sentence]
        return found

    @property
    def cover(self) -> list[str]:
        lines = [self.number] if self.number else []
        lines.append(self.title + ("（征求意见稿）" if self.draft else ""))
        return [*lines, self.issuer]


def make_plan(seed: int, header: int | None = None) -> SyntheticPlan:
    """A plan drawn from ``seed``. ``header`` picks the indicator table's header variant (-1: two levels)."""
    draw = random.Random(seed)
    region = draw.choice(PLACES)
    chapters = draw.choice((("第{}章 ", "第{}节 "), ("{}、", "（{}）")))
    table, cells = _indicator_table(draw, region, draw.randrange(-1, len(HEADERS)) if header is None else header)
    items: list[Item] = [f"为推动{region}卫生健康事业发展，依据国家和省有关部署，制定本规划。"]
    for number, (chapter, sections) in enumerate(_OUTLINE, 1):
        items.append(Heading(chapters[0].format(_HAN[number]) + chapter, 1))
        for order, section in enumerate(sections, 1):
            items.append(Heading(chapters[1].format(_HAN[order]) + section, 2))
            items += [_paragraph(draw, region) for _ in range(draw.randint(1, 3))]
            if section == "发展目标":
                items.append(table)
                items.append(_paragraph(draw, region))
    return SyntheticPlan(
        title=f"{region}卫生健康事业发展“十四五”规划",
        region=region,
        period=(2021, 2025),
        issuer=f"{region}人民政府",
        number=f"{region[0]}政发〔2022〕{draw.randint(1, 40)}号" if draw.random() < 0.7 else "",
        draft=draw.random() < 0.3,
        items=items,
        cells=cells,
    )


_HAN = "〇一二三四五六七八九十"
_OUTLINE = (
    ("规划背景", ("发展基础", "面临形势")),
    ("总体要求", ("指导思想", "发展目标")),
    ("重点任务", ("建强服务体系", "提升服务质量", "壮大人才队伍")),
    ("保障措施", ("加强统筹协调", "严格评估问效")),
)
_SENTENCES = (
    "到2025年，{region}{name}达到{value}{unit}",
    "{year}年，全域{name}为{value}{unit}，较上年持续改善",
    "新建社区健康小屋{count}个，配备急救设施{count}套",
    "健全由县级医院牵头、乡镇卫生院为枢纽、村卫生室为基础的协作网络，让居民就近获得连续服务",
    "完善轮训制度，每年培训基层骨干{count}名",
    "推动数据互通、检查互认，减少群众往返",
)


def _paragraph(draw: random.Random, region: str) -> str:
    sentences = []
    for form in draw.sample(_SENTENCES, draw.randint(1, 3)):
        name, unit, low, high, decimals = draw.choice(INDICATORS)
        value = f"{draw.uniform(low, high):.{decimals}f}"
        year, count = draw.choice((2019, 2020)), draw.randint(3, 400)
        sentences.append(form.format(region=region, name=name, unit=unit, value=value, year=year, count=count))
    return "。".join(sentences) + "。"


def _indicator_table(draw: random.Random, region: str, header: int) -> tuple[TableItem, list[TrueCell]]:
    title = f"{region}“十四五”卫生健康主要发展指标"
    if header < 0:
        columns = [(below if not above else f"{above} {below}".strip(), *rest) for above, below, *rest in TWO_LEVELS]
        columns[4] = ("全省 2025年目标", *columns[4][1:])
        columns[6] = ("全市 2025年目标", *columns[6][1:])
        printed = [[above for above, *_ in TWO_LEVELS], [below for _, below, *_ in TWO_LEVELS]]
    else:
        columns = list(HEADERS[header])
        printed = [[label for label, *_ in columns]]
    cells: list[TrueCell] = []
    rows: list[list[str]] = []
    count = draw.randint(6, len(INDICATORS))
    for number, (name, unit, low, high, decimals) in enumerate(sorted(draw.sample(INDICATORS, count)), 1):
        attribute = draw.choice(("预期性", "约束性"))
        row = []
        for label, kind, year, role in columns:
            value = f"{draw.uniform(low, high):.{decimals}f}"
            if role == "target":
                value = draw.choice(("{}", "≥{}", ">{}", "{}左右", "<{}")).format(value)
            if draw.random() < 0.06:
                value = draw.choice(("—", "-", "持续提升"))
            texts = {
                "domain": DOMAINS[number * len(DOMAINS) // (count + 1)],
                "index": str(number),
                "name": name,
                "name_unit": f"{name}（{unit}）",
                "unit": unit,
                "value": value,
                "attribute": attribute,
                "remark": draw.choice(("", "市卫生健康局")),
            }
            if kind == "domain" and rows and _domain(rows) == texts["domain"]:
                texts["domain"] = ""
            row.append(texts[kind])
            if kind == "value":
                shown = attribute if any(k == "attribute" for _, k, *_ in columns) else ""
                cells.append(TrueCell(title, name, unit, label, value, year, role, shown))
        rows.append(row)
    return TableItem(title, printed, rows), cells


def _domain(rows: list[list[str]]) -> str:
    return next(row[0] for row in reversed(rows) if row[0])


def text_of(plan: SyntheticPlan, layout: str = "tabs") -> str:
    """The plan as a text extraction writes it; ``layout`` is one of LAYOUTS."""
    lines = [*plan.cover, ""]
    for item in plan.items:
        if isinstance(item, Heading):
            lines += [item.text, ""]
        elif isinstance(item, str):
            lines += [item, ""]
        else:
            lines += [item.title, "", *_table_lines(item, layout), "", *item.notes, ""]
    return "\n".join(lines)


def _table_lines(table: TableItem, layout: str) -> list[str]:
    rows = [*table.header, *table.rows]
    if layout == "tabs":
        return ["\t".join(row) for row in rows]
    if layout == "page_cut":
        half = len(table.rows) // 2
        pieces = [[*table.header, *table.rows[:half]], [*table.header, *table.rows[half:]]]
        return ["\t".join(row) for row in pieces[0]] + [""] + ["\t".join(row) for row in pieces[1]]
    if layout == "pipes":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]
    return [line for row in rows for line in ([f"\t{cell}" for cell in row] + [""])]
