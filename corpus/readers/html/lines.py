"""A web page as the lines, tables, pictures and links to files that a browser shows, in order, each with the element that
holds it."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from lxml import etree

from corpus.readers.compose import Merged
from corpus.readers.html.tables import lays_out, rows_of, spread
from corpus.readers.inline import raised_text, symbols, visible

# What a browser does not show, or shows struck out.
_DROPPED = frozenset(re.findall(r"\w+", """
    script style noscript button select option textarea svg math template canvas head title video audio map datalist xml rt rp del s strike input
"""))  # fmt: skip
BLOCKS = frozenset(re.findall(r"\w+", """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li
    main nav ol p pre section summary table tbody td tfoot th thead tr ul ucapcontent
"""))  # fmt: skip
_HEADING = re.compile(r"h([1-6])$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super|mso-text-raise\s*:\s*[1-9]", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?\s*(symbol|wingdings)\b", re.IGNORECASE)
# The mark of a note that Word writes: <a href="#_ftn1">[1]</a>.
_NOTE_LINK = re.compile(r"#_?(?:ftn|edn|note)", re.IGNORECASE)
NAMES_FILE = re.compile(r"\.(?:pdf|docx?|docm|xlsx?|pptx?|wps|et|ofd|rtf|zip|rar|7z|ceb)\s*$", re.IGNORECASE)
# A file that a page shows in a frame, also through a viewer: viewer.html?file=/a.pdf.
_FRAMED = re.compile(r"([^/=?&]+\.(?:pdf|docx?|xlsx?|ofd))(?:$|[?&#])", re.IGNORECASE)
_FRAMES = frozenset(["iframe", "embed", "object", "frame"])
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Pictures smaller than this either way (pixels) are marks and buttons.
_SMALL = 60


@dataclass(slots=True)
class Line:
    """One line of text. ``linked`` counts the characters in links to elsewhere, ``links`` those links; ``level`` is that of
    a heading element; ``files`` are the names of files that it links to, ``bare`` its text outside those links."""

    text: str
    element: Any
    hidden: bool
    level: int | None = None
    linked: int = 0
    links: int = 0
    files: tuple[str, ...] = ()
    bare: str = ""


@dataclass(slots=True)
class TableItem:
    """A table of data, one text a grid column."""

    rows: list[list[str]]
    merged: Merged
    wide: Merged
    element: Any
    hidden: bool
    linked: int = 0


@dataclass(slots=True)
class Picture:
    """A picture that is large enough to hold text: where its file is, and how wide it is shown (pixels, 0: not stated)."""

    element: Any
    hidden: bool
    source: str = ""
    width: int = 0


Item = Line | TableItem | Picture


def items_of(root: Any) -> list[Item]:
    """What the element ``root`` shows, in order."""
    return _Walk(root).items


@dataclass(slots=True)
class _Open:
    """What an open element changed, to be undone at its end."""

    element: Any
    block: bool = False
    heading: bool = False
    link: bool = False
    hidden: bool = False
    pre: bool = False
    raised_at: int = -1
    file_at: int = -1
    font: str = ""


@dataclass(slots=True)
class _Pending:
    """The line that is being gathered."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    files: list[str] = field(default_factory=list)
    filed: set[int] = field(default_factory=set)


def _leads_away(link: Any, href: str) -> bool:
    """Whether a link goes elsewhere: not to a place of its page, nor is it such a place by itself."""
    if not href:
        return link.get("name") is None and link.get("id") is None
    return href == "#" or not href.startswith("#")


