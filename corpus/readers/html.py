"""Government web pages (.html), by lxml: the main content only, without navigation, sharing and related links."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import UnreadableDocument
from corpus.readers.base import Document
from corpus.readers.compose import Composer, Merged
from corpus.readers.encoding import decode
from prompts import say

_DROPPED = (
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "iframe",
    "button",
    "select",
    "svg",
    "template",
    "object",
)
# Class and id words of what surrounds an article on such pages.
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|crumbs?|breadcrumb|share|footer|header|sidebar|related|recommend|copyright|toolbar|pagination|location|position|foot|bottom|top|friend|rel|fj)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
        "ucapcontent",
    ]
)
_HEADING = re.compile(r"h([1-6])$")
# The main content is the innermost element that still holds this share of the page's text outside links.
_MAIN_SHARE = 0.75
# A cell with more paragraphs than this lays out a page; no data cell of a plan has as many.
_LAYOUT_PARAGRAPHS = 12
# Pages nest some tens of elements deep; a thousand would be an attack on the recursion.
_MAX_DEPTH = 200
# Lines that a page adds to the article, and the labels of its box of facts about the document.
_FURNITURE = re.compile(
    r"[【\[（(]?\s*(?:打印(?:本页|文章|页面)?|关闭(?:窗口|本页|页面)?|上一[篇条]|下一[篇条]|分享(?:到|至)?|字[体号]|责任编辑|扫一扫|浏览(?:次数|量)"
    r"|点击(?:数|量|次数)|收藏|返回顶部|当前位置|您(?:现在)?(?:的位置|所在)|相关(?:文件|链接|阅读|解读|稿件)|政策解读|附件下载"
    r"|发布(?:时间|日期)|来源|主办(?:单位)?|承办(?:单位)?|版权所有|网站标识码|技术支持|友情链接|.{0,20}(?:ICP备|公网安备))(?:[：:\s】\]）)]|$)"
    r"|附件\s*\d*\s*[：:]\s*$"
)
_FACT = re.compile(
    r"\s*(?:索\s*引\s*号|发文字号|文\s*号|发文机关|发布机构|成文日期|发布日期|生成日期|主题分类|主题词|公开方式|公开范围|有效性|标\s*题|名\s*称)\s*[：:]?\s*"
)
_MIN_FACTS = 2
_LONGEST_FURNITURE = 60
# Lists of links (menus, related pages, contents) have at least so many and little text beside them. A file to be
# fetched is another document.
_MIN_LINKS = 2
_LINK_SHARE = 0.6
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)$", re.IGNORECASE)
_LISTS = ("ul", "ol", "div", "p", "dl", "td", "tr", "table", "span", "section")


def read_html(file: str, data: bytes) -> Document:
    """The blocks of an .html file. Raises UnreadableDocument where it does not decode or holds no text."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(file, data).lstrip("\ufeff"))
    try:
        root = lxml_html.parse(io.StringIO(text)).getroot()
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    body = None if root is None else root.find(".//body")
    if body is None:
        raise UnreadableDocument(say("reading.no_text", file=file))
    _strip(body)
    main = _main(body)
    return _Page(main).read(file)


def _strip(body: Any) -> None:
    for element in list(body.iter()):
        if element is body:
            continue
        marks = f"{element.get('class', '')} {element.get('id', '')}" if isinstance(element.tag, str) else ""
        hidden = isinstance(element.tag, str) and _HIDDEN.search(element.get("style", ""))
        around = _AROUND.search(marks) and _weight(element) < _weight(body) / 2
        if not isinstance(element.tag, str) or element.tag in _DROPPED or hidden or around:
            element.drop_tree()
    for element in [element for element in body.iter(*_LISTS) if _is_list_of_links(element)]:
        if element is not body and element.getparent() is not None:
            element.drop_tree()
    for link in list(body.iter("a")):
        if _FILE.search(link.get("href", "")) or _FILE.search("".join(link.itertext()).strip()):
            link.drop_tree()


def _is_list_of_links(element: Any) -> bool:
    links = sum(1 for _ in element.iter("a"))
    text = len("".join(element.itertext()).strip())
    return links >= _MIN_LINKS and text - _weight(element) > _LINK_SHARE * text


def _weight(element: Any) -> int:
    """Characters of text outside links."""
    inside = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return len("".join(element.itertext()).strip()) - inside


def _main(body: Any) -> Any:
    """The element that holds the article."""
    needed = _weight(body) * _MAIN_SHARE
    main = body
    while True:
        inner = next((c for c in _parts(main) if _weight(c) >= needed), None)
        if inner is None:
            return main
        main = inner


