"""Project tables -> typed records: what is built, for how much, when, where and by whom, every string as printed."""

import re
from dataclasses import dataclass, replace

from corpus.language.unit_groups import MONEY
from corpus.models import Cell, Project, Span, Table

# What the columns of a project table are called; a column is the first free part that fits. 十四五期间主要建设内容 is the
# share of the period, not the project; 资金来源 is no sum of money and 投资主体 no investment.
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("index", re.compile(r"序号|编号|^[序号]$")),
    ("name", re.compile(r"(?:项目|工程)[)）]?名称|^(?:建设|重点|重大|主要|拟建|储备)?(?:项目|工程)$")),
    ("nature", re.compile(r"建设(?:性质|类型|类别|方式)|^(?:项目)?性质$")),
    ("group", re.compile(r"类[别型]|领域|分类|板块")),
    ("body", re.compile(r"责任|牵头|负责|主管|业主|承建|(?:实施|建设|投资|配合)(?:单位|主体|方$)")),
    ("place", re.compile(r"地[点址]|选址|位置|所在|^建设地$")),
    ("begins", re.compile(r"开工|启动|开始")),
    ("planned", re.compile(r"期间?.*(?:内容|目标|任务)|年度.*(?:内容|目标|任务)")),
    ("investment", re.compile(r"^(?:项目|计划|估算|预计|概算)?总?(?:投资|资金)(?!来源|渠道|筹措|构成)|总投资|投资(?:额|估算|规模|总额)")),
    ("content", re.compile(r"内容|规模")),
    ("years", re.compile(r"年限|起止|工期|(?:建设|实施|完成|建成|竣工|完工|投用)(?:时间|周期|时限|期限|年[份度]|日期)|(?:建设|实施)期")),
    ("remark", re.compile(r"备注|说明")),
)  # fmt: skip
# Money of a part of the time, which is the total only where no other column is.
_PART_OF_TIME = re.compile(r"十[一二三四五六七八九]五|期间|(?:19|20)\d{2}|年度|本年|当年|已完成|累计")
_CLASS = re.compile(r"(?:项目|工程)(?:类别|类型|分类)")
_MONEY = re.compile(r"投资|资金")
# A list of public services (项目名称 | 服务对象 | 服务内容) builds nothing.
_SERVICES = re.compile(r"服务(?:对象|内容|标准|项目)|支出责任|收费")
_UNIT = re.compile(MONEY)
_BRACKETED_UNIT = re.compile(r"[（(]\s*(?:单位[：:])?\s*(?:亿|万|千|百)?元?\s*[）)]$")
_CELL_UNIT = re.compile(r"\d\s*(亿元?|万元?|千元|元)")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计(?!划|算)|总投资$|共\s*\d+\s*[个项]")
_PART = re.compile(r"其中")
# 一、医院建设: the name of a group. An index in Chinese numerals says the same where other rows are numbered 1, 2, 3.
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?$")
_NUMBERED_NAME = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]")
_WITHIN_HAN = re.compile(r"(?<=[\u4e00-\u9fff“”（）、，]) (?=[\u4e00-\u9fff“”（）、，])")


@dataclass(frozen=True, slots=True)
class ProjectRows:
    """The rows of a project table: its projects, and the totals (合计, 小计) that it prints among them."""

    projects: tuple[Project, ...] = ()
    totals: tuple[Project, ...] = ()


def project_rows(table: Table) -> ProjectRows:
    """The rows of ``table`` as projects and totals; none where it has no column of names with one that says what is built,
    for how much or when. Rows that name a group go into ``group`` of those below; a name or content that runs on in the next row is
    put together."""
    labels = [re.sub(r"\s+", "", label) for label in table.columns]
    places = _places(labels)
    by_class = "name" not in places and _CLASS.search(labels[places.get("group", 0)]) is not None
    if by_class and "group" in places:
        places["name"] = places.pop("group")
    # 项目类别 | 数量 | 总投资: each row sums up a class of projects; with 主要内容 it is one.
    of_classes = by_class and "content" not in places
    if (
        "name" not in places
        or not places.keys() & {"investment", "content", "years"}
        or any(map(_SERVICES.search, labels))
    ):
        return ProjectRows()
    reader = _Reader(table, labels, places)
    projects: list[Project] = []
    totals: list[Project] = []
    group = ""
    for number, row in enumerate(table.rows):
        texts = {part: _text(row[at]) for part, at in places.items()}
        if total := reader.total_name(texts) or (of_classes and texts["name"]):
            totals.append(reader.record(row, texts | {"name": total}, group))
        elif named := reader.group_name(row, texts, number, bool(projects)):
            group = named
        elif reader.runs_on(row, texts, number) and projects:
            projects[-1] = _joined(projects[-1], row, texts)
        elif texts["name"] and not _PART.match(texts["name"]):
            group = texts.get("group") or group
            projects.append(reader.record(row, texts, group))
    return ProjectRows(tuple(projects), tuple(totals))


