"""Citations of a file with pages say on which page they stand."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library


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
