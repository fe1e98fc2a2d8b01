"""Which rows of the plans' project tables a question is about, and what follows from their figures."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answers.boxes import box_asked, is_in_box
from bot.library import Library
from bot.project_asking import Order, ProjectsAsked
from bot.question import Question
from bot.support import held
from corpus.language.headings import unnumbered
from corpus.language.text import search_key
from corpus.language.unit_groups import YUAN
from corpus.language.years import five_year_period
from corpus.models import Project
from retrieval.records import StoredPlan

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}")
# 2025年底前 and a column 竣工时间 say when it ends, 2023年起 and 开工时间 when it begins.
_ENDS = re.compile(r"前|完成|建成|竣工|完工|投用|投入使用|启用|上线")
_OPEN = re.compile(r"(?:19|20)\d{2}年?起|(?:19|20)\d{2}年?[-—－–~～至]$")
# An abbreviation (外科楼 for 外科综合楼) begins with a whole word: 中医院 does not stand for 中心医院.
_SHORTEST_PIECE = 2
_JOINT = re.compile(r"[和与跟及、]|还有|以及")
_PROJECT_WORD = re.compile(r"(?<=..)(?:项目|工程)$")
# What a list's heading says beside its matter: 专栏1 大气污染防治重点工程 lists what is done about 大气污染防治.
_BESIDE_MATTER = re.compile(
    r"^(?:专栏|附?[表件])?\s*\d*|(?:重[点大]|主要)*(?:建设)?(?:项目|工程|行动|计划)(?:清单|一览表|表)?$"
)
_SHORTEST_MATTER = 3
# Behind 多少 stands the measure of what is counted: 多少张床 asks for beds.
_MEASURE = re.compile(r"(?<=多少|.几)[张个家所间名人栋层亩辆台座套]")
# 床位多少, 多少张床位: a figure is asked of this noun.
_FIGURED = re.compile(r"[数量]?(?:是|有|为|要|能|达|建|设|占了?)*(?:多少|几|多大)")
_COUNTED = re.compile(r"(?:多少|几)[张个家所间名人栋层亩辆台座套]?$")


@dataclass(frozen=True, slots=True)
class PlanProjects:
    """A plan with the projects of its tables that are asked about, and the totals that these tables print."""

    plan: StoredPlan
    projects: tuple[Project, ...]
    totals: tuple[Project, ...]


# 疾控中心大楼 may be what the table calls 疾控中心迁建.
_BUILDING = frozenset(("大楼", "新楼", "新址"))


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a question that must be found with a project: ``nouns``, quotations among them, all of them; ``others``
    (verbs, words of an indicator) choose among several. ``are_deeds``: no noun names it, and the verbs stand for one.
    ``measured`` are those nouns that a figure is asked of (多少床位)."""

    nouns: tuple[str, ...]
    others: tuple[str, ...]
    are_deeds: bool = False
    measured: frozenset[str] = frozenset()


def plans_with_projects(question: Question, library: Library) -> list[PlanProjects]:
    """The plans of the question's regions that have a project table, each with the projects of the box that the question names, if
    any; of all plans, where it names none, those that speak of its words."""
    plans = library.plans_to_read(question.plain, question.region_names)
    found = [PlanProjects(plan, *library.store.projects(plan.id)) for plan in plans]
    if (box := box_asked(question)) is not None:
        found = [
            replace(held, projects=tuple(one for one in held.projects if is_in_box(one.section, box)), totals=())
            for held in found
        ]
    return [held for held in found if held.projects]


def name_words(question: Question, asked: ProjectsAsked) -> NameWords:
    """The question's words that nothing but the name or matter of projects explains."""
    terms = [term for term in question.terms if not set(range(term.start, term.start + len(term.text))) <= asked.spans]
    # A name that a table prints (区北部人民医院) is named as much as any other noun; a word that reminds of one is not.
    nouns = [*question.quoted, *(m.words(question.plain) for m in question.indicators if m.by_name)]
    others = [mention.words(question.plain) for mention in question.indicators if not mention.by_name]
    figured = set()
    for term in terms:
        measure = _MEASURE.match(question.plain, term.start) if term.start > 0 else None
        # 二期工程 and 二期 name the same.
        text = _PROJECT_WORD.sub("", term.text[1:] if measure else term.text)
        named = (term.weight == 1 and text not in _BUILDING) or question.plain.startswith(
            "类", term.end
        )  # 信息化类项目
        (nouns if named and len(text) > 1 else others).append(text)
        if _FIGURED.match(question.plain, term.end) or _COUNTED.search(question.plain[: term.start + bool(measure)]):
            figured.add(text)
    return NameWords(tuple(nouns), tuple(filter(None, others)), measured=frozenset(figured))


