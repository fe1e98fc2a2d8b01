"""How rows of project tables read in a reply: one line a project, each part under its printed label."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.answers.project_records import NameWords, says, yuan
from bot.answers.wording import plan_name, with_unit
from bot.citing import Citations
from bot.library import Library
from bot.project_asking import Order, ProjectsAsked
from bot.support import held
from corpus.language.numerals import NUMBER
from corpus.language.text import search_key
from corpus.language.unit_groups import YUAN
from corpus.models import Project
from prompts import say
from retrieval.records import StoredPlan

_SHORT_PARTS = ("nature", "investment", "begins", "years", "planned", "place", "body", "remark")
_MONEY = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>亿|万)元?")
# When something is built, or that it is.
_DATED = re.compile(r"(?:20\d{2}|已|均).*(?:建成|竣工|完工|完成|投用|投入使用|启用|开工|交付)")
_MOST_SENTENCES = 2


def cite(citations: Citations, plan: StoredPlan, project: Project) -> int:
    """The number of the citation of a project's row."""
    return citations.add(plan, project.row, project.section, project.table or None)


def marks(numbers: Iterable[int]) -> str:
    """[1][2]…, each once."""
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))


def printed_money(project: Project) -> str:
    """The investment as printed, with its unit."""
    return with_unit(project.investment, project.unit)


def line(
    citations: Citations,
    plan: StoredPlan,
    project: Project,
    with_content: bool,
    more: Sequence[tuple[str, str]] = (),
) -> str:
    """A project's row: region, name, its parts under their labels (what is built only ``with_content``), plan and [n]."""
    parts = [*_SHORT_PARTS[:-1], "content", "remark"] if with_content else _SHORT_PARTS
    shown = [
        (project.labels.get(part, ""), printed_money(project) if part == "investment" else getattr(project, part))
        for part in parts
    ]
    told = [(label, text.strip("；。")) for label, text in (*shown, *more) if text]
    return say(
        "project.line",
        name=placed_name(plan, project),
        parts="；".join(say("project.part", label=label, text=text) if label else text for label, text in told),
        plan=plan_name(plan),
        n=cite(citations, plan, project),
    )


def placed_name(plan: StoredPlan, project: Project) -> str:
    """The project's name behind its region, once."""
    region = plan.metadata.region
    return project.name if project.name.startswith(region) else f"{region} {project.name}"


def label_of(project: Project, order: Order) -> str:
    """The printed label of the column that puts projects in order."""
    part = {Order.MONEY: "investment", Order.BEGINS: "begins", Order.ENDS: "years"}[order]
    return project.labels.get(part) or project.labels.get("years") or say(f"project.{part}")


def named(projects: Sequence[Project], order: Order | None) -> str:
    """Names with the figure that puts them in order."""
    return "、".join(f"{p.name}（{_measured(p, order)}）" for p in projects)


def _measured(project: Project, order: Order | None) -> str:
    if order is Order.BEGINS:
        return project.begins or project.years
    return project.years if order is Order.ENDS else printed_money(project)


def shown_sum(computed: tuple[Decimal, str]) -> str:
    """A computed sum with its unit, without final zeros."""
    total, unit = computed
    return f"{total.normalize():f}{unit}"


def also_stated(
    library: Library,
    citations: Citations,
    words: NameWords,
    chosen: Sequence[tuple[StoredPlan, Project]],
    asked: ProjectsAsked,
) -> list[str]:
    """Sentences of the running text that name the only project found, by all ``words`` that its name holds, and state
    another sum of money for it, or when it is built where that is asked. A verb alone (治理) names none."""
    if len(chosen) != 1:
        return []
    plan, project = chosen[0]
    name = search_key(project.name)
    telling = {word for word in (*words.nouns, *words.others) if says(word, name)}
    if words.are_deeds and len(telling) < 2:
        return []
    naming = telling.union(words.nouns)
    lines = []
    for unit in library.store.evidence(plan.id):
        key = search_key(unit.text) if unit.table is None else ""
        own = project.row.start < unit.span.end and unit.span.start < project.row.end
        if own or not key or not all(held(word, key) == 1 for word in naming):
            continue
        money = "investment" in asked.parts and _other_money(unit.text, project)
        dated = "years" in asked.parts and _DATED.search(unit.text)
        if money or dated:
            number = citations.add(plan, unit.span, unit.section, None)
            lines.append(
                say("project.also", region=plan.metadata.region, quote=unit.text, plan=plan_name(plan), n=number)
            )
    return lines[:_MOST_SENTENCES]


def _other_money(text: str, project: Project) -> bool:
    """Whether a sentence about investment states no sum that is the project's own."""
    sums = {Decimal(m["number"].replace(",", "")) * YUAN[m["unit"]] for m in _MONEY.finditer(text)}
    return "投资" in text and bool(sums) and yuan(project) not in sums
