"""Questions over the plans' project tables: every figure from a row as printed, sums and orders marked as computed."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.items import heading_of
from bot.answers.plan_totals import answer_plan_totals
from bot.answers.project_dates import dated_otherwise
from bot.answers.project_naming import named_projects
from bot.answers.project_parts import funding_of, needs_content, of_period, only_in_content, states
from bot.answers.project_records import (
    NameWords,
    PlanProjects,
    apart,
    begins,
    distance,
    ends,
    filtered,
    list_name,
    name_words,
    named_by_deeds,
    nth_of,
    of_list,
    of_matter,
    ordered,
    plans_with_projects,
    sum_of,
    yuan,
)
from bot.answers.project_sums import (
    Row,
    confirmed,
    first_of_rows,
    gap_of_plans,
    gap_of_rows,
    mean_line,
    overall,
    plan_lines,
    sum_lines,
    sums_confirmed,
    together,
    totals_in_order,
)
from bot.answers.project_wording import also_stated, cite, line
from bot.answers.which_place import is_open, which_place
from bot.answers.wording import plan_name
from bot.asking import asks_for_builder, deed_of
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.project_asking import Order, ProjectsAsked
from bot.question import Question
from bot.reading.rules import spans_in
from bot.support import held
from corpus.language.headings import unnumbered
from corpus.language.text import search_key
from corpus.language.unit_groups import YUAN
from corpus.models import Project
from prompts import say

# A refusal shows what is nearest, not a table.
_NEAREST = 3
_BUILT = re.compile(r"建成|完工|竣工|投用|投入使用|启用|交付")
_BEGUN = re.compile(r"启动|开工|动工|开建")
_STARTS = re.compile(r"开工|动工|开建|启动建设")
# Names that fit more projects than this name none.
_MOST_NAMED = 10
_HOW_MANY_DONE = re.compile(
    r"(?P<deed>新建|改造|改扩建|扩建|提升|配备|新增|建成|升级|建设|购置)了?(?:多少|几)[个所家座间台辆处张]"
)
_MEAN_ASKED = re.compile(r"平均")
_TOTAL_ASKED = re.compile(r"总投资|投资总|总投入|投入总")
# 总投资哪家最大 sets the totals of places against each other.
_WHOSE_TOTAL = re.compile(
    r"谁(?:家)?|哪[个边](?=[大多高小少低])|哪家(?![医机企学公])|哪[个份]?(?:市|县|区|地方|规划|文件)"
)


def answer_projects(question: Question, library: Library) -> Answer | None:
    """The rows asked for and what follows from them; a refusal where the tables have no such project or not that of it, or
    where there is no table to list, order or add up; None where no table is asked about."""
    asked = question.projects
    if asked is None:
        return None
    if asked.parts <= {"years", "body"} and beside_rows(question):
        return None
    if asks_for_builder(deed_of(question.plain)):
        return None  # who is responsible for a project does not build it
    if asked.speaks and asked.lists and asked.parts == {"content"} and not name_words(question, asked).nouns:
        asked = replace(asked, of_tables=True, parts=frozenset())  # 重大工程包括哪些 lists them
    found = plans_with_projects(question, library)
    words = name_words(question, asked)
    if not words.nouns and not asked.of_tables:
        words = named_by_deeds(words, found)
    if (
        asked.order is Order.MONEY
        and len(apart(words, question.plain)) > 1
        and named_projects(question, words, found, True)
    ):
        return _of_names(question, library, asked, words, found)  # each named, and which costs more
    speaks = asked.speaks or _TOTAL_ASKED.search(question.plain)
    if asked.of_tables and not words.nouns and is_open(question, library) and len(found) > 1:
        return which_place(question, library, (own.plan.metadata.region for own in found))
    at_large = not words.nouns or (bool(speaks) and _is_field(words, found))
    if at_large and found and _TOTAL_ASKED.search(question.plain) and not any(own.totals for own in found):
        # 养老总投入 is no sum of the projects that are listed; the running text may give it.
        whole = answer_plan_totals(question, library, [own.plan for own in found])
        if whole or (words.nouns and not asked.speaks):
            return whole
    if not at_large and speaks and not named_projects(question, words, found, False):
        at_large = any(of_list(own, question.plain) for own in found)  # 公共卫生体系建设项目总投资 of a list
    deed = _HOW_MANY_DONE.search(question.plain)
    one = named_projects(question, words, found, False) if deed and words.nouns else []
    if deed and len(one) == 1 and re.search(rf"{deed['deed']}[^，,。]{{0,4}}\d", one[0][1].content):
        return _of_names(question, library, asked, words, found)  # 新建几个改造几个 is asked of what is built
    if asked.of_tables or (speaks and "investment" in asked.parts and at_large and found):
        return _of_tables(question, library, asked, words, found)
    return _of_names(question, library, asked, words, found) if words.nouns and found else None


def _is_field(words: NameWords, found: list[PlanProjects]) -> bool:
    """Whether the words only say what the plans, each or together, are about (生态环境重点项目 of the plan for 生态环境保护)."""
    titles = [search_key(own.plan.metadata.title) for own in found]
    return all(any(search_key(noun) in title for title in titles) for noun in words.nouns)


def beside_rows(question: Question) -> str:
    """What a question asks of a thing that no row of a project table tells: when a body was founded (哪年组建 asks for no time of
    construction), an area that the records do not state; "" where it asks for nothing of the kind."""
    founded = next((span for span in spans_in(question.plain) if span.kind == "founding"), None)
    if founded:
        return question.plain[founded.start : founded.end]
    asked = question.projects
    return say("project.area") if asked and asked.parts == {"area"} else ""


def is_project_row(answer: Answer, library: Library) -> bool:
    """Whether an answer rests on a row of a project table, which only the records may answer from."""
    for citation in answer.citations:
        rows = (
            row.row
            for rows in library.store.projects(library.store.by_file[citation.file].id)
            for row in rows
            if row.table
        )
        if any(row.start <= citation.start < row.end for row in rows):
            return True
    return False


def _of_names(
    question: Question, library: Library, asked: ProjectsAsked, words: NameWords, found: list[PlanProjects]
) -> Answer | None:
    """Projects asked about by name."""
    chosen = named_projects(question, words, found, bool(asked.parts))
    if not chosen:
        explicit = asked.speaks or ("investment" in asked.parts and "投资" in question.plain)
        return _no_project(question, library, words, found) if explicit else None
    chosen = chosen[:_MOST_NAMED]
    citations = Citations(library.store)
    if question.years and "investment" in asked.parts and not (asked.begun or asked.built):
        return _of_year(question, library, chosen)
    if spent := next((span for span in spans_in(question.plain) if span.kind == "spent"), None):
        plan, project = chosen[0]
        facts = {"plan": plan_name(plan), "name": project.name, "what": question.plain[spent.start : spent.end]}
        text = say("refusal.project_part", **facts, n=cite(citations, plan, project))
        return _refused(question, "not_stated", text, citations, chosen)  # a table of plans prints what is to be spent
    lacking = {part for part in asked.parts if not any(states(project, part) for _, project in chosen)}
    if _STARTS.search(question.plain) and "years" in asked.parts and not any(begins(p) for _, p in chosen):
        lacking.add("years")  # 2024年6月前投用 says nothing of when it begins
    if _BUILT.search(question.plain) and asked.parts == {"years"} and not any(_is_built(p) for _, p in chosen):
        lacking.add("years")  # 2023年启动 says nothing of when it is built
    texts = also_stated(library, citations, words, chosen, asked)
    if asked.parts == lacking and (asked.parts == {"area"} or (asked.parts == {"place"} and not asked.speaks)):
        return None  # the running text may say it, a place also of the institution itself
    if asked.parts and lacking == asked.parts and not texts:
        plan, project = chosen[0]
        what = "、".join(say(f"project.{part}") for part in sorted(lacking))
        text = say(
            "refusal.project_part", plan=plan_name(plan), name=project.name, what=what, n=cite(citations, plan, project)
        )
        return _refused(question, "not_stated", text, citations, chosen)
    if question.checks and question.quantities and not confirmed(question, chosen):
        numbers = "、".join(f"{quantity.number}{quantity.unit}" for quantity in question.quantities)
        text = say("refusal.false_premise", name=chosen[0][1].name, what=numbers)
        return _refused(question, "false_premise", text, citations, chosen)
    if dated_otherwise(question, chosen):
        text = say("refusal.false_premise", name=chosen[0][1].name, what=say("answer.in_year", year=question.years[0]))
        return _refused(question, "false_premise", text, citations, chosen)
    pieces = any(unit and unit not in YUAN for unit in question.wanted_units)  # 要改多少所
    with_content = "content" in asked.parts or pieces or needs_content(words, chosen)
    lines = [
        line(
            citations,
            plan,
            project,
            with_content or only_in_content(asked, project),
            (*(funding_of(project) if "funding" in asked.parts else ()), *of_period(question, project)),
        )
        for plan, project in chosen
    ]
    lines += texts
    if lacking:
        lines.append(say("project.lacking", what="、".join(say(f"project.{part}") for part in sorted(lacking))))
    if asked.sums and len(chosen) > 1 and len({plan.id for plan, _ in chosen}) == 1:
        lines += sum_lines(citations, chosen[0][0], [project for _, project in chosen], ())
    if asked.order is Order.MONEY and len(chosen) > 1:
        lines += first_of_rows(asked, chosen)
    if asked.gap:
        lines += gap_of_rows(chosen)
    return finished(question.text, False, None, "\n".join(lines), citations)


def _is_built(project: Project) -> bool:
    """Whether a project's row says when it is built, or from when to when."""
    told = [text for text in (project.years, project.planned, project.content) if re.search(r"20\d\d", text)]
    return any(
        not _BEGUN.search(text) or _BUILT.search(text) or re.search(r"20\d\d\D{1,3}20\d\d", text) for text in told
    )


