"""Which records of the plans' tables and running text an indicator question is about."""

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from bot.answers.groups import of_group
from bot.lexicon import lexicon
from bot.library import Library
from bot.question import Question
from bot.reading.contrasts import demanded, unmet_contrasts
from bot.reading.indicators import indicators_in
from bot.reading.rules import spans_in
from bot.support import held, unmet
from corpus.catalogue import load_catalogue, name_key
from corpus.language.places import CITY
from corpus.language.text import search_key
from corpus.language.unit_groups import COUNT_UNITS
from corpus.models import FigureStatement, IndicatorValue, Role
from retrieval.records import StoredPlan

Found = tuple[StoredPlan, IndicatorValue]
Stated = tuple[StoredPlan, FigureStatement]
Row = tuple[StoredPlan, list[IndicatorValue]]

_CUMULATED = "累计"
_OF_NUMBER = ("人数", "数量", "个数")
# So many places are compared by name; more are asked for as all.
_FEW_PLANS = 8
_SHORTEST_WORD = 2
# A shorter name (人口) is part of many others.
_SHORTEST_PART = 5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# An institution as the row of a table.
INSTITUTION = re.compile(
    r"(?:医院|保健院|卫生院|卫生室|卫生站|服务站|门诊部|诊所|学校|学院|中学|小学|幼儿园|中心|敬老院|福利院|养老院)$"
)
_MOSTLY = 0.6
# Units of shares and rates begin so.
_RATIO = re.compile(r"[%％‰/1]")
_SHARE_ASKED = re.compile(
    r"占[\u4e00-\u9fffA-Z]{0,12}的?(?:比重|比例|份额|多少|百分之)|(?:占比|比重)(?:是|为|有)?(?:多少|几)"
)
# What the names of indicators end with, and the least weight of a word that narrows one (a verb's: 自杀).
_MEASURES = ("率", "比例", "占比", "概率")
_NARROWS = 0.4
# 现在多少、2030年多少 asks for the state beside the year; 2023年完成了多少 does not.
_NOW = re.compile(r"现状|现在|目前|当前|如今|眼下|基期|基数")
# What came of it is asked for.
_DONE = re.compile(r"实际(?:上|值|数)?(?:完成|达到|是|有|多少|做到)|实绩|完成(?:了|得|情况)")
# 达标了吗 sets the state against the goal.
_REACHES = re.compile(r"达标|达到|完成|赶上|够到|兑现")
_MET = re.compile(r"达标|(?:完成|实现)了?[吗没]")
# 比2020年提高多少 begins there.
_SINCE = re.compile(r"[比较](?:20)?\d\d年")
BASELINES = frozenset((Role.BASELINE, Role.ACTUAL))
TARGETS = frozenset((Role.TARGET, Role.INTERIM_TARGET))


def numbers_in(text: str) -> set[str]:
    """The figures of a printed value, without thousands separators and final zeros (14.0 is 14)."""
    found = _NUMBER.findall(text.replace(",", ""))
    return {number.rstrip("0").rstrip(".") if "." in number else number for number in found}


def asked_numbers(question: Question) -> set[str]:
    """The figures that the question itself states."""
    return {number for quantity in question.quantities for number in numbers_in(quantity.number)}


def values_of(question: Question, library: Library, plans: list[StoredPlan]) -> list[Found]:
    """The records of the question's indicators in ``plans``; where a plan prints the name inside a longer one, that."""
    allowed = {plan.id: plan for plan in plans}
    # Of a few plans those records alone are read; those of all plans are kept for the next question.
    among = tuple(allowed) if len(allowed) <= _FEW_PLANS else None
    found: dict[tuple[int, IndicatorValue], Found] = {}
    for key in question.indicator_keys:
        hits = [(allowed[n], v) for n, v in library.store.values(key, among) if n in allowed]
        have = {plan.id for plan, _ in hits}
        if not hits:
            entry = load_catalogue().get(key)
            names = [name for name in (entry.names if entry else (key,)) if len(name) >= _SHORTEST_PART]
            longer = {k for printed, k in library.names if any(_is_longer(name_key(printed), n) for n in names)}
            hits = [(allowed[n], v) for k in sorted(longer) for n, v in library.store.values(k, among) if n in allowed]
        elif len(have) < len(allowed):
            alike = {k for printed, k in library.names if k != key and _names_it(printed, k, key)}
            hits += [
                (allowed[n], replace(v, indicator=key))
                for k in sorted(alike)
                for n, v in library.store.values(k, among)
                if n in allowed and n not in have
            ]
        hits = _named_so(question, key, library, allowed) or hits
        if not hits and (hits := _of_group(question, key, library, among, allowed)):
            found = {}  # 普通高中|生均图书: the group may have a row of its own elsewhere
        hits = hits or _of_both(question, key, library, among, allowed)
        for plan, value in hits:
            found.setdefault((plan.id, value), (plan, value))
    return list(found.values())


