"""The index: repeatable, movable, never half-written."""

import shutil
from pathlib import Path

import pytest

from corpus.errors import IndexUnavailable
from retrieval import building
from retrieval.index import current_generation, open_store, update_index


def test_the_same_input_gives_the_same_generation(tmp_path: Path, plan_folder: Path, data_dir: Path) -> None:
    update_index(tmp_path, [plan_folder])
    first, second = current_generation(data_dir), current_generation(tmp_path)
    assert first is not None
    assert second is not None
    assert first.name == second.name
    assert not update_index(tmp_path, [plan_folder]).changed


def test_a_moved_data_folder_works(tmp_path: Path, data_dir: Path) -> None:
    from retrieval.retriever import HybridRetriever

    shutil.copytree(data_dir, tmp_path / "moved")
    folder = current_generation(tmp_path / "moved")
    assert folder is not None
    retriever = HybridRetriever(store=open_store(tmp_path / "moved"), folder=folder)
    assert "巡诊" in retriever.invoke("名医下乡巡诊")[0].page_content


def test_a_bad_file_is_reported_and_the_rest_indexed(tmp_path: Path, plan_folder: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    report = update_index(tmp_path / "data", [plan_folder, tmp_path / "empty.txt"])
    assert report.plans == 2
    assert [file.path.name for file in report.files if file.plan is None] == ["empty.txt"]


def test_a_build_that_fails_leaves_the_served_generation(
    tmp_path: Path, plan_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(tmp_path, [plan_folder / "yunxi.txt"])
    served = current_generation(tmp_path)

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(building, "build_vectors", broken)
    with pytest.raises(OSError, match="disk full"):
        update_index(tmp_path, [plan_folder / "shiqiao.txt"])
    assert current_generation(tmp_path) == served
    assert not list((tmp_path / "index").glob("building-*"))


def test_an_empty_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="planbot index"):
        open_store(tmp_path)