def _of_year(question: Question, library: Library, chosen: list[Row]) -> Answer:
    """The money of one year, from a column that names it."""
    citations = Citations(library.store)
    lines = []
    for plan, project in chosen:
        columns = [(label, text) for label, text in project.others if any(str(y) in label for y in question.years)]
        if columns:
            lines.append(line(citations, plan, project, False, columns))
    if lines:
        return finished(question.text, False, None, "\n".join(lines), citations)
    what = "、".join(say("answer.in_year", year=year) for year in question.years)
    regions = "、".join(dict.fromkeys(plan.metadata.region for plan, _ in chosen))
    text = say("refusal.no_figure", regions=regions, name=chosen[0][1].name, what=what + say("project.investment"))
    return _refused(question, "no_figure", text, citations, chosen)


def _of_tables(
    question: Question, library: Library, asked: ProjectsAsked, words: NameWords, found: list[PlanProjects]
) -> Answer:
    """Projects at large: the largest, how many, how much together, those of a year."""
    if not found:
        regions = "、".join(question.region_names) or say("refusal.all_plans")
        text = say("refusal.no_project_table", regions=regions)
        return _refused(question, "not_stated" if asked.reckons else "no_project", text, Citations(library.store), [])
    matter = [replace(own, projects=tuple(of_list(own, question.plain))) for own in found]
    if not any(own.projects for own in matter):
        matter = [replace(own, projects=tuple(of_matter(own, words))) for own in found]
    matter = [own for own in matter if own.projects]
    if not matter and (several := named_projects(question, words, found, False)):
        matter = [
            PlanProjects(own.plan, tuple(p for plan, p in several if plan.id == own.plan.id), ()) for own in found
        ]
        matter = [own for own in matter if own.projects]
    if not matter:
        return _no_project(question, library, words, found)
    every = [(own.plan, project) for own in matter for project in own.projects]
    citations = Citations(library.store)
    regions = "、".join(own.plan.metadata.region for own in matter)
    if column := _lacking_column(asked, every):
        text = say("refusal.project_column", regions=regions, what=say(f"project.{column}"))
        return _refused(question, "not_stated", text, citations, every)
    if asked.nth:
        return _of_nth(question, asked, matter, citations)
    if asked.order is Order.MONEY and _sets_totals(question, found, matter):
        totals, (places, first) = totals_in_order(citations, matter, asked.most)
        return finished(question.text, False, None, "\n".join(totals), citations, places=places, winners=first)
    of_all = sum(len(own.projects) for own in matter) == sum(len(own.projects) for own in found)
    narrowed = bool(
        (words.nouns and not of_all) or asked.begun or asked.built or asked.active or asked.nature or asked.limit
    )
    if asked.stated and not narrowed and (listed := _of_so_many(matter, asked.stated)):
        matter = listed
    elif asked.stated and not narrowed:
        counts = "、".join(str(len(own.projects)) for own in matter)
        text = say("refusal.project_count", regions=regions, count=counts, stated=asked.stated)
        return _refused(question, "false_premise", text, citations, every)
    chosen = [PlanProjects(own.plan, tuple(filtered(own.projects, asked)), own.totals) for own in matter]
    chosen = [own for own in chosen if own.projects]
    if not chosen:
        text = say("refusal.project_filter", regions=regions)
        return _refused(question, "no_figure", text, citations, sorted(every, key=lambda row: distance(row[1], asked)))
    if asked.rank > sum(len(own.projects) for own in chosen):
        counts = str(sum(len(own.projects) for own in chosen))
        text = say("refusal.project_nth", regions=regions, count=counts, nth=asked.rank)
        return _refused(question, "not_stated", text, citations, [])
    lines: list[str] = []
    for own in chosen:
        lines += _heading(own, library, citations) if asked.lists and not asked.counts and own in matter else []
        if asked.rank > 1 and len(chosen) > 1:
            # The second of all may be the first of its plan.
            leading = ordered(own.projects, replace(asked, rank=1, top=asked.rank))
            lines += [line(citations, own.plan, project, False) for project in leading]
        else:
            lines += plan_lines(citations, own, asked, narrowed)
    if asked.order is Order.MONEY and len(chosen) > 1:
        lines += overall(asked, chosen)
    if asked.sums and asked.order is None and len(chosen) == len(question.regions) > 1:
        lines += together(chosen)
    if asked.gap:
        lines += gap_of_plans(asked, chosen, narrowed)
    if _MEAN_ASKED.search(question.plain) and "investment" in asked.parts:
        lines += [mean_line(own) for own in chosen if sum_of(own.projects)]
    if question.checks and asked.limit is None and "investment" in asked.parts and not sums_confirmed(question, chosen):
        numbers = "、".join(f"{quantity.number}{quantity.unit}" for quantity in question.quantities)
        text = say("refusal.false_premise", name=say("project.investment"), what=numbers)
        return finished(question.text, True, "false_premise", "\n".join([text, *lines]), citations)
    if lacking := [part for part in sorted(asked.parts) if not any(states(project, part) for _, project in every)]:
        lines.append(say("project.lacking", what="、".join(say(f"project.{part}") for part in lacking)))
    if asked.begun or asked.built or asked.active:
        lines.append(say("project.by_years"))
    if asked.nature and not all(project.nature for own in chosen for project in own.projects):
        lines.append(say("project.by_words", nature=asked.nature))
    return finished(question.text, False, None, "\n".join(lines), citations)