def _of_group(
    question: Question, key: str, library: Library, among: tuple[int, ...] | None, allowed: dict[int, StoredPlan]
) -> list[Found]:
    """The records of a narrower group that the question names together with the indicator, of a few plans."""
    own = next((m for m in question.indicators if m.key == key and m.places), None)
    if own is None or load_catalogue().get(key):
        return []
    before = [m for m in question.indicators if m.places and min(m.places) < min(own.places) <= max(m.places) + 1]
    words = question.plain[min(at for m in (own, *before) for at in m.places) : max(own.places) + 1]
    return [
        (allowed[n], value)
        for n in among or ()
        for value in of_group(words, (value for _, value in library.store.values_of_plan(n)))
    ]


def _of_both(
    question: Question, key: str, library: Library, among: tuple[int, ...] | None, allowed: dict[int, StoredPlan]
) -> list[Found]:
    """The records of the two indicators that the words of one name together (高血压和糖尿病患者规范管理率), which the plans list
    apart; none where they do not have both."""
    words = next((m.words(question.plain) for m in question.indicators if m.key == key and m.places), "")
    one, joint, rest = re.sub(r"[与及、]", "和", words).partition("和")
    if not joint:
        return []
    keys = {name_key(printed): own for printed, own in library.names}
    for at in range(_SHORTEST_WORD, len(rest) - _SHORTEST_WORD):
        own = [keys.get(name_key(name)) for name in (one + rest[at:], rest)]
        if all(own):
            values = (pair for k in own if k for pair in library.store.values(k, among))
            return [(allowed[n], value) for n, value in values if n in allowed]
    return []


def _named_so(question: Question, key: str, library: Library, allowed: dict[int, StoredPlan]) -> list[Found]:
    """The records of a place within, of what its table calls by just the words of the question (床位数, which elsewhere may mean a
    rate); none where it has no such column."""
    if not question.inside:
        return []
    said = {name_key(m.words(question.plain)) for m in question.indicators if m.key == key}
    keys = {k for printed, k in library.names if name_key(printed) in said} - {key}
    values = [(n, v) for k in sorted(keys) for n, v in library.store.values(k, tuple(allowed))]
    return [(allowed[n], value) for n, value in values if n in allowed and value.scope in question.inside]


def of_institution(question: Question, found: list[Found]) -> list[Found]:
    """The records ``found``; where the question names an institution that has a row of its own and what of it is asked for, the
    cells of its row in the columns of that alone: none where the table has no such column."""
    rows = [(plan, value) for plan, value in found if INSTITUTION.search(value.printed_name)]
    own = {value.indicator for _, value in rows}
    columns = {value.column for _, value in rows}
    named = any(mention.by_name for mention in question.indicators if mention.key in own)
    others = [
        mention.words(question.plain) for mention in (*question.indicators, *question.rates) if mention.key not in own
    ]
    if not (named and others) or len(columns) < 2:
        return found
    fitting = {word: [column for column in columns if _heads(word, column)] for word in dict.fromkeys(others)}
    return [(plan, value) for plan, value in rows if any(value.column in fits for fits in fitting.values())]


def _heads(word: str, column: str) -> bool:
    """Whether the head of a column is of what ``word`` names (执业医师: 执业（助理）医师)."""
    return held(word, search_key(column)) > _MOSTLY


