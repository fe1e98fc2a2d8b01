"""Tables -> typed indicator values, every string as printed."""

import re

from corpus.catalogue import Catalogue
from corpus.language.columns import NOT_STATED, Column, column_kind, column_kinds
from corpus.language.places import place_in
from corpus.language.text import raised
from corpus.language.values import is_value
from corpus.models import Aspect, Cell, IndicatorValue, PlanMetadata, Span, Table
from corpus.records.column_facets import cell_aspect, facets_of, is_unit_text, value_unit
from corpus.records.unit_misprints import usual_unit

_TRAILING_UNIT = re.compile(r"\s*[（(]\s*([^（()）]{1,12})\s*[）)]$")
# A mark that a note explains: 31.98*, 2020年①, 76.1[2].
_MARK = re.compile(r"(?<=[^\s])(?:[*＊#＃]|[①-⑳]|\[\d{1,2}\])$")
_YEAR = r"((?:19|20)\d{2})\s*年"
_CELL_YEAR = re.compile(r"[（(]\s*((?:19|20)\d{2})\s*年?\s*[）)]")
_SUB_INDICATOR = re.compile(r"^(?:其\s*中\s*[：:，,]?|[#＃]|[-—]+\s*其中\s*[：:]?)\s*")
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
_ROLE_WORDS = re.compile(r"(?:目标|计划|任务|现状|实绩|实际|完成|规划|预期|基数|基期|[值数]|情况)*")
_ANNEX = re.compile(r"^附?[表件]\s*[一二三四五六七八九十\d]*(?:[-—－]\d+)?[：:\s]*")
# What a column's label says of the figures and not of what they measure: 绝对数, 增长, 比上年增减.
_NO_NAME = re.compile(
    r"(?:绝对[数额量值]|总量|数[值量额]|实绩|本年|全年|"
    r"(?:[比较]?(?:上年|去年)(?:同期)?)?(?:同比|名义|实际|可比价)*(?:增[长速幅减]|降幅|升降|变化)(?:[率值]|幅度|速度|情况)?|[±+]|同比)+"
)
# What a figure is counted per, without a word of what is counted.
_BASE = re.compile(r"每[百千万十]+(?:名|常住|户籍)?人口?|人均")
# The column that a row's figures are told apart by, best first.
_NAMING = (Column.INDICATOR, Column.PLACE, Column.YEAR)
# The row of a table of places that sums them up.
_ALL_PLACES = re.compile(r"(?:全[省市区县州]|合\s*计|总\s*计|[一-龥]{0,3}全域)$")


def indicators_of(table: Table, metadata: PlanMetadata, catalogue: Catalogue) -> list[IndicatorValue]:
    """Every value cell of ``table`` as a record; none where it is no table of figures (one of projects has money, contents
    or years of construction beside its aims). In a table that gives each place or year its figures the columns name them."""
    kinds = column_kinds(table.columns, table.rows)
    name_kind = next((kind for kind in _NAMING if kind in kinds), None)
    if Column.VALUE not in kinds or Column.PROJECT in kinds or name_kind is None:
        return []
    by_column = name_kind is not Column.INDICATOR
    name_at = kinds.index(name_kind)
    column_names = _column_names(table, kinds) if by_column else {}
    columns = [
        (at, facets_of(label, table, metadata)) for at, label in enumerate(table.columns) if kinds[at] is Column.VALUE
    ]
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
        own = name
        if part := _text(row, kinds, Column.PART):
            own, unit = (name, part) if is_unit_text(part) else _name_and_unit(part, unit, Column.UNIT in kinds)
            sub, parent, name = own != name, name, name if own == name else f"{name} {own}"
        else:
            sub = _SUB_INDICATOR.match(name) is not None or (under and _POPULATION.match(name) is not None)
            parent = parent if sub else name
        under = sub
        place = "".join(_text(row, kinds, Column.PLACE).split())  # 全　市
        whole = not place or _ALL_PLACES.match(place)
        span = Span(row[0].span.start, max(cell.span.end for cell in row))
        row_year = _text(row, kinds, Column.YEAR)
        for at, of_column in columns:
            label, cell = table.columns[at], row[at]
            facets = facets_of(f"{row_year} {label}", table, metadata) if row_year else of_column
            printed = column_names[at] if by_column else name
            key = _key(printed if by_column else own, "" if by_column else parent, catalogue)
            aspect = cell_aspect(cell.text, facets.aspect)
            own_unit = value_unit(cell.text, aspect, unit, facets.unit, table.unit)
            values.append(
                IndicatorValue(
                    indicator=key,
                    printed_name=printed,
                    value=cell.text,
                    unit=own_unit,
                    column=label,
                    year=_value_year(cell, label, facets.year, table),
                    column_year=facets.year,
                    role=facets.role,
                    scope=metadata.region
                    if by_column and whole
                    else place or place_in(label, metadata.region) or metadata.region,
                    attribute=_text(row, kinds, Column.ATTRIBUTE),
                    remark=_remark(row, kinds),
                    domain=domain,
                    table=table.title,
                    section=table.section,
                    row=span,
                    cell=cell.span,
                    parts=_parts(name, cell.text),
                    parent=parent if sub else "",
                    usual_unit=usual_unit(key, own_unit, catalogue) if aspect is Aspect.LEVEL else "",
                    aspect=aspect,
                )
            )
    return values


