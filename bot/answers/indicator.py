"""Indicator lookups and comparisons: every figure from a typed record, in one line a plan and row."""

import re

from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer, Fact
from bot.question import Kind, Question
from bot.support import unmet
from corpus.catalogue import load_catalogue, name_key
from corpus.models import FigureStatement, IndicatorValue, Role, Status
from corpus.text import search_key
from corpus.values import read_value
from prompts import say
from retrieval.store import StoredPlan

Found = tuple[StoredPlan, IndicatorValue]


def answer_indicator(question: Question, library: Library) -> Answer | None:
    """The figures asked for, a refusal where the plan has the indicator but not that figure, or None where the question
    asks for more than the records account for."""
    plans = library.plans_of(question.region_names)
    found = _values(question, library, plans)
    if not found or not _accounted(question, found):
        return None
    chosen = [(plan, value) for plan, value in found if _wanted(question, plan, value)]
    stated = [(plan, value) for plan, value in chosen if value.stated]
    if question.kind is Kind.WHICH_DOCUMENT:
        stated = _stating(question, stated)
        if not stated:
            return None
    texts = [] if question.kind is Kind.WHICH_DOCUMENT else _statements(question, library, plans, chosen)
    if question.checks and not _confirmed(question, stated, texts):
        return _refusal(question, library, stated or found, [], "false_premise")
    if not stated and not texts:
        return _refusal(question, library, found, chosen)
    citations = Citations(library.store)
    lines: list[str] = []
    facts: list[Fact] = []
    for plan, row in _rows(stated if stated else []):
        number = citations.add(plan, row[0].row, row[0].section, row[0].table)
        lines.append(_line(plan, row, number))
        facts += [_fact(plan, value, number) for value in row]
    for plan, statement in texts:
        number = citations.add(plan, statement.sentence, statement.section, None)
        lines.append(
            say("answer.also_stated", plan=_name(plan), value=statement.value, n=number, when=_when(statement.year))
        )
    lines += _missing(question, plans, stated, texts)
    lines += _ranking(question, stated)
    keys = tuple(question.indicator_keys)
    return finished(question.text, False, None, "\n".join(lines), citations, facts=tuple(facts), indicators=keys)


def _values(question: Question, library: Library, plans: list[StoredPlan]) -> list[Found]:
    """The records of the question's indicators in ``plans``; where a plan prints the name inside a longer one, that."""
    allowed = {plan.id: plan for plan in plans}
    found: list[Found] = []
    for key in question.indicator_keys:
        hits = [(allowed[n], v) for n, v in library.store.values(key) if n in allowed]
        if not hits:
            entry = load_catalogue().get(key)
            names = entry.names if entry else (key,)
            longer = {k for printed, k in library.store.names if any(name in name_key(printed) for name in names)}
            hits = [(allowed[n], v) for k in sorted(longer) for n, v in library.store.values(k) if n in allowed]
        found += [hit for hit in hits if hit not in found]
    return found


def _accounted(question: Question, found: list[Found]) -> bool:
    """Whether every content word of the question is explained by the records' own words."""
    keys = "".join(
        search_key(f"{v.printed_name}{v.table}{v.column}{v.unit}{v.attribute}{v.remark}{v.domain}{p.metadata.title}")
        for p, v in found
    )
    for key in question.indicator_keys:
        entry = load_catalogue().get(key)
        if entry:
            keys += "".join(entry.names) + "".join(w for s in entry.spoken for g in s.required for w in g)
    numbers = {quantity.number for quantity in question.quantities}
    return not [term for term in unmet(question.terms, keys) if len(search_key(term)) > 1 and term not in numbers]


def _wanted(question: Question, plan: StoredPlan, value: IndicatorValue) -> bool:
    """Whether a value is one that the question's place, year and role ask for."""
    if question.scopes:
        if value.scope not in question.scopes:
            return False
    elif value.scope != plan.metadata.region:
        return False
    years = next((r.years for r in question.regions if r.region == plan.metadata.region), tuple(question.years))
    baseline = value.role in (Role.BASELINE, Role.ACTUAL)
    if years:
        if value.year in years or value.column_year in years:
            return True
        return Role.BASELINE in question.roles and baseline and not _has_past(years, plan)
    if Role.EARLIER_GOAL in question.roles:
        return value.role is Role.EARLIER_GOAL or baseline
    wanted = question.roles & {Role.BASELINE, Role.TARGET, Role.INTERIM_TARGET}
    if not wanted:
        return value.role is not Role.EARLIER_GOAL
    return value.role in wanted or (baseline and Role.BASELINE in wanted)


