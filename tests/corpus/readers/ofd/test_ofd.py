"""OFD files: what stands on their pages, and what of it cannot be read."""

import io
import zipfile

import pytest
from pdf_pages import ROWS, TEXT
from synthetic_ofd import OfdSheet

from corpus.errors import UnreadableDocument
from corpus.models import Unread
from corpus.readers.base import Document, Grid, Paragraph
from corpus.readers.ofd import reader as ofd
from corpus.readers.ofd.reader import read_ofd

WIDTHS = (12.0, 60.0, 20.0, 20.0, 20.0)


def a_paragraph(sheet: OfdSheet, top: float = 60) -> None:
    for number, line in enumerate(TEXT):
        sheet.text(25, top + 7 * number, line if number else f"　　{line}", 3.6)


def a_table(sheet: OfdSheet, top: float = 90) -> None:
    for number, row in enumerate(ROWS):
        x = 25.0
        for text, width in zip(row, WIDTHS, strict=True):
            sheet.box(x, top + 7 * number, width, 7)
            sheet.text(x + 1, top + 7 * number + 1, text, 3)
            x += width


def texts_of(document: Document) -> list[str]:
    return [block.body.text for block in document.blocks if isinstance(block, Paragraph)]


def grid_of(document: Document) -> list[list[str]]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def test_text_and_table_with_their_places():
    sheet = OfdSheet()
    a_paragraph(sheet)
    sheet.page()
    a_table(sheet)
    document = read_ofd("a.ofd", sheet.data())
    assert texts_of(document) == ["".join(TEXT)]
    assert grid_of(document) == [list(row) for row in ROWS]
    first = next(place for place in document.places if place.page == 2)
    assert document.source[first.start : first.end] == "序号"
    # 26 mm from the left and 91 from the top, in points.
    assert (first.x0, round(first.top / 10)) == (74, 26)


def test_a_template_lies_under_its_pages():
    head = '<ofd:TextObject Boundary="25 15 80 6" Size="4"><ofd:TextCode X="0" Y="4">霁山市人民政府文件</ofd:TextCode></ofd:TextObject>'
    sheet = OfdSheet()
    a_paragraph(sheet)
    assert texts_of(read_ofd("a.ofd", sheet.data(head))) == ["霁山市人民政府文件", "".join(TEXT)]


def test_an_object_for_every_character():
    sheet = OfdSheet()
    for number, char in enumerate(TEXT[0]):
        sheet.text(25 + 3.6 * number, 60, char, 3.6)
    assert texts_of(read_ofd("a.ofd", sheet.data())) == [TEXT[0]]


def test_a_page_on_its_side():
    sheet = OfdSheet("0 0 210 297")
    for number, line in enumerate(TEXT):
        place = f'CTM="0 -1 1 0 {60 + 7 * number} 250"'
        sheet.text(0, 0, line, 3.6, place)
    assert texts_of(read_ofd("a.ofd", sheet.data())) == ["".join(TEXT)]


def test_what_nobody_sees_is_no_text():
    sheet = OfdSheet()
    a_paragraph(sheet)
    sheet.text(25, 120, "隐藏的一行", 3.6, 'Visible="false"')
    sheet.text(25, 140, "白色的一行", 3.6, inner='<ofd:FillColor Value="255 255 255"/>')
    sheet.text(40, 160, "内部资料", 9, 'CTM="0.7 -0.7 0.7 0.7 0 0"')
    assert texts_of(read_ofd("a.ofd", sheet.data())) == ["".join(TEXT)]


def test_pages_that_cannot_be_read_are_named(monkeypatch):
    sheet = OfdSheet()
    a_paragraph(sheet)
    sheet.page()
    sheet.picture(0, 0, 210, 297)
    sheet.page()
    sheet.pages[-1].append("<broken")
    document = read_ofd("a.ofd", sheet.data())
    assert document.unread == (Unread("scan", (2,)), Unread("damaged", (3,)))
    size = len("".join(sheet.pages[0]).encode())
    monkeypatch.setattr(ofd, "MAX_PAGE_XML", size)
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_ofd("a.ofd", sheet.data())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("DocBody", "Nothing"), "损坏"),
        (lambda text: text.replace('Boundary="', 'Boundary="x '), "损坏"),
        (lambda text: text.replace('Size="', 'Size="1e999'), "损坏"),
        (lambda text: text.replace("0 0 210 297", "0 0 0 0"), "损坏"),
        (lambda text: text.replace("<ofd:Content>", "<!DOCTYPE x>"), "损坏"),
    ],
)
def test_a_damaged_file_is_refused(change, said):
    sheet = OfdSheet()
    a_paragraph(sheet)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet.data())) as archive, zipfile.ZipFile(stream, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, change(archive.read(name).decode()))
    with pytest.raises(UnreadableDocument, match=said):
        read_ofd("a.ofd", stream.getvalue())


def test_pages_that_share_a_part_without_end(monkeypatch):
    sheet = OfdSheet()
    a_paragraph(sheet)
    for _ in range(3):
        sheet.page()
    data = sheet.data().replace(b"Page_2", b"Page_1")
    monkeypatch.setattr(ofd, "MAX_UNPACKED", 10)
    with pytest.raises(UnreadableDocument, match="庞大"):
        read_ofd("a.ofd", data)


def test_a_step_is_repeated_no_more_than_the_text_is_long():
    sheet = OfdSheet()
    a_paragraph(sheet)
    code = '<ofd:TextCode X="0" Y="4" DeltaX="g 999999999 3.6">霁山市概况</ofd:TextCode>'
    sheet.pages[-1].append(f'<ofd:TextObject Boundary="25 100 80 6" Size="3.6">{code}</ofd:TextObject>')
    assert texts_of(read_ofd("a.ofd", sheet.data()))[-1] == "霁山市概况"