def _names_it(printed: str, own: str, key: str) -> bool:
    """Whether a plan's ``printed`` name, which the catalogue does not list (its key is ``own``), says in its words what the
    catalogue's indicator ``key`` is, and nothing that makes it another."""
    entry = load_catalogue().get(key)
    if entry is None or load_catalogue().get(own) is not None or _said_by(printed) != (key,):
        return False
    return (entry.basis or "") in name_key(printed) and not unmet_contrasts(printed, entry.name)


@functools.lru_cache(maxsize=65536)
def _said_by(printed: str) -> tuple[str, ...]:
    """The keys of the catalogue's indicators that the words of a printed name say; asked of every name again and again."""
    return tuple(mention.key for mention in indicators_in(printed, ()))


def _is_longer(printed: str, name: str) -> bool:
    """Whether a printed name is ``name`` said at greater length: the same measure, and no ratio to something else
    (人均地区生产总值 and 单位地区生产总值能耗 are no 地区生产总值)."""
    return printed.endswith((name, f"{name}数")) and not printed.startswith(("人均", "单位", "每万元"))


def account_for(question: Question, found: list[Found]) -> bool:
    """Whether every noun of the question is explained by the records' own words."""
    keys = "".join(
        search_key(
            f"{v.printed_name}{v.table}{v.column}{v.unit}{v.attribute}{v.remark}{v.domain}{v.scope}{p.metadata.title}"
        )
        for p, v in found
    )
    for key in question.indicator_keys:
        entry = load_catalogue().get(key)
        if entry:
            keys += "".join(entry.names) + "".join(w for s in entry.spoken for g in s.required for w in g)
    numbers = {quantity.number for quantity in question.quantities}
    printed = "，".join(f"{v.printed_name}{v.domain}{v.table}{v.column}" for _, v in found)
    if found and unmet_contrasts(_unnamed(question), printed, question.earlier):
        return False
    if found and all(_is_other(question, value.printed_name) for _, value in found):
        return False  # 每千名户籍老年人 are not the 常住 ones that are asked about
    begins = {min(mention.places) for mention in question.indicators if mention.places}
    if found and all(_CUMULATED in value.printed_name for _, value in found):
        begins = set()  # 累计培养 of 骨干教师人数[累计] narrows nothing
    if any(value.value.startswith("[") for _, value in found):
        numbers.add(_CUMULATED)  # which a figure in brackets is
    return not [
        term
        for term in unmet(question.terms, keys)
        # A word right before the indicator's name narrows it, whatever its part of speech (自杀死亡率).
        if (term.weight == 1 or (term.weight > 0.3 and term.end in begins))
        and len(search_key(term.text)) > 1
        and term.text not in (*numbers, *_OF_NUMBER)
    ]


def _is_other(question: Question, printed: str) -> bool:
    """Whether a printed name holds a word that one of the question excludes, and none of the same contrast that it names (孕产妇、婴儿…
    names both)."""
    demands = demanded(question.plain)
    met = {one.contrast for one in demands if one.same.search(printed)}
    return any(one.excluded_by(printed) and one.contrast not in met for one in demands)


def unheld_narrowing(question: Question, library: Library) -> str:
    """The word right before what an indicator measures that no document holds (自杀 of 自杀死亡率); "" where there is none.
    What is left without it is another indicator."""
    begins = {
        min(mention.places)
        for mention in question.indicators
        if mention.places
        and (
            mention.words(question.plain).endswith(_MEASURES)
            or question.plain.startswith(_MEASURES, max(mention.places) + 1)
        )
    }
    begins |= {term.start for term in question.terms if term.text.endswith(_MEASURES)}
    for term in question.terms:
        key = search_key(term.text)
        if term.end not in begins or len(key) < 2 or term.weight < _NARROWS:
            continue
        ways = (key, *lexicon().synonyms.get(key, ()), *term.ways)
        if not any(library.store.frequency(way[at : at + 2]) for way in ways for at in range(len(way) - 1)):
            return term.text
    return ""


def _unnamed(question: Question) -> str:
    """The question without the words that name an indicator in the asker's own way."""
    named = {at for mention in question.indicators for at in mention.places if not mention.by_name}
    return "".join("，" if at in named else char for at, char in enumerate(question.plain))