def _stating(question: Question, values: list[Found]) -> list[Found]:
    """The values of the plans that state every year of the question, and those with its figures where it has any."""
    numbers = [quantity.number for quantity in question.quantities]
    years: dict[int, set[int | None]] = {}
    for plan, value in values:
        years.setdefault(plan.id, set()).add(value.column_year)
    complete = {number for number, have in years.items() if set(question.years) <= have}
    fits = [re.findall(r"\d+(?:\.\d+)?", value.value) for _, value in values]
    return [
        (plan, value)
        for (plan, value), figures in zip(values, fits, strict=True)
        if plan.id in complete and (not numbers or any(number in figures for number in numbers))
    ]


def _has_past(years: tuple[int, ...], plan: StoredPlan) -> bool:
    start = plan.metadata.period[0] if plan.metadata.period else None
    return start is not None and any(year < start for year in years)


def _statements(
    question: Question, library: Library, plans: list[StoredPlan], found: list[Found]
) -> list[tuple[StoredPlan, FigureStatement]]:
    """Figures of the running text for the same indicator and year that differ from every figure of the tables."""
    if question.scopes:
        return []
    allowed = {plan.id: plan for plan in plans}
    result: list[tuple[StoredPlan, FigureStatement]] = []
    for key in {value.indicator for _, value in found}:
        for number, statement in library.store.figures(key):
            plan = allowed.get(number)
            if plan is None or (question.years and not _of_years(question.years, statement, plan)):
                continue
            if not question.years and statement.role not in (Role.TARGET, Role.INTERIM_TARGET):
                continue
            numbers = set(re.findall(r"\d+(?:\.\d+)?", statement.value))
            same = any(p.id == number and numbers & set(re.findall(r"\d+(?:\.\d+)?", v.value)) for p, v in found)
            if not same and all(statement.value != other.value or p.id != number for p, other in result):
                result.append((plan, statement))
    return result


def _of_years(years: list[int], statement: FigureStatement, plan: StoredPlan) -> bool:
    """A target of the running text that names no year speaks of the plan's horizon."""
    if statement.year is None:
        return statement.role is Role.TARGET and plan.metadata.horizon in years
    return statement.year in years


def _rows(values: list[Found]) -> list[tuple[StoredPlan, list[IndicatorValue]]]:
    rows: dict[tuple[int, int], tuple[StoredPlan, list[IndicatorValue]]] = {}
    for plan, value in values:
        rows.setdefault((plan.id, value.row.start), (plan, []))[1].append(value)
    return list(rows.values())


def _name(plan: StoredPlan) -> str:
    draft = say("answer.draft") if plan.metadata.status is Status.DRAFT else ""
    return f"《{plan.metadata.title}》{draft}"


def _line(plan: StoredPlan, row: list[IndicatorValue], number: int) -> str:
    first = row[0]
    figures = "；".join(_figure(plan, value) for value in row)
    extras = [
        text for text in (first.attribute, say("answer.remark", remark=first.remark) if first.remark else "") if text
    ]
    entry = load_catalogue().get(first.indicator)
    if entry and entry.unit and first.unit and _unit(entry.unit) != _unit(first.unit):
        extras.append(say("answer.odd_unit", unit=first.unit, usual=entry.unit))
    extra = f"（{'；'.join(extras)}）" if extras else ""
    return say(
        "answer.row",
        region=plan.metadata.region,
        name=first.printed_name,
        figures=figures,
        extra=extra,
        plan=_name(plan),
        n=number,
    )


def _unit(unit: str) -> str:
    bare = search_key(unit).removeprefix("1")
    return {"张": "", "人": "", "个": "", "名": ""}.get(bare, bare)


def _figure(plan: StoredPlan, value: IndicatorValue) -> str:
    column = re.sub(r"[（(][^）)]*[）)]", "", value.column).replace(" ", "")
    scope = "" if value.scope == plan.metadata.region or value.scope in column else value.scope
    if value.parts:
        shown = "，".join(f"{label} {with_unit(figure, value.unit)}" for label, figure in value.parts)
    else:
        shown = with_unit(value.value, value.unit) if value.stated else say("answer.not_stated")
    role = "" if re.search(r"目标|现状|实际|基", column) else say(f"role.{value.role.value}")
    note = say("answer.other_year", year=value.year) if value.year != value.column_year and value.year else ""
    return f"{scope}{column}{role}：{shown}{note}"


def with_unit(value: str, unit: str) -> str:
    """A printed value with its printed unit, the unit before a qualifier (25左右, % -> 25%左右)."""
    if (
        not re.match(r"[<>≤≥＜＞=]*\s*\d", value)
        or not unit
        or read_value(value).unit
        or re.search(r"[%％‰:：(（ ]", value)
    ):
        return value
    match = re.match(r"([^\d]*[\d.,]+)(\*?)\s*(.*)$", value)
    if match is None:
        return value
    joined = f"{unit}" if not unit[0].isdigit() else say("answer.unit", unit=unit)
    return f"{match[1]}{joined}{match[3]}{match[2]}"