def named_by_deeds(words: NameWords, found: Iterable[PlanProjects]) -> NameWords:
    """``words`` without a noun, with the verbs that stand in the name of a project as what names it (那个治理工程)."""
    names = [search_key(project.name) for own in found for project in own.projects]
    deeds = tuple(word for word in words.others if len(word) > 1 and any(search_key(word) in name for name in names))
    return NameWords(deeds, words.others, are_deeds=True) if deeds else words


def says(word: str, key: str) -> bool:
    """Whether the search key ``key`` of a name holds ``word``, a synonym, or what it abbreviates by leaving out the middle."""
    bare = search_key(word)
    if not bare or held(word, key) == 1:
        return True
    return any(
        re.search(f"{re.escape(bare[:at])}.{{1,{len(bare)}}}{re.escape(bare[at:])}", key)
        for at in range(_SHORTEST_PIECE, len(bare))
    )


def by_name(found: PlanProjects, words: NameWords, with_content: bool, whole: bool = False) -> list[Project]:
    """The projects that the words name: at least one noun stands in the name, all in what identifies the project or,
    where what is built is asked for, in its contents. Of several, those that most of the other words fit. ``whole``:
    what is asked is of a project as a whole (its money), so that a thing which only stands in its contents names none."""
    fits: list[tuple[int, Project]] = []
    for project in found.projects:
        name = search_key(project.name)
        key = search_key(f"{found.plan.metadata.region}{project.name}{project.group}{project.place}{project.table}")
        content = search_key(project.content) if with_content else ""
        if any(says(noun, name) for noun in words.nouns) and all(
            says(noun, key) or (content and (noun in words.measured or not whole) and held(noun, content) == 1)
            for noun in words.nouns
        ):
            fits.append((sum(says(word, name) for word in words.others), project))
    best = max((score for score, _ in fits), default=0)
    return [project for score, project in fits if score == best]


def apart(words: NameWords, plain: str) -> list[tuple[int, NameWords]]:
    """The words by the projects that the question ``plain`` names side by side (医养中心和门诊楼), each with where its last
    noun stands; one where it names one."""
    joints = [match.start() for match in _JOINT.finditer(plain)]
    pieces: dict[int, list[tuple[int, str]]] = {}
    for noun in words.nouns:
        for match in re.finditer(re.escape(noun), plain):
            pieces.setdefault(sum(joint < match.start() for joint in joints), []).append((match.start(), noun))
    return [
        (max(at for at, _ in piece), NameWords(tuple(dict.fromkeys(noun for _, noun in piece)), words.others))
        for piece in pieces.values()
    ]


def list_name(project: Project) -> str:
    """What lists a project: its table, in running text the heading."""
    return project.table or unnumbered(project.section[-1] if project.section else "")


def of_list(found: PlanProjects, plain: str) -> list[Project]:
    """The projects of a plan's list whose heading the question ``plain`` says (水生态环境保护重点工程), the longest such; none
    where it says none, or what the plan is about as a whole."""
    asked, title = search_key(plain), search_key(found.plan.metadata.title)
    matters = {name: _BESIDE_MATTER.sub("", search_key(name)) for name in map(list_name, found.projects)}
    said = {
        name: matter
        for name, matter in matters.items()
        if len(matter) >= _SHORTEST_MATTER and matter in asked and matter not in title
    }
    longest = max(map(len, said.values()), default=0)
    return [project for project in found.projects if len(said.get(list_name(project), "")) == longest > 0]


def of_matter(found: PlanProjects, words: NameWords) -> list[Project]:
    """The projects of a plan in whose row, or in whose list's heading, all nouns stand."""
    title = f"{found.plan.metadata.title}{found.plan.metadata.region}"
    return [
        project
        for project in found.projects
        if all(
            says(noun, search_key(f"{project.name}{project.place}{project.body}{project.group}"))
            or says(noun, search_key(list_name(project)))
            or held(noun, search_key(f"{title}{project.table}{project.content}{project.remark}")) == 1
            for noun in words.nouns
        )
    ]