def _of_so_many(matter: list[PlanProjects], count: int) -> list[PlanProjects]:
    """The projects of each plan where they are ``count``, else those of its list that has so many; none where no list has."""
    found = []
    for own in matter:
        lists = [own.projects] + [
            tuple(p for p in own.projects if list_name(p) == name)
            for name in dict.fromkeys(map(list_name, own.projects))
        ]
        found += [replace(own, projects=chosen) for chosen in lists if len(chosen) == count][:1]
    return found


def _heading(own: PlanProjects, library: Library, citations: Citations) -> list[str]:
    """The heading of the one list of the running text that the projects are, with how many; none where they are not all of one."""
    section = own.projects[0].section
    if any(project.table or project.section != section for project in own.projects):
        return []
    titled = heading_of(library.store.evidence(own.plan.id), section)
    if titled is None:
        return []
    facts = {"region": own.plan.metadata.region, "heading": unnumbered(section[-1]), "plan": plan_name(own.plan)}
    head = say("list.head", **facts, count=len(own.projects))
    return [f"{head}[{citations.add(own.plan, titled.span, section, None)}]"]


def _sets_totals(question: Question, found: list[PlanProjects], matter: list[PlanProjects]) -> bool:
    """Whether the totals of several places are put in order, and all projects of their tables are meant."""
    asked = _TOTAL_ASKED.search(question.plain) and _WHOSE_TOTAL.search(question.plain)
    whole = {own.plan.id: len(own.projects) for own in found} == {own.plan.id: len(own.projects) for own in matter}
    return bool(asked) and len(matter) > 1 and whole and all(sum_of(own.projects) for own in matter)


