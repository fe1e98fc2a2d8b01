"""Retrieval alone on the golden dev set, with the floors of the table in docs/measurements.md."""

import pytest

from tests.bench_retrieval import recall


def test_the_supporting_passage_is_found_first(tmp_path_factory: pytest.TempPathFactory) -> None:
    from bot.library import Library
    from retrieval.index import update_index
    from tests.bench import SHARED

    golden = SHARED / "eval" / "dev.jsonl"
    if not golden.is_file():
        pytest.skip("the golden dev set is not beside this checkout")
    folder = tmp_path_factory.mktemp("recall")
    update_index(folder, [SHARED / "plans"])
    rows, _, _, characters = recall(Library(folder), golden)
    name, first, among = rows[-1]
    assert name == "words + context prefix + sentences"
    assert first >= 0.85
    assert among >= 0.98
    assert characters <= 300
