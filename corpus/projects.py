"""Project tables -> typed records: what is built, for how much and when, every string as printed."""

import re

from corpus.models import Project, Span, Table

# What the columns of a project table are called. 十四五期间主要建设内容 is the share of the period, not the project.
_PLANNED = re.compile(r"期间?.*(?:内容|目标|任务)|年度.*(?:内容|目标|任务)")
_COLUMNS: dict[str, re.Pattern[str]] = {
    "name": re.compile(r"(?:项目|工程)名称|^(?:建设|重点|重大)?(?:项目|工程)$"),
    "investment": re.compile(r"^(?:项目|计划|估算|预计|概算)?总?(?:投资|资金)|总投资|投资(?:额|估算|规模|总额)"),
    "planned": _PLANNED,
    "content": re.compile(r"内容|规模"),
    "years": re.compile(r"年限|起止|工期|(?:建设|实施|完成)(?:时间|周期|时限|期限)|建设期"),
    "remark": re.compile(r"备注|说明"),
}
_UNIT = re.compile(r"(亿元|万元|千元|元)")


def projects_of(table: Table) -> list[Project]:
    """Every row of ``table`` as a project; none where it has no column of names with one of money, contents or years."""
    places = _places(table.columns)
    if "name" not in places or not places.keys() & {"investment", "content", "years"}:
        return []
    label = table.columns[places["investment"]] if "investment" in places else ""
    projects = []
    for row in table.rows:
        texts = {name: row[at].text for name, at in places.items()}
        if not texts["name"] or len([cell for cell in row if cell.text]) < 2:
            continue  # a row that names a group of projects
        investment = texts.get("investment", "")
        unit = _UNIT.search(investment) or _UNIT.search(label) or _UNIT.search(table.unit)
        projects.append(
            Project(
                name=texts["name"],
                content=texts.get("content", ""),
                investment=investment,
                unit=unit[1] if unit else "",
                years=texts.get("years", ""),
                planned=texts.get("planned", ""),
                remark=texts.get("remark", ""),
                table=table.title,
                section=table.section,
                row=Span(row[0].span.start, max(cell.span.end for cell in row)),
            )
        )
    return projects


def _places(labels: tuple[str, ...]) -> dict[str, int]:
    """The column of each part of a project; the first that fits, each column once."""
    places: dict[str, int] = {}
    for at, label in enumerate(labels):
        bare = re.sub(r"\s+", "", label)
        part = next((part for part, pattern in _COLUMNS.items() if part not in places and pattern.search(bare)), None)
        if part:
            places[part] = at
    return places
