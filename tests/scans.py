"""Pages as a scanner gives them: printed, laid askew, with noise."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TITLE = "霁山市卫生健康事业发展“十五五”规划"
LINES = (
    "　　霁山市持续完善医疗卫生服务体系，健全公共卫生应急管理机制，推动优质医疗",
    "资源扩容下沉。到2030年，全市每千人口注册护士数达到4.55人，婴儿死亡率控制在",
    "2.5‰以下，居民健康素养水平达到40%。",
)
HEAD = ("序号", "指标", "单位", "2025年", "2030年", "属性")
# Points in a millimetre at 200 an inch.
_MM = 200 / 25.4
WIDTHS = (12, 66, 20, 22, 22, 22)  # millimetres


class ScanSheet:
    """Pages under way, in millimetres from the top left, at 200 points an inch."""

    def __init__(self) -> None:
        self.pages: list[Any] = []
        self.page()

    def page(self) -> None:
        """The next page."""
        from PIL import Image

        self.pages.append(Image.new("L", (1654, 2339), 255))

    def text(self, x: float, top: float, text: str, size: float = 4.0) -> None:
        """One line."""
        self._draw.text((x * _MM, top * _MM), text, 20, _font(size * _MM))

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """The outline of a cell."""
        self._draw.rectangle((x * _MM, top * _MM, (x + width) * _MM, (top + height) * _MM), outline=30, width=2)

    @property
    def _draw(self) -> Any:
        from PIL import ImageDraw

        return ImageDraw.Draw(self.pages[-1])


def _font(size: float) -> Any:
    import pylopdf_fonts_zh_cn
    from PIL import ImageFont

    return ImageFont.truetype(str(Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSerifSC-Regular.otf"), round(size))


def scan_of(
    rows: Sequence[Sequence[str]], resolution: int = 200, askew: float = 0.0, noise: float = 0.0, seed: int = 1
) -> Any:
    """A grey picture of an A4 page with a title, a paragraph and a ruled table of ``rows`` under HEAD; ``askew`` in
    degrees, ``noise`` as the deviation of its greys."""
    import numpy as np
    from PIL import Image, ImageDraw

    millimetre = resolution / 25.4
    picture = Image.new("L", (round(210 * millimetre), round(297 * millimetre)), 255)
    draw = ImageDraw.Draw(picture)

    def put(x: float, y: float, text: str, size: float) -> None:
        draw.text((x * millimetre, y * millimetre), text, 20, _font(size * millimetre), anchor="lm")

    put(45, 30, TITLE, 6.5)
    for number, line in enumerate(LINES):
        put(24, 48 + 8 * number, line, 4.3)
    put(60, 76, "霁山市“十五五”卫生健康主要指标", 4.3)
    top, pitch = 82.0, 9.0
    edges = [24 + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    for number, row in enumerate([HEAD, *rows]):
        for column, text in enumerate(row):
            put(edges[column] + 1.5, top + pitch * (number + 0.5), text, 3.7)
    bottom = top + pitch * (len(rows) + 1)
    for number in range(len(rows) + 2):
        y = (top + pitch * number) * millimetre
        draw.line((edges[0] * millimetre, y, edges[-1] * millimetre, y), 30, 2)
    for x in edges:
        draw.line((x * millimetre, top * millimetre, x * millimetre, bottom * millimetre), 30, 2)
    if askew:
        picture = picture.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(picture, dtype="float64")
    grey = grey + np.random.default_rng(seed).normal(0, noise, grey.shape) if noise else grey
    return grey.clip(0, 255).astype("uint8")


def pdf_of_scans(*scans: Any, resolution: int = 200) -> bytes:
    """A PDF with a picture a page."""
    from PIL import Image

    first, *others = (scan if isinstance(scan, Image.Image) else Image.fromarray(scan) for scan in scans)
    stream = io.BytesIO()
    first.save(stream, "PDF", resolution=resolution, save_all=True, append_images=others)
    return stream.getvalue()
