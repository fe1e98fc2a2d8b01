"""Citations of a file with pages say on which page they stand."""

from pathlib import Path

import pytest
from pdf_pages import Sheet, a_page_of_text, drawn

from bot.assistant import Assistant
from bot.library import Library
from corpus.readers.pages.page import Page
from retrieval.index import update_index
from tests.written_plans import assistant_over


@pytest.mark.parametrize(
    ("question", "page"),
    [("霁山市2030年县域内就诊率目标是多少？", 2), ("霁山市怎样健全公共卫生应急管理机制？", 1)],
)
def test_the_page_of_a_row_and_of_a_sentence(pdf_data_dir: Path, question: str, page: int) -> None:
    answer = Assistant(Library(pdf_data_dir)).ask(question)
    assert not answer.refused
    assert {citation["page"] for citation in answer.as_json()["citations"]} == {page}


def test_text_files_have_no_pages(data_dir: Path) -> None:
    answer = Assistant(Library(data_dir)).ask("云溪市2025年孕产妇死亡率目标是多少？")
    assert [citation.page for citation in answer.citations] == [None]


def test_what_was_recognised_in_a_scan_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(_data: bytes, pages: list[Page]) -> None:
        pages[1].recognised = [(0, 0, 595, 842)]

    def second(sheet: Sheet) -> None:
        sheet.text(200, 80, "霁山市主要健康指标")
        sheet.table(70, 100)

    def first(sheet: Sheet) -> None:
        sheet.text(130, 50, "霁山市卫生健康事业发展“十五五”规划", 18)
        a_page_of_text(sheet)

    monkeypatch.setattr("corpus.readers.pdf.reader.recognise_scans", recognise)
    (tmp_path / "scan.pdf").write_bytes(drawn(first, second))
    update_index(tmp_path / "data", [tmp_path / "scan.pdf"])
    assistant = Assistant(Library(tmp_path / "data"))
    figure = assistant.ask("霁山市2030年县域内就诊率目标是多少？")
    assert "[1]识别自扫描件" in figure.text
    assert figure.as_json()["citations"][0]["recognised"] is True
    sentence = assistant.ask("霁山市怎样健全公共卫生应急管理机制？")
    assert "识别" not in sentence.text
    assert sentence.as_json()["citations"][0]["recognised"] is False


def test_a_row_of_markdown_is_quoted_by_its_cells_and_an_item_without_its_mark(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    plan = (
        "# 柏川县“十四五”卫生健康规划\n\n柏川县人民政府\n\n2021年9月\n\n## 一、目标\n\n"
        "| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 每千人口注册护士数 | 人 | 2.3 | 3.2 |\n\n"
        "## 二、重大工程\n\n- 县医院扩建工程：投资8800万元，2023年建成。\n- 急救站建设工程：投资900万元，2022年建成。\n"
    )
    made = assistant_over(tmp_path_factory, {"bochuan.md": plan})
    (citation,) = made.ask("柏川2025年每千人口护士多少").citations
    assert citation.quote.split("\n") == ["每千人口注册护士数", "人", "2.3", "3.2"]
    answer = made.ask("柏川县医院扩建工程投资多少")
    assert "8800万元" in answer.text
    assert all(citation.quote.startswith("县医院") for citation in answer.citations)