def asks_above(question: Question) -> bool:
    """Whether the city that a county lies in is asked about as well (和全市比)."""
    return any(span.value == "superior" for span in spans_in(question.plain))


def asked_among(question: Question, found: Iterable[Found]) -> list[Found]:
    """Those of the records ``found`` that the question's places, years and roles ask for."""
    years = {mention.region: mention.years for mention in reversed(question.regions)}
    return [
        (plan, value)
        for plan, value in found
        if _is_asked(question, plan, value, years.get(plan.metadata.region, question.years))
    ]


def _is_asked(question: Question, plan: StoredPlan, value: IndicatorValue, years: tuple[int, ...]) -> bool:
    """Whether a value is one that the question's place, year (of the ``years`` beside the place) and role ask for."""
    if question.scopes or question.inside:
        if value.scope not in (*question.scopes, *question.inside):
            return False
    elif value.scope != plan.metadata.region and not (value.scope == CITY and asks_above(question)):
        return False
    if numbers_in(value.value) & asked_numbers(question) and not (question.checks and question.years):
        return True  # the question itself states this figure, of whatever year
    start = plan.metadata.period[0] if plan.metadata.period else None
    baseline = value.role in BASELINES
    period = question.period
    if period and plan.metadata.period and period[0] > plan.metadata.period[1]:
        return value.year is not None and period[0] <= value.year <= period[1]
    if _DONE.search(question.plain) and Role.TARGET not in question.roles and value.role in TARGETS:
        return False  # 2023年实际完成多少 is not answered by what was to be
    goal_asked = question.checks or question.roles & {Role.EARLIER_GOAL, Role.TARGET} or _REACHES.search(question.plain)
    if years and value.role is Role.EARLIER_GOAL and not goal_asked:
        return False  # 2020年是多少 asks for what came of it
    if years:
        # ≤20（2030年） in the column of 2025 is no target of 2025; 1.71（2024年数） there is the state that it tells.
        in_column = value.column_year in years and (value.role not in TARGETS or value.year is None)
        if value.year in years or in_column:
            return True
        # 现状和2025年目标 names the year of the one and the role of the other.
        both = {Role.BASELINE, Role.TARGET} <= question.roles
        past = start is not None and all(year < start for year in years)
        future = start is not None and all(year >= start for year in years)
        now = both or _NOW.search(question.plain) is not None
        # So does 目标比2024年高了多少; 比2020年提高多少, of no other year, asks for the way to the target.
        since = len(question.years) == 1 and not question.roles and _SINCE.search(question.plain) is not None
        aims = Role.TARGET in question.roles or since
        apart = aims and bool(question.operation.difference or question.operation.amount)
        return (now and baseline and future) or ((both or apart) and value.role is Role.TARGET and past)
    if question.period and start is not None and question.period[1] < start and Role.TARGET in question.roles:
        # 十三五没达到目标 sets what came of it against the goal.
        reached = _REACHES.search(question.plain) and value.year == question.period[1]
        return value.role is Role.EARLIER_GOAL or bool(reached)
    if question.period and start is not None and question.period[1] < start:
        return question.period[1] in (value.year, value.column_year) or value.role in (Role.ACTUAL, Role.EARLIER_GOAL)
    if Role.EARLIER_GOAL in question.roles:
        return value.role is Role.EARLIER_GOAL or baseline
    wanted = question.roles & {Role.BASELINE, Role.TARGET, Role.INTERIM_TARGET}
    if not wanted:
        return value.role is not Role.EARLIER_GOAL or _MET.search(question.plain) is not None
    return value.role in wanted or (baseline and Role.BASELINE in wanted)


def with_beginnings(found: list[Found], chosen: list[Found]) -> list[Found]:
    """``chosen`` with those of ``found`` from which the one target chosen of a row starts, where no other year of it is
    chosen; in the order of ``found``."""
    own = {(plan.id, value) for plan, value in chosen}
    rows = {(plan.id, row[0].row.start): row for plan, row in rows_of(chosen)}

    def begins(plan: StoredPlan, value: IndicatorValue) -> bool:
        if value.role not in BASELINES or value.scope != plan.metadata.region:
            return False
        row = rows.get((plan.id, value.row.start), [])
        return len({other.year for other in row}) == 1 and row[0].role in TARGETS

    return [(plan, value) for plan, value in found if (plan.id, value) in own or begins(plan, value)]


