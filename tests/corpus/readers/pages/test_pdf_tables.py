"""Tables of PDF pages: however they are ruled, turned, marked or printed twice, their cells are the same."""

import pytest
from pdf_pages import FONT, ROWS, TEXT, WIDTHS, Sheet, a_page_of_text, drawn

from corpus.loader import load_plan
from corpus.readers.base import Document, Grid, Paragraph
from corpus.readers.pdf.reader import read_pdf

TABLE = [list(row) for row in ROWS]


def grid_of(document: Document) -> list[list[str]]:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for row in grid.rows]


def texts_of(document: Document) -> list[str]:
    return [block.body.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("rules", ["all", "columns", "rows", "none", "open", (1, 3, 5), (1,)])
def test_rules_wherever_they_are_drawn(rules):
    document = read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(70, 100, rules=rules)))
    assert grid_of(document) == TABLE
    assert len(texts_of(document)) == 3


def test_broken_lines_are_rules():
    def dashed(sheet: Sheet) -> None:
        sheet.canvas.setDash(2, 1.5)
        sheet.table(70, 100)

    assert grid_of(read_pdf("a.pdf", drawn(a_page_of_text, dashed))) == TABLE


@pytest.mark.parametrize("rules", ["columns", (2, 5)])
def test_a_header_of_two_rows_above_rows_that_no_line_parts(rules):
    rows = (ROWS[0], ("", "", "", "（基期）", "（目标）"), *ROWS[1:])
    grid = grid_of(read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(70, 100, rows, rules))))
    assert grid[-6:] == TABLE[1:]
    assert "".join(row[3] for row in grid[:-6]).replace(" ", "") == "2025年（基期）"


def test_empty_cells_and_words_keep_their_rows():
    rows = [
        [*row[:3], "-" if row[0] == "3" else row[3], {"4": "", "5": "持续提升"}.get(row[0], row[4])] for row in ROWS
    ]
    for rules in ("columns", (1, 4)):
        document = read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet, r=rules: sheet.table(70, 100, rows, r)))
        assert grid_of(document) == rows


def test_a_domain_in_the_middle_of_its_group_and_names_over_two_lines():
    rows = (("领域", "指标", "2025年", "2030年"), ("", "", "3.42", "3.80"), ("", "", "87.5", "≥90"))

    def draw(sheet: Sheet) -> None:
        sheet.table(70, 100, rows, (1,), (60, 110, 70, 70), pitch=30)
        sheet.text(74, 164, "健康服务", 10)
        sheet.text(134, 139, "每千人口执业（助理）", 10)
        sheet.text(134, 151, "医师数", 10)
        sheet.text(134, 175, "县域内就诊率", 10)

    document = read_pdf("a.pdf", drawn(a_page_of_text, draw))
    assert grid_of(document)[1:] == [
        ["健康服务", "每千人口执业（助理）医师数", "3.42", "3.80"],
        ["", "县域内就诊率", "87.5", "≥90"],
    ]


def test_lines_of_ruled_cells_are_no_rows_of_their_own():
    def draw(sheet: Sheet) -> None:
        sheet.table(70, 100, (("任务", "责任单位", "数量"), ("", "", "")), "all", (200, 150, 60), pitch=44)
        for top, task, body in ((160, "完善体系", "卫生健康局"), (174, "提升能力", "财政局")):
            sheet.text(74, top, task, 10)
            sheet.text(274, top, body, 10)
        sheet.text(424, 167, "12", 10)

    assert grid_of(read_pdf("a.pdf", drawn(a_page_of_text, draw)))[1] == [
        "完善体系 提升能力",
        "卫生健康局 财政局",
        "12",
    ]


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("rules", ["all", "none"])
def test_a_sideways_page(turn, rules):
    def draw(sheet: Sheet) -> None:
        sheet.turned(turn, lambda page: (page.text(200, 80, "主要指标"), page.table(70, 100, rules=rules)))
        sheet.text(290, 820, "— 2 —", 9)

    document = read_pdf("a.pdf", drawn(a_page_of_text, draw))
    assert grid_of(document) == TABLE
    assert texts_of(document)[3:] == ["主要指标"]


