"""Pictures of tables and text among a document's own text: recognised where the extra is installed and marked as such, word
for word as told of where it is not."""

import base64
import io
from pathlib import Path

import docx
import numpy as np
import pytest
from pdf_pages import Sheet, drawn
from PIL import Image
from plan_files import load_plan
from scans import scan_of

from corpus.models import Plan, Span

ROWS = (
    ("1", "人均预期寿命", "岁", "79.5", "80.6", "预期性"),
    ("2", "孕产妇死亡率", "1/10万", "9.8", "≤9", "预期性"),
    ("3", "每千人口注册护士数", "人", "3.96", "4.55", "预期性"),
    ("4", "居民健康素养水平", "%", "31.8", "≥40", "约束性"),
)
TITLE = "霁山市卫生健康事业发展“十五五”规划"
ABOVE = ("一、发展目标", "到2030年，全市每千人口执业医师数达到3.80人，基本实现小病不出县。")
BELOW = ("二、主要任务", "加强基层医疗卫生机构建设，健全分级诊疗制度。")
VALUES = [(name, value, unit) for _, name, unit, *values, _ in ROWS for value in values]


def picture_of_table(kind: str = "PNG") -> bytes:
    """The caption and the table of a printed page, at 200 points an inch."""
    page = scan_of(ROWS)
    return written(Image.fromarray(page[round(72 / 25.4 * 200) : round(130 / 25.4 * 200), 160:1540]), kind)


def written(picture: Image.Image, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def photograph() -> bytes:
    """A picture without text."""
    return written(Image.fromarray(np.random.default_rng(1).integers(60, 200, (400, 600), dtype="uint8")))


def as_docx(picture: bytes) -> bytes:
    document = docx.Document()
    for text in (TITLE, *ABOVE):
        document.add_paragraph(text)
    document.add_picture(io.BytesIO(picture), width=docx.shared.Inches(6))
    for text in BELOW:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page_with(source: str) -> str:
    lines = "".join(f"<p>{text}</p>" for text in ABOVE)
    return (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{lines}"
        f'<p><img src="{source}"></p>{"".join(f"<p>{text}</p>" for text in BELOW)}</body></html>'
    )


def as_html(picture: bytes) -> bytes:
    return page_with(f"data:image/png;base64,{base64.b64encode(picture).decode()}").encode()


def as_mht(picture: bytes) -> bytes:
    page = base64.encodebytes(page_with("plan.files/image001.png").encode())
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Location: file:///C:/plan.htm\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + page + b"\r\n--x\r\n"
        b"Content-Location: file:///C:/plan.files/image001.png\r\nContent-Type: image/png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(picture) + b"\r\n--x--\r\n"
    )


def as_pdf(picture: bytes) -> bytes:
    from reportlab.lib.utils import ImageReader

    def page(sheet: Sheet) -> None:
        sheet.text(130, 50, TITLE, 18)
        for number, text in enumerate(ABOVE):
            sheet.text(60, 90 + 24 * number, text)
        sheet.canvas.drawImage(ImageReader(io.BytesIO(picture)), 50, 842 - 160 - 208, 495, 208)
        for number, text in enumerate(BELOW):
            sheet.text(60, 420 + 24 * number, text)

    return drawn(page)


FORMATS = {"a.docx": as_docx, "a.html": as_html, "a.mht": as_mht, "a.pdf": as_pdf}


def read(folder: Path, name: str, picture: bytes) -> Plan:
    (folder / name).write_bytes(FORMATS[name](picture))
    return load_plan(folder / name)


@pytest.fixture
def _recognises(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")
    monkeypatch.setattr("corpus.readers.pdf.scans.can_recognise", lambda: True)
    monkeypatch.setattr("corpus.readers.scan.pictures.can_recognise", lambda: True)


def is_recognised(plan: Plan, span: Span) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in plan.recognised)


@pytest.mark.usefixtures("_recognises")
@pytest.mark.parametrize("name", FORMATS)
def test_a_table_in_a_picture_is_read_and_marked(tmp_path: Path, name: str) -> None:
    plan = read(tmp_path, name, picture_of_table())
    assert [(value.printed_name, value.value, value.unit) for value in plan.indicators] == VALUES
    assert all(is_recognised(plan, value.cell) for value in plan.indicators)
    assert {value.section for value in plan.indicators} == {("一、发展目标",)}
    assert plan.unread == ()
    assert ["识别自扫描件" in warning for warning in plan.warnings] == [True]
    # What the document says itself is neither changed nor marked.
    own = [passage for passage in plan.passages if passage.text in (*ABOVE, *BELOW)]
    assert [passage.text for passage in own] == [*ABOVE, *BELOW]
    assert not any(is_recognised(plan, passage.span) for passage in own)


@pytest.mark.usefixtures("_recognises")
@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_without_text_is_told_of(tmp_path: Path, name: str) -> None:
    plan = read(tmp_path, name, photograph())
    assert [part.code for part in plan.unread] == ["picture"]
    assert plan.recognised == ()


@pytest.mark.parametrize("name", FORMATS)
def test_without_the_extra_a_picture_is_told_of(tmp_path: Path, name: str) -> None:
    plan = read(tmp_path, name, picture_of_table())
    assert [part.code for part in plan.unread] == ["picture"]
    assert plan.recognised == ()
    assert plan.indicators == ()


@pytest.mark.usefixtures("_recognises")
@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"GIF89a",
        picture_of_table()[:3000],
        written(Image.new("L", (30, 30), 255)),
        written(Image.new("1", (9000, 5000), 1)),
    ],
    ids=["empty", "cut", "damaged", "small", "huge"],
)
def test_a_picture_that_cannot_be_opened_is_told_of(tmp_path: Path, picture: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(as_html(picture))
    plan = load_plan(path)
    assert [part.code for part in plan.unread] == ["picture"]
    assert len(plan.passages) >= len((*ABOVE, *BELOW))


@pytest.mark.usefixtures("_recognises")
@pytest.mark.parametrize("kind", ["JPEG", "BMP", "TIFF", "GIF"])
def test_pictures_of_every_kind_are_read(tmp_path: Path, kind: str) -> None:
    values = [value.value for value in read(tmp_path, "a.html", picture_of_table(kind)).indicators]
    assert values == [value for _, value, _ in VALUES]
