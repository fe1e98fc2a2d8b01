"""Worksheets beside a plan: what their cells show, in .xlsx and .xls alike; what is hidden is not read and said."""

import io
import zipfile

import pytest
from plan_files import cells_of, load_plan, true_cells
from synthetic import HEADERS, make_plan
from synthetic_sheets import xls_of, xlsx_of

from corpus.errors import UnreadableDocument
from corpus.readers import read_document
from corpus.readers.base import Grid, Paragraph
from corpus.readers.sheets import xlsx as sheets_xlsx

TITLE = "云岭市“十五五”卫生健康主要指标"
HEAD = ["序号", "指标", "单位", "2025年", "2030年"]


def book_of(rows=(), formats=None, name="Sheet1", change=None) -> bytes:
    """An .xlsx file with one sheet of ``rows``; ``formats`` maps cells (B3) to formats, ``change`` changes the sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    if change:
        change(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(folder, data: bytes, name: str = "annex.xlsx"):
    (folder / name).write_bytes(data)
    return load_plan(folder / name)


def values_of(plan) -> dict[tuple[str, int | None], str]:
    return {(value.printed_name, value.year): value.value for value in plan.indicators}


@pytest.mark.parametrize("variant", range(-1, len(HEADERS)))
@pytest.mark.parametrize(("suffix", "write"), [(".xlsx", xlsx_of), (".xls", xls_of)])
def test_the_tables_of_a_plan_read_as_they_were_meant(tmp_path, suffix, write, variant):
    truth = make_plan(5, variant, plain=True)
    plan = read(tmp_path, write(truth), f"{truth.title}{suffix}")
    assert cells_of(plan) == true_cells(truth)
    assert plan.metadata.region == truth.region
    assert plan.warnings == ()


def test_figures_stand_as_the_sheet_shows_them(tmp_path):
    rows = [[TITLE], HEAD, [1, "每千人口执业（助理）医师数", "人", 3.42, 3.8], [2, "居民健康素养水平", "%", 0.318, 0.4]]
    formats = {"D3": "0.00", "E3": "0.00", "D4": "0.0%", "E4": '"≥"0%'}
    plan = read(tmp_path, book_of(rows, formats))
    assert list(values_of(plan).values()) == ["3.42", "3.80", "31.8%", "≥40%"]
    assert [plan.quote(value.cell) for value in plan.indicators] == ["3.42", "3.80", "31.8%", "≥40%"]
    assert (plan.metadata.title, plan.metadata.region) == (TITLE, "云岭市")


def test_dates_whose_format_has_no_code(tmp_path):
    def date(_book, sheet):
        sheet["A2"].number_format = 'yyyy"年"m"月"'

    data = book_of([["截止时间"], [46143]], change=date)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for part in archive.namelist():  # as Chinese Excel writes it
            copy.writestr(part, archive.read(part).replace(b'xf numFmtId="164"', b'xf numFmtId="57"'))
    assert "2026年5月" in sheet_text(tmp_path, stream.getvalue())


def sheet_text(folder, data: bytes, name: str = "annex.xlsx") -> str:
    (folder / name).write_bytes(data)
    return read_document(folder / name).source


def test_each_sheet_is_a_section_with_its_table(tmp_path):
    def second(book, _sheet):
        other = book.create_sheet("人才队伍")
        for row in (HEAD, [1, "每千人口注册护士数", "人", 3.9, 4.5]):
            other.append(row)

    rows = [[TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]]
    plan = read(tmp_path, book_of(rows, name="主要指标", change=second))
    assert [table.title for table in plan.tables] == [TITLE, "人才队伍"]
    assert [section.path for section in plan.sections] == [("主要指标",), ("人才队伍",)]
    assert len(plan.indicators) == 4


def test_two_tables_on_one_sheet(tmp_path):
    rows = [
        [TITLE],
        HEAD,
        [1, "人均预期寿命", "岁", 79.5, 80.6],
        [],
        ["人才队伍"],
        [None, None, None, None, "单位：人"],
    ]
    rows += [["序号", "指标", "2025年", "2030年"], [1, "每千人口注册护士数", 3.9, 4.5]]
    plan = read(tmp_path, book_of(rows))
    assert [(table.title, table.unit) for table in plan.tables] == [(TITLE, ""), ("人才队伍", "人")]


def test_merged_cells(tmp_path):
    def merge(_book, sheet):
        for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "A4:A5"):
            sheet.merge_cells(cells)

    rows = [[TITLE], ["领域", "指标", "单位", "目标值"], [None, None, None, "2025年", "2030年"]]
    rows += [["健康水平", "人均预期寿命", "岁", 79.5, 80.6], [None, "婴儿死亡率", "‰", 2.6, 2.5]]
    plan = read(tmp_path, book_of(rows, change=merge))
    assert {value.domain for value in plan.indicators} == {"健康水平"}
    assert values_of(plan)["婴儿死亡率", 2030] == "2.5"


def test_what_is_hidden_is_not_read_and_said(tmp_path):
    def hide(book, sheet):
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["F"].hidden = True
        draft = book.create_sheet("草稿")
        draft.append(["指标", "2030年"])
        draft.sheet_state = "hidden"

    rows = [[TITLE], [*HEAD, "测算"], [1, "人均预期寿命", "岁", 79.5, 80.6, 81], [2, "婴儿死亡率", "‰", 2.6, 2.5, 2.4]]
    plan = read(tmp_path, book_of(rows, change=hide))
    assert values_of(plan) == {("人均预期寿命", 2025): "79.5", ("人均预期寿命", 2030): "80.6"}
    assert [part.code for part in plan.unread] == ["hidden_cells", "hidden_sheet"]
    assert "隐藏" in plan.warnings[0]
    assert "草稿" in plan.warnings[1]
    assert "测算" not in plan.source


def test_a_workbook_that_shows_nothing_is_called_one(tmp_path):
    with pytest.raises(UnreadableDocument, match="工作表"):
        read(tmp_path, book_of(), "annex.docx")


def test_formulas_without_values_are_said(tmp_path):
    rows = [[TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, "=D3+1"]]
    plan = read(tmp_path, book_of(rows))
    assert [part.code for part in plan.unread] == ["formula"]
    assert ("人均预期寿命", 2025) in values_of(plan)
    assert "=D3" not in plan.source


def test_raised_numbers_of_notes_and_struck_text(tmp_path):
    def rich(_book, sheet):
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont
        from openpyxl.styles import Font

        sheet["B3"] = CellRichText("人均预期寿命", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        sheet["E3"] = CellRichText(TextBlock(InlineFont(strike=True), "80.1"), "80.6")
        sheet["D3"].font = Font(strike=True)

    plan = read(tmp_path, book_of([[TITLE], HEAD, [1, "", "岁", 79.5, ""]], change=rich))
    assert [(value.printed_name, value.value) for value in plan.indicators if value.stated] == [
        ("人均预期寿命", "80.6")
    ]


def test_a_strict_workbook(tmp_path):
    data = book_of([[TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        for part in archive.namelist():
            text = archive.read(part)
            for strict, transitional in sheets_xlsx._STRICT:
                text = text.replace(transitional, strict)
            copy.writestr(part, text)
    assert len(read(tmp_path, stream.getvalue()).indicators) == 2


def test_the_name_of_the_file_is_a_title_where_the_sheet_has_none(tmp_path):
    data = book_of([HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]])
    plan = read(tmp_path, data, "云岭市“十五五”卫生健康指标.xlsx")
    assert (plan.metadata.title, plan.metadata.region) == ("云岭市“十五五”卫生健康指标", "云岭市")
    assert plan.metadata.period == (2026, 2030)
    with pytest.raises(UnreadableDocument, match="看不出是哪一份"):
        read(tmp_path, data, "指标.xlsx")
    captioned = book_of([["“十五五”主要指标"], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]])
    plan = read(tmp_path, captioned, "廉江市卫生健康指标.xlsx")
    assert (plan.metadata.title, plan.metadata.region) == ("“十五五”主要指标", "廉江市")


def test_an_annex_does_not_stand_for_its_plan(tmp_path):
    rows = [["云岭市卫生健康事业发展“十五五”规划主要指标"], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]]
    assert read(tmp_path, book_of(rows)).metadata.title == rows[0][0]


def test_a_sheet_under_another_name_is_a_sheet(tmp_path):
    data = book_of([[TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]])
    assert len(read(tmp_path, data, "annex.docx").indicators) == 2


def far_cell(_book, sheet):
    sheet["XFD1048576"].number_format = "0.00"


def test_a_sheet_formatted_to_its_end_is_read_at_once(tmp_path):
    data = book_of([[TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6]], change=far_cell)
    assert len(read(tmp_path, data).indicators) == 2


def test_more_cells_than_an_annex_has(tmp_path, monkeypatch):
    data = book_of([[TITLE], HEAD], change=lambda _book, sheet: sheet.append(["x"]))
    merged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(merged, "w") as copy:
        for part in archive.namelist():
            text = archive.read(part)
            end = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            copy.writestr(part, text.replace(b"</sheetData>", end))
    with pytest.raises(UnreadableDocument, match="单元格超过"):
        read(tmp_path, merged.getvalue())
    monkeypatch.setattr(sheets_xlsx, "MAX_CELLS", 3)
    with pytest.raises(UnreadableDocument, match="单元格超过"):
        read(tmp_path, data)


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize(("suffix", "write"), [(".xlsx", xlsx_of), (".xls", xls_of)])
def test_a_truncated_workbook_is_refused(tmp_path, suffix, write, share):
    data = write(make_plan(3))
    with pytest.raises(UnreadableDocument, match=f"annex{suffix}"):
        read(tmp_path, data[: int(len(data) * share)], f"annex{suffix}")


def test_lines_stand_above_the_table_and_notes_below(tmp_path):
    rows = [["附表1"], [TITLE], HEAD, [1, "人均预期寿命", "岁", 79.5, 80.6], ["注：2025年为预计数。"]]
    (tmp_path / "annex.xlsx").write_bytes(book_of(rows))
    blocks = read_document(tmp_path / "annex.xlsx").blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Grid]
    assert load_plan(tmp_path / "annex.xlsx").tables[0].notes == ("注：2025年为预计数。",)
