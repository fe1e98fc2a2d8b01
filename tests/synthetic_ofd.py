"""OFD files drawn by hand and synthetic plans as OFD files: every character placed, tables of ruled cells."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Protocol

from synthetic import Heading, SyntheticPlan, TableItem
from synthetic_formats import header_spans

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# In millimetres: an A4 sheet with its margins, the type size and the pitch of lines.
_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 185.0, 30.0, 265.0
_SIZE, _PITCH = 4.0, 7.0
_CELL_SIZE = 3.0


class OfdSheet:
    """A file under way. Lengths are in millimetres from the top left."""

    def __init__(self, size: str = "0 0 210 297") -> None:
        self._size = size
        self.pages: list[list[str]] = [[]]

    def text(self, x: float, top: float, text: str, size: float = _SIZE, attributes: str = "", inner: str = "") -> None:
        """One line; every character is as wide as a Chinese one."""
        steps = f"g {len(text) - 1} {size}" if len(text) > 1 else ""
        code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
        boundary = f"{x} {top} {len(text) * size} {1.3 * size}"
        self.pages[-1].append(
            f'<ofd:TextObject Boundary="{boundary}" Size="{size}" {attributes}>{inner}{code}</ofd:TextObject>'
        )

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """The outline of a cell."""
        path = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        self.pages[-1].append(
            f'<ofd:PathObject Boundary="{x} {top} {width} {height}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
        )

    def picture(self, x: float, top: float, width: float, height: float) -> None:
        """A picture of which nothing else is in the file."""
        self.pages[-1].append(f'<ofd:ImageObject Boundary="{x} {top} {width} {height}" ResourceID="7"/>')

    def page(self) -> None:
        """The next page."""
        self.pages.append([])

    def data(self, template: str = "") -> bytes:
        """The file; ``template`` is drawn under every page."""
        under = '<ofd:TemplatePage ID="90" BaseLoc="/Doc_0/Tpl.xml"/>' if template else ""
        places = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(1, len(self.pages) + 1)
        )
        area = f"<ofd:PageArea><ofd:PhysicalBox>{self._size}</ofd:PhysicalBox></ofd:PageArea>"
        parts = {
            "OFD.xml": f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData>{area}{under}</ofd:CommonData><ofd:Pages>{places}</ofd:Pages></ofd:Document>",
            "Doc_0/Tpl.xml": _content(template),
        }
        used = '<ofd:Template TemplateID="90"/>' if template else ""
        for number, objects in enumerate(self.pages, 1):
            parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content("".join(objects), used)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        return stream.getvalue()


def _content(objects: str, used: str = "") -> str:
    layer = f'<ofd:Layer Type="Body">{objects}</ofd:Layer>'
    return f"<ofd:Page {_SPACE}>{used}<ofd:Content>{layer}</ofd:Content></ofd:Page>"


class Paper(Protocol):
    """What pages are drawn on, in millimetres."""

    pages: list[Any]

    def text(self, x: float, top: float, text: str, size: float = _SIZE) -> None: ...

    def box(self, x: float, top: float, width: float, height: float) -> None: ...

    def page(self) -> None: ...


def ofd_of(plan: SyntheticPlan) -> bytes:
    """An OFD file of the plan."""
    sheet = OfdSheet()
    draw_plan(plan, sheet)
    return sheet.data()


def draw_plan(plan: SyntheticPlan, sheet: Paper) -> None:
    """The plan with running heads and page numbers, tables cut by pages with their header repeated."""
    flow = _Flow(plan.title, sheet)
    for line in plan.cover:
        flow.centred(line)
    for item in plan.items:
        if isinstance(item, Heading):
            flow.paragraph(item.text)
        elif isinstance(item, str):
            flow.paragraph(item)
        else:
            flow.centred(item.title)
            flow.table(item)
            for note in item.notes:
                flow.paragraph(note)
    for line in plan.imprint:
        flow.line(_RIGHT - len(line) * _SIZE, line)


class _Flow:
    """Sets lines and rows from top to bottom over the pages."""

    def __init__(self, head: str, sheet: Paper) -> None:
        self.sheet = sheet
        self._head = head
        self._begin()

    def _begin(self) -> None:
        self.sheet.text(_LEFT, 15, self._head, 3)
        self.sheet.text(100, 280, f"—{len(self.sheet.pages)}—", 3)
        self._top = _TOP

    def _room(self, height: float) -> bool:
        """Whether so much had to go to a new page."""
        if self._top + height <= _BOTTOM:
            return False
        self.sheet.page()
        self._begin()
        return True

    def line(self, x: float, text: str) -> None:
        self._room(_PITCH)
        self.sheet.text(x, self._top, text)
        self._top += _PITCH

    def centred(self, text: str) -> None:
        for piece in _cut(text, 36):
            self.line((_WIDTH - len(piece) * _SIZE) / 2, piece)

    def paragraph(self, text: str) -> None:
        for line in _cut("　　" + text, int((_RIGHT - _LEFT) / _SIZE)):
            self.line(_LEFT, line)

    def table(self, table: TableItem) -> None:
        self._top += 4
        rows = [*table.header, *table.rows]
        widths = _widths(rows)
        spans = dict(header_spans(table))
        for number, row in enumerate(rows):
            merged = spans if number == 0 else {}
            height = self._height(row, widths, merged)
            depth = len(table.header)
            if self._room(height) and number >= depth:
                for above, header in enumerate(table.header):
                    self._row(header, widths, spans if above == 0 else {})
            self._row(row, widths, merged)
        self._top += 4

    def _height(self, row: Sequence[str], widths: Sequence[float], spans: dict[int, int]) -> float:
        lines = (len(_cut(text, _room_of(width))) for text, _, width in _cells(row, widths, spans))
        return 2 + max(lines) * 1.4 * _CELL_SIZE

    def _row(self, row: Sequence[str], widths: Sequence[float], spans: dict[int, int]) -> None:
        height = self._height(row, widths, spans)
        for text, x, width in _cells(row, widths, spans):
            self.sheet.box(x, self._top, width, height)
            for number, line in enumerate(_cut(text, _room_of(width)) if text else []):
                self.sheet.text(x + 1, self._top + 1 + number * 1.4 * _CELL_SIZE, line, _CELL_SIZE)
        self._top += height


def _cells(row: Sequence[str], widths: Sequence[float], spans: dict[int, int]) -> Iterator[tuple[str, float, float]]:
    """(text, x, width) of the drawn cells."""
    at, x = 0, _LEFT
    while at < len(row):
        last = spans.get(at, at)
        width = sum(widths[at : last + 1])
        yield row[at], x, width
        at, x = last + 1, x + width


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    longest = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    wanted = [min(18, max(2, length)) for length in longest]
    return [2 + (_RIGHT - _LEFT - 2 * len(wanted)) * part / sum(wanted) for part in wanted]


def _room_of(width: float) -> int:
    return max(1, int((width - 2) / _CELL_SIZE + 1e-6))


def _cut(text: str, length: int) -> list[str]:
    """The lines of a text as office programs break them: figures stay whole, and no line begins with a closing sign."""
    lines = [""]
    word = ""
    for char in f"{text}\0":
        if char.isascii() and char not in "\0 ":
            word += char
            continue
        if len(lines[-1]) + len(word) > length and lines[-1]:
            lines.append("")
        lines[-1] += word
        word = ""
        if char != "\0":
            if len(lines[-1]) >= length and char not in "。，、；：）”》":
                lines.append("")
            lines[-1] += char
    return lines
