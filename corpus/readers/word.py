"""Word files (.docx), by python-docx: running text in order, tables with merged and nested cells, footnotes behind the
paragraph that calls them. Headers, footers, contents fields and deleted revisions are not the plan's text."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from corpus.errors import UnreadableDocument
from corpus.headings import MAX_HEADING
from corpus.readers.base import Document
from corpus.readers.compose import Composer
from corpus.readers.limits import check_zip
from corpus.readers.numbering import Numbering
from prompts import say

_CONTENTS_STYLE = re.compile(r"toc\b|目录", re.IGNORECASE)
# A line break inside a paragraph ends a paragraph in fact where what stands before it ends a sentence.
_LINE_END = re.compile(r"(?<=[。；：！？])\n")


def read_word(file: str, data: bytes) -> Document:
    """The blocks of a .docx file. Raises UnreadableDocument where it is damaged or unpacks beyond all bounds."""
    check_zip(file, data)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # on damaged bytes the library raises whatever it trips over
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    return _Word(document).read(file)


class _Word:
    """One pass over the body of one document."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self.composer = Composer()
        parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in document.part.rels.values() if not rel.is_external}
        self.numbering = Numbering(parts["numbering"].target_part.element if "numbering" in parts else None)
        kinds = [kind for kind in ("footnote", "endnote") if f"{kind}s" in parts]
        self.notes = {kind: _notes(parts[f"{kind}s"].target_part.blob) for kind in kinds}
        self.called: list[str] = []

    def read(self, file: str) -> Document:
        self._blocks(self.body)
        return self.composer.document(file)

    def _blocks(self, parent: Any) -> None:
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag == qn("w:sdt"):
                if child.find(f".//{qn('w:docPartGallery')}") is None:
                    self._blocks(child.find(qn("w:sdtContent")))
            elif child.tag in (qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                self._blocks(child)

    def _paragraph(self, element: Any) -> None:
        names = [style.find(qn("w:name")).get(qn("w:val")) for style in self._style_chain(element)]
        if any(_CONTENTS_STYLE.match(name) for name in names):
            return
        text = self._text(element)
        level = self._level(element) if len(text.strip()) <= MAX_HEADING else None
        for line in _LINE_END.split(text):
            self.composer.paragraph(line, level)
        for box in element.iter(qn("w:txbxContent")):
            if not any(up.tag.endswith("}Fallback") for up in box.iterancestors()):
                self._blocks(box)
        self._write_notes()

    def _write_notes(self) -> None:
        for note in self.called:
            self.composer.paragraph(note)
        self.called = []

    def _text(self, element: Any) -> str:
        """A paragraph's text as shown: its automatic number first, deleted text and field codes left out."""
        label = self._label(element)
        return label + "".join(self._pieces(element))

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            name = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
            if name == "t":
                yield child.text or ""
            elif name == "tab":
                yield " "
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name in ("footnoteReference", "endnoteReference"):
                note = self.notes.get(name.removesuffix("Reference"), {}).get(child.get(qn("w:id")), "")
                self.called.append(note)
            elif name not in ("del", "pPr", "rPr", "instrText", "txbxContent", "Fallback", "delText", "moveFrom"):
                yield from self._pieces(child)

    def _style_chain(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph's style and those it is based on."""
        element = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        seen: set[str] = set()
        while element is not None and (key := element.get(qn("w:val"))) in self.styles and key not in seen:
            seen.add(key)
            yield self.styles[key]
            element = self.styles[key].find(qn("w:basedOn"))

    def _property(self, paragraph: Any, tag: str) -> Any | None:
        """A paragraph property, its own or its style's."""
        for owner in (paragraph, *self._style_chain(paragraph)):
            found = owner.find(f"{qn('w:pPr')}/{qn(tag)}")
            if found is not None:
                return found
        return None

    def _level(self, paragraph: Any) -> int | None:
        """The heading level from the outline level that the paragraph or its style has; 9 is body text."""
        outline = self._property(paragraph, "w:outlineLvl")
        level = 9 if outline is None else int(outline.get(qn("w:val")))
        return level + 1 if level < 9 else None

    def _label(self, paragraph: Any) -> str:
        properties = self._property(paragraph, "w:numPr")
        number = None if properties is None else properties.find(qn("w:numId"))
        if properties is None or number is None:
            return ""
        level = properties.find(qn("w:ilvl"))
        return self.numbering.label(number.get(qn("w:val")), 0 if level is None else int(level.get(qn("w:val"))))

    def _table(self, table: Any) -> None:
        """A table with one text a grid column; nested tables and the cells' footnotes follow it."""
        rows: list[list[str]] = []
        merged: set[tuple[int, int]] = set()
        wide: set[tuple[int, int]] = set()
        nested: list[Any] = []
        for element in table.iter(qn("w:tr")):
            if next(element.iterancestors(qn("w:tbl"))) is not table:
                continue
            row: list[str] = [""] * _count(element, "w:gridBefore")
            for cell in element.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tbl"))) is not table:
                    continue
                vertical = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = vertical is not None and vertical.get(qn("w:val")) != "restart"
                if goes_on:
                    merged.add((len(rows), len(row)))
                row.append("" if goes_on else "\n".join(self._text(p) for p in cell.findall(qn("w:p"))))
                span = max(1, _count(cell, "w:gridSpan"))
                wide |= {(len(rows), column) for column in range(len(row), len(row) + span - 1)}
                row += [""] * (span - 1)
                nested += cell.findall(qn("w:tbl"))
            rows.append(row)
        self.composer.table(rows, frozenset(merged), frozenset(wide))
        self._write_notes()
        for inner in nested:
            self._table(inner)


def _count(element: Any, tag: str) -> int:
    found = element.find(f"{element.tag}Pr/{qn(tag)}")
    return 0 if found is None else int(found.get(qn("w:val")))


def _notes(part: bytes) -> dict[str, str]:
    """The footnotes of a part by their id; the separators that Word keeps there have a type."""
    root: Any = parse_xml(part)
    return {
        note.get(qn("w:id")): "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
        for note in root
        if note.get(qn("w:type")) is None
    }
