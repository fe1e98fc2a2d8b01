"""Writers of synthetic plans as .docx, .pdf, .html and .ofd, as offices make them: styles, merged cells, running heads."""

import itertools

from synthetic import SyntheticPlan, TableItem

# The forms of each format. The last part is the file's suffix.
FORMS = (".docx", ".bold.docx", ".pdf", ".unruled.pdf", ".three.pdf", ".html", ".bare.html", ".ofd")


def bytes_of(plan: SyntheticPlan, form: str) -> bytes:
    """The plan as a file; ``form`` is one of FORMS."""
    if form.endswith("docx"):
        from synthetic_word import docx_of

        return docx_of(plan, styled=form == ".docx")
    if form.endswith("html"):
        from synthetic_html import bare_html_of, html_of

        return html_of(plan).encode() if form == ".html" else bare_html_of(plan).encode("gb18030")
    if form == ".ofd":
        from synthetic_ofd import ofd_of

        return ofd_of(plan)
    from synthetic_pdf import pdf_of

    return pdf_of(plan, {".unruled.pdf": "none", ".three.pdf": "three"}.get(form, "all"))


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


def domain_spans(table: TableItem) -> dict[int, int]:
    """The first body row of each domain to the number of its rows; empty where the table has no column of domains."""
    if table.header[0][0] not in ("领域", "类别", "一级指标"):
        return {}
    starts = [number for number, row in enumerate(table.rows) if row[0]] + [len(table.rows)]
    return {start: end - start for start, end in itertools.pairwise(starts)}
