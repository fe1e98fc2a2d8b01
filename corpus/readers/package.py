"""The package around a Word file (ECMA-376 part 2): its parts by their relationships. Opens what office programs open:
transitional and strict files, templates, files with macros, files with parts that are damaged or not there."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from corpus.readers.limits import DAMAGE

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Strict files have their own names of the same vocabularies (ECMA-376 part 1, annex A, against part 4).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATION[1:-1].encode()),
)
# The first parts of what else is packed as an archive, to the message that says so.
_OTHERS = (
    (re.compile(r"ppt/"), "reading.slides"),
    (re.compile(r"content\.xml$"), "reading.open_document"),
    (re.compile(r"\[content_types\]\.xml$"), "reading.damaged"),
)


def w(tag: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return WORD + tag


def child(element: Any | None, *tags: str) -> Any | None:
    """The first child of an element by its tag in WordprocessingML, or that one's by a second tag, and so on; None where
    one is not there."""
    for tag in tags:
        if element is None:
            return None
        element = next(element.iterchildren(WORD + tag), None)
    return element


@dataclass(frozen=True, slots=True)
class Target:
    """What a relationship points to: its kind (styles, footnotes, image, …) and the name of the part, "" outside the
    package."""

    kind: str
    name: str


class Package:
    """The parts of one file. Raises zipfile.BadZipFile where the bytes are no archive."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {_normal(info.filename): info for info in self._archive.infolist()}

    @property
    def refusal(self) -> str:
        """The name of the message that says why this is no readable Word document (another kind of archive, encrypted,
        an office file without its document), "" where it is one."""
        if self.main:
            return "reading.encrypted" if self._names[self.main].flag_bits & 1 else ""
        others = (message for begin, message in _OTHERS if any(map(begin.match, self._names)))
        return next(others, "reading.archive")

    @property
    def main(self) -> str:
        """The name of the document's part, "" where there is none."""
        names = [target.name for target in self.targets("").values() if target.kind == "officeDocument"]
        return next((name for name in [*names, "word/document.xml"] if name.startswith("word/") and self.has(name)), "")

    def has(self, name: str) -> bool:
        """Whether it holds a part of that name."""
        return _normal(name) in self._names

    def blob(self, name: str) -> bytes | None:
        """The content of a part, None where it is not there or damaged."""
        info = self._names.get(_normal(name))
        try:
            return None if info is None else self._archive.read(info)
        except DAMAGE:
            return None

    def xml(self, name: str) -> Any | None:
        """The root element of a part in the names of transitional files, None where it is not there or damaged."""
        data = self.blob(name)
        if data is None:
            return None
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            return None
        # No office program writes a document type; its entities would be an attack.
        return None if root.getroottree().docinfo.doctype else root

    def targets(self, name: str) -> dict[str, Target]:
        """The relationships of a part ("" for the package) by their ids."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for relation in () if root is None else root:
            path = unquote(relation.get("Target", ""))
            external = relation.get("TargetMode") == "External"
            part = "" if external else posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            found[relation.get("Id", "")] = Target(relation.get("Type", "").rsplit("/", 1)[-1], part)
        return found


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
