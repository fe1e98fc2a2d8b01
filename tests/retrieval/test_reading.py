"""Bounds of reading: a file that breaks one costs no more than itself."""

import os
import time
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from retrieval import reading
from retrieval.index import update_index
from retrieval.reading import BoundedReader


def _misbehave(path: Path) -> None:
    """Read badly as the file's name says."""
    if path.stem == "slow":
        time.sleep(30)
    if path.stem == "large":
        bytearray(10**9)
    if path.stem == "fatal":
        os.abort()
    raise KeyError(path.stem)


@pytest.mark.parametrize(
    ("name", "told"), [("slow", "1 秒"), ("large", "100 MB"), ("fatal", "中断"), ("odd", "KeyError")]
)
def test_a_bound_that_is_broken_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, told: str) -> None:
    monkeypatch.setattr(reading, "load_plan", _misbehave)
    with BoundedReader(seconds=1, memory=100 * 2**20) as reader:
        with pytest.raises(UnreadableDocument, match=rf"{name}\.txt：[^\n]*{told}[^\n]*$"):
            reader.load(Path(f"{name}.txt"))
        with pytest.raises(UnreadableDocument, match="other"):  # and goes on with the next
            reader.load(Path("other.txt"))


def test_the_rest_is_indexed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plan_folder: Path) -> None:
    whole = reading.load_plan
    monkeypatch.setattr(reading, "load_plan", lambda path: _misbehave(path) if path.stem == "fatal" else whole(path))
    report = update_index(tmp_path, [tmp_path / "fatal.txt", plan_folder])
    assert report.plans == 2
    assert [file.path.name for file in report.files if file.plan is None] == ["fatal.txt"]
