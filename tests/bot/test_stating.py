"""Which places state a figure."""

from pathlib import Path

import pytest

from bot.library import Library
from bot.stating import stating
from corpus.language.text import fold


@pytest.mark.parametrize(
    ("figure", "regions"),
    [
        ("5.55张", ["云溪市"]),
        ("5.55", ["云溪市"]),
        ("＜11/10万", ["石桥县"]),
        ("3.9个", ["石桥县", "石桥县"]),
        ("318.5万元", ["云溪市"]),
        ("730间", ["云溪市"]),
    ],
)
def test_rows_and_sentences_that_print_it(data_dir: Path, plan_folder: Path, figure: str, regions: list[str]) -> None:
    answer = stating(figure, Library(data_dir))
    assert answer is not None
    assert [citation.region for citation in answer.citations] == regions
    for citation in answer.citations:
        source = (plan_folder / citation.file).read_text("utf-8")
        assert fold(citation.quote) == fold(source[citation.start : citation.end])
        assert f"[{citation.n}]" in answer.text


@pytest.mark.parametrize("figure", ["18.5万元", "318万元", "730家", "5.5张", "云溪", "", "床位 5.55"])
def test_part_of_a_number_another_unit_and_words_are_no_match(data_dir: Path, figure: str) -> None:
    assert stating(figure, Library(data_dir)) is None
