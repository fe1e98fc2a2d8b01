"""PDF pages drawn by hand, by reportlab: each trait of a file in a few calls."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

FONT = "STSong-Light"
ROWS = (
    ("序号", "指标", "单位", "2025年", "2030年"),
    ("1", "人均预期寿命", "岁", "79.2", "80.4"),
    ("2", "婴儿死亡率", "‰", "2.8", "≤2.6"),
    ("3", "居民健康素养水平", "%", "30.1", "≥38"),
    ("4", "每千人口注册护士数", "人", "3.85", "4.30"),
    ("5", "县域内就诊率", "%", "87.5", "≥90"),
    ("6", "重大慢性病过早死亡率", "%", "13.9", "≤12.5"),
)
WIDTHS = (36, 200, 60, 70, 70)
TEXT = (
    "霁山市持续完善医疗卫生服务体系，健全公共卫生应急管理机制，推动优质医疗资源扩容下沉，",
    "到二〇三〇年基本建成与居民健康需求相适应的服务网络，基层医疗卫生机构服务能力明显提升，",
    "人民群众看病就医更加方便，健康素养水平稳步提高，主要健康指标位居全省前列。",
)
_RULES = {
    "all": (True, True),
    "columns": (False, True),
    "rows": (True, False),
    "none": (False, False),
}


class Sheet:
    """A file under way. Lengths are in points, ``top`` from the top of a page of 595 by 842."""

    def __init__(self, size: tuple[float, float] = (595, 842)) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, pagesize=size)
        self._height = size[1]

    def text(self, x: float, top: float, text: str, size: float = 12) -> float:
        """One line; returns where it ends."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self._height - top, text)
        return x + self.canvas.stringWidth(text, FONT, size)

    def lines(self, x: float, top: float, lines: Iterable[str], pitch: float = 20, size: float = 12) -> None:
        """Lines of one paragraph, the first set in by two em."""
        for number, line in enumerate(lines):
            self.text(x + (0 if number else 2 * size), top + number * pitch, line, size)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A line across or down."""
        self.canvas.line(x0, self._height - top, x1, self._height - bottom)

    def table(
        self,
        x: float,
        top: float,
        rows: Sequence[Sequence[str]] = ROWS,
        rules: str | Sequence[int] = "all",
        widths: Sequence[float] = WIDTHS,
        pitch: float = 22,
        cell: "Callable[[Sheet, float, float, int, int, str], None] | None" = None,
    ) -> None:
        """A table. ``rules`` is all, columns, rows, none, open (no sides) or the rows above which lines are drawn beside all
        upright ones; ``cell`` draws a cell's text (sheet, x, top of the baseline, row, column, text)."""
        across, down = _RULES.get(rules, (True, True)) if isinstance(rules, str) else (True, True)
        bottom, right = top + pitch * len(rows), x + sum(widths)
        for number in range(len(rows) + 1):
            if across and (isinstance(rules, str) or number in (0, len(rows), *rules)):
                self.rule(x, top + number * pitch, right, top + number * pitch)
        edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        for at in edges[1:-1] if rules == "open" else edges:
            if down:
                self.rule(at, top, at, bottom)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                place = edges[column] + 4, top + number * pitch + 15
                if cell:
                    cell(self, *place, number, column, text)
                else:
                    self.text(*place, text, 10)

    def picture(self, x: float, top: float, width: float, height: float) -> None:
        """A grey picture."""
        from reportlab.lib.utils import ImageReader

        data = b"P6 8 8 255\n" + bytes(range(192))
        self.canvas.drawImage(ImageReader(io.BytesIO(data)), x, self._height - top - height, width, height)

    def turned(self, turn: int, draw: Callable[["Sheet"], None]) -> None:
        """What ``draw`` draws on the sheet, turned by so many quarters counter-clockwise as a whole."""
        self.canvas.saveState()
        self.canvas.translate(*((0, 0), (595, 0), (595, 842), (0, 842))[turn])
        self.canvas.rotate(90 * turn)
        height, self._height = self._height, 595 if turn % 2 else 842
        draw(self)
        self._height = height
        self.canvas.restoreState()

    def page(self) -> None:
        """The next page."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._stream.getvalue()


def drawn(*pages: Callable[[Sheet], Any], size: tuple[float, float] = (595, 842)) -> bytes:
    """A file of ``pages``, each drawn by its function."""
    sheet = Sheet(size)
    for number, draw in enumerate(pages):
        if number:
            sheet.page()
        draw(sheet)
    return sheet.data()


def a_page_of_text(sheet: Sheet) -> None:
    """A page of three paragraphs."""
    for number in range(3):
        sheet.lines(60, 80 + 90 * number, TEXT)