def _parts(element: Any) -> Iterator[Any]:
    """The elements that may hold the article in place of ``element``: its blocks, and the cells of a table that lays out
    the page (a table of data has no cell that holds most of a page)."""
    for child in element:
        if child.tag == "table":
            yield from (cell for cell in child.iter("td") if next(cell.iterancestors("table")) is child)
        elif isinstance(child.tag, str) and child.tag != "p":
            yield child


class _Page:
    """One pass over the main element."""

    def __init__(self, main: Any) -> None:
        self.main = main
        self.composer = Composer()
        self.line: list[str] = []
        # The only h1 of a page is its title; several are headings.
        self.titles = len(main.findall(".//h1"))

    def read(self, file: str) -> Document:
        self._walk(self.main, None, 0)
        self._end_line(None)
        return self.composer.document(file)

    def _walk(self, element: Any, level: int | None, depth: int) -> None:
        """Emit the element's content. Inline text gathers in ``line`` until a block or a line break ends it."""
        block = element.tag in _BLOCKS
        heading = _HEADING.match(element.tag)
        if heading and (heading[1] != "1" or self.titles > 1):
            level = int(heading[1])
        if block:
            self._end_line(None)
        if element.tag == "br":
            self._end_line(level)
        elif element.tag == "pre":
            for line in "".join(element.itertext()).splitlines():
                self.line.append(line)
                self._end_line(None)
        elif element.tag == "table":
            self._end_line(level)
            self._table(element, depth)
        elif depth < _MAX_DEPTH:
            self.line.append(_flat(element.text))
            for child in element:
                if isinstance(child.tag, str):
                    self._walk(child, level, depth + 1)
                self.line.append(_flat(child.tail))
        if block:
            self._end_line(level)

    def _end_line(self, level: int | None) -> None:
        text = "".join(self.line)
        if not _FURNITURE.match(text.strip()) or len(text) > _LONGEST_FURNITURE:
            self.composer.paragraph(text, level)
        self.line = []

    def _table(self, table: Any, depth: int) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
        if any(cell.find(".//table") is not None or len(cell.findall(".//p")) > _LAYOUT_PARAGRAPHS for cell in cells):
            for cell in cells:
                self._walk_cell(cell, depth)
            return
        texts, merged, wide = _spread(rows)
        flat = [text for row in texts for text in row]
        if sum(bool(_FACT.fullmatch(text)) for text in flat) >= _MIN_FACTS:
            for label, value in pairwise(flat):
                if _FACT.fullmatch(label) and not _FACT.fullmatch(value):
                    self.composer.paragraph(f"{label.strip().rstrip('：:')}：{value.strip()}")
            return
        caption = table.find("caption")
        if caption is not None:
            self.composer.paragraph(_flat("".join(caption.itertext())))
        self.composer.table(texts, merged, wide)

    def _walk_cell(self, cell: Any, depth: int) -> None:
        self.line.append(_flat(cell.text))
        for child in cell:
            if isinstance(child.tag, str):
                self._walk(child, None, depth + 1)
            self.line.append(_flat(child.tail))
        self._end_line(None)


def _flat(text: str | None) -> str:
    """White space as a browser shows it."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _spread(rows: list[Any]) -> tuple[list[list[str]], Merged, Merged]:
    """The texts of a table with one cell a grid column, and the cells that a merged one above, or at their left, covers."""
    texts: list[list[str]] = []
    merged: set[tuple[int, int]] = set()
    wide: set[tuple[int, int]] = set()
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        line: list[str] = []

        def skip(line: list[str] = line, number: int = number) -> None:
            while covered.get(len(line), 0) > 0:
                covered[len(line)] -= 1
                merged.add((number, len(line)))
                line.append("")

        for cell in (cell for cell in row if cell.tag in ("td", "th")):
            skip()
            height, width = _size(cell, "rowspan"), _size(cell, "colspan")
            for column in range(len(line), len(line) + width):
                covered[column] = height - 1
            wide |= {(number, column) for column in range(len(line) + 1, len(line) + width)}
            line += [_cell_text(cell), *[""] * (width - 1)]
        skip()
        texts.append(line)
    return texts, frozenset(merged), frozenset(wide)


def _size(cell: Any, name: str) -> int:
    """A span attribute, bounded: a table of a plan has some tens of columns and hundreds of rows."""
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 500)) if value.isdigit() else 1


def _cell_text(cell: Any) -> str:
    """A cell's text, its paragraphs and lines a line each."""
    pieces = [_flat(cell.text)]
    for element in cell.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        breaks = "\n" if element.tag == "br" or element.tag in _BLOCKS else ""
        pieces.append(breaks + _flat(element.text))
        if element.tail:
            pieces.append(breaks + _flat(element.tail))
    return "".join(pieces)
