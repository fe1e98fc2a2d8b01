"""Figures of records: one in the first line, those of several places as an ordered list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.wording import with_unit
from bot.models import Answer, Citation, Fact
from bot.replying.blocks import Block, Headline, Row, Rows, Run, Text
from bot.replying.runs import inline, marks, with_strong
from bot.replying.statements import Statement, of_kind
from corpus.language.columns import Column, column_kind
from corpus.language.text import fold
from prompts import heard, say

COMPUTED = ("compare.difference", "compare.total", "compare.average", "compare.threshold", "compare.below")
KINDS = (
    "answer.row",
    "answer.stated",
    "compare.order",
    "compare.ascending",
    "compare.change",
    "compare.winner",
    "compare.changed_most",
    *COMPUTED,
)
_DATED = re.compile(r"(\d{4}年)?(.*)", re.DOTALL)
_ORDERED = re.compile(r" (?:>|<|=) ")
_EQUAL = " = "
_NAMED = re.compile(r"(?P<place>[^（）、]+)（(?P<shown>(?:[^（）]|（[^（）]*）)*)）")
# The brackets at the end of a row of figures: attribute and remarks, unless they belong to the last figure.
_BRACKETS = re.compile(r"（((?:[^（）]|（[^（）]*）)*)）$")
_AHEAD = re.compile(r"目标|规划|预期|计划|任务")
_PLACES = re.compile(r"[省市县区国]")
# What a cell holds that states nothing.
_NOT_STATED = "-—–－/ "
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as shown, with what its column says of it (2030年目标)."""

    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class Record:
    """The figures of one source row. ``extras``: attribute, remarks."""

    region: str
    name: str
    figures: tuple[Figure, ...]
    extras: tuple[str, ...]
    cites: tuple[int, ...]


def record_of(statement: Statement) -> Record:
    """The record that a line ``answer.row`` or ``answer.stated`` states."""
    fields = statement.fields
    region = fields["region"]
    if statement.kind == "answer.stated":
        dated = _DATED.fullmatch(fields["when"] + fields["value"])
        figure = Figure(dated[1] or "", dated[2]) if dated else Figure("", fields["value"])
        return Record(region, fields["indicator"], (figure,), (), statement.cites)
    text, extras = fields["figures"] + fields["extra"], ()
    ending = _BRACKETS.search(text)
    if ending and heard("answer.other_year", ending[0]) is None and heard("answer.unit", ending[0]) is None:
        text, extras = text[: ending.start()], tuple(ending[1].split("；"))
    figures = []
    for part in text.split("；"):
        label, colon, shown = part.partition("：")
        figures.append(Figure(_label(region, label), shown) if colon else Figure("", part))
    return Record(region, fields["name"], tuple(figures), extras, statement.cites)


def _label(region: str, label: str) -> str:
    """A column's words without the region that the line names already."""
    return label.removeprefix(region) or label


def figure_blocks(statements: Sequence[Statement], answer: Answer) -> list[Block]:
    """The blocks of a run of such lines."""
    records = _each_once([record_of(one) for one in of_kind(statements, "answer.row", "answer.stated")])
    winners = _winners(statements)
    computed = [_computed(one) for one in statements if one.kind in COMPUTED]
    blocks: list[Block] = [Headline(computed[0], tuple(computed[1:]))] if computed else []
    blocks += [
        Headline((Run(say("reply.at", region=asked)), Run(f"{region}（{_short(shown)}）", strong=True)))
        for region, shown, asked in winners
    ]
    left = records
    for order in of_kind(statements, "compare.order", "compare.ascending"):
        rows, left = _ordered(order, left, winners, answer)
        blocks.append(rows)
    changes = of_kind(statements, "compare.change")
    if changes:
        told = {change.fields["region"] for change in changes}
        cites = {record.region: record.cites for record in reversed(records)}
        blocks.append(_changes(changes, cites, winners))
        left = [record for record in left if record.region not in told]
    if len(left) == 1 and len(records) == 1:
        return [*blocks, *_one(left[0], answer)]
    return [*blocks, *_several(left)]


