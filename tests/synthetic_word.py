"""Synthetic plans as Word files."""

import io
from typing import Any

from synthetic import Heading, SyntheticPlan, TableItem
from synthetic_formats import domain_spans, header_spans


def docx_of(plan: SyntheticPlan, styled: bool = True) -> bytes:
    """A Word file: heading styles (or bold lines), domain cells merged down, header cells merged across, head and foot."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = plan.title
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    for line in plan.cover:
        document.add_paragraph(line)
    for item in plan.items:
        if isinstance(item, Heading):
            if styled:
                document.add_heading(item.text, item.depth)
            else:
                document.add_paragraph().add_run(item.text).bold = True
        elif isinstance(item, str):
            document.add_paragraph(item)
        else:
            document.add_paragraph(item.title)
            _docx_table(document, item)
            for note in item.notes:
                document.add_paragraph(note)
    for line in plan.imprint:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: Any, table: TableItem) -> None:
    rows = [*table.header, *table.rows]
    made = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                made.cell(number, column).text = text
    for first, last in header_spans(table):
        made.cell(0, first).merge(made.cell(0, last))
    offset = len(table.header)
    for start, count in domain_spans(table).items():
        if count > 1:
            made.cell(start + offset, 0).merge(made.cell(start + count - 1 + offset, 0))
