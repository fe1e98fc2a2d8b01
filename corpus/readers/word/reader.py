"""Word files (.docx, .docm, .dotx): running text in order, tables with merged and nested cells, notes behind the paragraph
that calls them. Headers, footers, contents fields and deleted revisions are not the document's text."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.language.headings import MAX_HEADING
from corpus.models import Unread
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.limits import check_zip
from corpus.readers.package import RELATION, WORD, Package, child, w
from corpus.readers.scan.pictures import Pictures
from corpus.readers.sniffing import is_page, is_saved_page
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.text import Shown, Styles, Texts
from prompts import say

_CONTENTS_STYLE = re.compile(r"toc\b|目录", re.IGNORECASE)
# A line break inside a paragraph ends a paragraph in fact where what stands before it ends a sentence.
_LINE_END = re.compile(r"(?<=[。；：！？])\n")
# Elements around paragraphs and tables that are shown as what they hold.
_AROUND = frozenset(["ins", "moveTo", "customXml", "smartTag", "sdtContent"])
_BLOCKS = frozenset(["p", "tbl", "altChunk", "subDoc"])
# A page inserted whole that is larger is no annex of a plan.
_LARGEST_INSERTED = 8 * 1024 * 1024
# Documents inserted into inserted ones deeper than this are an attack.
_DEEPEST = 3
# Parts that a document lacks without losing any of its text.
_TEXT_PARTS = frozenset(["numbering", "footnotes", "endnotes"])


def read_word(file: str, data: bytes) -> Document:
    """The blocks of a Word file. Raises UnreadableDocument where it is damaged or unpacks beyond all bounds, or is another
    kind of archive."""
    check_zip(file, data)
    package = Package(data)
    if package.refusal:
        raise UnreadableDocument(say(package.refusal, file=file))
    composer = Composer()
    unread: dict[str, list[int]] = {}
    pictures = Pictures(composer)
    word = _Word(package, composer, pictures, unread)
    body = word.body
    if body is None:
        raise UnreadableDocument(say("reading.damaged", file=file))
    word.blocks(body)
    parts = [Unread("part", names=tuple(word.missing))] if word.missing else []
    found = [Unread(code, at=tuple(places)) for code, places in unread.items()]
    return pictures.told(replace(composer.document(file), unread=(*found, *parts)))


class _Word:
    """One pass over the body of one document."""

    def __init__(
        self, package: Package, composer: Composer, pictures: Pictures, unread: dict[str, list[int]], depth: int = 0
    ) -> None:
        """``unread`` is filled with the codes of what is not read, to the offsets where it stands."""
        self._package = package
        self._composer = composer
        self._pictures = pictures
        self._unread = unread
        self._depth = depth
        self._targets = package.targets(package.main)
        parts = {target.kind: target.name for target in self._targets.values() if target.name}
        self.missing = [parts[kind] for kind in sorted(_TEXT_PARTS & parts.keys()) if package.xml(parts[kind]) is None]
        root = package.xml(package.main)
        self.body = None if root is None else child(root, "body")
        self._styles = Styles(package.xml(parts.get("styles", "")))
        self._numbering = Numbering(package.xml(parts.get("numbering", "")))
        self._texts = Texts(package, self._styles, {})
        notes = {
            (kind, number): text
            for kind in ("footnote", "endnote")
            for number, text in self._notes_of(package.xml(parts.get(f"{kind}s", "")))
        }
        self._texts = Texts(package, self._styles, notes)
        self._contents: dict[str, bool] = {}
        # The text of paragraphs whose mark is deleted: it goes on in the next one.
        self._carried = ""

    def blocks(self, parent: Any) -> None:
        """Write the paragraphs and tables of ``parent`` in order."""
        for block in _blocks(parent):
            if block.tag == w("p"):
                self._paragraph(block)
            elif block.tag == w("tbl"):
                self._table(block)
            else:
                self._insert(block)
        if self._carried:
            self._composer.paragraph(self._carried)
            self._carried = ""

    def _paragraph(self, element: Any) -> None:
        if self._is_contents(element):
            return
        shown = self._texts.of(element)
        if child(element, "pPr", "rPr", "del") is not None:
            self._carried += shown.text
        else:
            text = self._label(element, shown) + self._carried + shown.text
            self._carried = ""
            level = self._level(element) if len(text.strip()) <= MAX_HEADING else None
            for line in _LINE_END.split(text):
                self._composer.paragraph(line, level)
        self._beside(shown)

    def _is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph's style, or one that it is based on, is that of contents."""
        style = child(paragraph, "pPr", "pStyle")
        key = "" if style is None else style.get(w("val"), "")
        if key not in self._contents:
            names = (child(parent, "name") for parent in self._styles.chain(style))
            self._contents[key] = any(
                name is not None and _CONTENTS_STYLE.match(name.get(w("val"), "")) for name in names
            )
        return self._contents[key]

    def _beside(self, shown: Shown) -> None:
        """Write what stands beside a text: its boxes and notes; note what of it is not read."""
        for box in shown.boxes:
            self.blocks(box)
        for note in shown.notes:
            self._composer.paragraph(note)
        for key, inches in shown.pictures:
            target = self._targets.get(key)
            self._pictures.put(self._package.blob(target.name) if target is not None and target.name else None, inches)
        for code in shown.unread:
            self._unread.setdefault(code, []).append(self._composer.length)

    def _level(self, paragraph: Any) -> int | None:
        """The heading level from the outline level that the paragraph or its style has; 9 is body text."""
        level = _number(self._styles.paragraph_property(paragraph, "outlineLvl"), 9)
        return level + 1 if level < 9 else None

    def _label(self, paragraph: Any, shown: Shown) -> str:
        """The automatic number that is printed before a paragraph; a hidden one has none."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        number = None if properties is None else child(properties, "numId")
        hidden = child(paragraph, "pPr", "rPr", "vanish") is not None and not shown.text.strip()
        if properties is None or number is None or hidden:
            return ""
        return self._numbering.label(number.get(w("val"), ""), _number(child(properties, "ilvl"), 0))

    def _table(self, table: Any) -> None:
        """A table with one text a grid column; nested tables, boxes and the cells' notes follow it."""
        rows: list[list[str]] = []
        merged: set[tuple[int, int]] = set()
        wide: set[tuple[int, int]] = set()
        beside: list[Shown] = []
        nested: list[Any] = []
        for element in (row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table):
            if _is_left_out(element):
                continue
            row: list[str] = [""] * _count(element, "gridBefore")
            for cell in (cell for cell in element.iter(w("tc")) if next(cell.iterancestors(w("tbl"))) is table):
                goes_on, beside_merged = _goes_on(cell, "vMerge"), _goes_on(cell, "hMerge")
                if goes_on:
                    merged.add((len(rows), len(row)))
                if beside_merged:
                    wide.add((len(rows), len(row)))
                row.append("" if goes_on or beside_merged else self._cell_text(cell, beside, nested))
                span = max(1, _count(cell, "gridSpan"))
                wide |= {(len(rows), column) for column in range(len(row), len(row) + span - 1)}
                row += [""] * (span - 1)
            rows.append(row)
        self._composer.table(rows, frozenset(merged), frozenset(wide))
        for shown in beside:
            self._beside(shown)
        for inner in nested:
            self._table(inner)

    def _cell_text(self, cell: Any, beside: list[Shown], nested: list[Any]) -> str:
        """The lines of a cell; what stands beside them goes to ``beside``, tables within it to ``nested``."""
        lines = [""]
        for block in _blocks(cell):
            if block.tag == w("p"):
                shown = self._texts.of(block)
                beside.append(shown)
                goes_on = child(block, "pPr", "rPr", "del") is not None
                lines[-1] += self._label(block, shown) + shown.text
                lines += [] if goes_on else [""]
            elif block.tag == w("tbl"):
                nested.append(block)
        return "\n".join(lines).strip("\n")

    def _insert(self, element: Any) -> None:
        """Write a document that is inserted whole (w:altChunk), where it is a web page or a Word file."""
        target = self._targets.get(element.get(RELATION + "id", ""))
        data = self._package.blob(target.name) if target is not None and target.name else None
        if data is None or len(data) > _LARGEST_INSERTED or not self._inserted(data):
            self._unread.setdefault("inserted", []).append(self._composer.length)

    def _inserted(self, data: bytes) -> bool:
        if is_page(data) or is_saved_page(data):
            from corpus.readers.html.reader import read_fragment

            with contextlib.suppress(UnreadableDocument):
                read_fragment("", data, self._composer, self._pictures)
                return True
            return False
        if not data.startswith(b"PK") or self._depth >= _DEEPEST:
            return False
        try:
            check_zip("", data)
        except UnreadableDocument:
            return False
        word = _Word(Package(data), self._composer, self._pictures, self._unread, self._depth + 1)
        if word.body is not None:
            word.blocks(word.body)
        self.missing += word.missing
        return word.body is not None

    def _notes_of(self, part: Any | None) -> Iterator[tuple[str, str]]:
        """(id, text) of the notes of a part; the separators that Word keeps there have a type."""
        for note in () if part is None else part:
            if note.get(w("type")) is None:
                texts = (self._texts.of(paragraph).text for paragraph in note.iter(w("p")))
                yield note.get(w("id"), ""), "".join(texts).strip()


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs, tables and inserted documents of an element, through what may stand around them."""
    for element in parent:
        space, _, name = element.tag.rpartition("}")
        if name in _BLOCKS and space == WORD[:-1]:
            yield element
        elif name == "sdt":
            gallery = next(element.iter(w("docPartGallery")), None)
            if gallery is None or gallery.get(w("val")) != "Table of Contents":
                yield from _blocks(element)
        elif name in _AROUND:
            yield from _blocks(element)
        elif name == "AlternateContent":
            choice = next((inner for inner in element if inner.tag.endswith("}Choice")), None)
            yield from () if choice is None else _blocks(choice)


def _is_left_out(row: Any) -> bool:
    """Whether a row is deleted or hidden."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or child(properties, "hidden") is not None


def _goes_on(cell: Any, tag: str) -> bool:
    merge = child(cell, "tcPr", tag)
    return merge is not None and merge.get(w("val")) != "restart"


def _count(element: Any, tag: str) -> int:
    """How many columns a row skips or a cell spans, bounded."""
    return min(100, _number(child(element, f"{element.tag[len(WORD) :]}Pr", tag), 0))


def _number(element: Any | None, default: int) -> int:
    value = "" if element is None else element.get(w("val"), "")
    return int(value) if value.isdecimal() else default