def filtered(projects: Iterable[Project], asked: ProjectsAsked) -> list[Project]:
    """The projects that fit the years, the nature and the sum of money that the question sets."""
    tests: list[Callable[[Project], bool]] = []
    if asked.begun or asked.built:
        tests.append(lambda p: _within(begins(p), asked.begun) or _within(ends(p), asked.built))
    elif asked.active:
        low, high = asked.active
        tests.append(lambda p: (begins(p) or ends(p) or 0) <= high and (ends(p) or 0) >= low)
    if asked.nature:
        tests.append(lambda p: asked.nature in (p.nature or f"{p.name}{p.content}{p.remark}"))
    if asked.limit:
        over, bound = asked.limit
        tests.append(lambda p: (money := yuan(p)) is not None and (money >= bound if over else money <= bound))
    return [project for project in projects if all(test(project) for test in tests)]


def _within(year: int | None, asked: tuple[int, int] | None) -> bool:
    return year is not None and asked is not None and asked[0] <= year <= asked[1]


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)] or list(five_year_period(text) or ())


def begins(project: Project) -> int | None:
    """The year in which a project begins, where one is printed."""
    if project.begins:
        return next(iter(_years(project.begins)), None)
    years = _years(project.years)
    if len(years) == 1 and _ENDS.search(project.years + project.labels.get("years", "")):
        return None
    return years[0] if years else None


def ends(project: Project) -> int | None:
    """The year in which a project ends, where one is printed."""
    years = _years(project.years)
    return years[-1] if years and not _OPEN.search(project.years.strip()) else None


def yuan(project: Project) -> Decimal | None:
    """The investment in yuan; None where none or no unit is printed."""
    if project.amount is None or project.unit not in YUAN:
        return None
    return Decimal(str(project.amount)) * YUAN[project.unit]


def ordered(projects: Iterable[Project], asked: ProjectsAsked) -> list[Project]:
    """The first ``asked.top`` of the projects in the order asked for, or the one of ``asked.rank`` where that is another,
    ties included; those without the figure are left out.
    Without units, money is ordered only among figures that all lack one."""
    projects = list(projects)
    figures: dict[Order, Callable[[Project], Decimal | int | None]] = {
        Order.MONEY: yuan if any(map(yuan, projects)) else _plain_amount,
        Order.BEGINS: begins,
        Order.ENDS: ends,
    }
    assert asked.order is not None
    measured = [(value, p) for p in projects if (value := figures[asked.order](p)) is not None]
    measured.sort(key=lambda pair: pair[0], reverse=asked.most)
    if len(measured) < asked.rank:
        return []
    if asked.rank > 1:
        return [p for value, p in measured if value == measured[asked.rank - 1][0]]
    last = measured[min(asked.top, len(measured)) - 1][0]
    return [p for at, (value, p) in enumerate(measured) if at < asked.top or value == last]


def distance(project: Project, asked: ProjectsAsked) -> Decimal:
    """How far a project lies from the years, else from the sum of money asked for."""
    span = asked.begun or asked.built or asked.active
    year = begins(project) if asked.begun else ends(project)
    if span and year:
        return Decimal(min(abs(year - span[0]), abs(year - span[1])))
    money = yuan(project)
    return abs(money - asked.limit[1]) if asked.limit and money is not None else Decimal()


def _plain_amount(project: Project) -> Decimal | None:
    return None if project.amount is None else Decimal(str(project.amount))


def nth_of(projects: Iterable[Project], nth: int) -> tuple[Project, ...]:
    """The ``nth`` (from 1) of the projects of each list, none where it has fewer."""
    lists: dict[str, list[Project]] = {}
    for project in projects:
        lists.setdefault(list_name(project), []).append(project)
    return tuple(own[nth - 1] for own in lists.values() if len(own) >= nth)


def sum_of(projects: Iterable[Project]) -> tuple[Decimal, str] | None:
    """The sum of the printed investments and its unit: that of all of them, else 万元; None where units are missing."""
    stated = [project for project in projects if project.amount is not None]
    units = {project.unit for project in stated}
    if not stated:
        return None
    if len(units) == 1:
        return sum((Decimal(str(project.amount)) for project in stated), Decimal()), units.pop()
    sums = [yuan(project) for project in stated]
    if None in sums:
        return None
    return sum((money for money in sums if money), Decimal()) / YUAN["万元"], "万元"
