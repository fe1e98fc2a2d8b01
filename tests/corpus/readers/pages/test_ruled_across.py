"""Tables ruled across alone: their columns are told by what stands under what."""

import pytest
from pdf_pages import Sheet, a_page_of_text, drawn

from corpus.readers.base import Document, Grid
from corpus.readers.pdf.reader import read_pdf


def grid_of(document: Document) -> list[list[str]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows]


def three_lines(sheet: Sheet, header: float, bottom: float) -> None:
    """The rules of a table with one above its header, one below that and one at its end."""
    for top in (100, header, bottom):
        sheet.rule(70, top, 470, top)


def test_three_rules_frame_cells_that_stand_in_the_middle_of_their_rows():
    def draw(sheet: Sheet) -> None:
        three_lines(sheet, 136, 232)
        for x, top, text in (
            (80, 122, "类别"), (150, 122, "指标"), (290, 116, "单"), (290, 128, "位"), (340, 122, "2020年"), (410, 122, "2025年"),
            (140, 152, "每千人口执业（助理）"), (140, 164, "医师数"), (290, 158, "人"), (344, 158, "3.1"), (414, 158, "3.6"),
            (80, 176, "资源"), (140, 182, "床位数"), (290, 182, "张"), (344, 182, "520"), (414, 182, "≥600"), (80, 188, "配置"),
            (140, 206, "护士"), (290, 212, "人"), (344, 212, "-"), (414, 212, "4.2"), (140, 218, "总数"),
        ):  # fmt: skip
            sheet.text(x, top, text, 10)

    grid = grid_of(read_pdf("a.pdf", drawn(a_page_of_text, draw)))
    assert grid[0] == ["类别", "指标", "单位", "2020年", "2025年"]
    assert [row[1:] for row in grid[1:]] == [
        ["每千人口执业（助理）医师数", "人", "3.1", "3.6"],
        ["床位数", "张", "520", "≥600"],
        ["护士总数", "人", "-", "4.2"],
    ]


@pytest.mark.parametrize("left", [False, True])
def test_a_label_of_two_columns_stands_above_those_of_each(left):
    def draw(sheet: Sheet) -> None:
        three_lines(sheet, 136, 204)
        for x, text in ((250, "全省"), (382, "全市")):
            sheet.text(x - 33 * left, 114, text, 10)
        for x, text in ((80, "指标"), (170, "单位")):
            sheet.text(x, 121, text, 10)
        for row, cells in enumerate(
            (("2020年", "2025年") * 2, ("86.1", "90", "88.3", "93以上"), ("95", "不低于96", "97", "98"))
        ):
            for x, text in zip((217, 278, 349, 415), cells, strict=True):
                sheet.text(x - 12 * (text == "不低于96"), (128, 158, 190)[row], text, 10)
        for top, name in ((158, "入园率"), (190, "巩固率")):
            sheet.text(80, top, name, 10)
            sheet.text(175, top, "%", 10)

    assert grid_of(read_pdf("a.pdf", drawn(a_page_of_text, draw))) == [
        ["指标", "单位", "全省", "", "全市", ""],
        ["", "", "2020年", "2025年", "2020年", "2025年"],
        ["入园率", "%", "86.1", "90", "88.3", "93以上"],
        ["巩固率", "%", "95", "不低于96", "97", "98"],
    ]


def test_a_table_between_rules_that_the_end_of_the_page_cuts():
    """A group's name stands in the middle; the last piece has a rule below it."""

    def piece(rows, closed):
        def draw(sheet: Sheet) -> None:
            three_lines(sheet, 128, 128 + 40 * len(rows)) if closed else three_lines(sheet, 128, 128)
            for column, x in enumerate((80, 130, 300, 410)):
                sheet.text(x, 118, ("序号", "指标", "2020年", "2025年")[column], 10)
            for number, row in enumerate(rows):
                top = 150 + 40 * number
                if len(row) == 1:
                    sheet.text(235, top, row[0], 10)
                    continue
                for x, text in zip((85, 300, 410), (row[0], *row[2:]), strict=True):
                    sheet.text(x, top, text, 10)
                sheet.text(130, top - 6, row[1][:6], 10)
                sheet.text(130, top + 6, row[1][6:], 10)

        return draw

    first = (("一、健康水平",), ("1", "居民健康素养水平", "30.1", "≥38"), ("2", "成人高血压患病率", "21", "20以下"))
    second = (("3", "每千人口注册护士数", "3.85", "4.30"), ("4", "每千人口床位总数", "5.2", "6"))
    document = read_pdf("a.pdf", drawn(a_page_of_text, piece(first, False), piece(second, True)))
    rows = [[cell.text for cell in row] for block in document.blocks if isinstance(block, Grid) for row in block.rows]
    head = ["序号", "指标", "2020年", "2025年"]
    assert rows == [head, ["一、健康水平", "", "", ""], *map(list, first[1:]), head, *map(list, second)]


def test_rows_of_words_beside_dates():
    """A wrapped label in the middle of two rows brings their lines close; the dates tell them apart."""

    def draw(sheet: Sheet) -> None:
        three_lines(sheet, 128, 200)
        for top, cells in (
            (118, ("类别", "任务", "责任单位", "时限")),
            (143, ("服务", "增加护理床位", "市民政局", "2024年12月")),
            (158, ("供给", "建医养中心", "市卫健委", "2025年6月")),
            (186, ("队伍", "培训护理员", "市人社局", "持续推进")),
        ):
            for x, text in zip((80, 130, 260, 380), cells, strict=True):
                sheet.text(x, top, text, 10)

    grid = grid_of(read_pdf("a.pdf", drawn(a_page_of_text, draw)))
    assert [row[1:] for row in grid[1:]] == [
        ["增加护理床位", "市民政局", "2024年12月"],
        ["建医养中心", "市卫健委", "2025年6月"],
        ["培训护理员", "市人社局", "持续推进"],
    ]


def test_a_note_and_a_caption_part_two_tables_of_the_same_width():
    def draw(sheet: Sheet) -> None:
        for top in (100, 120, 140, 160, 210, 230, 250, 270):
            sheet.rule(70, top, 470, top)
        for x, top, text in (
            (80, 113, "指标"), (260, 113, "2025年"), (400, 113, "2030年"),
            (80, 133, "研发人员（人）"), (266, 133, "41.9"), (406, 133, "60"),
            (80, 153, "专利（件）"), (266, 153, "7.3"), (406, 153, "9.1"),
            (80, 175, "注：专利为年度数。"), (190, 197, "表2 各区经费"),
            (95, 223, "区"), (190, 223, "2024年（亿元）"), (380, 223, "2025年（亿元）"),
            (95, 243, "东区"), (200, 243, "21.3"), (390, 243, "23.9"),
            (95, 263, "西区"), (200, 263, "17.8"), (390, 263, "20.6"),
        ):  # fmt: skip
            sheet.text(x, top, text, 10)

    document = read_pdf("a.pdf", drawn(a_page_of_text, draw))
    grids = [
        [[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)
    ]
    assert [grid[0] for grid in grids] == [["指标", "2025年", "2030年"], ["区", "2024年（亿元）", "2025年（亿元）"]]
    assert grids[1][1:] == [["东区", "21.3", "23.9"], ["西区", "17.8", "20.6"]]
