"""Synthetic plans as PDF files with a text layer, by reportlab."""

import io
from html import escape
from typing import Any

from synthetic import Heading, SyntheticPlan
from synthetic_formats import header_spans


def pdf_of(plan: SyntheticPlan, rules: str = "all") -> bytes:
    """A PDF with running heads and page numbers, tables cut by pages with their header repeated. ``rules``: "all", "none",
    or "three" (above and below the header and at the end)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    # A CID font of Acrobat's Asian pack: named in the file, not embedded, so no font file is needed.
    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    text = ParagraphStyle("text", fontName=font, fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    head = ParagraphStyle("head", parent=text, fontSize=12)
    centre = ParagraphStyle("centre", parent=text, alignment=1, firstLineIndent=0, spaceBefore=8)

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(font, 9)
        canvas.drawString(72, 800, plan.title)
        canvas.drawCentredString(297, 40, f"— {document.page} —")

    story: list[Any] = [Paragraph(escape(line), centre) for line in plan.cover]
    for item in plan.items:
        if isinstance(item, Heading):
            story.append(Paragraph(escape(item.text), head))
        elif isinstance(item, str):
            story.append(Paragraph(escape(item), text))
        else:
            story.append(Paragraph(escape(item.title), centre))
            story.append(Spacer(1, 8))
            rows = [*item.header, *item.rows]
            size = 10 if rules == "all" else 8
            style: list[Any] = [("FONT", (0, 0), (-1, -1), font, size), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
            if rules == "three":
                depth = len(item.header)
                style += [("LINEABOVE", (0, 0), (-1, 0), 1, (0, 0, 0)), ("LINEBELOW", (0, -1), (-1, -1), 1, (0, 0, 0))]
                style.append(("LINEBELOW", (0, depth - 1), (-1, depth - 1), 0.5, (0, 0, 0)))
            if rules == "all":
                style.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
                style += [("SPAN", (first, 0), (last, 0)) for first, last in header_spans(item)]
            cell = ParagraphStyle("cell", parent=text, firstLineIndent=0, fontSize=size, leading=size * 1.25)
            filled = [[Paragraph(escape(value), cell) if value else "" for value in row] for row in rows]
            story.append(Table(filled, colWidths=_widths(rows, size), repeatRows=len(item.header), style=style))
            story.append(Spacer(1, 8))
            story += [Paragraph(escape(note), text) for note in item.notes]
    story += [Paragraph(escape(line), ParagraphStyle("sign", parent=text, alignment=2)) for line in plan.imprint]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def _widths(rows: list[list[str]], size: int) -> list[float]:
    """Column widths in points, within the 470 that an A4 page has room for; wide columns are squeezed and wrap."""
    widths = [max(len(row[column]) for row in rows) * size + 14.0 for column in range(len(rows[0]))]
    while sum(widths) > 470:
        widths[widths.index(max(widths))] -= 10
    return widths
