"""Fact sheets list figures of a plan's running text as rows (章节, 事项, 数值, 年份): the same records as the text gives."""

from collections.abc import Iterable
from dataclasses import replace

from corpus.catalogue import load_catalogue
from corpus.language.quantities import Quantity, quantities_in
from corpus.language.years import years_in
from corpus.models import Cell, FigureStatement, IndicatorValue, PlanMetadata, Span, Table
from corpus.records.running_text.figures import name_finder, role_of
from corpus.records.unit_misprints import usual_unit

_MATTER, _VALUE, _YEAR, _SECTION = "事项", "数值", "年份", "章节"


def lists_figures(table: Table) -> bool:
    """Whether a table lists matters of the text with their figures."""
    return {_MATTER, _VALUE} <= set(table.columns)


def listed_figures(
    tables: Iterable[Table], metadata: PlanMetadata, indicators: Iterable[IndicatorValue]
) -> list[FigureStatement]:
    """Every figure in the 数值 column of tables that list matters; none of other tables."""
    listing = [table for table in tables if lists_figures(table)]
    if not listing:
        return []
    names, catalogue = name_finder(indicators), load_catalogue()
    statements: list[FigureStatement] = []
    for table in listing:
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            matter, value = cells[_MATTER].text, cells[_VALUE]
            quantities = quantities_in(value.text)
            shift = len(matter)
            moved = [
                replace(quantity, start=quantity.start + shift, end=quantity.end + shift) for quantity in quantities
            ]
            keys = names.owned(matter + value.text, moved)
            years = years_in(cells[_YEAR].text) if _YEAR in cells else []
            section = tuple(cells[_SECTION].text.split(" > ")) if _SECTION in cells else table.section
            for at, quantity in enumerate(quantities):
                year = (years[0] if quantity.change == "from" and len(years) > 1 else years[-1]) if years else None
                whole = len(value.text) != value.span.end - value.span.start
                statements.append(
                    FigureStatement(
                        indicator=keys.get(at, ""),
                        value=value.text if whole else value.text[quantity.start : quantity.end].strip(),
                        year=year,
                        role=role_of(matter + value.text, section, quantity, year, metadata),
                        section=section,
                        sentence=Span(row[0].span.start, max(cell.span.end for cell in row)),
                        figure=_place(value, quantity, whole),
                        number=quantity.number,
                        unit=quantity.unit,
                        comparator=quantity.comparator,
                        qualifier=quantity.qualifier,
                        upper=quantity.upper,
                        measure=matter,
                        place=metadata.region,
                        usual_unit=usual_unit(keys.get(at, ""), quantity.unit, catalogue),
                    )
                )
    return statements


def _place(value: Cell, quantity: Quantity, whole: bool) -> Span:
    """Where the figure stands: in a cell whose white space was folded, the whole cell."""
    return value.span if whole else Span(value.span.start + quantity.start, value.span.start + quantity.end)
