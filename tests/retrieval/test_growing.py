"""An index that grows plan by plan: the same as one built at once, and nothing that is read is swept."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from corpus.errors import IndexUnavailable
from corpus.loader import load_plan
from corpus.models import Plan
from retrieval import building
from retrieval.index import remove_plan, update_index
from retrieval.opening import EARLIER_RECORDS, current_generation, open_store
from retrieval.shards import Shard, adapter

QUESTIONS = (
    "云溪市2025年孕产妇死亡率目标是多少？",
    "石桥县名医下乡每年巡诊不少于多少场？",
    "各地床位目标比一比",
    "哪份规划提到储备隔离房间？",
    "云溪市有多少间村卫生站？",
)


def shards(data: Path) -> set[str]:
    return {path.name for path in (data / "index" / "shards").iterdir()}


def test_an_index_that_grew_answers_like_one_built_at_once(tmp_path: Path, plan_folder: Path, data_dir: Path) -> None:
    # The last one in comes first in the order of the files.
    for name in ("yunxi.txt", "shiqiao.txt"):
        update_index(tmp_path, [plan_folder / name])
    grown, at_once = Assistant(Library(tmp_path)), Assistant(Library(data_dir))
    for question in QUESTIONS:
        one, other = grown.ask(question).as_json(), at_once.ask(question).as_json()
        assert {**one, "elapsed_ms": 0} == {**other, "elapsed_ms": 0}
    assert [plan.file for plan in open_store(tmp_path).plans] == ["shiqiao.txt", "yunxi.txt"]


def test_what_is_counted_follows_what_is_held(tmp_path: Path, plan_folder: Path) -> None:
    update_index(tmp_path, [plan_folder / "yunxi.txt"])
    before = open_store(tmp_path)
    counted = before.names, before.units, before.frequency("云溪"), before.frequency("石桥"), shards(tmp_path)
    before.close()
    update_index(tmp_path, [plan_folder / "shiqiao.txt"])
    assert open_store(tmp_path).frequency("石桥") > 0
    remove_plan(tmp_path, "shiqiao.txt")
    after = open_store(tmp_path)
    assert (after.names, after.units, after.frequency("云溪"), after.frequency("石桥")) == counted[:4]
    assert counted[3] == 0


def test_adding_a_plan_reads_and_writes_no_other(
    tmp_path: Path, plan_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(tmp_path, [plan_folder / "yunxi.txt"])
    (held,) = shards(tmp_path)
    written = (tmp_path / "index" / "shards" / held).stat()
    opened: list[str] = []

    def open_shard(path: Path) -> Shard:
        opened.append(path.name)
        return Shard(path)

    monkeypatch.setattr(building, "Shard", open_shard)
    update_index(tmp_path, [plan_folder / "shiqiao.txt"])
    assert len(opened) == 1
    assert held not in opened
    assert (tmp_path / "index" / "shards" / held).stat() == written


def test_what_a_reader_holds_is_swept_only_when_it_lets_go(tmp_path: Path, plan_folder: Path) -> None:
    update_index(tmp_path, [plan_folder])
    library = Library(tmp_path)
    remove_plan(tmp_path, "shiqiao.txt")
    update_index(tmp_path, [plan_folder / "yunxi.txt"], fresh=True)
    # Opened after the sweep, the shard of the plan removed is still there for who reads the generation that names it.
    assert "巡诊" in Assistant(library).ask("石桥县名医下乡每年巡诊不少于多少场？").text
    library.close()
    update_index(tmp_path, [plan_folder / "yunxi.txt"])
    assert len(shards(tmp_path)) == 1
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def earlier_index(data: Path, plans: list[tuple[str, str]]) -> None:
    """An index of format 11, as far as it is carried over: (file, the plan as JSON) of each document."""
    folder = data / "index" / "generation-0123456789abcdef"
    folder.mkdir(parents=True)
    database = sqlite3.connect(folder / EARLIER_RECORDS)
    database.executescript("PRAGMA user_version = 11; CREATE TABLE plans (file TEXT, digest TEXT, plan TEXT)")
    database.executemany("INSERT INTO plans VALUES (?, 'digest', ?)", plans)
    database.commit()
    database.close()
    (folder / "manifest.json").write_text(json.dumps({"format": 11, "embedding": "latent-bigrams-256"}))
    (data / "index" / "CURRENT").write_text(folder.name)


def test_an_index_of_the_format_before_is_carried_over_and_what_cannot_be_is_named(
    tmp_path: Path, plan_folder: Path
) -> None:
    record = adapter(Plan).dump_json(load_plan(plan_folder / "yunxi.txt")).decode()
    broken = record.replace('"metadata"', '"gone"')
    earlier_index(tmp_path, [("yunxi.txt", record), ("lost.txt", broken), ("kept.txt", broken)])
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "kept.txt").write_text((plan_folder / "yunxi.txt").read_text("utf-8").replace("云溪", "晴岚"))
    report = update_index(tmp_path, [plan_folder / "shiqiao.txt"])
    assert [plan.file for plan in open_store(tmp_path).plans] == ["kept.txt", "shiqiao.txt", "yunxi.txt"]
    assert len(report.notices) == 1
    assert "lost.txt" in report.notices[0]
    served = current_generation(tmp_path)
    assert served is not None
    assert [path.name for path in (tmp_path / "index").glob("generation-*")] == [served.name]


def test_an_index_of_another_format_with_shards_is_carried_over_and_served_until_then(
    tmp_path: Path, plan_folder: Path
) -> None:
    update_index(tmp_path, [plan_folder])
    before = Library(tmp_path)
    served = before.store.folder
    with closing(sqlite3.connect(served / "register.sqlite")) as database:
        database.execute("PRAGMA user_version = 12")
        (lost,) = database.execute("SELECT shard FROM plans WHERE file = 'shiqiao.txt'").fetchone()
    (tmp_path / "index" / "shards" / lost).rename(tmp_path / "kept.sqlite")
    with pytest.raises(IndexUnavailable, match="planbot index"):
        open_store(tmp_path)
    more = tmp_path / "more"
    more.mkdir()
    (more / "other.txt").write_text((plan_folder / "yunxi.txt").read_text("utf-8").replace("云溪", "晴岚"), "utf-8")
    steps: list[str] = []
    report = update_index(tmp_path, [more], progress=lambda step, *_: steps.append(f"{step} {served.is_dir()}"))
    assert "carrying True" in steps
    assert [plan.file for plan in open_store(tmp_path).plans] == ["other.txt", "yunxi.txt"]
    assert len(report.notices) == 1
    assert "shiqiao.txt" in report.notices[0]
    # Who reads the old one still does.
    assert Assistant(before).ask("云溪市有多少间村卫生站？").citations
    before.close()


def test_a_damaged_index_is_built_anew(tmp_path: Path, plan_folder: Path) -> None:
    update_index(tmp_path, [plan_folder])
    served = current_generation(tmp_path)
    assert served is not None
    (served / "register.sqlite").write_bytes(b"not what it was")
    update_index(tmp_path, [plan_folder], fresh=True)
    assert len(open_store(tmp_path).plans) == 2
