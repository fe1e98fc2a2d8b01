"""The text of a Word paragraph as it is shown and printed: hidden, struck and deleted text left out, symbol fonts as the
characters that they show, note marks raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.inline import UNKNOWN, raised_text, symbols, visible
from corpus.readers.package import RELATION, WORD, Package, child, w

# Elements whose content is not shown, or is shown elsewhere (text boxes, see word.py).
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText", "txbxContent", "Fallback", "rt", "txbx", "binData"]
)  # fmt: skip
# Pictures smaller than a centimetre either way (EMU) are marks and lines.
_SMALL = 360_000
_INCH = 914_400
# How a picture names its file.
_LINKS = tuple(RELATION + name for name in ("embed", "link", "id"))
_RUN = WORD + "r"
_OFF = ("0", "false", "off")
_NOTE_KINDS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run is shown; None where nothing says so."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    font: str | None = None

    def over(self, base: "_Look") -> "_Look":
        """This look where it says something, else ``base``."""
        return _Look(
            base.hidden if self.hidden is None else self.hidden,
            base.struck if self.struck is None else self.struck,
            base.raised if self.raised is None else self.raised,
            base.font if self.font is None else self.font,
        )


_PLAIN = _Look()


class Styles:
    """The styles of a document and what they inherit."""

    def __init__(self, root: Any | None) -> None:
        """``root`` is the root element of styles.xml, None where the file has none."""
        styles = () if root is None else root.findall(w("style"))
        self._styles = {style.get(w("styleId")): style for style in styles}
        self._looks: dict[str, _Look] = {}
        self._properties: dict[tuple[str, str], Any | None] = {}

    def chain(self, element: Any | None) -> Iterator[Any]:
        """The style that ``element`` (w:pStyle, w:rStyle or w:basedOn) names and those it is based on."""
        seen: set[str] = set()
        while element is not None and (key := element.get(w("val"))) in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            element = child(self._styles[key], "basedOn")

    def look(self, element: Any | None) -> _Look:
        """How text in the style that ``element`` names is shown."""
        key = "" if element is None else element.get(w("val"), "")
        if key not in self._looks:
            look = _PLAIN
            for style in self.chain(element):
                look = look.over(_look(child(style, "rPr")))
            self._looks[key] = look
        return self._looks[key]

    def paragraph_property(self, paragraph: Any, tag: str) -> Any | None:
        """A property of a paragraph (a child of w:pPr), its own or its style's; None where neither has it."""
        properties = child(paragraph, "pPr")
        own, style = child(properties, tag), child(properties, "pStyle")
        if own is not None or style is None:
            return own
        key = (style.get(w("val"), ""), tag)
        if key not in self._properties:
            inherited = (child(parent, "pPr", tag) for parent in self.chain(style))
            self._properties[key] = next((found for found in inherited if found is not None), None)
        return self._properties[key]


