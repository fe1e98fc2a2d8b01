"""Writers of synthetic plans as .docx, .pdf and .html, as offices make them: styles, merged cells, running heads."""

import io
import itertools
from html import escape
from typing import Any

from synthetic import Heading, SyntheticPlan, TableItem


def bytes_of(plan: SyntheticPlan, suffix: str) -> bytes:
    """The plan as a file of the format ``suffix`` (.docx, .pdf, .html; .pdf with unruled tables: .unruled.pdf)."""
    if suffix == ".docx":
        return docx_of(plan)
    if suffix == ".html":
        return html_of(plan).encode()
    return pdf_of(plan, ruled=suffix == ".pdf")


def header_spans(table: TableItem) -> list[tuple[int, int]]:
    """(first, last column) of the merged cells of a two-level header's upper row."""
    if len(table.header) < 2:
        return []
    upper, lower = table.header
    spans = []
    for at, label in enumerate(upper):
        end = at
        while end + 1 < len(upper) and label and lower[at] and not upper[end + 1] and lower[end + 1]:
            end += 1
        if end > at:
            spans.append((at, end))
    return spans


def docx_of(plan: SyntheticPlan) -> bytes:
    """A Word file: heading styles, domain cells merged down, header cells merged across, head and foot."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = plan.title
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    for line in plan.cover:
        document.add_paragraph(line)
    for item in plan.items:
        if isinstance(item, Heading):
            document.add_heading(item.text, item.depth)
        elif isinstance(item, str):
            document.add_paragraph(item)
        else:
            document.add_paragraph(item.title)
            _docx_table(document, item)
            for note in item.notes:
                document.add_paragraph(note)
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
    if table.header[0][0] in ("领域", "类别"):
        starts = [n for n, row in enumerate(table.rows) if row[0]] + [len(table.rows)]
        offset = len(table.header)
        for start, end in itertools.pairwise(starts):
            if end - start > 1:
                made.cell(start + offset, 0).merge(made.cell(end - 1 + offset, 0))


def html_of(plan: SyntheticPlan) -> str:
    """A government web page: navigation, a crumb trail, the article, sharing buttons and related links around it."""
    body = [f"<p>{escape(line)}</p>" for line in plan.cover]
    for item in plan.items:
        if isinstance(item, Heading):
            body.append(f"<h{item.depth + 1}>{escape(item.text)}</h{item.depth + 1}>")
        elif isinstance(item, str):
            body.append(f"<p>\u3000\u3000{escape(item)}</p>")
        else:
            body += [f"<p align='center'><strong>{escape(item.title)}</strong></p>", _html_table(item)]
            body += [f"<p>{escape(note)}</p>" for note in item.notes]
    links = "".join(f"<li><a href='/{n}.html'>关于做好第{n}项工作的通知</a></li>" for n in range(12))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>门户网站</title><style>p{margin:0}</style></head><body>"
        f"<div class='nav'><ul>{links}</ul></div><div class='crumbs'>当前位置：首页 &gt; 政务公开</div>"
        f"<div class='wrap'><div class='article'><div id='zoom'>{''.join(body)}</div>"
        "<div class='share'>分享到：微信 微博</div></div>"
        f"<div class='related'>相关文件<ul>{links}</ul></div></div><div class='footer'>主办单位：办公室 网站地图</div>"
        "<script>var figure = '2025年99.9%';</script></body></html>"
    )


def _html_table(table: TableItem) -> str:
    spans = dict(header_spans(table))
    lines = ["<table border='1'>"]
    for row in table.header:
        cells, column = [], 0
        while column < len(row):
            last = spans.get(column, column) if row is table.header[0] else column
            cells.append(f"<th colspan='{last - column + 1}'>{escape(row[column])}</th>")
            column = last + 1
        lines.append(f"<tr>{''.join(cells)}</tr>")
    lines += ["<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>" for row in table.rows]
    return "".join([*lines, "</table>"])


def pdf_of(plan: SyntheticPlan, ruled: bool = True) -> bytes:
    """A PDF with running heads and page numbers, tables ruled or not and cut by pages with their header repeated."""
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
            size = 10 if ruled else 8
            style: list[Any] = [("FONT", (0, 0), (-1, -1), font, size), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
            if ruled:
                style.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
                style += [("SPAN", (first, 0), (last, 0)) for first, last in header_spans(item)]
            cell = ParagraphStyle("cell", parent=text, firstLineIndent=0, fontSize=size, leading=size * 1.25)
            filled = [[Paragraph(escape(value), cell) if value else "" for value in row] for row in rows]
            story.append(Table(filled, colWidths=_widths(rows, size), repeatRows=len(item.header), style=style))
            story.append(Spacer(1, 8))
            story += [Paragraph(escape(note), text) for note in item.notes]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def _widths(rows: list[list[str]], size: int) -> list[float]:
    """Column widths in points, within the 470 that an A4 page has room for; wide columns are squeezed and wrap."""
    widths = [max(len(row[column]) for row in rows) * size + 14.0 for column in range(len(rows[0]))]
    while sum(widths) > 470:
        widths[widths.index(max(widths))] -= 10
    return widths