def _each_once(records: list[Record]) -> list[Record]:
    """The records without those whose figures another one of the same name shows too."""
    kept: list[Record] = []
    for record in sorted(records, key=lambda record: -len(record.figures)):
        shown = _shown(record)
        for at, other in enumerate(kept):
            if (other.region, other.name) == (record.region, record.name) and shown <= _shown(other):
                kept[at] = replace(other, cites=tuple(dict.fromkeys((*other.cites, *record.cites))))
                break
        else:
            kept.append(record)
    names = [(record.region, record.name, record.cites[:1]) for record in records]
    return sorted(kept, key=lambda record: names.index((record.region, record.name, record.cites[:1])))


def _shown(record: Record) -> set[tuple[str, str]]:
    """(year, figure) of each figure of a record, blanks and full-width forms aside."""
    return {(figure.label[:4], _BLANKS.sub("", fold(figure.shown))) for figure in record.figures}


def _winners(statements: Sequence[Statement]) -> list[tuple[str, str, str]]:
    """(place, figure, what was asked) of each place that is first of what was asked."""
    return [
        (match["place"], match["shown"], say("reply.winner", asked=line.fields["asked"]))
        for line in of_kind(statements, "compare.winner", "compare.changed_most")
        for match in _NAMED.finditer(line.fields["regions"])
    ]


def _computed(line: Statement) -> Text:
    """What was computed, its number strong."""
    fields = line.fields
    strong = fields.get("gap") or fields.get("regions") or fields.get("mean") or ""
    start = line.body.find(strong)
    spans = [(start, start + len(strong))] if strong else []
    return (*with_strong(line.body, spans), *marks(line.cites))


def _one(record: Record, answer: Answer) -> list[Block]:
    """The figure alone in the first line; the printed name and the state that it starts from beneath."""
    targets = [figure for figure in record.figures if _AHEAD.search(figure.label)]
    first = targets[0] if len(targets) == 1 else record.figures[0] if len(record.figures) == 1 else None
    name = f"{record.name}（{record.extras[0]}）" if record.extras else record.name
    notes = [(Run(extra),) for extra in record.extras[1:]]
    if first is None:
        rows = Rows(tuple(Row(_line(figure)) for figure in record.figures))
        title = say("reply.place", region=record.region, what=name)
        return [Headline((Run(title), *marks(record.cites)), tuple(notes)), rows]
    where = say("reply.place", region=record.region, what=first.label).strip()
    others = [_line(figure) for figure in record.figures if figure is not first]
    if not others and _AHEAD.search(first.label) and not _PLACES.search(first.label):
        others = _baseline(record, answer.citations)
    head = (Run(_short(first.shown), strong=True), Run(say("reply.of", what=where)), *marks(record.cites))
    return [Headline(head, ((Run(name),), *others, *notes))]


def _line(figure: Figure) -> Text:
    return (Run(f"{figure.label} " if figure.label else ""), Run(_short(figure.shown), strong=True))


def _short(shown: str) -> str:
    """A figure with a unit that has to stand in brackets: ≤14（1/10万）."""
    value, _, unit = shown.partition(say("answer.unit", unit="").removesuffix("）"))
    return f"{value}（{unit}" if unit else shown


def _baseline(record: Record, citations: Sequence[Citation]) -> list[Text]:
    """The first printed state of the cited row, as its cell and head say it; none where the row has no such column."""
    cited = next((one for one in citations if one.n in record.cites and one.cells), None)
    if cited is None:
        return []
    unit = next((cell for head, cell in cited.cells if column_kind(head) is Column.UNIT), "")
    for head, cell in cited.cells:
        own = not _PLACES.search(head) or record.region in head
        if column_kind(head) is Column.VALUE and own and not _AHEAD.search(head):
            label = _label(record.region, _BLANKS.sub("", head))
            if not cell.strip(_NOT_STATED):
                return []
            return [(Run(say("reply.before", label=label, value=with_unit(cell, unit))),)]
    return []


