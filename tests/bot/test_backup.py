"""Backups: of a data folder in use, answers as before elsewhere, nothing overwritten, nothing taken from a bad file."""

import io
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.backup import back_up, restore
from bot.chat.state.database import FILE_NAME, Database
from bot.settings import Settings
from corpus.errors import BackupFailed
from retrieval.index import update_index

QUESTION = "各市孕产妇死亡率目标比一比"


@pytest.fixture
def used(tmp_path: Path, plan_folder: Path) -> Path:
    """A data folder as a bot leaves it: an index, originals, an upload, a store, a secret."""
    folder = tmp_path / "data"
    update_index(folder, [plan_folder])
    for name, text in {"plans/yunxi.txt": "原件", "uploads/waiting.txt": "待确认", "web_secret": "s"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    Database(folder).close()
    return folder


def answer(data_dir: Path) -> dict[str, object]:
    said = Assistant.open(Settings(data_dir=data_dir)).ask(QUESTION).as_json()
    return {name: value for name, value in said.items() if name != "elapsed_ms"}


def test_what_is_restored_elsewhere_answers_the_same(used: Path, tmp_path: Path) -> None:
    done = back_up(used, tmp_path / "b.tar.gz")
    assert done.plans == 2
    restored = tmp_path / "elsewhere" / "data"
    assert restore(tmp_path / "b.tar.gz", restored) == done.files
    assert answer(restored) == answer(used)
    assert (restored / "plans" / "yunxi.txt").read_text("utf-8") == "原件"
    assert {path.name for path in restored.iterdir()} == {"index", "plans", "uploads", FILE_NAME, "web_secret"}
    assert sqlite3.connect(restored / FILE_NAME).execute("SELECT count(*) FROM turns").fetchone() == (0,)


def test_only_the_owner_may_read_a_backup_and_what_comes_out_of_it(used: Path, tmp_path: Path) -> None:
    back_up(used, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    private = [tmp_path / "b.tar.gz", *(tmp_path / "new").rglob("*")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in private)


def test_a_backup_holds_one_moment_of_a_store_that_is_written(used: Path, tmp_path: Path) -> None:
    """A writer adds two rows in each transaction: no backup holds one of a pair."""
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        database = Database(used)
        number = 0
        while not stop.is_set():
            with database.transaction():
                for _ in range(2):
                    number += 1
                    database.execute("INSERT INTO grants VALUES (?, 1, '', 0)", (str(number),))
            wrote.set()
        database.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            wrote.clear()
            assert wrote.wait(10)
            back_up(used, tmp_path / f"{number}.tar.gz")
            restore(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / str(number) / FILE_NAME)) as copy:
            counts += copy.execute("SELECT count(*) FROM grants").fetchone()
    assert 0 < counts[0] < counts[1] < counts[2]
    assert all(count % 2 == 0 for count in counts)


def test_what_is_not_committed_is_not_in_it_and_a_log_beside_the_store_is(used: Path, tmp_path: Path) -> None:
    database = Database(used)
    database.execute("INSERT INTO grants VALUES ('1', 1, '', 0)")
    assert (used / f"{FILE_NAME}-wal").stat().st_size > 0
    database.execute("BEGIN")
    database.execute("INSERT INTO grants VALUES ('2', 1, '', 0)")
    back_up(used, tmp_path / "b.tar.gz")
    database.close()
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / FILE_NAME)) as copy:
        assert copy.execute("SELECT id FROM grants").fetchall() == [("1",)]


def test_an_index_built_meanwhile_takes_nothing_from_the_backup(
    used: Path, plan_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answer(used)
    changed = (plan_folder / "yunxi.txt").read_text("utf-8").replace("<9", "<8")
    (tmp_path / "yunxi.txt").write_text(changed, "utf-8")
    add, built = tarfile.TarFile.add, []

    def building(tar: tarfile.TarFile, name: Path, arcname: str, recursive: bool = True) -> None:
        if arcname.startswith("index/") and not built:
            built.append(update_index(used, [tmp_path / "yunxi.txt"], fresh=True))
        add(tar, name, arcname, recursive)

    monkeypatch.setattr(tarfile.TarFile, "add", building)
    back_up(used, tmp_path / "b.tar.gz")
    assert built[0].changed
    restore(tmp_path / "b.tar.gz", tmp_path / "new")
    assert answer(tmp_path / "new") == before != answer(used)


def test_bots_without_an_index_are_backed_up_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    Database(tmp_path / "data").close()
    assert back_up(tmp_path / "data", tmp_path / "b.tar.gz").plans == 0
    assert restore(tmp_path / "b.tar.gz", tmp_path / "new") == 1


def test_nothing_is_overwritten(used: Path, tmp_path: Path) -> None:
    back_up(used, tmp_path / "b.tar.gz")
    before = (tmp_path / "b.tar.gz").read_bytes()
    with pytest.raises(BackupFailed, match="已经存在"):
        back_up(used, tmp_path / "b.tar.gz")
    assert (tmp_path / "b.tar.gz").read_bytes() == before
    with pytest.raises(BackupFailed, match="不会覆盖"):
        restore(tmp_path / "b.tar.gz", used)


def test_an_empty_data_folder_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="没有可备份"):
        back_up(tmp_path / "none", tmp_path / "b.tar.gz")
    assert not (tmp_path / "b.tar.gz").exists()


def test_a_store_that_is_damaged_is_told_of_and_leaves_no_backup(used: Path, tmp_path: Path) -> None:
    (used / FILE_NAME).write_bytes(b"no store" * 1000)
    with pytest.raises(BackupFailed, match="已损坏"):
        back_up(used, tmp_path / "b.tar.gz")
    assert not [path for path in tmp_path.iterdir() if path != used]


def a_link(tar: tarfile.TarFile) -> None:
    entry = tarfile.TarInfo("plans")
    entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
    tar.addfile(entry)


def a_file(name: str) -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))

    return add


@pytest.mark.parametrize("forged", [a_link, a_file("../x"), a_file("/x"), a_file("index/../../x"), a_file("other")])
def test_a_forged_backup_lays_nothing_out(tmp_path: Path, forged: Callable[[tarfile.TarFile], None]) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as tar:
        header = tarfile.TarInfo("planbot-backup")
        header.size = 1
        tar.addfile(header, io.BytesIO(b"1"))
        forged(tar)
    with pytest.raises(BackupFailed, match="不是 planbot 的备份"):
        restore(tmp_path / "b.tar.gz", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    assert not (tmp_path / "x").exists()


def test_a_damaged_foreign_newer_or_missing_backup_is_told_of(used: Path, tmp_path: Path) -> None:
    back_up(used, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    with tarfile.open(tmp_path / "newer", "w:gz") as tar:
        header = tarfile.TarInfo("planbot-backup")
        header.size = 1
        tar.addfile(header, io.BytesIO(b"2"))
    (tmp_path / "short").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "flipped").write_bytes(flipped)
    (tmp_path / "foreign").write_bytes(b"no archive")
    (tmp_path / "empty").write_bytes(b"")
    words = {"short": "损坏", "flipped": "损坏", "foreign": "损坏", "empty": "损坏", "newer": "升级", "none": "读不了"}
    for name, said in words.items():
        with pytest.raises(BackupFailed, match=said):
            restore(tmp_path / name, tmp_path / "new")
        assert list((tmp_path / "new").iterdir()) == []