@pytest.mark.parametrize(("turn", "rotation"), [(1, 90), (3, 270)])
def test_a_page_that_its_viewer_turns(turn, rotation):
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setPageRotation(rotation)
        sheet.turned(
            turn, lambda page: (page.lines(60, 60, ["霁山市卫生健康事业主要指标如下表所示。"]), page.table(70, 100))
        )

    # The library writes the sides of a rotated page the other way round.
    assert grid_of(read_pdf("a.pdf", drawn(draw, size=(842, 595)))) == TABLE


def test_a_sideways_table_on_an_upright_page():
    def draw(sheet: Sheet) -> None:
        sheet.lines(60, 60, ["霁山市卫生健康事业主要指标如下表所示，各项指标均纳入监测评估。"] * 14)
        sheet.turned(1, lambda page: page.table(30, 370))

    document = read_pdf("a.pdf", drawn(draw, size=(595, 842)))
    assert grid_of(document) == TABLE
    assert all("序号" not in text for text in texts_of(document))


def test_header_cells_set_upright():
    def cell(sheet: Sheet, x: float, top: float, row: int, column: int, text: str) -> None:
        if row or column < 3:
            sheet.text(x, top, text, 10)
            return
        sheet.canvas.saveState()
        sheet.canvas.translate(x + 12, 842 - top - 5)
        sheet.canvas.rotate(90)
        sheet.canvas.setFont(FONT, 5)
        sheet.canvas.drawString(0, 0, text)
        sheet.canvas.restoreState()

    document = read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(70, 100, cell=cell)))
    assert grid_of(document) == TABLE
    assert len(texts_of(document)) == 3


@pytest.mark.parametrize("rules", ["all", "none"])
@pytest.mark.parametrize("mark", ["1", "12", "①", "[1]", "（1）"])
def test_raised_marks_stand_apart_from_names_and_figures(mark, rules):
    def cell(sheet: Sheet, x: float, top: float, row: int, column: int, text: str) -> None:
        end = sheet.text(x, top, text, 10)
        if row in (1, 3) and column in (1, 4):
            sheet.text(end + 0.3, top - 4, mark, 6)

    document = read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(70, 100, rules=rules, cell=cell)))
    assert grid_of(document) == TABLE
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [row[4].mark for row in grid.rows[:4]] == [
        "",
        mark.strip("[]（）").replace("①", "1"),
        "",
        mark.strip("[]（）").replace("①", "1"),
    ]
    assert document.source[grid.rows[1][4].span.start : grid.rows[1][4].span.end].startswith("80.4")


@pytest.mark.parametrize("header", [True, False])
def test_a_row_that_a_page_cuts_is_one_row(header):
    above = [*ROWS[:4], ("4", "每千人口注册护士", *ROWS[4][2:])]
    narrow = (36, 88, 60, 70, 70)
    below = [*[ROWS[0]] * header, ("", "数", "", "", ""), ROWS[5]]
    document = read_pdf(
        "a.pdf",
        drawn(
            lambda sheet: (a_page_of_text(sheet), sheet.table(70, 600, above, widths=narrow)),
            lambda sheet: sheet.table(70, 60, below, widths=narrow),
        ),
    )
    first, second = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in first.rows] == TABLE[:5]
    assert [[cell.text for cell in row] for row in second.rows] == [*[TABLE[0]] * header, TABLE[5]]


@pytest.mark.parametrize("group", [("服务", "", "", "", ""), ("", "健康服务", "", "", "")])
def test_the_name_of_a_group_at_a_page_s_head_stays_a_row(group):
    below = [group, *ROWS[5:]]
    document = read_pdf(
        "a.pdf", drawn(lambda sheet: sheet.table(70, 600, ROWS[:5]), lambda sheet: sheet.table(70, 60, below))
    )
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in grids] == [5, 3]
    assert tuple(cell.text for cell in grids[1].rows[0]) == group