def _several(records: Sequence[Record]) -> list[Block]:
    """Records beside each other: a title where all are of one place, or of one name, and a line each."""
    if not records:
        return []
    regions, names = {record.region for record in records}, {record.name for record in records}
    title = ""
    if len(regions) == 1:
        title = say("reply.place", region=records[0].region, what=records[0].name if len(names) == 1 else "").strip()
    rows = []
    for record in records:
        head = "" if len(regions) == 1 else record.region
        head = f"{head} {record.name}".strip() if len(names) > 1 or (len(regions) > 1) else head
        rows.append(Row((Run(f"{head}：" if head else ""), *_figures(record.figures), *marks(record.cites))))
    return [Rows(tuple(rows), (Run(title),) if title else ())]


def _figures(figures: Sequence[Figure]) -> Text:
    runs: list[Run] = []
    for number, figure in enumerate(figures):
        runs += [Run("；")] if number else []
        runs += _line(figure)
    return tuple(run for run in runs if run.text)


def _ordered(
    order: Statement, records: list[Record], winners: list[tuple[str, str, str]], answer: Answer
) -> tuple[Rows, list[Record]]:
    """The places in their order, a line each with what else their rows state; and the records that are not among them."""
    listed = order.fields["listed"]
    signs = ["", *_ORDERED.findall(listed)]
    rows: list[Row] = []
    used: list[Record] = []
    for sign, entry in zip(signs, _ORDERED.split(listed), strict=True):
        region, _, shown = entry.partition(" ")
        stating = [r for r in records if r.region == region and r not in used and _stated(r, shown)]
        own = stating[0] if stating else None
        used += stating
        figure = _stated(own, shown) if own else None
        figure = figure or Figure("", shown)
        others = [f for f in own.figures if f is not figure] if own else []
        beside = "；".join(f"{other.label} {_short(other.shown)}" for other in others)
        told = "；".join(part for part in (figure.label, beside) if part)
        rows.append(
            Row(
                (
                    Run(f"{region} "),
                    Run(_short(shown), strong=True),
                    Run(say("reply.beside", what=told) if told else ""),
                    Run(say("reply.tied") if sign == _EQUAL else ""),
                    *marks(number for record in stating for number in record.cites),
                ),
                next((asked for place, _, asked in winners if place == region), ""),
            )
        )
    rows = [Row(tuple(run for run in row.text if run.text), row.winner) for row in rows]
    name = _name_of(used, answer.facts)
    way = say("reply.ascending" if order.kind == "compare.ascending" else "reply.descending", name=name)
    left = [record for record in records if record not in used]
    way = way.removeprefix(say("reply.comma"))  # figures of the running text have no one name
    return Rows(tuple(rows), (Run(way + order.fields["better"]),), ordered=True), left


def _stated(record: Record, shown: str) -> Figure | None:
    """The figure of a record that an order shows: there without what its column says of its year."""
    return next((one for one in record.figures if one.shown == shown or one.shown.startswith(f"{shown}（")), None)


def _name_of(records: Sequence[Record], facts: Sequence[Fact]) -> str:
    cited = {number for record in records for number in record.cites}
    return next((fact.indicator for fact in facts if fact.citation in cited), "")


def _changes(
    changes: Sequence[Statement], cites: dict[str, tuple[int, ...]], winners: list[tuple[str, str, str]]
) -> Rows:
    """The way of each place from its state to its target, the change first."""
    rows = []
    for change in changes:
        fields = change.fields
        way = say("reply.way", before=fields["before"], after=fields["after"])
        rows.append(
            Row(
                (
                    Run(f"{fields['region']} "),
                    Run(fields["gap"], strong=True),
                    Run(way),
                    *marks(cites.get(fields["region"], ())),
                ),
                next((asked for place, _, asked in winners if place == fields["region"]), ""),
            )
        )
    return Rows(tuple(rows), inline(say("reply.changes")), ordered=len(rows) > 1)