def _fact(plan: StoredPlan, value: IndicatorValue, number: int) -> Fact:
    entry = load_catalogue().get(value.indicator)
    return Fact(
        plan.metadata.region,
        plan.metadata.title,
        entry.name if entry else value.printed_name,
        value.printed_name,
        value.value,
        value.unit,
        value.year,
        value.role.value,
        value.scope,
        value.attribute,
        value.remark,
        number,
    )


def _when(year: int | None) -> str:
    return f"{year}年" if year else ""


def _missing(
    question: Question, plans: list[StoredPlan], stated: list[Found], texts: list[tuple[StoredPlan, FigureStatement]]
) -> list[str]:
    have = {plan.id for plan, _ in stated} | {plan.id for plan, _ in texts}
    absent = [plan for plan in plans if plan.id not in have]
    if not absent or len(plans) == 1 or question.kind is Kind.WHICH_DOCUMENT:
        return []
    return [say("answer.absent", regions="、".join(plan.metadata.region for plan in absent))]


def _ranking(question: Question, stated: list[Found]) -> list[str]:
    """The order of comparable targets, marked as computed."""
    if question.kind is not Kind.COMPARE and len(question.regions) < 2:
        return []
    entry = load_catalogue().get(question.indicator_keys[0])
    best: dict[str, tuple[float, str]] = {}
    for _plan, value in stated:
        reading = read_value(value.value)
        if (
            value.indicator == question.indicator_keys[0]
            and value.role in (Role.TARGET, Role.INTERIM_TARGET)
            and reading.number is not None
        ):
            best[value.scope] = (reading.number, with_unit(value.value, value.unit))
    if len(best) < 2:
        return []
    order = sorted(best.items(), key=lambda item: -item[1][0])
    listed = " > ".join(f"{scope} {shown}" for scope, (_, shown) in order)
    better = say(f"direction.{entry.better}") if entry and entry.better else ""
    return [say("answer.ranking", listed=listed, better=better)]


def _confirmed(question: Question, stated: list[Found], texts: list[tuple[StoredPlan, FigureStatement]]) -> bool:
    """Whether some place states every figure that a yes/no question asserts."""
    printed = [value.value for _, value in stated] + [statement.value for _, statement in texts]
    figures = {figure for text in printed for figure in re.findall(r"\d+(?:\.\d+)?", text)}
    return all(quantity.number in figures for quantity in question.quantities)


def _refusal(
    question: Question, library: Library, found: list[Found], chosen: list[Found], reason: str = "no_figure"
) -> Answer:
    citations = Citations(library.store)
    lines: list[str] = []
    near = [(plan, value) for plan, value in found if value.stated and value.scope == plan.metadata.region]
    name = found[0][1].printed_name
    if chosen:
        for plan, row in _rows(chosen[:1]):
            number = citations.add(plan, row[0].row, row[0].section, row[0].table)
            lines.append(say("refusal.empty_cell", plan=_name(plan), name=name, n=number))
        reason = "not_stated"
    elif reason == "false_premise":
        numbers = "、".join(f"{quantity.number}{quantity.unit}" for quantity in question.quantities)
        lines.append(say("refusal.false_premise", name=name, what=numbers))
    elif question.scopes and not question.regions:
        reason = "no_plan"
        loaded = "、".join(dict.fromkeys(plan.metadata.region for plan in library.store.plans))
        lines.append(say("refusal.no_plan", place="、".join(question.scopes), loaded=loaded))
        near = []
    else:
        years = "、".join(f"{year}年" for year in question.years) or "、".join(question.scopes)
        lines.append(
            say(
                "refusal.no_figure",
                regions="、".join(dict.fromkeys(p.metadata.region for p, _ in found)),
                name=name,
                what=years,
            )
        )
    for plan, row in _rows(near)[:3]:
        number = citations.add(plan, row[0].row, row[0].section, row[0].table)
        lines.append(say("refusal.nearest", line=_line(plan, row, number)))
    return finished(question.text, True, reason, "\n".join(lines), citations)


def answer_attribute_list(question: Question, library: Library) -> Answer | None:
    """The indicators that a plan's table marks 约束性 or 预期性."""
    attribute = "约束性" if "约束性" in question.plain else "预期性"
    citations = Citations(library.store)
    ids = {plan.id: plan for plan in library.plans_of(question.region_names)}
    lines = []
    for plan, row in _rows(
        [(ids[n], v) for n, v in library.store.all_values() if n in ids and v.attribute == attribute]
    ):
        number = citations.add(plan, row[0].row, row[0].section, row[0].table)
        lines.append(_line(plan, row, number))
    return finished(question.text, False, None, "\n".join(lines), citations) if lines else None
