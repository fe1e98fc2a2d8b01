"""Tables -> typed indicator values, every string as printed."""

import re

from corpus.catalogue import Catalogue
from corpus.columns import Column, column_kinds
from corpus.language.units import UNIT
from corpus.models import Cell, IndicatorValue, PlanMetadata, Role, Span, Table
from corpus.places import place_in
from corpus.units import usual_unit
from corpus.years import five_year_period, year_in

_TRAILING_UNIT = re.compile(r"\s*[（(]\s*([^（()）]{1,12})\s*[）)]$")
_LABEL_UNIT = re.compile(r"[（(]\s*([^（()）]{1,12})\s*[）)](?=\s|$)")
_IS_UNIT = re.compile(rf"(?:{UNIT}|分|[^/]{{0,6}}/[^/]{{1,6}})$")
# A mark that a note explains: 31.98*, 2020年①, 76.1[2].
_MARK = re.compile(r"(?:[*＊#＃]|[①-⑳]|\[\d{1,2}\])$")
_YEAR = r"((?:19|20)\d{2})\s*年"
_CELL_YEAR = re.compile(r"[（(]\s*((?:19|20)\d{2})\s*年?\s*[）)]")
_SUB_INDICATOR = re.compile(r"^(?:其\s*中\s*[：:，,]?|[#＃]|[-—]+\s*其中\s*[：:]?)\s*")
_TARGET = re.compile(r"目标|规划[值数]|预期值")
_BASELINE = re.compile(r"现状|基期|基数|基准|基础值|实际|完成|现值|当前|实绩")
_CHANGE = re.compile(r"年均|增[长速幅]|累计|变化|降幅")
# 上一规划周期（2018—2022年）: a title may give its period in years.
_TITLE_YEARS = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-－—–~～]{1,2}|至|到)\s*((?:19|20)\d{2})")
# A sub-indicator with a name of its own (镇村幼儿园覆盖率), which 公立医院 is not.
_WHOLE_NAME = re.compile(r"[^，,]{4,}(?:率|比例|占比|比重|水平|年限|面积|数量?|年数|规模|总量|[（(][^）)]*[）)])$")
# 其中：城市 | 农村: a bare population below a sub-indicator goes on with it.
_POPULATION = re.compile(
    r"(?:城市|农村|城镇|乡村|城区|县级|乡镇|市级|村级|男性?|女性?|公立医院|民营医院|小学|初中|高中)$"
)
# Between the figures of one cell. A slash stands also in units (10/10万).
_SEVERAL = re.compile(r"\s+|[、；;]|(?<=[\d%‰])[/／](?!\s*(?:10|十)?\s*[万千])")
_PART_LABEL = re.compile(r"([\u4e00-\u9fff]{1,6})[：:]?(?=[<>≤≥＜＞]*\d)")
_PART = re.compile(r"(?:[\u4e00-\u9fff]{1,6}[：:]?)?[<>≤≥＜＞]*\s*\d")
_CONJUNCTION = re.compile(r"[和与及、]")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")


def indicators_of(table: Table, metadata: PlanMetadata, catalogue: Catalogue) -> list[IndicatorValue]:
    """Every value cell of ``table`` as a record; none where it is no indicator table (one of projects has
    money, contents or years of construction beside its aims)."""
    kinds = column_kinds(table.columns, table.rows)
    if Column.VALUE not in kinds or Column.INDICATOR not in kinds or Column.PROJECT in kinds:
        return []
    name_at = kinds.index(Column.INDICATOR)
    columns = [(at, _column_year(label, table, metadata)) for at, label in enumerate(table.columns)]
    values: list[IndicatorValue] = []
    domain = parent = ""
    under = False
    for row in table.rows:
        filled = [cell for cell in row if cell.text]
        if len(filled) == 1 and filled[0] != row[name_at]:
            domain, parent = filled[0].text, ""
            continue
        domain = _text(row, kinds, Column.DOMAIN) or domain
        name, unit = _name_and_unit(row[name_at].text, _text(row, kinds, Column.UNIT), Column.UNIT in kinds)
        if not name:
            continue
        sub = _SUB_INDICATOR.match(name) is not None or (under and _POPULATION.match(name) is not None)
        under, parent = sub, parent if sub else name
        key = _key(name, parent, catalogue)
        span = Span(row[0].span.start, max(cell.span.end for cell in row))
        for at, column_year in columns:
            if kinds[at] is not Column.VALUE:
                continue
            label, cell = table.columns[at], row[at]
            own_unit = unit or _label_unit(label) or table.unit
            values.append(
                IndicatorValue(
                    indicator=key,
                    printed_name=name,
                    value=cell.text,
                    unit=own_unit,
                    column=label,
                    year=_value_year(cell.text, label, column_year, table),
                    column_year=column_year,
                    role=_role(label, table, column_year, metadata),
                    scope=place_in(label) or metadata.region,
                    attribute=_text(row, kinds, Column.ATTRIBUTE),
                    remark=_text(row, kinds, Column.REMARK),
                    domain=domain,
                    table=table.title,
                    section=table.section,
                    row=span,
                    cell=cell.span,
                    parts=_parts(name, cell.text),
                    parent=parent if sub else "",
                    usual_unit=usual_unit(key, own_unit, catalogue),
                )
            )
    return values