class _Walk:
    """One pass over an element, without recursion: pages nest as deep as their authors forgot to close."""

    def __init__(self, root: Any) -> None:
        self.items: list[Item] = []
        self._root = root
        self._blocks = [root]
        self._levels: list[int] = []
        self._links = self._hidden = self._pre = self._raised = 0
        self._fonts: list[str] = []
        self._line = _Pending()
        self._run()
        self._end_line()

    def _run(self) -> None:
        stack: list[_Open] = []
        walker = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                opened = self._start(element)
                if opened is None:
                    walker.skip_subtree()
                    stack.append(_Open(element))
                else:
                    stack.append(opened)
                    self._add(element.text)
                continue
            if event == "end":
                self._end(stack.pop())
            if element is not self._root:
                self._add(element.tail)

    def _start(self, element: Any) -> _Open | None:
        """Open an element; None where its content is not to be walked."""
        tag = element.tag.lower()
        style = element.get("style", "")
        if element is not self._root:
            if tag == "img" or tag.endswith("imagedata"):
                self._picture(element)
            if tag == "br":
                self._end_line()
            if tag in _FRAMES:
                framed = _FRAMED.search(unquote(element.get("src", "") or element.get("data", "")))
                if framed:
                    self.items.append(Line("", self._blocks[-1], self._hidden > 0, files=(framed[1],)))
                return None
            if tag in _DROPPED or _STRUCK.search(style):
                return None
            if tag == "table" and not lays_out(element):
                self._end_line()
                self._table(element)
                return None
        opened = _Open(element, block=tag in BLOCKS, pre=tag == "pre")
        if _HIDDEN.search(style) or element.get("hidden") is not None:
            if not opened.block:
                return None  # a part of a line
            opened.hidden = True
            self._hidden += 1
        if opened.block:
            self._end_line()
            self._blocks.append(element)
        if heading := _HEADING.match(tag):
            opened.heading = True
            self._levels.append(int(heading[1]))
        self._pre += opened.pre
        font = _FONT.search(style) or re.fullmatch(r"\s*(symbol|wingdings)\s*", element.get("face", ""), re.IGNORECASE)
        if font:
            opened.font = font[1]
            self._fonts.append(font[1])
        href = element.get("href", "").strip() if tag == "a" else ""
        if tag == "sup" or _RAISED.search(style) or _NOTE_LINK.match(href):
            opened.raised_at = len(self._line.pieces)
            self._raised += 1
        elif tag == "a" and _leads_away(element, href):
            opened.link = True
            self._links += 1
            self._line.links += self._links == 1
            opened.file_at = len(self._line.pieces)
        return opened

    def _end(self, opened: _Open) -> None:
        pieces = self._line.pieces
        if opened.raised_at >= 0:
            self._raised -= 1
            raised = "".join(pieces[opened.raised_at :])
            # A cell or line that is raised as a whole is no note.
            if self._raised == 0 and "".join(pieces[: opened.raised_at]).strip():
                pieces[opened.raised_at :] = [raised_text(raised)]
        if opened.link:
            self._links -= 1
            text = "".join(pieces[opened.file_at :]).strip()
            target = unquote(opened.element.get("href", "")).split("?")[0].split("#")[0]
            if NAMES_FILE.search(target) or NAMES_FILE.search(text):
                self._line.files.append(visible(text) or target.rsplit("/", 1)[-1])
                self._line.filed |= set(range(opened.file_at, len(pieces)))
        if opened.block:
            self._end_line()
            self._blocks.pop()
        if opened.heading:
            self._levels.pop()
        if opened.font:
            self._fonts.pop()
        self._pre -= opened.pre
        self._hidden -= opened.hidden

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._fonts:
            text = symbols(text, self._fonts[-1])
        if self._pre:
            *whole, text = text.split("\n")
            for line in whole:
                self._piece(line)
                self._end_line()
        self._piece(_SPACE.sub(" ", text))

    def _piece(self, text: str) -> None:
        self._line.pieces.append(text)
        if self._links:
            self._line.linked += len(text.strip())

    def _end_line(self) -> None:
        line, self._line = self._line, _Pending()
        text = visible("".join(line.pieces)).strip()
        if text or line.files:
            bare = "".join(piece for at, piece in enumerate(line.pieces) if at not in line.filed)
            level = self._levels[-1] if self._levels else None
            self.items.append(
                Line(text, self._blocks[-1], self._hidden > 0, level, line.linked, line.links, tuple(line.files), bare)
            )

    def _picture(self, element: Any) -> None:
        sizes = [element.get(side, "").removesuffix("px").strip() for side in ("width", "height")]
        if not any(size.isdecimal() and int(size) < _SMALL for size in sizes) and not self._links:
            width = int(sizes[0]) if sizes[0].isdecimal() else 0
            self.items.append(Picture(self._blocks[-1], self._hidden > 0, element.get("src", "").strip(), width))

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        beside: list[Item] = []
        linked = 0

        def text_of(cell: Any) -> str:
            nonlocal linked
            inner = [item for item in items_of(cell) if not item.hidden]
            lines = [item for item in inner if isinstance(item, Line)]
            linked += sum(line.linked for line in lines)
            # Files and pictures of a cell are told of behind the table, as are tables within it.
            beside.extend(Line("", element, False, files=line.files) for line in lines if line.files)
            beside.extend(item for item in inner if not isinstance(item, Line))
            return "\n".join(line.text for line in lines)

        if caption is not None:
            self.items += items_of(caption)
        rows, merged, wide = spread(rows_of(element), text_of, "")
        self.items.append(TableItem(rows, merged, wide, element, self._hidden > 0, linked))
        self.items += beside
