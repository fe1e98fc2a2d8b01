"""Projects that the running text lists (一是…，总投资6200万元；二是…) -> the same records as rows of project tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from corpus.language.text import CleanText
from corpus.models import Passage, Project
from corpus.records.projects import ProjectRows

_MONEY = re.compile(
    r"(?<!完成)(?P<label>(?:计划|估算|概算|预计|项目)?总?投资(?:额|规模)?)(?:为|达到?|共计?)?"
    r"(?P<number>(?:约|近|超)?\s*\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|亿|万)"
)
_PROJECT = re.compile(r"项目|工程")
# What opens an item; all items of a list open alike.
_MARKS = tuple(
    re.compile(rf"(?:^|(?<=[：:；;。，,]))\s*{mark}")
    for mark in (
        r"[一二三四五六七八九十]{1,2}是",
        r"[（(]\d{1,2}[）)]",
        r"\d{1,2}\s*[.．、](?!\d)",
        r"[（(][一二三四五六七八九十]{1,2}[）)]",
        r"[①-⑳]",
    )
)
_CLAUSE = re.compile(r"[，,。；;：:]+")
_NAME_ENDS = re.compile(r"[，,。；;：:（(]")
# The longest name of a project in the plans at hand has 33 characters.
_LONGEST_NAME = 40
_SHORTEST_NAME = 3
_DATED = re.compile(
    r"20\d{2}年?\s*[-—－–~～至]+\s*20\d{2}年?|20\d{2}.*(?:开工|动工|启动|建成|竣工|完工|投用|使用|投运|启用|上线|实施|完成|交付)"
)
_BEGINS = re.compile(r"开工|动工|启动")
_BODY = re.compile(r"(?P<label>(?:责任|牵头|实施|建设)单位)[为是：:]?(?P<body>.+)")
# 重点项目6个, 五个项目: how many a total is of.
_COUNT = re.compile(
    r"(?:项目|工程)[共有计]{0,2}\d{1,4}\s*[个项]|[\d一二三四五六七八九十]{1,4}\s*[个大项][^\d]{0,8}(?:项目|工程)"
)


def text_projects(passages: Sequence[Passage], bodies: Mapping[int, CleanText]) -> ProjectRows:
    """The projects that paragraphs list with their money, at least two in a paragraph or in paragraphs on end, and the
    totals that sentences state over projects that they count. ``bodies`` is the text of the paragraphs."""
    sections = {passage.paragraph: passage.section for passage in passages}
    projects: list[Project] = []
    totals: list[Project] = []
    for section, run in groupby(sorted(sections), key=sections.__getitem__):
        paragraphs = [bodies[number] for number in run if number in bodies]
        totals += [total for body in paragraphs if (total := _total(body, section))]
        listed = [project for body in paragraphs for project in _of_list(body, section)]
        projects += listed or _of_paragraphs(paragraphs, section)
    return ProjectRows(tuple(projects), tuple(totals))


def _of_list(body: CleanText, section: tuple[str, ...]) -> list[Project]:
    """The projects of one paragraph that announces projects; none where fewer than two state their money."""
    for at, end in _items(body.text):
        if _PROJECT.search(body.text[: at[0]]):
            found = [
                item
                for start, stop in zip(at, [*at[1:], end], strict=True)
                if (item := _project(body, start, stop, section))
            ]
            if len(found) == len(at) and _mostly_with_money(found):
                return found
    return []


def _items(text: str) -> Iterator[tuple[list[int], int]]:
    """Where the items of a list may start, mark included, and where the last of them ends."""
    for mark in _MARKS:
        starts = [match.start() for match in mark.finditer(text)]
        if len(starts) > 1:
            yield starts, _end(text, starts[-1])
    colon, divided = re.search("[：:]", text), text.rfind("；")
    if colon and colon.end() < divided:
        end = _end(text, divided)
        yield [colon.end(), *(at + 1 for at in range(colon.end(), end) if text[at] == "；")], end


def _end(text: str, start: int) -> int:
    """Where the last item, which starts at ``start``, ends: with the sentence that states its money."""
    money = _MONEY.search(text, start)
    stop = text.find("。", money.end() if money else start)
    return len(text) if stop < 0 else stop


def _of_paragraphs(paragraphs: list[CleanText], section: tuple[str, ...]) -> list[Project]:
    """The projects of paragraphs that open with one mark each, in a section that its heading says is of projects."""
    if not section or not _PROJECT.search(section[-1]):
        return []
    for mark in _MARKS:
        marked = [body for body in paragraphs if mark.match(body.text)]
        found = [item for body in marked if (item := _project(body, 0, len(body.text), section))]
        if _mostly_with_money(found):
            return found
    return []


def _mostly_with_money(found: list[Project]) -> bool:
    stated = sum(bool(project.investment) for project in found)
    return stated > 1 and stated * 2 > len(found)


def _project(body: CleanText, start: int, stop: int, section: tuple[str, ...]) -> Project | None:
    """The item ``start:stop`` as a record; None where it opens with no name."""
    mark = next((match for pattern in _MARKS if (match := pattern.match(body.text, start, stop))), None)
    text = body.text[mark.end() if mark else start : stop].strip(" ；;。")
    name = _NAME_ENDS.split(text, maxsplit=1)[0].strip()
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or _MONEY.search(name):
        return None
    clauses = [clause.strip() for clause in _CLAUSE.split(text[len(name) :]) if clause.strip()]
    return _record(name, clauses, body, start, stop, section)


def _record(name: str, clauses: list[str], body: CleanText, start: int, stop: int, section: tuple[str, ...]) -> Project:
    parts: dict[str, list[str]] = {"content": [], "years": [], "begins": []}
    labels: dict[str, str] = {}
    money = who = None
    for clause in clauses:
        stated = _MONEY.search(clause)
        if stated and not money:
            money, labels["investment"] = stated, stated["label"]
        elif told := _BODY.fullmatch(clause):
            who, labels["body"] = told["body"], told["label"]
        elif _DATED.match(clause):
            for part in clause.split("、"):
                parts["begins" if _BEGINS.search(part) else "years"].append(part)
        else:
            parts["content"].append(clause)
    return Project(
        name=name,
        content="，".join(parts["content"]),
        investment=money["number"] if money else "",
        unit=money["unit"] if money else "",
        years="、".join(parts["years"]),
        planned="",
        remark="",
        table="",
        section=section,
        row=body.span(start, stop),
        body=who or "",
        begins="、".join(parts["begins"]),
        labels=labels,
    )


def _total(body: CleanText, section: tuple[str, ...]) -> Project | None:
    """The money that a sentence states for projects which it counts (实施重点项目6个，总投资4.26亿元)."""
    for sentence in re.finditer(r"[^。；;：:]+", body.text):
        clauses = [clause.strip() for clause in _CLAUSE.split(sentence[0])]
        at = next((at for at, clause in enumerate(clauses) if _COUNT.search(clause)), len(clauses))
        money = next(filter(None, map(_MONEY.search, clauses[at:])), None)
        if money and "总" in money["label"]:
            return _record(clauses[at], [money[0]], body, sentence.start(), sentence.end(), section)
    return None