@dataclass(slots=True)
class Shown:
    """A paragraph's text and what it calls or holds: the notes, text boxes, pictures (id of the relationship, inches wide,
    0 where unknown), and the codes of objects that are not read."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    pictures: list[tuple[str, float]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


class Texts:
    """Reads paragraphs of one part of a document."""

    def __init__(self, package: Package, styles: Styles, notes: dict[tuple[str, str], str]) -> None:
        """``notes`` are the texts of notes by kind (footnote, endnote) and id."""
        self._package = package
        self._styles = styles
        self._notes = notes

    def of(self, paragraph: Any) -> Shown:
        """What a paragraph shows, its automatic number left out."""
        shown = Shown()
        base = self._styles.look(child(paragraph, "pPr", "pStyle"))
        pieces: list[tuple[str, bool]] = []
        self._walk(paragraph, base, base, pieces, shown)
        shown.text = visible(_joined(pieces))
        return shown

    def _walk(self, parent: Any, base: _Look, look: _Look, pieces: list[tuple[str, bool]], shown: Shown) -> None:
        for element in parent:
            space, _, name = element.tag.rpartition("}")
            if element.tag == _RUN:
                of_run = self._run_look(element, base)
                if not (of_run.hidden or of_run.struck):
                    self._walk(element, base, of_run, pieces, shown)
            elif name in ("t", "sym"):
                printed = element.text or "" if name == "t" else _symbol(element)
                text = symbols(printed, (element.get(w("font")) if name == "sym" else look.font) or "")
                if text.count(UNKNOWN) > printed.count(UNKNOWN):
                    shown.unread.append("missing")
                pieces.append((text, bool(look.raised)))
            elif name in ("tab", "ptab"):
                pieces.append((" ", False))
            elif name in ("br", "cr"):
                pieces.append(("\n", False))
            elif name == "noBreakHyphen":
                pieces.append(("-", False))
            elif name in _NOTE_KINDS:
                note = self._notes.get((_NOTE_KINDS[name], element.get(w("id"), "")), "")
                shown.notes += [note] if note else []
            elif name in ("drawing", "pict", "object"):
                self._object(element, name, shown)
            elif name in ("sup", "sub") and space.endswith("math"):
                self._walk(element, base, _Look(raised=name == "sup").over(look), pieces, shown)
            elif name == "f" and space.endswith("math"):
                self._fraction(element, base, look, pieces, shown)
            elif name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None:
                continue  # the prompt of a field that nobody filled in
            elif name not in _LEFT_OUT:
                self._walk(element, base, look, pieces, shown)

    def _fraction(self, element: Any, base: _Look, look: _Look, pieces: list[tuple[str, bool]], shown: Shown) -> None:
        for at, part in enumerate(inner for inner in element if inner.tag.endswith(("}num", "}den"))):
            pieces += [("/", False)] if at else []
            self._walk(part, base, look, pieces, shown)

    def _run_look(self, run: Any, base: _Look) -> _Look:
        properties = child(run, "rPr")
        if properties is None:
            return base
        style = child(properties, "rStyle")
        inherited = base if style is None else self._styles.look(style).over(base)
        return _look(properties).over(inherited)

    def _object(self, element: Any, name: str, shown: Shown) -> None:
        """Note the text boxes of a drawing and what of it is not read."""
        real = [e for e in element.iter() if not any(up.tag.endswith("}Fallback") for up in e.iterancestors())]
        boxes = dict.fromkeys(e for e in real if e.tag == w("txbxContent"))
        # A box within a box is read with the outer one.
        shown.boxes += [box for box in boxes if not any(up in boxes for up in box.iterancestors())]
        within = {inner for box in boxes for inner in box.iter()}
        for inner in (e for e in real if e not in within):
            tag = inner.tag.rsplit("}", 1)[-1]
            if tag == "OLEObject":
                program = inner.get("ProgID", "").lower()
                shown.unread.append("sheet" if "excel" in program or "sheet" in program else "object")
            elif tag == "graphicData" and (kind := inner.get("uri", "").rsplit("/", 1)[-1]).startswith(
                ("chart", "diagram")
            ):
                shown.unread.append("chart" if kind.startswith("chart") else "object")
            elif tag in ("blip", "imagedata") and name != "object":
                sides = _sides(element)
                key = next((key for key in map(inner.get, _LINKS) if key), "")
                if key and not any(side < _SMALL for side in sides.values()):
                    shown.pictures.append((key, sides.get("cx", 0) / _INCH))


def _symbol(element: Any) -> str:
    """The character at the code of a w:sym, in its font's private codes."""
    code = element.get(w("char"), "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else UNKNOWN


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """The pieces as one text; raised ones behind others become marks."""
    text = ""
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[end][1] == pieces[at][1]:
            end += 1
        piece = "".join(part for part, _ in pieces[at:end])
        # A paragraph that is raised as a whole has no marks.
        text += raised_text(piece) if pieces[at][1] and text.strip() else piece
        at = end
    return text


def _sides(drawing: Any) -> dict[str, int]:
    """The width ``cx`` and height ``cy`` of a drawing (EMU), so far as they are stated."""
    extent = next((e for e in drawing.iter() if e.tag.endswith("}extent")), None)
    stated = {} if extent is None else {side: extent.get(side, "") for side in ("cx", "cy")}
    return {side: int(size) for side, size in stated.items() if size.isdecimal()}


def _look(properties: Any | None) -> _Look:
    """What the properties of a run or style (w:rPr) say."""
    if properties is None:
        return _PLAIN
    align = child(properties, "vertAlign")
    fonts = child(properties, "rFonts")
    struck = [value for tag in ("strike", "dstrike") if (value := _toggle(properties, tag)) is not None]
    return _Look(
        _toggle(properties, "vanish"),
        any(struck) if struck else None,
        None if align is None else align.get(w("val")) == "superscript",
        None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")),
    )


def _toggle(properties: Any, tag: str) -> bool | None:
    element = child(properties, tag)
    return None if element is None else element.get(w("val"), "1") not in _OFF
