"""What is counted, added up and put in order over rows of project tables, all of it marked as computed, and
whether what a yes/no question states is so."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from bot.answers.project_records import PlanProjects, list_name, ordered, sum_of, yuan
from bot.answers.project_wording import (
    cite,
    label_of,
    line,
    marks,
    named,
    placed_name,
    printed_money,
    shown_sum,
)
from bot.answers.wording import in_order, plan_name
from bot.citing import Citations
from bot.project_asking import Order, ProjectsAsked
from bot.question import Question
from corpus.language.unit_groups import YUAN
from corpus.models import Project, Span
from prompts import say
from retrieval.records import StoredPlan

Row = tuple[StoredPlan, Project]

# More lines would not be read in a chat; the rest is counted.
_MOST_LINES = 30
# So many addends are cited row by row; of more, the table is cited whole.
_MOST_ADDENDS = 12
_COUNTED = re.compile(r"(\d+)\s*[个项]")
_SUBTOTAL = "小"


def plan_lines(citations: Citations, own: PlanProjects, asked: ProjectsAsked, narrowed: bool) -> list[str]:
    """One plan's part of an answer about projects at large. ``narrowed``: not all projects of its tables are meant, so that
    a total that the tables print is none of these."""
    first = _first(citations, own, asked) if asked.order is not None else []
    if asked.order is not None and not asked.counts:
        return first
    lines = []
    summed = asked.sums or ("investment" in asked.parts and not asked.lists and asked.limit is None)
    if asked.counts or summed:
        stated = [] if narrowed else [total for total in own.totals if not total.name.startswith(_SUBTOTAL)]
        told = [project for project in own.projects if not project.table]
        of_more = [total for total in stated if not total.table and told and _printed_count(total) > len(told)]
        lines += [_printed_total(citations, own.plan, total) for total in of_more]
        if whole := _of_all_lists(own, stated):
            lines += [_printed_total(citations, own.plan, total) for total in whole]
            lines.append(_by_lists(citations, own))
            return [
                *lines,
                *(_all_lines(citations, own) if (asked.lists and not asked.counts) or asked.limit is not None else []),
            ]
        if of_more:  # What is told one by one are some of them, and their sum is none of all.
            lines.append(say("project.some_told", count=len(told), marks=_cite_all(citations, own.plan, told)))
        for name in dict.fromkeys(list_name(project) for project in own.projects if project.table or not of_more):
            rows = [project for project in own.projects if list_name(project) == name]
            totals = [total for total in stated if total.table == rows[0].table]
            lines += _count(citations, own.plan, rows, totals, narrowed) if asked.counts else []
            lines += sum_lines(citations, own.plan, rows, totals) if summed else []
        if summed and all(project.table for project in own.projects):
            lines += [_printed_total(citations, own.plan, total) for total in stated if not total.table]
    if first:
        lines += first
    elif asked.lists or asked.limit is not None or not lines:
        lines += _all_lines(citations, own)
    return lines


def _all_lines(citations: Citations, own: PlanProjects) -> list[str]:
    lines = [line(citations, own.plan, project, False) for project in own.projects[:_MOST_LINES]]
    if len(own.projects) > _MOST_LINES:
        lines.append(say("project.more", count=len(own.projects) - _MOST_LINES))
    return lines


def _of_all_lists(own: PlanProjects, stated: Sequence[Project]) -> list[Project]:
    """The totals of the running text that count what several lists of a plan hold together (规划重点工程共21项，估算总投资77.7亿元); none
    where there is one list."""
    lists = {list_name(project) for project in own.projects}
    return [t for t in stated if not t.table and _printed_count(t) >= len(own.projects)] if len(lists) > 1 else []


def _by_lists(citations: Citations, own: PlanProjects) -> str:
    """How many projects each list of a plan holds, in one line, with the rows that begin the lists cited."""
    lists = Counter(map(list_name, own.projects))
    first = [next(p for p in own.projects if list_name(p) == name) for name in lists]
    told = "、".join(say("project.in_list", table=name, count=count) for name, count in lists.items())
    return say("project.by_lists", count=len(own.projects), told=told, marks=_cite_all(citations, own.plan, first))


def overall(asked: ProjectsAsked, chosen: list[PlanProjects]) -> list[str]:
    """The first of all plans by money, brought to one unit."""
    names = _first_named(asked, [(own.plan, project) for own in chosen for project in own.projects])
    return [say("project.overall", asked=_superlative(asked), names=names)] if names else []


def together(chosen: list[PlanProjects]) -> list[str]:
    """The sum over several plans, in 万元; nothing where units are missing."""
    sums = [sum_of(own.projects) for own in chosen]
    known = [found[0] * YUAN[found[1]] for found in sums if found and found[1] in YUAN]
    if len(known) < len(chosen):
        return []
    regions = "、".join(own.plan.metadata.region for own in chosen)
    return [say("project.together", regions=regions, sum=shown_sum((sum(known, Decimal()) / YUAN["万元"], "万元")))]


def totals_in_order(
    citations: Citations, chosen: Sequence[PlanProjects], most: bool
) -> tuple[list[str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """The sum of each plan's projects, then the plans in order of them; with (the places in order, those that win)."""
    lines: list[str] = []
    sums: list[tuple[Decimal, str, str]] = []
    for own in chosen:
        stated = [total for total in own.totals if not total.name.startswith(_SUBTOTAL)]
        lines += sum_lines(citations, own.plan, list(own.projects), stated)
        computed = sum_of(own.projects)
        if computed and computed[1] in YUAN:
            region = own.plan.metadata.region
            sums.append((computed[0] * YUAN[computed[1]], region, f"{region} {shown_sum(computed)}"))
    sums.sort(key=lambda one: one[0], reverse=most)
    first = [one for one in sums if one[0] == sums[0][0]]
    name = "compare.order" if most else "compare.ascending"
    lines.append(say(name, listed=in_order((amount, shown) for amount, _, shown in sums), better=""))
    word = say("project.dearest" if most else "project.cheapest")
    lines.append(say("compare.winner", asked=word, regions="、".join(shown for _, _, shown in first)))
    return lines, (tuple(region for _, region, _ in sums), tuple(region for _, region, _ in first))