def _of_nth(question: Question, asked: ProjectsAsked, matter: list[PlanProjects], citations: Citations) -> Answer:
    """The n-th project of each list."""
    rows = [(own.plan, project) for own in matter for project in nth_of(own.projects, asked.nth)]
    if not rows:
        regions = "、".join(own.plan.metadata.region for own in matter)
        counts = "、".join(str(len(own.projects)) for own in matter)
        text = say("refusal.project_nth", regions=regions, count=counts, nth=asked.nth)
        return _refused(question, "not_stated", text, citations, [])
    lines = [line(citations, plan, project, "content" in asked.parts) for plan, project in rows]
    return finished(question.text, False, None, "\n".join(lines), citations)


def _lacking_column(asked: ProjectsAsked, every: list[Row]) -> str:
    """The part that the question needs of every project and that no row has; "" where there is none."""
    projects = [project for _, project in every]
    tests: list[tuple[str, bool, Callable[[Project], object]]] = [
        ("investment", asked.order is Order.MONEY or "investment" in asked.parts, lambda p: p.amount is not None),
        ("investment", asked.limit is not None, yuan),
        ("begins", bool(asked.begun) or asked.order is Order.BEGINS, begins),
        ("ends", bool(asked.built) or asked.order is Order.ENDS, ends),
        ("years", bool(asked.active), lambda p: begins(p) or ends(p)),
    ]
    return next((part for part, needed, test in tests if needed and not any(map(test, projects))), "")


def _no_project(question: Question, library: Library, words: NameWords, found: list[PlanProjects]) -> Answer:
    every = [(own.plan, project) for own in found for project in own.projects]
    scores = {id(p): sum(held(noun, search_key(p.name)) for noun in words.nouns) for _, p in every}
    every.sort(key=lambda pair: -scores[id(pair[1])])
    regions = "、".join(own.plan.metadata.region for own in found)
    text = say("refusal.no_project", regions=regions, what="".join(words.nouns))
    return _refused(question, "no_project", text, Citations(library.store), every)


def _refused(
    question: Question,
    reason: str,
    text: str,
    citations: Citations,
    near: list[Row],
) -> Answer:
    """A refusal with the nearest rows."""
    lines = [say("refusal.nearest", line=line(citations, plan, project, False)) for plan, project in near[:_NEAREST]]
    return finished(question.text, True, reason, "\n".join([text, *lines]), citations)