class _Reader:
    """Reads the rows of one project table; ``places`` are the columns of the parts, ``labels`` those of all columns."""

    def __init__(self, table: Table, labels: list[str], places: dict[str, int]) -> None:
        self._table = table
        self._places = places
        self._labels = [_BRACKETED_UNIT.sub("", label) for label in labels]
        money = table.columns[places["investment"]] if "investment" in places else ""
        found = next(filter(None, map(_UNIT.search, (money, table.unit, table.title))), None)
        self._unit = found[0] if found else ""
        names, indices = self._column("name"), self._column("index")
        self._indexed = sum(map(bool, indices)) * 2 > len(indices)
        self._digits = any(index[:1].isdigit() for index in indices)
        self._parents = {index.rpartition(".")[0] for index in indices if "." in index}
        self._all_numbered = all(_NUMBERED_NAME.match(name) for name in names if name)

    def _column(self, part: str) -> list[str]:
        return [_text(row[self._places[part]]) for row in self._table.rows] if part in self._places else []

    def total_name(self, texts: dict[str, str]) -> str:
        """What a row that sums up is called (合计, 共12项), "" for other rows."""
        heads = [texts.get("index", ""), texts.get("group", ""), texts["name"]]
        return next((head for head in heads if _TOTAL.match(head)), "")

    def group_name(self, row: tuple[Cell, ...], texts: dict[str, str], number: int, begun: bool) -> str:
        """The group that a row names for those below, with or without its own sum; "" for other rows."""
        filled = list(dict.fromkeys(_text(cell) for cell in row if cell.text))
        index = texts.get("index", "")
        numbered = bool(_NUMBERED_NAME.match(texts["name"])) and not self._all_numbered
        if (_ORDINAL.match(index) and self._digits) or numbered or (index in self._parents and index):
            return texts["name"] or index
        alone = len(filled) == 1 or (len(filled) == 2 and bool(_ORDINAL.match(filled[0])))
        return filled[-1] if alone and not self._is_rest_of_name(number, begun) else ""

    def _is_rest_of_name(self, number: int, begun: bool) -> bool:
        """Whether a row with one cell goes on with the name above: in a table that opens with a group they are groups."""
        first = [cell.text for cell in self._table.rows[0] if cell.text]
        return begun and number > 0 and len(first) > 1 and self._indexed

    def runs_on(self, row: tuple[Cell, ...], texts: dict[str, str], number: int) -> bool:
        """Whether a row belongs to the project above: the same merged name, or neither number nor money of its own."""
        above = self._table.rows[number - 1] if number else None
        at = self._places["name"]
        if above and row[at].text and above[at].span == row[at].span:
            return True
        return not texts.get("index") and not texts.get("investment") and (self._indexed or not texts["name"])

    def record(self, row: tuple[Cell, ...], texts: dict[str, str], group: str) -> Project:
        """A row as a record."""
        investment = texts.get("investment", "")
        own = _CELL_UNIT.search(investment)
        used = set(self._places.values())
        others = [
            (label, _text(cell))
            for at, (label, cell) in enumerate(zip(self._labels, row, strict=True))
            if at not in used
        ]
        printed = {part: self._labels[at] for part, at in self._places.items()}
        parts = ("name", "content", "investment", "years", "planned", "remark", "nature", "place", "body", "begins")
        return Project(
            **{part: texts.get(part, "") for part in parts},
            unit=own[1] if own else self._unit if investment else "",
            table=self._table.title,
            section=self._table.section,
            row=Span(row[0].span.start, max(cell.span.end for cell in row)),
            group=group,
            labels=printed,
            others=tuple((label, text) for label, text in others if text and label),
        )


def _places(labels: list[str]) -> dict[str, int]:
    """The column of each part of a project. Money of a part of the time stands in for a total that is missing."""
    places: dict[str, int] = {}
    for at, label in enumerate(labels):
        bare = _BRACKETED_UNIT.sub("", label)
        part = next((part for part, pattern in _COLUMNS if part not in places and pattern.search(bare)), None)
        if part and not (part == "investment" and _PART_OF_TIME.search(bare)):
            places[part] = at
    if "investment" not in places:
        money = [at for at, label in enumerate(labels) if _MONEY.search(label) and _PART_OF_TIME.search(label)]
        if len(money) == 1 and money[0] not in places.values():
            places["investment"] = money[0]
    return places


def _text(cell: Cell) -> str:
    """A cell's text without the white space at which its lines were broken."""
    return _WITHIN_HAN.sub("", cell.text)


def _joined(project: Project, row: tuple[Cell, ...], texts: dict[str, str]) -> Project:
    """``project`` with what the next row adds to its name, contents and other words."""
    parts = ("name", "content", "years", "planned", "remark", "place", "body")
    more = {
        part: getattr(project, part) + texts[part]
        for part in parts
        if texts.get(part) and texts[part] != getattr(project, part)
    }
    end = max(cell.span.end for cell in row)
    return replace(project, **more, row=Span(project.row.start, max(project.row.end, end)))
