"""Projects that the running text lists (一是…，总投资6200万元；二是…) -> the same records as rows of project tables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.language.headings import unnumbered
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
        r"\d{1,2}\s*[.．、](?!\d)|\d{1,2}[.．](?=\dG)",
        r"[（(][一二三四五六七八九十]{1,2}[）)]",
        r"[①-⑳]",
        r"(?:项目|工程)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[：:、.．]",
    )
)
# A label stays with what it labels: 责任单位：县民政局.
_LABELS = ("单位", "时间", "年限", "期限", "周期", "工期", "地点", "地址")
_CLAUSE = re.compile(rf"[，,。；;]+|{''.join(f'(?<!{label})' for label in _LABELS)}[：:]+")
# 村卫生室新（改）建项目: brackets within a name, no more than a word in them.
_NAME = re.compile(r"(?:[^，,。；;：:（()）]|[（(][^（()），,。；;：:]{1,4}[)）](?=[^，,；;（()）]))*")
# The longest name of a project in the plans at hand has 33 characters.
_LONGEST_NAME = 40
_SHORTEST_NAME = 3
_DATED = re.compile(
    r"20\d{2}年?\s*[-—－–~～至]+\s*20\d{2}年?|20\d{2}.*(?:开工|动工|启动|建成|竣工|完工|投用|使用|投运|启用|上线|实施|完成|交付)"
)
_BEGINS = re.compile(r"开工|动工|启动")
_BODY = re.compile(r"(?P<label>(?:责任|牵头|实施|建设)单位)[为是：:]?(?P<body>.+)")
# 由县城投公司负责实施 says both in another order.
_DONE_BY = re.compile(
    r"由(?P<body>[^，。；]{2,24}?)(?P<label>(?:共同)?(?:负责|组织|牵头)(?:实施|建设|运营|推进|落实)?|承建|代建)"
)
_PLACE = re.compile(r"(?P<label>位于|选址(?:于|在)?|(?:建设|实施)地[点址])[为是：:]?(?P<place>.+)")
_YEARS = re.compile(r"(?P<label>(?:建设|实施|起止)(?:年限|期限|周期|时间|工期)|工期)[为是：:]?(?P<years>\d{4}\s*年?.*)")
# 重点项目6个, 五个项目: how many a total is of.
_COUNT = re.compile(
    r"(?:项目|工程)[共有计]{0,2}\d{1,4}\s*[个项]|[\d一二三四五六七八九十]{1,4}\s*[个大项][^\d]{0,8}(?:项目|工程)"
)
# 第十章 重点项目, 专栏3 卫生健康重大工程: what stands below lists projects, in paragraphs or in items of theirs.
_CHAPTER = re.compile(r"(?:项目|工程)(?:建设|安排|清单|计划|布局|库)?[”\"]?$")
# 每个补助8万元: money that is no investment.
_ANY_SUM = re.compile(r"\d[万亿]?元")
_BOX = re.compile("专栏")
_NUMBERED = re.compile(r"\s*(\d{1,2})\s*[.．、]")
_HEADING = "heading"
# 县级医院类项目 groups several.
_GROUP = re.compile(r"类(?:项目|工程)?$")
# What parts the name that opens a paragraph from what is done.
_TITLE_END = "。：:"
_PIECE = re.compile(r"[^；;。]+")
# 全县安排资金, 其中中央资金, 新建2万平方米: clauses before money that name no project.
_NO_NAME = re.compile(
    r"^(?:总|其中|计划|预计|估算|概算|共|累计|合计|全[省市县区]|规划|期间|争取|统筹|安排|落实|加大|到20|十[一二三四五六七八九]五)"
    r"|\d\s*(?:万?平方米|张|个|所|家|公里|亩|层|间|台)"
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
    projects += _of_chapters(sections, bodies, projects)
    projects.sort(key=lambda project: project.row.start)
    return ProjectRows(tuple(projects), tuple(totals))


def _of_chapters(
    sections: Mapping[int, tuple[str, ...]], bodies: Mapping[int, CleanText], listed: Sequence[Project]
) -> list[Project]:
    """The projects of the chapters that their heading says are of projects, whose paragraphs tell of one each or of one an
    item (divided by ；), none of which is among those ``listed`` already. ``sections`` are those of the paragraphs."""
    found: list[Project] = []
    for chapter, run in groupby(
        sorted(number for number in sections if number in bodies), key=lambda n: _chapter(sections[n])
    ):
        if not chapter or any(project.section[: len(chapter)] == chapter for project in listed):
            continue
        told: list[list[Project]] = []
        openings: list[str] = []
        inside = list(run)
        is_box = _BOX.match(chapter[-1]) is not None
        if is_box:
            inside = inside[: _length_of_box(inside, sections, bodies)]
        for number in inside:
            own, body = sections[number], bodies[number]
            group = unnumbered(own[-1]) if len(own) > len(chapter) else ""
            titled, opening = _titled(body, own, chapter)
            by_heading = titled is not None and _opens_titled(body, own, chapter)
            of_body = [] if by_heading else _of_body(body, chapter, own[-1], group)
            told.append(of_body or ([titled] if titled else []))
            openings.append(_HEADING if by_heading else opening)
        projects = _of_one_list(told, openings, is_box)
        # Most paragraphs behind the heading and the sentence that sums up tell of projects, two or more with their money; a box
        # of one more besides.
        least = 1 if is_box else 2
        with_money = sum(bool(project.investment) for own in projects for project in own)
        if with_money >= least and 1 < sum(map(bool, projects)) >= len(told) / 2 - 1:
            found += [project for own in projects for project in own]
    return found


def _length_of_box(
    inside: Sequence[int], sections: Mapping[int, tuple[str, ...]], bodies: Mapping[int, CleanText]
) -> int:
    """How many of the paragraphs ``inside`` a box are its items: behind them a list that the box interrupts goes on (4. before it, a
    box of four items, 5. behind it), where no item from there on states its money."""
    parent = sections[inside[0]]
    parent = parent[: next(at for at, heading in enumerate(parent) if _BOX.match(heading))]
    before = [number for number in bodies if number < inside[0] and sections.get(number, ())[: len(parent)] == parent]
    numbers = [_NUMBERED.match(bodies[number].text) for number in sorted(before)]
    last = next((int(match[1]) for match in reversed(numbers) if match), 0)
    for at, number in enumerate(inside):
        match = _NUMBERED.match(bodies[number].text)
        goes_on = at and match and int(match[1]) == last + 1 > 1
        if goes_on and not any(_MONEY.search(bodies[other].text) for other in inside[at:]):
            return at
    return len(inside)


def _of_one_list(told: Sequence[list[Project]], openings: Sequence[str], is_box: bool) -> list[list[Project]]:
    """The projects of each paragraph, those without money only where they open as those with money do (``openings``) and stand
    before the last that states a sum, or are the fewer or numbered: what stands behind a box looks like its items at times."""
    with_money = [at for at, own in enumerate(told) if any(project.investment for project in own)]
    alike = {openings[at] for at in with_money}
    listed = [at for at, own in enumerate(told) if own and (at in with_money or openings[at] in alike)]
    sums = [at for at in listed if _ANY_SUM.search(" ".join(project.content for project in told[at]))]
    last = max((*with_money, *sums), default=-1)
    more = 2 * len(with_money) - len(listed)
    # Headings and numbers tell where a box ends.
    whole = (
        more > 0 or (more == 0 and alike == {_HEADING}) or (is_box and all(opening[:1].isdigit() for opening in alike))
    )
    return [own if at in listed and (at <= last or whole) else [] for at, own in enumerate(told)]


def _opens_titled(body: CleanText, own: tuple[str, ...], chapter: tuple[str, ...]) -> bool:
    """Whether a paragraph right below ``chapter`` opens with its heading and goes on (（二）巡诊车项目。购置…), which names no group."""
    title = own[-1]
    inside = len(own) == len(chapter) + 1 and body.text.startswith(title)
    if _GROUP.search(title) or len(_MONEY.findall(body.text)) > 1:
        return False
    return inside and len(body.text) > len(title) + 1 and body.text[len(title)] in _TITLE_END


def _titled(body: CleanText, own: tuple[str, ...], chapter: tuple[str, ...]) -> tuple[Project | None, str]:
    """The project that a paragraph of ``chapter`` opens with by its name alone, be its money stated or not (3.急救体系。新购…,
    急救站：在四个乡各设…), and how it opens; None for other paragraphs."""
    if own != chapter and not _opens_titled(body, own, chapter):
        return None, ""
    found = _project(body, 0, len(body.text), chapter)
    if found is None or _NO_NAME.search(found.name):
        return None, ""
    before, _, behind = body.text.partition(found.name)
    mark = next((str(at) for at, pattern in enumerate(_MARKS) if pattern.match(before)), "")
    return (found, f"{mark}{behind[0]}") if behind[:1] and behind[0] in _TITLE_END else (None, "")


def _chapter(section: tuple[str, ...]) -> tuple[str, ...]:
    """The outermost part of the path ``section`` whose heading is of projects; empty where none is."""
    at = next((at for at, heading in enumerate(section, 1) if _CHAPTER.search(heading)), 0)
    return section[:at]


def _of_body(body: CleanText, section: tuple[str, ...], heading: str, group: str) -> list[Project]:
    """The projects of a paragraph: itself where it states one sum of money, else its items that state one each."""
    at = body.text.find(heading) if heading else -1
    start = at + len(heading) if at >= 0 else 0
    if _total(body, section) is not None:
        return []
    whole = [(start, len(body.text))]
    pieces = [(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(body.text[start:])]
    sums = len(_MONEY.findall(body.text[start:]))
    found = [
        project
        for begin, end in (whole if sums == 1 else pieces)
        if _MONEY.search(body.text, begin, end) and (project := _project(body, begin, end, section))
    ]
    return [replace(project, group=group) for project in found if not _NO_NAME.search(project.name)]


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
    opening = _NAME.match(text)
    name = opening[0].strip() if opening else ""
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or _MONEY.search(name):
        return None
    clauses = [clause.strip() for clause in _CLAUSE.split(text[len(name) :]) if clause.strip()]
    return _record(name, clauses, body, start, stop, section)


def _record(name: str, clauses: list[str], body: CleanText, start: int, stop: int, section: tuple[str, ...]) -> Project:
    parts: dict[str, list[str]] = {"content": [], "years": [], "begins": []}
    labels: dict[str, str] = {}
    money = None
    who = place = ""
    for clause in clauses:
        stated = _MONEY.search(clause)
        if stated and not money:
            money, labels["investment"] = stated, stated["label"]
        elif told := _BODY.fullmatch(clause) or _DONE_BY.fullmatch(clause):
            who, labels["body"] = told["body"], told["label"]
        elif (lies := _PLACE.fullmatch(clause)) and not place:
            place, labels["place"] = lies["place"], lies["label"]
        elif (lasting := _YEARS.fullmatch(clause)) and not parts["years"]:
            parts["years"].append(lasting["years"])
            labels["years"] = lasting["label"]
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
        place=place,
        body=who,
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
