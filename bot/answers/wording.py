"""How records read in a reply: one line a source row, figures as printed with unit, year and role."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bot.answers.records import BASELINES, TARGETS
from bot.citing import Citations
from bot.models import Fact
from corpus.catalogue import load_catalogue
from corpus.language.text import search_key
from corpus.language.units import kind_of, without_base
from corpus.language.values import read_value
from corpus.models import IndicatorValue, PlanMetadata, Status
from prompts import say
from retrieval.records import StoredPlan

_BARE_NUMBER = re.compile(
    r"(?:约|近|超过?|达到?|不低于|不少于|不高于|不超过|低于|高于|大于|小于|少于|至少|[<>≤≥＜＞=])*\s*\d"
)
_IN_BRACKETS = re.compile(r"\[[\d.,]+\]")
_UNIT_INSIDE = re.compile(r"[%％‰:：(（ ]")
_RANGE = re.compile(r"[\d.,]+\s*(?:[-—–－~～]+|至|到)\s*[\d.,]+")
_NUMBER_AND_REST = re.compile(r"([^\d]*[\d.,]+)(\*?)\s*(.*)$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_DRAFT_ENDS = ("稿", "草案")
_ROLE_WORD = re.compile(r"目标|现状|实际|基")


def in_order(ranked: Iterable[tuple[Fraction | Decimal, str]]) -> str:
    """Figures, as (number, how each is shown), in their order, with the signs between them (甲 5张 > 乙 3张 = 丙 3张)."""
    text = ""
    before: Fraction | Decimal | None = None
    for number, shown in ranked:
        sign = "" if before is None else " = " if before == number else " > " if before > number else " < "
        text, before = f"{text}{sign}{shown}", number
    return text


def plan_name(plan: StoredPlan) -> str:
    """The plan's title in its marks; a draft is called one, in its own word."""
    meta = plan.metadata
    draft = say("answer.draft_as", word=draft_word(meta)) if meta.status is Status.DRAFT else ""
    return f"《{meta.title}》{draft}"


def draft_word(meta: PlanMetadata) -> str:
    """The word by which a document calls itself a draft, where it is one for the kind of document (草案)."""
    return meta.draft if meta.draft.endswith(_DRAFT_ENDS) else say("answer.draft_word")


def row_line(plan: StoredPlan, row: list[IndicatorValue], number: int) -> str:
    """One source row: region, printed name, the figures asked for, attribute, remarks, plan and [n]."""
    first = row[0]
    extras = [first.attribute] if first.attribute else []
    extras += [say("answer.remark", remark=first.remark)] if first.remark else []
    entry = load_catalogue().get(first.indicator)
    if (
        entry
        and entry.unit
        and first.unit
        and _bare_unit(entry.unit) != _bare_unit(without_base(first.unit, first.printed_name))
        and not (kind_of(first.unit) == kind_of(entry.unit) != "")  # 人次, 万人次
    ):
        extras.append(say("answer.odd_unit", unit=first.unit, usual=entry.unit))
    return say(
        "answer.row",
        region=plan.metadata.region,
        name=first.printed_name,
        figures="；".join(stated_figure(plan, value) for value in row),
        extra=f"（{'；'.join(extras)}）" if extras else "",
        plan=plan_name(plan),
        n=number,
    )


def _bare_unit(unit: str) -> str:
    bare = search_key(unit).removeprefix("1")
    return {"张": "", "人": "", "个": "", "名": ""}.get(bare, bare)


def stated_figure(plan: StoredPlan, value: IndicatorValue) -> str:
    """A figure as printed, behind its column, its role and, where another place's, that."""
    column = _BRACKETS.sub("", value.column).replace(" ", "")
    scope = "" if value.scope == plan.metadata.region or value.scope in column else value.scope
    if value.parts:
        shown = "，".join(f"{label} {with_unit(figure, value.unit)}" for label, figure in value.parts)
    else:
        shown = with_unit(value.value, value.unit) if value.stated else say("answer.not_stated")
    role = "" if _ROLE_WORD.search(column) else say(f"role.{value.role.value}")
    note = say("answer.other_year", year=value.year) if value.year != value.column_year and value.year else ""
    return f"{scope}{column}{role}：{shown}{note}"


def with_unit(value: str, unit: str) -> str:
    """A printed value with its printed unit, the unit before a qualifier (25左右, % -> 25%左右)."""
    if unit and _IN_BRACKETS.fullmatch(value):
        return f"{value}{unit}"  # [78]所: what the years come to
    if not _BARE_NUMBER.match(value) or not unit or read_value(value).unit or _UNIT_INSIDE.search(value):
        return value
    match = _NUMBER_AND_REST.match(value)
    if match is None:
        return value
    joined = unit if not unit[0].isdigit() else say("answer.unit", unit=unit)
    if _RANGE.fullmatch(value):
        return f"{value}{joined}"  # 14.5—15.0平方米
    return f"{match[1]}{joined}{match[3]}{match[2]}"


def fact_of(plan: StoredPlan, value: IndicatorValue, number: int) -> Fact:
    """The figure as a typed fact, proved by citation ``number``."""
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


def row_remarks(plan: StoredPlan, row: list[IndicatorValue], siblings: list[IndicatorValue]) -> list[str]:
    """What a reader of a row should know: a target that is looser than the state it starts from. ``siblings`` are all
    values of the row, of which ``row`` shows some."""
    entry = load_catalogue().get(row[0].indicator)
    if entry is None or not entry.better:
        return []
    remarks = []
    for target in (value for value in row if value.role in TARGETS):
        aim = read_value(target.value).number
        for base in (v for v in siblings if v.role in BASELINES and v.scope == target.scope):
            state = read_value(base.value).number
            if aim is None or state is None or aim == state or (aim > state) is (entry.better == "higher"):
                continue
            remarks.append(
                say(
                    "answer.looser",
                    region=plan.metadata.region,
                    name=row[0].printed_name,
                    target=stated_figure(plan, target),
                    baseline=stated_figure(plan, base),
                )
            )
    return remarks


def cite_row(citations: Citations, plan: StoredPlan, row: list[IndicatorValue]) -> int:
    """The number of the citation of a source row."""
    return citations.add(plan, row[0].row, row[0].section, row[0].table)
