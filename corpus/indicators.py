"""Tables -> typed indicator values, every string as printed."""

import re

from corpus.catalogue import Catalogue
from corpus.models import Cell, IndicatorValue, PlanMetadata, Role, Span, Table
from corpus.places import place_in
from corpus.tables import Column, column_kind
from corpus.years import five_year_period, year_in

_TRAILING_UNIT = re.compile(r"\s*[（(]\s*((?:%|％|‰|1?/10\s*万|[\u4e00-\u9fff]{1,3}(?:/[\u4e00-\u9fff\d]{1,6})?))\s*[）)]$")
_STAR_YEAR = re.compile(r"[*＊][^。；;*＊]{0,12}?((?:19|20)\d{2})\s*年")
_CELL_YEAR = re.compile(r"[（(]\s*((?:19|20)\d{2})\s*年?\s*[）)]")
_SUB_INDICATOR = re.compile(r"其\s*中\s*[：:]")
_TARGET = re.compile(r"目标|规划值|预期值|规划数")
_CONJUNCTION = re.compile(r"[和与及、]")


def indicators_of(table: Table, metadata: PlanMetadata, catalogue: Catalogue) -> list[IndicatorValue]:
    """Every value cell of ``table`` as a record; none where it is no indicator table."""
    kinds = [column_kind(label) for label in table.columns]
    if Column.VALUE not in kinds or Column.INDICATOR not in kinds:
        return []
    name_at = kinds.index(Column.INDICATOR)
    star_year = _first_year(_STAR_YEAR, (*table.columns, *table.notes))
    values: list[IndicatorValue] = []
    domain = ""
    for row in table.rows:
        domain = _text(row, kinds, Column.DOMAIN) or domain
        name, unit = _name_and_unit(row[name_at].text, _text(row, kinds, Column.UNIT), Column.UNIT in kinds)
        if not name:
            continue
        key = catalogue.key_of(_SUB_INDICATOR.sub("", name))
        span = Span(row[0].span.start, max(cell.span.end for cell in row))
        for label, kind, cell in zip(table.columns, kinds, row, strict=True):
            if kind is not Column.VALUE:
                continue
            column_year = _column_year(label, table.title, metadata)
            values.append(
                IndicatorValue(
                    indicator=key,
                    printed_name=name,
                    value=cell.text,
                    unit=unit,
                    column=label,
                    year=_value_year(cell.text, column_year, star_year),
                    column_year=column_year,
                    role=_role(label, table.title, column_year, metadata),
                    scope=place_in(label) or metadata.region,
                    attribute=_text(row, kinds, Column.ATTRIBUTE),
                    remark=_text(row, kinds, Column.REMARK),
                    domain=domain,
                    table=table.title,
                    section=table.section,
                    row=span,
                    cell=cell.span,
                    parts=_parts(name, cell.text),
                )
            )
    return values


def _text(row: tuple[Cell, ...], kinds: list[Column], kind: Column) -> str:
    return row[kinds.index(kind)].text if kind in kinds else ""


def _name_and_unit(printed: str, unit: str, has_unit_column: bool) -> tuple[str, str]:
    """The indicator's name and unit; a unit in brackets behind the name belongs to the name where a column holds it."""
    match = _TRAILING_UNIT.search(printed)
    if has_unit_column or match is None:
        return printed, unit
    return printed[: match.start()], match[1]


def _first_year(pattern: re.Pattern[str], texts: tuple[str, ...]) -> int | None:
    return next((int(match[1]) for text in texts if (match := pattern.search(text))), None)


def _column_year(label: str, title: str, metadata: PlanMetadata) -> int | None:
    """The year in the label; a label without one (规划目标) speaks of the end of the period that it or the title names."""
    year = year_in(re.sub(r"[（(][^）)]*[）)]", "", label))
    if year:
        return year
    period = five_year_period(label) or five_year_period(title)
    if period:
        return period[1]
    return metadata.horizon if _TARGET.search(label) else None


def _value_year(value: str, column_year: int | None, star_year: int | None) -> int | None:
    in_cell = _CELL_YEAR.search(value)
    if in_cell:
        return int(in_cell[1])
    if value.endswith(("*", "＊")) and star_year:
        return star_year
    return column_year


def _role(label: str, title: str, year: int | None, metadata: PlanMetadata) -> Role:
    """The role that the header gives a column. The lowest header level decides: 广东省目标值 / 2020年 is a baseline."""
    own = label.rsplit(" ", 1)[-1] if year_in(label.rsplit(" ", 1)[-1]) else label
    start = metadata.period[0] if metadata.period else None
    about_earlier = start is not None and year is not None and year < start
    if _TARGET.search(own):
        if about_earlier:
            return Role.EARLIER_GOAL
        if metadata.horizon and year and year < metadata.horizon:
            return Role.INTERIM_TARGET
        return Role.TARGET
    period = five_year_period(title)
    if period and metadata.period and period[1] < metadata.period[0]:
        return Role.ACTUAL
    if start is not None and year is not None and year > start:
        return Role.TARGET
    return Role.BASELINE


def _parts(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """Labels for a cell that holds a figure for each of two populations which the name joins (和, 、)."""
    figures = value.split()
    halves = _CONJUNCTION.split(_SUB_INDICATOR.sub("", name), maxsplit=1)
    if len(figures) != 2 or len(halves) != 2 or not all(any(c.isdigit() for c in figure) for figure in figures):
        return ()
    if figures[1].startswith(("(", "（")):
        return ()
    return (halves[0], figures[0]), (halves[1], figures[1])
