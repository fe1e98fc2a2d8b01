"""Tables of tasks -> typed records: what is to be done, by whom, until when, every string as printed."""

import re

from corpus.models import Cell, Span, Table, Task

# What the columns of a table of tasks are called; a column is the first free part that fits.
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("index", re.compile(r"序号|编号|^[序号]$")),
    ("support", re.compile(r"配合|协同|协办|参与|参加")),
    ("lead", re.compile(r"责任|牵头|负责|主管|主办|承办|落实单位|实施(?:单位|主体)|分工")),
    ("deadline", re.compile(r"时限|期限|进度|时间|节点|完成日期|^年度$")),
    ("group", re.compile(r"类[别型]|领域|方面|板块|分类|^(?:重点)?(?:行动|工程|专项)(?:名称)?$")),
    ("outcome", re.compile(r"成果|成效|目标|标准|形式")),
    ("content", re.compile(r"(?:工作|具体|主要)?(?:内容|措施|举措|要求)")),
    ("name", re.compile(r"任务|事项|工作|要点|举措|项目|行动")),
    ("remark", re.compile(r"备注|说明")),
)  # fmt: skip
_WITHIN_HAN = re.compile(r"(?<=[\u4e00-\u9fff“”（）、，]) (?=[\u4e00-\u9fff“”（）、，])")


def tasks_of(table: Table) -> list[Task]:
    """The rows of ``table`` as tasks; none where it has no column of tasks or contents with one that says who does it or
    until when. A row of one cell names the group of those below; a merged cell holds for the rows below it."""
    places = _places([re.sub(r"\s+", "", label) for label in table.columns])
    named = places.keys() & {"name", "content"}
    if not named or not places.keys() & {"lead", "deadline"}:
        return []
    name_at = places.get("name", places.get("content", 0))
    tasks: list[Task] = []
    group = name = lead = ""
    for row in table.rows:
        filled = list(dict.fromkeys(_text(cell) for cell in row if cell.text))
        if len(filled) == 1:
            group, name, lead = filled[0], "", ""
            continue
        texts = {part: _text(row[at]) for part, at in places.items()}
        if texts.get("group"):
            group = texts["group"]
        own = _text(row[name_at])
        name = own or name
        # A task of several contents prints its own cells once.
        lead = texts.get("lead", "") or ("" if own else lead)
        used = set(places.values())
        content = texts.get("content", "") if name_at != places.get("content") else ""
        if not name:
            continue
        tasks.append(
            Task(
                name=name,
                content=content,
                lead=lead,
                support=texts.get("support", ""),
                deadline=texts.get("deadline", ""),
                outcome=texts.get("outcome", ""),
                group=group,
                remark=texts.get("remark", ""),
                table=table.title,
                section=table.section,
                row=Span(row[0].span.start, max(cell.span.end for cell in row)),
                labels={part: table.columns[at] for part, at in places.items()},
                others=tuple(
                    (label, _text(cell))
                    for at, (label, cell) in enumerate(zip(table.columns, row, strict=True))
                    if at not in used and label and cell.text
                ),
            )
        )
    return tasks


def _places(labels: list[str]) -> dict[str, int]:
    """The column of each part of a task."""
    places: dict[str, int] = {}
    for at, label in enumerate(labels):
        part = next((part for part, pattern in _COLUMNS if part not in places and pattern.search(label)), None)
        if part:
            places[part] = at
    return places


def _text(cell: Cell) -> str:
    """A cell's text without the white space at which its lines were broken."""
    return _WITHIN_HAN.sub("", cell.text)
