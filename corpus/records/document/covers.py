"""The head and foot of a document: the short lines before its first heading, what a page says of it there (标题：…,
发文字号：…), and its last short lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.language.headings import is_heading
from corpus.language.text import CleanText
from corpus.models import Cell, Span
from corpus.readers.base import Document, Grid, Paragraph

# Cover and imprint are short lines; the longest titles, of execution reports, have some 75 characters.
MAX_LINE = 80
# Lines before the running text begins; covers with long distribution lists have about 15, web pages put as many above.
_COVER_LINES = 40
_IMPRINT_LINES = 12
# What a web page prints above the text about the document, label to field.
_FIELDS = {
    "标题": "title", "名称": "title", "文件名称": "title", "发文字号": "number", "文号": "number", "发文机关": "issuer", "发布机构": "issuer",
    "制发机关": "issuer", "成文日期": "date", "发文日期": "date", "印发日期": "date", "印发时间": "date", "成文时间": "date", "发文时间": "date", "发布日期": "published", "公开日期": "published",
    "发布时间": "published", "发表时间": "published", "来源": "site", "信息来源": "site",
}  # fmt: skip
_LABEL = "|".join(r"\s*".join(label) for label in _FIELDS)
# What else stands on their line.
_OF_PAGE = r"浏览|点击|阅读|访问|字[体号]|作者|责任编辑|打印|[【\[]"
_FACT = re.compile(
    rf"[【\[]?({_LABEL})[】\]]?\s*(?:[：:]\s*(?P<value>.*?)\s*(?=(?:{_LABEL})\s*[：:]|{_OF_PAGE}|$)|$)", re.DOTALL
)
# Labels of other facts, which are no lines of the cover.
_OTHER = re.compile(
    r"(?:索 ?引 ?号|信息分类|主题分类|主 ?题 ?词|公开方式|公开范围|有 ?效 ?性|效力状态|失效日期|施行日期|统一登记号|生成日期)\s*(?:[：:]|$)"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a page says of the document in one field, with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cover:
    """``lines`` and ``imprint`` are short, ``opening`` and ``closing`` the paragraphs of any length there; ``facts`` by field
    (title, number, issuer, date, published, site)."""

    lines: list[CleanText]
    imprint: list[CleanText]
    opening: list[CleanText]
    closing: list[CleanText]
    facts: dict[str, Fact] = field(default_factory=dict)


def cover_of(document: Document) -> Cover:
    """The short lines before the first numbered heading, those of facts aside, and the last ones of the document."""
    paragraphs = [block.body for block in document.blocks if isinstance(block, Paragraph)]
    opening = []
    for paragraph in paragraphs[:_COVER_LINES]:
        if is_heading(paragraph.text) and not paragraph.text.startswith("附"):
            break
        if not is_label(paragraph.text):
            opening.append(paragraph)
    boxed = [paragraph for paragraph in paragraphs[:_COVER_LINES] if is_label(paragraph.text)]
    closing = [paragraph for paragraph in paragraphs[-_IMPRINT_LINES:] if paragraph not in boxed]  # of short texts
    lines, imprint = ([line for line in part if len(line.text) <= MAX_LINE] for part in (opening, closing))
    return Cover(lines, imprint, opening, closing, _facts(document))


def _facts(document: Document) -> dict[str, Fact]:
    """The facts of a page's box; a value stands behind its label or in the next cell or line."""
    texts: list[tuple[str, Callable[[int, int], Span]]] = []
    for block in document.blocks[:_COVER_LINES]:
        if isinstance(block, Grid):
            texts += [(cell.text, _in_cell(cell)) for row in block.rows for cell in row]
        else:
            texts.append((block.body.text, block.body.span))
    facts: dict[str, Fact] = {}
    for here, below in pairwise([*texts, ("", Span)]):
        for match in _FACT.finditer(here[0]) if is_label(here[0]) else ():
            text, place = here if match["value"] else below
            value = (match["value"] or ("" if is_label(text) else text)).strip()
            if value and len(value) <= MAX_LINE:
                start = match.start("value") if match["value"] else text.index(value)
                name = _FIELDS[re.sub(r"\s", "", match[1])]
                facts.setdefault(name, Fact(value, place(start, start + len(value))))
    return facts


def is_label(text: str) -> bool:
    """Whether a line of a page's box says something of the document (标题：…, 主题分类：…)."""
    return bool(_FACT.match(text) or _OTHER.match(text))


def _in_cell(cell: Cell) -> Callable[[int, int], Span]:
    return lambda start, end: Span(cell.span.start + start, cell.span.start + end)