def _key(name: str, parent: str, catalogue: Catalogue) -> str:
    """The catalogue key of a printed name. A sub-indicator that the catalogue does not know (其中：公立医院) is its own
    only together with its parent's name."""
    own = _MARK.sub("", _SUB_INDICATOR.sub("", name)).strip()
    key = catalogue.key_of(own)
    if parent != name and catalogue.get(key) is None and not _WHOLE_NAME.search(own):
        return catalogue.key_of(_MARK.sub("", parent) + own)
    return key


def _text(row: tuple[Cell, ...], kinds: list[Column], kind: Column) -> str:
    return row[kinds.index(kind)].text if kind in kinds else ""


def _name_and_unit(printed: str, unit: str, has_unit_column: bool) -> tuple[str, str]:
    """The indicator's name and unit; a unit in brackets behind the name belongs to the name where a column holds it."""
    match = _TRAILING_UNIT.search(printed)
    if has_unit_column or match is None or not _IS_UNIT.match(match[1].replace(" ", "")):
        return printed, unit
    return printed[: match.start()], match[1]


def _label_unit(label: str) -> str:
    """The unit that a column's label, or one of its levels, gives its figures: 2025年目标（%）, 学校数（所） 2022年."""
    for match in reversed(list(_LABEL_UNIT.finditer(label))):
        if _IS_UNIT.match(match[1].replace(" ", "")):
            return match[1].strip()
    return ""


def _column_year(label: str, table: Table, metadata: PlanMetadata) -> int | None:
    """The year in the label; a label without one (规划目标) speaks of the end of the period that it or the title names.
    What stands in brackets counts last: there a label may explain a mark (数据后加*为2024年)."""
    if _CHANGE.search(label) and not _TARGET.search(label):
        return None
    year = year_in(_BRACKETS.sub("", label))
    if year:
        return year
    period = five_year_period(label)
    if period:
        return period[1]
    in_brackets = _CELL_YEAR.search(label)
    if in_brackets:
        return int(in_brackets[1])
    period = _title_period(table.title)
    if period and (_earlier(period, metadata) or not _BASELINE.search(label)):
        return period[1]
    return metadata.horizon if _TARGET.search(label) else None


def _value_year(value: str, label: str, column_year: int | None, table: Table) -> int | None:
    """The year in the cell, or that of the note which explains the mark behind the value (or behind the label)."""
    in_cell = _CELL_YEAR.search(value)
    if in_cell:
        return int(in_cell[1])
    mark = _MARK.search(value) or _MARK.search(label)
    if mark:
        sign = "[*＊]" if mark[0] in "*＊" else re.escape(mark[0])
        meaning = re.compile(rf"{sign}[^。；;*＊①-⑳]{{0,16}}?{_YEAR}")
        for text in (*table.columns, *table.notes):
            if found := meaning.search(text):
                return int(found[1])
    return column_year


def _role(label: str, table: Table, year: int | None, metadata: PlanMetadata) -> Role:
    """The role that the header gives a column. The lowest header level decides: 广东省目标值 / 2020年 is a baseline."""
    own = label.rsplit(" ", 1)[-1] if year_in(label.rsplit(" ", 1)[-1]) else label
    start = metadata.period[0] if metadata.period else None
    earlier = start is not None and year is not None and year < start
    if _TARGET.search(own) and not _BASELINE.search(own):
        if earlier:
            return Role.EARLIER_GOAL
        return _future(year, metadata)
    if _CHANGE.search(label):
        return Role.STATED
    period = _title_period(table.title)
    if period and _earlier(period, metadata):
        return Role.ACTUAL
    if year is None:
        return Role.BASELINE if _BASELINE.search(own) else Role.STATED
    if start is not None and year > start and not _BASELINE.search(own) and not _before_issue(year, metadata):
        return _future(year, metadata)
    return Role.BASELINE


def _title_period(title: str) -> tuple[int, int] | None:
    """The period that a table's title names, by its number or in years."""
    years = _TITLE_YEARS.search(title)
    return (int(years[1]), int(years[2])) if years else five_year_period(title)


def _earlier(period: tuple[int, int], metadata: PlanMetadata) -> bool:
    return metadata.period is not None and period[1] < metadata.period[0]


def _future(year: int | None, metadata: PlanMetadata) -> Role:
    return Role.INTERIM_TARGET if metadata.horizon and year and year < metadata.horizon else Role.TARGET


def _before_issue(year: int, metadata: PlanMetadata) -> bool:
    """A plan issued late starts from a year inside its own period: 2022年 in a plan of 2024 is what was reached."""
    return metadata.date[:4].isdigit() and year < int(metadata.date[:4])


def _parts(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """Labels for a cell that holds a figure for each of several populations: those printed there (男78.1 女82.3), else
    those which the name joins (和, 、)."""
    figures = [piece for piece in _SEVERAL.split(value.strip()) if piece]
    if len(figures) < 2 or not all(_PART.match(figure) for figure in figures):
        return ()
    labelled = [_PART_LABEL.match(figure) for figure in figures]
    if all(labelled):
        return tuple(
            (label[1], figure[label.end() :]) for label, figure in zip(labelled, figures, strict=True) if label
        )
    names = _CONJUNCTION.split(_SUB_INDICATOR.sub("", name), maxsplit=len(figures) - 1)
    if any(labelled) or len(names) != len(figures):
        return ()
    return tuple(zip(names, figures, strict=True))
