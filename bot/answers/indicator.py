"""Indicator lookups, comparisons and checks: every figure from a typed record, in one line a plan and row."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.above_in_text import above_told, gap_to_whole
from bot.answers.claims import bound_of
from bot.answers.comparison import compared
from bot.answers.groups import of_columns
from bot.answers.many import answer_many
from bot.answers.misprints import claimed_in_another_unit, in_usual_units
from bot.answers.records import (
    BASELINES,
    Found,
    Stated,
    account_for,
    asked_among,
    asked_numbers,
    asks_share,
    measured_otherwise,
    numbers_in,
    of_institution,
    other_statements,
    rows_of,
    values_of,
    with_asked_figures,
    with_beginnings,
)
from bot.answers.wording import cite_row, fact_of, plan_name, row_line, row_remarks, with_unit
from bot.asking import deed_of
from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer, Fact
from bot.question import Kind, Question, Wanted
from bot.reading.contrasts import demanded
from bot.reading.rules import spans_in
from bot.support import held
from corpus.catalogue import load_catalogue
from corpus.language.numerals import exact
from corpus.language.places import CITY
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS, unit_ways
from corpus.language.values import read_value
from corpus.models import Aspect, FigureStatement, IndicatorValue
from prompts import say
from retrieval.records import StoredPlan

_PLACES_ASKED = re.compile(r"在哪(?:几|些)个?(?:乡镇|镇街|镇|乡|街道|村|社区|地方|位置)")
_RANK_ASKED = re.compile(r"排?第几|排名多少|(?<!安)排(?:几|多少)")
_NAMES_ASKED = re.compile(r"分别叫|叫什么名|名单|都叫什么")
# 每户补多少, 怎么补的: what is paid for it is no number of it.
_PAID_ASKED = re.compile(r"(?:补|奖|罚)(?:助|贴|励)?(?:多少|几|的是多少)|怎么(?:补|奖|罚)|(?:要|得|共)花(?:多少|几)")
_GROWTH_ASKED = re.compile(r"[比较](?:上年|去年)[^，。？?]{0,4}(?:增|降|升|减|涨|提高)|同比|增速|增幅|增长率")
# 产量是多少，比上年增还是降 asks for both.
_BESIDE_GROWTH = re.compile(r"(?:多少|几)[^，。？?]{0,4}[，, ][^，。？?]{0,6}?(?:[比较](?:上年|去年)|同比|增速|增幅)")
_GROWTH = re.compile(r"[增降升减]")
# A refusal shows what is nearest, not a table.
_NEAREST = 3


# Finds in the running text of some plans what others state in tables.
Elsewhere = Callable[[Question, Library, list[StoredPlan], list[Found]], list[Stated]]


def answer_indicator(
    question: Question, library: Library, from_text: bool = False, elsewhere: Elsewhere | None = None
) -> Answer | None:
    """The figures asked for, a refusal where the plan has the indicator but not that figure, or None where the question
    asks for more than the records account for. ``from_text``: an indicator that no table has may be answered from the
    figures of the running text alone; ``elsewhere`` finds what the texts of places without a record of it say."""
    if (
        _NAMES_ASKED.search(question.plain)
        or _PAID_ASKED.search(question.plain)
        or (deed_of(question.plain) and not question.wanted)
        or _PLACES_ASKED.search(question.plain)
        or _RANK_ASKED.search(question.plain)
        or (question.inside and question.wanted and question.wanted <= {Wanted.PLACE, Wanted.LIST})
    ):
        # 建在哪几个乡镇 asks for places, 在全省排第几 for a rank that no table of indicators prints.
        return None  # 那9家分别叫什么 asks for names, 医养结合谁牵头 for a body, 某县的次中心在哪些乡镇 for towns
    plans = library.plans_of(question.region_names)
    found = values_of(question, library, plans)
    if not any(plan.id in library.store.inner_places.get(value.scope, ()) for plan, value in found):
        found = _of_inner_tables(question, library, plans) or found
    if inner := _inner_places(question, library, found):
        question = replace(question, scopes=tuple(inner), kind=Kind.COMPARE)
        found = [(plan, value) for plan, value in found if value.scope in inner]
        plans = list({plan.id: plan for plan, _ in found}.values())
    found = _of_its_kind(question, of_institution(question, found))
    if not (found or from_text) or not account_for(question, found):
        return None
    chosen = asked_among(question, of_columns([term.text for term in question.terms if term.weight == 1], found))
    if question.operation.change or question.operation.amount:
        # The way to a target begins at the state, which the question need not name.
        chosen = with_beginnings(found, chosen)
    stated = [(plan, value) for plan, value in chosen if value.stated]
    ranks = question.operation.change or _BESIDE_GROWTH.search(question.plain)  # 增幅最大的是哪个
    growth = None if ranks else _GROWTH_ASKED.search(question.plain)
    if stated and growth and not any(_GROWTH.search(v.printed_name) for _, v in stated):
        stated = [(plan, value) for plan, value in stated if value.aspect is Aspect.GROWTH]
        if not stated:
            return None  # how much more than the year before is no level of one year
    if question.kind is Kind.WHICH_DOCUMENT:
        stated = with_asked_figures(question, stated)
        if not stated:
            return None
    states_level = not (asks_share(question, stated) or measured_otherwise(question, stated))
    if states_level and not question.checks and not question.operation.claimed:
        many = answer_many(question, library, stated)
        if many is not None:
            return many
    texts = [] if question.kind is Kind.WHICH_DOCUMENT else other_statements(question, library, plans, chosen)
    if stated and elsewhere and not question.checks:
        have = {plan.id for plan, _ in texts}
        texts += elsewhere(question, library, [plan for plan in plans if plan.id not in have], stated)
    if _asks_whose(question) and not _hold([value.value for _, value in stated], asked_numbers(question)):
        return None
    if question.checks and (contradicted := _contradicted_unit(question, library, stated)):
        return contradicted
    if question.checks and found and not _confirmed(question, stated, texts):
        return _refusal(question, library, stated or found, [], "false_premise")
    if question.checks and not found and texts and not _confirmed(question, stated, texts):
        return None  # the passage that states another figure denies it
    above = above_told(question, library, plans, stated)
    if not stated and not texts and not above:
        if not found:
            return None
        return _refusal(question, library, found, chosen)
    if asks_share(question, stated):
        return None  # 煤炭消费占能源消费总量的比重 is no amount of it
    if measured_otherwise(question, stated) and not texts:
        return _refusal(question, library, found, [], "other_unit")
    places = {value.scope for _, value in stated} | {plan.metadata.region for plan, _ in texts}
    if question.operation.difference and len(question.regions) > 1 and len(places) == 1:
        # 松汀比鹤渚低多少, where one states none
        return _refusal(question, library, stated, [], "not_stated") if stated else None
    citations = Citations(library.store)
    lines: list[str] = []
    remarks: list[str] = []
    facts: list[Fact] = []
    whole = {(plan.id, row[0].row.start): row for plan, row in rows_of(found)}
    for plan, row in rows_of(stated):
        number = cite_row(citations, plan, row)
        lines.append(row_line(plan, row, number))
        siblings = whole[plan.id, row[0].row.start]
        remarks += row_remarks(plan, row, siblings)
        facts += [fact_of(plan, value, number) for value in row]
    for plan, statement in texts:
        number = citations.add(plan, statement.sentence, statement.section, None)
        when = say("answer.in_year", year=statement.year) if statement.year else ""
        name = "answer.also_stated" if any(other.id == plan.id for other, _ in stated) else "answer.stated"
        lines.append(
            say(
                name,
                region=plan.metadata.region,
                indicator=_named(statement),
                plan=plan_name(plan),
                value=statement.value,
                n=number,
                when=when,
            )
        )
    for plan, unit in above:
        number = citations.add(plan, unit.span, unit.section, None)
        lines.append(say("answer.quote", region=plan.metadata.region, quote=unit.text, plan=plan_name(plan), n=number))
        if line := gap_to_whole(question, [value for _, value in stated], unit.text):
            lines.append(line)
    tabled = {plan.id for plan, _ in stated}
    # 比2015年高了几岁: the year that the table has not stands in the text.
    dated = {value.year for _, value in stated} if question.operation.amount else set()
    told = [
        (plan, _as_record(plan, statement))
        for plan, statement in texts
        if plan.id not in tabled or (dated and statement.year in set(question.years) - dated)
    ]
    beside = question.kind is Kind.COMPARE or bool(dated)
    level, misprints = in_usual_units([*stated, *told] if beside else stated, library)
    comparison = compared(question, level)
    have = {year for _, value in [*stated, *told] for year in (value.year, value.column_year) if year}
    if question.operation.amount and len(plans) == 1 and question.years and not have & set(question.years):
        return None  # 比2020年多了多少, where no figure of that year stands beside
    if question.operation.amount and not (comparison.lines or texts or above) and len(plans) == 1:
        # 要提高多少个点 is not answered by the target where the table leaves open what it starts from.
        open_cells = [(plan, value) for plan, value in found if not value.stated and value.role in BASELINES]
        if open_cells:
            return _refusal(question, library, found, open_cells)
    if comparison.lines:
        for misprint in misprints:
            number = citations.add(misprint.plan, misprint.proof, misprint.section, None)
            region, printed = misprint.plan.metadata.region, misprint.value.unit
            remarks.append(say("compare.misprint", region=region, printed=printed, usual=misprint.usual, n=number))
    claimed = question.operation.claimed
    if claimed and comparison.winners and claimed not in comparison.winners:
        lines = [say("refusal.not_first", region=claimed), *lines]
        text = "\n".join([*lines, *remarks, *comparison.lines])
        return finished(question.text, True, "false_premise", text, citations, facts=tuple(facts))
    absent = [] if above else _absent(question, plans, stated, texts)
    lines += [*remarks, *absent, *comparison.lines]
    return finished(
        question.text,
        False,
        None,
        "\n".join(lines),
        citations,
        facts=tuple(facts),
        indicators=tuple(question.indicator_keys),
        places=comparison.places or tuple(plan.metadata.region for plan, _ in texts),
        winners=comparison.winners,
    )


def _contradicted_unit(question: Question, library: Library, stated: list[Found]) -> Answer | None:
    """Both statements of a figure that a table and a sentence print in different units, where one of them is to be confirmed."""
    found = claimed_in_another_unit(question, stated, library)
    if found is None:
        return None
    figure, plan, value, sentence = found
    citations = Citations(library.store)
    row = cite_row(citations, plan, [value])
    text = citations.add(plan, sentence.span, sentence.section, None)
    lines = [
        say(
            "claims.unit_differs", region=plan.metadata.region, usual=with_unit(value.value, value.unit), figure=figure
        ),
        row_line(plan, [value], row),
        say("answer.quote", region=plan.metadata.region, quote=sentence.text, plan=plan_name(plan), n=text),
    ]
    return finished(question.text, True, "contradicted", "\n".join(lines), citations)


def _as_record(plan: StoredPlan, statement: FigureStatement) -> IndicatorValue:
    """A figure of the running text as one of a table, to be set against those that other plans have in theirs."""
    return IndicatorValue(
        indicator=statement.indicator,
        printed_name=_named(statement),
        value=statement.value,
        unit=statement.unit,
        column="",
        year=statement.year,
        column_year=statement.year,
        role=statement.role,
        scope=plan.metadata.region,
        attribute="",
        remark="",
        domain="",
        table="",
        section=statement.section,
        row=statement.sentence,
        cell=statement.figure,
    )


def _of_its_kind(question: Question, found: list[Found]) -> list[Found]:
    """Those of the records whose names hold no other kind than the question names (初中教师 for those of 小学), where there are any."""
    kinds = demanded(question.plain)
    own = [(plan, value) for plan, value in found if not any(one.excluded_by(value.printed_name) for one in kinds)]
    return own or found


def _inner_places(question: Question, library: Library, found: list[Found]) -> list[str]:
    """The places within that of a plan whose rows are asked for (各县市区床位哪个最高), none where it asks for others."""
    asked = any(span.kind == "parts" for span in spans_in(question.plain))
    if not asked or question.scopes or question.inside or len(question.regions) > 1:
        return []
    inner = [value.scope for plan, value in found if plan.id in library.store.inner_places.get(value.scope, ())]
    names = list(dict.fromkeys(inner))
    return names if len(names) > 1 else []


def _of_inner_tables(question: Question, library: Library, plans: list[StoredPlan]) -> list[Found]:
    """The figures of the places within a plan's that a table of theirs gives under another name than the plan's own indicator
    (各县托位任务最少的: 托位总数 by county; 岭县的床位多少); none where the words fit several of its columns, or none."""
    parts = any(span.kind == "parts" for span in spans_in(question.plain))
    if not (parts or question.inside) or question.scopes:
        return []
    words = [mention.words(question.plain) for mention in question.indicators]
    words += [term.text for term in question.terms if question.inside and term.weight == 1 and len(term.text) > 1]
    words = [word for word in words if not any(place in word or word in place for place in question.inside)]
    own = {number for hosts in library.store.inner_places.values() for number in hosts}
    found = [
        (plan, value)
        for plan in plans
        if plan.id in own
        for _, value in library.store.values_of_plan(plan.id)
        if plan.id in library.store.inner_places.get(value.scope, ())
        and (not question.inside or value.scope in question.inside)
        and any(held(word, search_key(value.printed_name)) == 1 for word in words)
    ]
    return found if question.inside or len({value.indicator for _, value in found}) == 1 else []


def _named(statement: FigureStatement) -> str:
    entry = load_catalogue().get(statement.indicator)
    return entry.name if entry else statement.measure


def _absent(question: Question, plans: list[StoredPlan], stated: list[Found], texts: list[Stated]) -> list[str]:
    """The plans searched that state nothing of it."""
    if set(question.scopes) & set(question.region_names):
        scopes = {value.scope for _, value in stated}
        whole = [scope for scope in question.scopes if scope not in question.region_names]
        silent = [] if scopes & set(whole) else whole[:1]
        silent += [region for region in question.region_names if region not in scopes]
        return [say("answer.absent", regions="、".join(silent))] if silent else []
    have = {plan.id for plan, _ in (*stated, *texts)}
    # A county's column 全市 stands for the city's own plan.
    by_column = any(value.scope == CITY for _, value in stated)
    absent = [p for p in plans if p.id not in have and not (by_column and p.metadata.region.endswith(CITY[-1]))]
    # Who asks for no place wants the figure, not all who lack it.
    compares = any(span.kind in ("places", "absent") for span in spans_in(question.whole))
    asked = compares or bool(question.regions) or question.kind is Kind.COMPARE
    if not absent or len(plans) == 1 or question.kind is Kind.WHICH_DOCUMENT or not asked:
        return []
    return [say("answer.absent", regions="、".join(plan.metadata.region for plan in absent))]


def _confirmed(question: Question, stated: list[Found], texts: list[Stated]) -> bool:
    """Whether some place states every figure that a yes/no question asserts."""
    stated = [(plan, value) for plan, value in stated if _in_unit(question, read_value(value.value).unit or value.unit)]
    texts = [(plan, statement) for plan, statement in texts if _in_unit(question, statement.unit)]
    printed = [value.value for _, value in stated] + [statement.value for _, statement in texts]
    if "都" in question.plain and len(question.regions) > 1:
        # 两地都是0.65: each of them.
        places = {plan.metadata.region for plan, _ in (*stated, *texts)}
        own = [
            [v.value for plan, v in stated if plan.metadata.region == place]
            + [v.value for plan, v in texts if plan.metadata.region == place]
            for place in places
        ]
        return len(places) == len(question.regions) and all(_held(question, values) for values in own)
    return _held(question, printed)


def _in_unit(question: Question, unit: str) -> bool:
    """Whether a figure of ``unit`` may be one that the question claims: ‰ is no %, nor are 张 heads."""
    claimed = {quantity.unit for quantity in question.quantities if quantity.unit}
    told = {"%", "％", "‰", *COUNT_UNITS}
    bare = unit.strip()
    if bare == "‰" or "‰" in claimed:
        return bare in claimed or not claimed & told
    return bare not in told or not claimed & told or any(bare in unit_ways(own) for own in claimed)


def _held(question: Question, printed: list[str]) -> bool:
    """Whether the ``printed`` values state the figures that the question claims, or one lies past each bound that it sets."""
    if _hold(printed, asked_numbers(question)):
        return True
    bounds = [bound_of(question, quantity) for quantity in question.quantities]
    numbers = [exact(f"{number}") for text in printed if (number := read_value(text).number) is not None]
    return bool(bounds) and all(bound is not None and any(map(bound, numbers)) for bound in bounds)


def _asks_whose(question: Question) -> bool:
    """Whether whose a stated figure is, is asked (床位300张的是哪家医院): figures of other size do not tell."""
    asks = question.kind is Kind.LOOKUP and "哪" in question.plain and not question.operation
    return asks and not question.checks and any(quantity.unit for quantity in question.quantities)


def _hold(printed: list[str], numbers: set[str]) -> bool:
    return numbers <= {figure for text in printed for figure in numbers_in(text)}


def _refusal(
    question: Question, library: Library, found: list[Found], chosen: list[Found], reason: str = "no_figure"
) -> Answer:
    """Why the records do not answer, then the nearest figures that they do state."""
    citations = Citations(library.store)
    near = [(plan, value) for plan, value in found if value.stated and value.scope == plan.metadata.region]
    name = found[0][1].printed_name
    if chosen:
        reason = "not_stated"
        plan, row = rows_of(chosen)[0]
        lines = [say("refusal.empty_cell", plan=plan_name(plan), name=name, n=cite_row(citations, plan, row))]
    elif reason == "false_premise":
        # 现在20%，2030年降到15%: only the figures that are not printed are denied.
        printed = [value.value for _, value in found if value.stated]
        other = [quantity for quantity in question.quantities if not _hold(printed, {quantity.number})]
        numbers = "、".join(f"{quantity.number}{quantity.unit}" for quantity in other or question.quantities)
        lines = [say("refusal.false_premise", name=name, what=numbers)]
    elif reason == "other_unit":
        lines = [say("refusal.other_unit", name=name, unit=question.wanted_units[0])]
    elif reason == "not_stated":
        have = {value.scope for _, value in found}
        lacking = "、".join(region for region in question.region_names if region not in have)
        lines = [say("refusal.one_lacks", regions=lacking, name=name)]
    elif question.scopes and not question.regions:
        reason, near = "no_plan", []
        loaded = "、".join(library.loaded.regions)
        lines = [say("refusal.no_plan", place="、".join(question.scopes), loaded=loaded)]
    else:
        asked = [*question.scopes, *(say("answer.in_year", year=year) for year in question.years)]
        asked += [say(f"role.{role.value}") for role in sorted(question.roles)] if not question.years else []
        regions = "、".join(dict.fromkeys(plan.metadata.region for plan, _ in found))
        lines = [say("refusal.no_figure", regions=regions, name=name, what="、".join(asked))]
    for plan, row in rows_of(near)[:_NEAREST]:
        number = cite_row(citations, plan, row)
        lines.append(say("refusal.nearest", line=row_line(plan, row, number)))
    return finished(question.text, True, reason, "\n".join(lines), citations)