def _superlative(asked: ProjectsAsked) -> str:
    """The words that ask which is first; a question word (谁投资大) is none."""
    if not asked.superlative.startswith(("谁", "哪")):
        return asked.superlative
    return say("project.dearest" if asked.most else "project.cheapest")


def first_of_rows(asked: ProjectsAsked, rows: Sequence[Row]) -> list[str]:
    """Which of the projects that a question names costs more, or less."""
    names = _first_named(asked, rows)
    return [say("project.costs_more" if asked.most else "project.costs_less", names=names)] if names else []


def _first_named(asked: ProjectsAsked, rows: Sequence[Row]) -> str:
    plans = {id(project): plan for plan, project in rows}
    first = ordered([project for _, project in rows if yuan(project) is not None], asked)
    return "、".join(f"{placed_name(plans[id(p)], p)}（{printed_money(p)}）" for p in first)


def _first(citations: Citations, own: PlanProjects, asked: ProjectsAsked) -> list[str]:
    first = ordered(own.projects, asked)
    if not first:
        return []
    unstated = [project for project in own.projects if asked.order is Order.MONEY and project.amount is None]
    label = label_of(first[0], asked.order or Order.MONEY)
    return [
        *(line(citations, own.plan, project, False) for project in first),
        say("project.order", asked=_superlative(asked), names=named(first, asked.order), label=label),
        *_unstated(unstated),
    ]


def _count(
    citations: Citations, plan: StoredPlan, rows: list[Project], totals: Sequence[Project], narrowed: bool
) -> list[str]:
    """How many rows there are, and a printed count that differs."""
    name = "project.count_narrowed" if narrowed else "project.count"
    facts = {"region": plan.metadata.region, "table": list_name(rows[0]), "plan": plan_name(plan)}
    lines = [say(name, **facts, count=len(rows), marks=_cite_all(citations, plan, rows))]
    return lines + [
        say("project.count_differs", **facts, name=total.name, n=cite(citations, plan, total))
        for total in totals
        if _printed_count(total) not in (0, len(rows))
    ]


def _printed_count(total: Project) -> int:
    """How many projects a printed total counts; 0 where it says nothing of it."""
    printed = _COUNTED.search(total.name)
    return int(printed[1]) if printed else 0


def sum_lines(citations: Citations, plan: StoredPlan, rows: list[Project], totals: Sequence[Project]) -> list[str]:
    """The total that the table prints, else the computed sum; where they differ, the sum as a remark."""
    computed = sum_of(rows)
    stated = [project for project in rows if project.amount is not None]
    label = label_of(rows[0], Order.MONEY)
    facts = {"region": plan.metadata.region, "table": list_name(rows[0]), "label": label, "plan": plan_name(plan)}
    printed = [total for total in totals if total.amount is not None]
    lines = [_printed_total(citations, plan, total) for total in printed]
    if computed is None:
        return lines or [say("project.no_sum", **facts, marks=_cite_all(citations, plan, rows))]
    if not any(_equal(sum_of([total]), computed) for total in printed):
        name = "project.sum_differs" if printed else "project.sum"
        numbers = _cite_all(citations, plan, stated)
        addends = "＋".join(map(printed_money, stated)) if 1 < len(stated) <= _MOST_ADDENDS else ""
        shown = say("project.addends", addends=addends) if addends else ""
        lines.append(say(name, **facts, count=len(stated), sum=shown_sum(computed), addends=shown, marks=numbers))
    return [*lines, *_unstated([project for project in rows if project.amount is None])]


