"""Switches of the index: what is replaced is closed once its last question has ended, and nothing is left of it."""

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import FakeAssistant

from bot.chat import answering as answering_module
from bot.chat.answering import Answering
from bot.models import Answer
from bot.settings import Settings
from bot.telegram.application import real_answering
from retrieval.index import update_index
from retrieval.leases import sweep
from retrieval.opening import current_generation

SWITCHES = 8
FD = Path("/proc/self/fd")


class Opened(FakeAssistant):
    """Tells when it is closed; a question 慢 waits."""

    def __init__(self) -> None:
        super().__init__()
        self.release, self.closed = threading.Event(), threading.Event()

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        if question == "慢":
            assert self.release.wait(5)
            assert not self.closed.is_set()
        return super().ask(question, history)

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def opened() -> Iterator[list[Opened]]:
    made: list[Opened] = []
    yield made
    for one in made:
        one.release.set()


@pytest.mark.parametrize("way", ["ask", "grow"])
async def test_a_question_under_way_keeps_its_index_open(opened: list[Opened], way: str) -> None:
    generation = Path("a")

    def reopen() -> Opened:
        opened.append(Opened())
        return opened[-1]

    answering = Answering(reopen, lambda: generation)
    slow = asyncio.create_task(getattr(answering, way)("慢"))
    await asyncio.sleep(0.1)
    generation = Path("b")
    assert await answering.refresh()
    first, second = opened
    assert (await answering.ask("快")).text == "答:快"
    assert second.asked and not first.asked  # noqa: PT018 - one fact
    assert not first.closed.is_set()
    first.release.set()
    await slow
    assert await asyncio.to_thread(first.closed.wait, 5)
    answering.close()
    assert second.closed.is_set()


async def test_a_model_that_hangs_keeps_back_neither_the_start_nor_a_new_index(
    opened: list[Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering_module, "WARM_SECONDS", 0.05)
    monkeypatch.setattr(Opened, "warm_up", lambda assistant: assistant.ask("慢"))
    generation = Path("a")

    def reopen() -> Opened:
        opened.append(Opened())
        return opened[-1]

    answering = Answering(reopen, lambda: generation)
    async with asyncio.timeout(2):
        await answering.warm_up()
        generation = Path("b")
        assert await answering.refresh()
    assert not opened[0].closed.is_set(), "it is still asked"
    opened[0].release.set()
    assert await asyncio.to_thread(opened[0].closed.wait, 5)
    answering.close()


@pytest.mark.skipif(not FD.is_dir(), reason="only Linux lists a process's files there")
async def test_switches_leave_no_descriptors_and_no_files(data_dir: Path, plan_folder: Path, tmp_path: Path) -> None:
    update_index(tmp_path / "other", [plan_folder / "yunxi.txt"])
    generations = [current_generation(data_dir), current_generation(tmp_path / "other")]
    index = tmp_path / "live" / "index"
    index.mkdir(parents=True)

    def serve(number: int) -> None:
        """As ``planbot index`` does: the new one beside, the pointer, the old one removed unless it is leased."""
        generation = generations[number % 2]
        assert generation is not None
        shutil.copytree(generation, index / generation.name, dirs_exist_ok=True)
        shutil.copytree(generation.parent / "shards", index / "shards", dirs_exist_ok=True)
        (index / "CURRENT").write_text(generation.name, "utf-8")
        sweep(index, index / "shards", index / generation.name)

    serve(0)
    answering = real_answering(Settings(_env_file=None, data_dir=tmp_path / "live"))
    await answering.warm_up()
    before = len(os.listdir(FD))
    for number in range(1, SWITCHES + 1):
        serve(number)
        assert await answering.refresh()
        await asyncio.gather(*(answering.ask(f"哪份规划提到远程医疗{n}？") for n in range(4)))
    async with asyncio.timeout(10):
        while any(path.startswith(str(index)) and "(deleted)" in path for path in map(_target, FD.iterdir())):
            await asyncio.sleep(0.05)
    # The other threads of the pool have opened the register, and some of them the two shards.
    assert len(os.listdir(FD)) <= before + 3 + 2
    answering.close()


def _target(path: Path) -> str:
    try:
        return os.readlink(path)
    except OSError:  # the listing's own
        return ""
