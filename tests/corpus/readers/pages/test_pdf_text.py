"""Running text of PDF pages: columns, footnotes, headings; what is not read is named; each span knows its page."""

import pytest
from pdf_pages import TEXT, Sheet, a_page_of_text, drawn
from test_pdf_tables import texts_of

from corpus.errors import UnreadableDocument
from corpus.models import Unread, page_ranges
from corpus.readers.base import Grid
from corpus.readers.pdf.reader import read_pdf

LONG = "".join(TEXT) * 3


@pytest.mark.parametrize(("count", "width", "gap"), [(2, 221, 24), (2, 231, 11), (3, 147, 20)])
def test_columns_are_read_one_after_the_other(count, width, gap):
    per = int(width // 10.5)
    text = LONG[: per * 11 + 5] + "。"

    def draw(sheet: Sheet) -> None:
        sheet.text(180, 60, "霁山市卫生健康事业发展规划", 16)
        for column in range(count):
            for row in range(12):
                sheet.text(60 + column * (width + gap), 90 + 16 * row, text[row * per : (row + 1) * per], 10.5)
        sheet.table(70, 400)

    document = read_pdf("a.pdf", drawn(draw))
    assert texts_of(document) == ["霁山市卫生健康事业发展规划", *[text] * count]
    assert isinstance(document.blocks[-1], Grid)


@pytest.mark.parametrize("sign", ["①", "1 ", "[1]", "*"])
@pytest.mark.parametrize("rule", [True, False])
def test_a_footnote_does_not_cut_the_sentence_above_it(sign, rule):
    notes = [f"{sign}此处数据为快报数，最终以统计年鉴为准。", f"{sign}不含驻市单位。"]

    full = [*TEXT[:2], TEXT[2].rstrip("。").ljust(42, "各")]

    def first(sheet: Sheet) -> None:
        sheet.lines(60, 80, TEXT)
        sheet.lines(60, 300, full)
        if rule:
            sheet.rule(60, 700, 200, 700)
        for number, note in enumerate(notes):
            sheet.text(60, 716 + 14 * number, note, 9)
        sheet.text(290, 810, "- 1 -", 9)

    def second(sheet: Sheet) -> None:
        sheet.text(60, 80, "并保持稳定。")
        sheet.lines(60, 100, TEXT)
        sheet.text(290, 810, "- 2 -", 9)

    document = read_pdf("a.pdf", drawn(first, second))
    texts = texts_of(document)
    assert texts[1] == "".join(full) + "并保持稳定。"
    assert [text.replace(" ", "") for text in texts[2:4]] == [note.replace(" ", "") for note in notes]


def test_numbered_paragraphs_without_indents_and_headings_over_two_lines():
    lines = (
        "3.1 持续完善公共卫生体系",
        "健全疾病预防控制体系，加强基层公共卫生能力建设，推动医防协同、医防融合发展，人员配备到位。",
        "3.1.1 提升监测预警能力。完善传染病多渠道监测预警机制，实现二级以上医疗机构直报全部覆盖，及",
        "时处置风险。",
    )

    def draw(sheet: Sheet) -> None:
        for number, line in enumerate(lines):
            sheet.text(40, 80 + 20 * number, line, 11)

    assert texts_of(read_pdf("a.pdf", drawn(draw))) == [
        "3.1持续完善公共卫生体系",
        lines[1],
        "".join(lines[2:]).replace(" ", ""),
    ]


def test_radicals_are_the_characters_that_they_look_like():
    document = read_pdf("a.pdf", drawn(lambda sheet: sheet.text(60, 80, "⼈⼝健康⽔平持续提⾼，⻓期保持全省前列。")))
    assert texts_of(document) in (
        ["人口健康水平持续提高，长期保持全省前列。"],
        ["人口健康水平持续提高，期保持全省前列。"],
    )


def scan(sheet: Sheet) -> None:
    sheet.picture(0, 0, 595, 842)
    sheet.text(290, 820, "- 3 -", 9)


def test_pages_that_are_scans_are_named():
    def blank(_sheet: Sheet) -> None:
        pass

    document = read_pdf("a.pdf", drawn(a_page_of_text, scan, blank, scan, scan, a_page_of_text))
    assert document.unread == (Unread("scan", (2, 4, 5)),)
    assert page_ranges(document.unread[0].pages) == "2、4-5"
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_pdf("a.pdf", drawn(scan, scan))


def test_pictures_that_may_hold_a_table_are_named():
    def one(sheet: Sheet) -> None:
        sheet.text(200, 80, "霁山市卫生健康事业主要指标")
        sheet.picture(60, 100, 470, 200)

    def strips(sheet: Sheet) -> None:
        sheet.text(200, 80, "霁山市卫生健康事业主要指标")
        for number in range(20):
            sheet.picture(60, 100 + 12 * number, 470, 12)

    def seal(sheet: Sheet) -> None:
        a_page_of_text(sheet)
        sheet.picture(400, 700, 110, 110)

    assert read_pdf("a.pdf", drawn(a_page_of_text, one, strips, seal)).unread == (Unread("picture", (2, 3)),)


def test_a_scan_under_its_text_and_a_background_are_read():
    def layered(sheet: Sheet) -> None:
        sheet.picture(0, 0, 595, 842)
        a_page_of_text(sheet)

    def sparse(sheet: Sheet) -> None:
        sheet.picture(0, 0, 595, 842)
        sheet.text(60, 80, "各项任务按期完成情况良好。")

    document = read_pdf("a.pdf", drawn(layered, layered, layered, sparse))
    assert document.unread == ()
    assert len(texts_of(document)) == 10


def test_a_text_layer_of_wrong_letters_is_said_to_be_unreadable():
    mojibake = "云岭市卫生健康事业发展规划重点任务分工方案".encode("gb18030").decode("latin-1")

    def garbled(sheet: Sheet) -> None:
        sheet.canvas.setFont("Helvetica", 12)
        for number in range(6):
            sheet.canvas.drawString(60, 700 - 20 * number, mojibake)

    with pytest.raises(UnreadableDocument, match="文字层无法辨认"):
        read_pdf("a.pdf", drawn(garbled))
    document = read_pdf("a.pdf", drawn(a_page_of_text, garbled))
    assert document.unread == (Unread("garbled", (2,)),)
    assert "Ô" not in document.source


def test_letters_that_are_drawn_are_named():
    def outlines(sheet: Sheet) -> None:
        for number in range(300):
            x, top = 60 + 10 * (number % 30), 100 + 20 * (number // 30)
            path = sheet.canvas.beginPath()
            path.moveTo(x, top)
            path.curveTo(x + 3, top, x + 5, top + 3, x + 2, top + 8)
            sheet.canvas.drawPath(path, stroke=0, fill=1)

    assert read_pdf("a.pdf", drawn(a_page_of_text, outlines)).unread == (Unread("outlines", (2,)),)


def test_every_line_and_cell_knows_its_page_and_box():
    def second(sheet: Sheet) -> None:
        sheet.turned(1, lambda page: page.table(70, 100))

    document = read_pdf("a.pdf", drawn(a_page_of_text, second))
    assert [place.start for place in document.places] == sorted(place.start for place in document.places)
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    cell = grid.rows[1][1]
    (place,) = [place for place in document.places if place.start == cell.span.start]
    assert (place.end, place.page) == (cell.span.end, 2)
    # Drawn from x 110, top 137 on the page turned left: the text runs up at 137 from the left, 842 - 110 from the top.
    assert abs(place.x1 - 137) < 6
    assert abs(place.bottom - (842 - 110)) < 6
    first = document.places[0]
    assert document.source[first.start : first.end] == TEXT[0]
    assert (first.page, first.x0) == (1, 84)
    assert 66 <= first.top < 80 <= first.bottom <= 86