def measured_otherwise(question: Question, values: list[Found]) -> bool:
    """Whether pieces, heads or sums are asked for (消除多少个大班额, 投资总额多少亿元) where the records state shares and rates only."""
    pieces = [unit for unit in question.wanted_units if unit in COUNT_UNITS or "元" in unit or unit == "天"]
    money = any("元" in unit for unit in pieces)
    return bool(pieces and values) and all(
        _RATIO.match(value.unit) or (money and value.unit in COUNT_UNITS) for _, value in values
    )


def asks_share(question: Question, values: list[Found]) -> bool:
    """Whether a share is asked for (…占…的比重) where the records state amounts only."""
    asked = _SHARE_ASKED.search(question.plain) is not None
    return asked and bool(values) and not any(_RATIO.match(value.unit) or not value.unit for _, value in values)


def with_asked_figures(question: Question, values: list[Found]) -> list[Found]:
    """The values of the plans that state every year of the question, and those with its figures where it has any."""
    numbers = asked_numbers(question)
    years: dict[int, set[int | None]] = {}
    for plan, value in values:
        years.setdefault(plan.id, set()).add(value.column_year)
    complete = {number for number, have in years.items() if set(question.years) <= have}
    return [
        (plan, value)
        for plan, value in values
        if plan.id in complete and (not numbers or numbers & numbers_in(value.value))
    ]


def other_statements(question: Question, library: Library, plans: list[StoredPlan], found: list[Found]) -> list[Stated]:
    """Figures of the running text for the same indicator and year that differ from every figure of the tables."""
    if question.scopes or question.inside:
        return []
    allowed = {plan.id: plan for plan in plans}
    among = tuple(allowed) if len(allowed) <= _FEW_PLANS else None
    own: dict[int, list[IndicatorValue]] = {}
    for held_by, value in found:
        own.setdefault(held_by.id, []).append(value)
    result: dict[tuple[int, str], Stated] = {}
    for key in dict.fromkeys((*question.indicator_keys, *(value.indicator for _, value in found))):
        for number, statement in library.store.figures(key, among):
            plan = allowed.get(number)
            if plan is None or statement.place != plan.metadata.region or not _asks_for(question, statement, plan):
                continue
            quote = library.store.quote(number, statement.sentence)
            if unmet_contrasts(_unnamed(question), quote, question.earlier) or _begins_way(statement, quote):
                continue
            figures = numbers_in(statement.value)
            same = not question.asks_text and any(
                figures & numbers_in(v.value) and (v.role in TARGETS) is (statement.role in TARGETS)
                for v in own.get(number, ())
            )
            if not same:
                result.setdefault((number, statement.value), (plan, statement))
    return list(result.values())


def _begins_way(statement: FigureStatement, quote: str) -> bool:
    """Whether a figure of no year is where a way begins (从27.1%升至31.2%): that is how it was, and contradicts nothing."""
    way = rf"[从由][^，。；]{{0,12}}?{re.escape(statement.value)}[^，。；\d]{{0,6}}?[到至升降提增减]"
    return statement.year is None and re.search(way, quote) is not None


def _asks_for(question: Question, statement: FigureStatement, plan: StoredPlan) -> bool:
    """Whether the year, else the role, of a figure of the running text is asked for; any where the running text is and neither
    is named. A target that names no year speaks of the plan's horizon."""
    if question.years:
        at_horizon = statement.role is Role.TARGET and plan.metadata.horizon in question.years
        return statement.year in question.years or (statement.year is None and at_horizon)
    if question.asks_text and not question.roles:
        return True
    if statement.role in TARGETS:
        return not question.roles or bool(question.roles & TARGETS)
    return Role.BASELINE in question.roles


def rows_of(values: list[Found]) -> list[Row]:
    """The values by source row, in order of first appearance."""
    rows: dict[tuple[int, int], Row] = {}
    for plan, value in values:
        rows.setdefault((plan.id, value.row.start), (plan, []))[1].append(value)
    return list(rows.values())
