"""The store's file: closed to others; damaged, newer or out of reach, it is one line that says what to do."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from bot_process import start_bot_process
from conftest import StartBot
from fake_bot_api import FakeBotApi
from people import LI, PRIVATE
from test_plans import PLAN

from bot.chat.state import State
from bot.chat.state.database import FILE_NAME, MIGRATIONS
from corpus.errors import StateUnusable
from prompts import say


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


async def test_nobody_else_may_read_what_is_stored(
    api: FakeBotApi, start_bot: StartBot, data_dir: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    folder.chmod(0o755)
    (folder / FILE_NAME).touch(0o644)
    async with start_bot(folder=folder, admins=frozenset({7})) as bot:
        api.says(PRIVATE, LI, "甲")
        api.sends_file(PRIVATE, LI, "规划.txt", PLAN.format(beds="5.15").encode())
        assert len(await bot.settle()) == 2
        assert mode(folder) == "0o700"
        modes = {path.relative_to(folder): mode(path) for path in folder.rglob("*") if "index" not in path.parts}
        assert set(modes.values()) == {"0o600", "0o700"}
        assert {len(path.parts) for path in modes} == {1, 2, 3}, "the store, the folder of uploads, one, and its file"


def newer(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()


def torn(path: Path) -> None:
    """The middle of the file is another's: its head is all right."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"x" * (len(data) - 4096)
    path.write_bytes(data)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no store at all": (
        lambda path: path.write_bytes(b"not a database, but long enough to have a head" * 10),
        "damaged",
    ),
    "torn": (torn, "damaged"),
    "newer": (newer, "newer"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "cannot_open"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_store_that_cannot_be_used_is_one_line(tmp_path: Path, how: str) -> None:
    State(tmp_path, retention_days=30).close()
    damage, message = BROKEN[how]
    damage(tmp_path / FILE_NAME)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StateUnusable) as raised:
        State(tmp_path, retention_days=30)
    known = say(f"state.{message}", file=tmp_path / FILE_NAME, cause="\0")
    assert str(raised.value).startswith(known.partition("\0")[0])
    assert "\n" not in str(raised.value)
    assert sorted(tmp_path.iterdir()) == before, "nothing is thrown away"


def test_a_data_folder_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateUnusable):
        State(tmp_path / "file", retention_days=30)


async def test_the_command_ends_with_that_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database, but long enough to have a head" * 10)
    process = await start_bot_process(tmp_path, "http://127.0.0.1:9")
    output, _ = await process.communicate()
    assert process.returncode == 1
    assert output.decode().splitlines() == [say("state.damaged", file=tmp_path / FILE_NAME)]