def mean_line(own: PlanProjects) -> str:
    """What the projects of a plan that state their money cost on average."""
    total, unit = sum_of(own.projects) or (Decimal(), "")
    count = sum(project.amount is not None for project in own.projects)
    mean = f"{float(total / count):.6g}" if count else ""
    label = label_of(own.projects[0], Order.MONEY)
    return say("project.mean", region=own.plan.metadata.region, count=count, label=label, mean=mean, unit=unit)


def _printed_total(citations: Citations, plan: StoredPlan, total: Project) -> str:
    return say(
        "project.printed_total",
        region=plan.metadata.region,
        table=list_name(total),
        name=total.name,
        label=label_of(total, Order.MONEY),
        value=printed_money(total),
        plan=plan_name(plan),
        n=cite(citations, plan, total),
    )


def _equal(one: tuple[Decimal, str] | None, other: tuple[Decimal, str]) -> bool:
    if one is None:
        return False
    if one[1] in YUAN and other[1] in YUAN:
        return one[0] * YUAN[one[1]] == other[0] * YUAN[other[1]]
    return one[0] == other[0] and one[1] in (other[1], "")


def gap_of_rows(rows: Sequence[Row]) -> list[str]:
    """How far the investments of two projects lie apart; no line where there are not two."""
    named = [(placed_name(plan, project), sum_of([project])) for plan, project in rows]
    return _gap([(name, money) for name, money in named if money])


def gap_of_plans(asked: ProjectsAsked, chosen: Sequence[PlanProjects], narrowed: bool) -> list[str]:
    """How far apart lie the first projects of two plans, else the only total that each states, else its sum."""
    if asked.order is not None:
        return gap_of_rows([(own.plan, project) for own in chosen for project in ordered(own.projects, asked)])
    sums = []
    for own in chosen:
        printed = {} if narrowed else {yuan(total): total for total in own.totals if yuan(total) is not None}
        money = sum_of(printed.values()) if len(printed) == 1 else sum_of(own.projects)
        sums.append((own.plan.metadata.region, money))
    return _gap([(region, money) for region, money in sums if money])


def _gap(sums: list[tuple[str, tuple[Decimal, str]]]) -> list[str]:
    if len(sums) != 2 or not all(unit in YUAN for _, (_, unit) in sums):
        return []
    (_, (one, unit)), (_, (other, other_unit)) = sums
    unit = unit if unit == other_unit else "万元"
    gap = abs(one * YUAN[sums[0][1][1]] - other * YUAN[other_unit]) / YUAN[unit]
    first, second = (f"{name} {shown_sum(money)}" for name, money in sums)
    return [say("project.gap", gap=shown_sum((gap, unit)), one=first, other=second)]


def _unstated(projects: list[Project]) -> list[str]:
    return [say("project.unstated", names="、".join(project.name for project in projects))] if projects else []


def _cite_all(citations: Citations, plan: StoredPlan, rows: list[Project]) -> str:
    """The marks of the rows; of very many, that of the table from the first to the last of them."""
    if len(rows) <= _MOST_ADDENDS:
        return marks(cite(citations, plan, row) for row in rows)
    whole = Span(min(row.row.start for row in rows), max(row.row.end for row in rows))
    return marks([citations.add(plan, whole, rows[0].section, rows[0].table or None)])


def _stated_sums(question: Question) -> set[Decimal]:
    """The sums of money that the question states, in yuan."""
    return {Decimal(q.number.replace(",", "")) * YUAN[q.unit] for q in question.quantities if q.unit in YUAN}


def confirmed(question: Question, chosen: list[Row]) -> bool:
    """Whether the rows print every figure that a yes/no question states, money in whatever unit."""
    printed = " ".join(f"{p.investment} {p.years} {p.content}" for _, p in chosen).replace(",", "")
    others = [q for q in question.quantities if q.unit not in YUAN]
    return _stated_sums(question) <= {yuan(project) for _, project in chosen} and all(
        re.search(rf"(?<![\d.]){re.escape(quantity.number)}(?![\d.])", printed) for quantity in others
    )


def sums_confirmed(question: Question, chosen: list[PlanProjects]) -> bool:
    """Whether every sum that a yes/no question states is a plan's total, printed or computed, or one project's."""
    rows = [row for own in chosen for row in (*own.projects, *own.totals)]
    computed = [found for own in chosen if (found := sum_of(own.projects)) and found[1] in YUAN]
    return _stated_sums(question) <= {*map(yuan, rows), *(total * YUAN[unit] for total, unit in computed)}