def test_small_figures_in_text_of_another_font_are_no_marks():
    def cell(sheet: Sheet, x: float, top: float, _row: int, _column: int, text: str) -> None:
        for char in text:
            small = char.isdecimal() or char == "."
            x = sheet.text(x, top - 2 * small, char, 7.5 if small else 10)

    document = read_pdf("a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(70, 100, cell=cell)))
    assert grid_of(document) == TABLE


def test_powers_are_no_marks():
    def draw(sheet: Sheet) -> None:
        end = sheet.text(60, 80, "新建业务用房建筑面积达到8500m", 12)
        end = sheet.text(end, 76, "2", 7)
        sheet.text(end, 80, "，全部投入使用。", 12)

    assert texts_of(read_pdf("a.pdf", drawn(draw))) == ["新建业务用房建筑面积达到8500m²，全部投入使用。"]


@pytest.mark.parametrize("step", [(0, 0), (1, 1), (2, -1.5), (3, 0), (0.4, 3)])
def test_a_second_layer_is_read_once(step):
    def draw(sheet: Sheet) -> None:
        sheet.table(70, 100)
        sheet.canvas.translate(*step)
        sheet.table(70, 100, rules="none")

    assert grid_of(read_pdf("a.pdf", drawn(a_page_of_text, draw))) == TABLE


def test_figures_set_as_wide_as_characters_are_whole():
    def wide(sheet: Sheet, x: float, top: float, _row: int, _column: int, text: str) -> None:
        for number, char in enumerate(text):
            sheet.text(x + 10 * number, top, char, 10)

    document = read_pdf(
        "a.pdf", drawn(a_page_of_text, lambda sheet: sheet.table(60, 100, widths=(36, 200, 60, 80, 80), cell=wide))
    )
    assert grid_of(document) == TABLE


def test_pale_letters_are_read_on_dark_ground_alone():
    def cell(sheet: Sheet, x: float, top: float, row: int, _column: int, text: str) -> None:
        sheet.canvas.setFillGray(1 if row == 0 else 0)
        sheet.text(x, top, text, 10)

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillGray(0.85)
        for number in range(4):
            sheet.text(90, 130 + 40 * number, "内部资料注意保存")
        sheet.canvas.setFillGray(0.2)
        sheet.canvas.rect(70, 842 - 122, sum(WIDTHS), 22, stroke=0, fill=1)
        sheet.table(70, 100, cell=cell)

    document = read_pdf("a.pdf", drawn(lambda sheet: (draw(sheet), sheet.lines(60, 300, TEXT * 2))))
    assert grid_of(document) == TABLE
    assert "内部资料" not in document.source


@pytest.mark.parametrize("angle", [0, 45])
def test_watermarks_and_stamps_are_left_out(angle):
    def draw(sheet: Sheet) -> None:
        sheet.canvas.saveState()
        sheet.canvas.setFillGray(0.8)
        sheet.canvas.translate(100, 640)
        sheet.canvas.rotate(angle)
        sheet.canvas.setFont(FONT, 50)
        sheet.canvas.drawString(0, 0, "内部资料注意保存")
        sheet.canvas.restoreState()
        sheet.table(70, 100)

    document = read_pdf("a.pdf", drawn(a_page_of_text, draw))
    assert grid_of(document) == TABLE
    assert "内部资料" not in document.source


@pytest.mark.parametrize("note", ["①为2024年数据。", "注：1.为2024年数据。", "¹"])
def test_the_note_of_a_raised_mark_gives_a_figure_its_year(tmp_path, note):
    def cell(sheet: Sheet, x: float, top: float, row: int, column: int, text: str) -> None:
        end = sheet.text(x, top, text, 10)
        if (row, column) == (1, 3):
            sheet.text(end + 0.3, top - 4, "1", 6)

    def draw(sheet: Sheet) -> None:
        sheet.text(150, 60, "霁山市卫生健康事业发展“十五五”规划", 16)
        sheet.text(200, 90, "主要指标")
        sheet.table(70, 100, cell=cell)
        if note == "¹":
            sheet.text(70, 266, "1", 6)
            sheet.text(74, 270, "为2024年数据。", 10)
        else:
            sheet.text(70, 270, note, 10)

    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(draw, a_page_of_text))
    years = {(value.value, value.year) for value in load_plan(path).indicators}
    assert {("79.2", 2024), ("2.8", 2025), ("80.4", 2030)} <= years
