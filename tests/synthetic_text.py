"""Synthetic plans as the .txt and .md files that extractions and converters write: the layouts of tables and of lines."""

import random

from synthetic import Heading, SyntheticPlan, TableItem

# How tables lie in a text file: a row a line with tabs; a cell a line behind a tab; Markdown pipes; tabs and the header
# again behind a page break, or no header there; columns set with spaces.
LAYOUTS = ("tabs", "cells", "pipes", "page_cut", "bare_cut", "spaces")
# What else happens to a text file on its way: lines broken at one width with running heads and page numbers, spaces and
# marks between characters, a contents page in front.
DAMAGES = ("wrapped", "spaced", "contents", "crlf")
_WIDTH = 34
_PAGE_LINES = 30


def text_of(plan: SyntheticPlan, layout: str = "tabs", damage: str = "") -> str:
    """The plan as a text file; ``layout`` is one of LAYOUTS, ``damage`` none or one of DAMAGES."""
    lines = [*plan.cover, ""]
    if damage == "contents":
        lines += ["目  录", *_contents(plan), ""]
    for item in plan.items:
        if isinstance(item, Heading):
            lines += [item.text, ""]
        elif isinstance(item, str):
            lines += [_spaced(item) if damage == "spaced" else item, ""]
        else:
            unit = [item.unit] if item.unit else []
            lines += [item.title, *unit, "", *_table_lines(item, layout), "", *item.notes, ""]
    lines += plan.imprint
    if damage == "wrapped":
        lines = _wrapped(lines, plan.title)
    return ("\r\n" if damage == "crlf" else "\n").join(lines)


def drop_cells(plan: SyntheticPlan, seed: int) -> None:
    """Lose some cells of the indicator table's rows, as extraction does with empty and with merged ones. The truth stays:
    a reader finds the row's cells where they belong or leaves them out."""
    draw = random.Random(seed)
    for item in plan.items:
        if isinstance(item, TableItem) and "指标" in item.title:
            for row in item.rows:
                if draw.random() < 0.4:
                    empty = [at for at, text in enumerate(row) if not text]
                    del row[draw.choice(empty or range(len(row)))]


def _contents(plan: SyntheticPlan) -> list[str]:
    headings = [item.text for item in plan.items if isinstance(item, Heading)]
    return [f"{text}{'.' * (40 - len(text))}{page}" for page, text in enumerate(headings, 2)]


def _spaced(text: str) -> str:
    """Spaces around figures, a soft hyphen and a zero-width space inside words, a bookmark, emphasis."""
    draw = random.Random(len(text))
    marks = ("", "", "", "", " ", "\u00ad", "\u200b", "[bookmark: _Toc9]", "**", "\u3000")
    return "".join(char + (draw.choice(marks) if not char.isdigit() and char not in "。./" else "") for char in text)


def _wrapped(lines: list[str], title: str) -> list[str]:
    """Lines as PDF-to-text writes them: broken at one width, a page number and the running head between pages."""
    broken: list[str] = []
    for line in (line for line in lines if line):
        if "\t" in line:
            broken.append(line)
            continue
        indent = "    " if line.endswith("。") else ""
        text = indent + line
        while text:
            broken.append(text[:_WIDTH])
            text = text[_WIDTH:]
    pages: list[str] = []
    for at, line in enumerate(broken):
        if at and at % _PAGE_LINES == 0:
            pages += ["", f"- {at // _PAGE_LINES} -", "\x0c" + title, ""]
        pages.append(line)
    return pages


def _table_lines(table: TableItem, layout: str) -> list[str]:
    rows = [*table.header, *table.rows]
    if layout == "tabs":
        return ["\t".join(row) for row in rows]
    if layout in ("page_cut", "bare_cut"):
        half = len(table.rows) // 2
        again = table.header if layout == "page_cut" else []
        pieces = [[*table.header, *table.rows[:half]], [*again, *table.rows[half:]]]
        return ["\t".join(row) for row in pieces[0]] + [""] + ["\t".join(row) for row in pieces[1]]
    if layout == "spaces":
        widths = [max(_width(row[at]) for row in rows) + 4 for at in range(len(rows[0]))]
        return [
            "".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
            for row in rows
        ]
    if layout == "pipes":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]
    return [line for row in rows for line in ([f"\t{cell}" for cell in row] + [""])]


def _width(text: str) -> int:
    """Columns that a text takes: Chinese characters take two."""
    return sum(2 if ord(char) > 0x2000 else 1 for char in text)