def unread_columns(table: Table) -> list[str]:
    """The labels of the columns of a table of figures that hold something and are no part of its records ("" unlabelled)."""
    kinds = column_kinds(table.columns, table.rows)
    if Column.VALUE not in kinds or Column.PROJECT in kinds or not set(_NAMING) & set(kinds):
        return []
    return [
        table.columns[at]
        for at, kind in enumerate(kinds)
        if kind is Column.OTHER and any(row[at].text for row in table.rows)
    ]


def holds_figures(table: Table) -> bool:
    """Whether a column with a label holds figures, which a reader expects to find again."""
    return any(
        label
        and column_kind(label) is not Column.INDEX
        and sum(is_value(row[at].text) for row in table.rows) * 2 > len(table.rows)
        for at, label in enumerate(table.columns)
    )


def _column_names(table: Table, kinds: list[Column]) -> dict[int, str]:
    """What the figures of each column of a table of places or years measure. 增长 alone is of what stands at its left."""
    names: dict[int, str] = {}
    last = ""
    for at, label in enumerate(table.columns):
        if kinds[at] is Column.VALUE:
            levels = _bare_label(label, table.title).split(" ")
            own = " ".join(level for level in levels if not _NO_NAME.fullmatch(level))
            names[at] = last = own or last or " ".join(levels)
    return names


def _bare_label(label: str, title: str) -> str:
    """A column's label as an indicator's name: without its unit and year. One that says no more than a year and a role
    (2025年目标) has the table's title for what it measures."""
    text = re.sub(r"[（(][^（()）]*[）)]", "", label)
    text = re.sub(r"\s*(?:19|20)\d{2}\s*年[底末]?\s*(?:目标值?|现状值?)?", "", text).strip()
    return (_ANNEX.sub("", title) or label) if _ROLE_WORDS.fullmatch(text) else text


def _key(name: str, parent: str, catalogue: Catalogue) -> str:
    """The catalogue key of a printed name. A sub-indicator that the catalogue does not know (其中：公立医院) is its own
    only together with its parent's name."""
    own = _MARK.sub("", _SUB_INDICATOR.sub("", name)).strip()
    key = catalogue.key_of(own)
    if parent and parent != name and _BASE.fullmatch(own):
        return catalogue.key_of(own + _MARK.sub("", parent))  # 床位数: 每千人口
    if parent != name and catalogue.get(key) is None and not _WHOLE_NAME.search(own):
        return catalogue.key_of(_MARK.sub("", parent) + own)
    return key


def _text(row: tuple[Cell, ...], kinds: list[Column], kind: Column) -> str:
    return row[kinds.index(kind)].text if kind in kinds else ""


def _remark(row: tuple[Cell, ...], kinds: list[Column]) -> str:
    """What the columns of remarks say (责任单位, 备注, 评估结论), in their order."""
    return "；".join(cell.text for cell, kind in zip(row, kinds, strict=True) if kind is Column.REMARK and cell.text)


def _name_and_unit(printed: str, unit: str, has_unit_column: bool) -> tuple[str, str]:
    """The indicator's name and unit; a unit in brackets behind the name belongs to the name where a column holds it."""
    unit = "" if NOT_STATED.match(unit) else unit
    match = _TRAILING_UNIT.search(printed)
    if has_unit_column or match is None or not is_unit_text(match[1]):
        return printed, unit
    return printed[: match.start()], match[1]


def _value_year(cell: Cell, label: str, column_year: int | None, table: Table) -> int | None:
    """The year in the cell, or that of the note which explains the mark behind the value (or behind the label)."""
    in_cell = _CELL_YEAR.search(cell.text)
    if in_cell:
        return int(in_cell[1])
    printed = _MARK.search(cell.text) or _MARK.search(label)
    mark = cell.mark or (printed[0] if printed else "")
    if mark:
        meaning = re.compile(rf"{_sign(mark)}[^。；;*＊①-⑳]{{0,16}}?{_YEAR}")
        for text in (*table.columns, *table.notes):
            if found := meaning.search(text):
                return int(found[1])
    return column_year


def _sign(mark: str) -> str:
    """A pattern for the sign at the head of the note that ``mark`` points to; a number may be drawn in several ways."""
    number = mark.strip("[]")
    if number.isdecimal():
        circled = chr(0x245F + int(number)) if 0 < int(number) <= 20 else ""
        drawn = "|".join(filter(None, (circled, raised(number), rf"\[{number}\]")))
        return rf"(?:{drawn}|(?:^|[注：:；。])\s*{number}\s*[.．、：:）)为])"
    return "[*＊]" if mark in "*＊" else re.escape(mark)


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
