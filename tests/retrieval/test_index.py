"""The index: repeatable, movable, never half-written."""

import shutil
from pathlib import Path

import pytest

from bot.library import Library
from corpus.errors import IndexUnavailable
from retrieval import building
from retrieval.index import plan_files, update_index
from retrieval.langchain import HybridRetriever
from retrieval.opening import current_generation, open_store


def test_the_same_input_gives_the_same_generation(tmp_path: Path, plan_folder: Path, data_dir: Path) -> None:
    update_index(tmp_path, [plan_folder])
    first, second = current_generation(data_dir), current_generation(tmp_path)
    assert first is not None
    assert second is not None
    assert first.name == second.name
    assert not update_index(tmp_path, [plan_folder]).changed


def test_a_moved_data_folder_works(tmp_path: Path, data_dir: Path) -> None:
    shutil.copytree(data_dir, tmp_path / "moved")
    library = Library(tmp_path / "moved")
    retriever = HybridRetriever(store=library.store, retriever=library.retriever)
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

    monkeypatch.setattr(building, "change_lexical", broken)
    with pytest.raises(IndexUnavailable, match="disk full"):
        update_index(tmp_path, [plan_folder / "shiqiao.txt"])
    assert current_generation(tmp_path) == served
    assert not list((tmp_path / "index").glob("building-*"))


@pytest.mark.parametrize("damaged", ["register", "pointer"])
def test_a_damaged_index_is_one_clear_error(tmp_path: Path, data_dir: Path, damaged: str) -> None:
    shutil.copytree(data_dir, tmp_path / "data")
    generation = current_generation(tmp_path / "data")
    assert generation is not None
    file = generation / "register.sqlite" if damaged == "register" else generation.parent / "CURRENT"
    file.write_bytes(b"\xff not what it was" * 100)
    with pytest.raises(IndexUnavailable, match="planbot index"):
        open_store(tmp_path / "data")


def test_an_empty_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="planbot index"):
        open_store(tmp_path)


def test_files_of_one_name_in_two_folders_are_both_kept(tmp_path: Path, plan_folder: Path) -> None:
    for folder, file in (("a", "yunxi.txt"), ("b", "shiqiao.txt")):
        (tmp_path / folder).mkdir()
        shutil.copy(plan_folder / file, tmp_path / folder / "plan.txt")
    for _ in range(2):
        update_index(tmp_path / "data", [tmp_path / "a", tmp_path / "b"])
        assert [plan.file for plan in open_store(tmp_path / "data").plans] == ["b/plan.txt", "plan.txt"]


def test_one_plan_in_two_files_is_held_once_and_said(tmp_path: Path, plan_folder: Path) -> None:
    shutil.copy(plan_folder / "yunxi.txt", tmp_path / "a.txt")
    shutil.copy(plan_folder / "yunxi.txt", tmp_path / "b.md")
    report = update_index(tmp_path / "data", [tmp_path / "a.txt", tmp_path / "b.md"])
    assert (report.plans, report.replaced) == (1, ["a.txt"])


def test_a_folder_without_plans_is_reported(tmp_path: Path, plan_folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = update_index(tmp_path / "data", [tmp_path / "empty", plan_folder])
    assert report.plans == 2
    assert [file.error for file in report.files if file.plan is None] == [
        f"文件夹 {tmp_path / 'empty'} 里没有可读的规划文件。"
    ]


def test_a_folder_that_holds_itself_is_read_once(tmp_path: Path, plan_folder: Path) -> None:
    shutil.copy(plan_folder / "yunxi.txt", tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(plan_files([tmp_path])) == 1
