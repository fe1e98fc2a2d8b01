"""The pool of answering processes: it answers as one assistant does, and one that is killed loses nothing."""

import functools
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from echo_assistant import Echo, unopened

from bot.answering_process import AnsweringProcess, ProcessDied
from bot.assistant import Assistant
from bot.pool import AssistantPool, open_assistant
from bot.settings import Settings
from corpus.errors import AnsweringFailed, IndexUnavailable
from retrieval.index import update_index
from retrieval.opening import current_generation

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = (
    "云溪市2025年孕产妇死亡率目标是多少？",
    "石桥县名医下乡每年巡诊不少于多少场？",
    "各地床位目标比一比",
    "云溪市狗狗疫苗接种率",
)


def pids(pool: AssistantPool) -> set[int]:
    return {int(pool.ask("谁").text) for _ in range(8)}


def until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def pool() -> Iterator[AssistantPool]:
    opened = AssistantPool(Echo, 2)  # type: ignore[arg-type]
    yield opened
    opened.close()


def test_a_pool_answers_as_one_assistant_does_also_from_a_generation_that_is_served_no_more(
    tmp_path: Path, plan_folder: Path
) -> None:
    update_index(tmp_path, [plan_folder])
    settings = Settings(_env_file=None, data_dir=tmp_path, answering_processes=2)
    one, pool = Assistant.open(settings), open_assistant(settings)
    served = current_generation(tmp_path)
    update_index(tmp_path, [plan_folder / "yunxi.txt"], fresh=True)
    assert isinstance(pool, AssistantPool)
    for question in QUESTIONS:
        alone, pooled = one.ask(question, ()), pool.ask(question, ())
        assert {**alone.as_json(), "elapsed_ms": 0} == {**pooled.as_json(), "elapsed_ms": 0}
    assert pool.plans() == one.plans()
    assert pool.model_status() == one.model_status()
    one.close()
    pool.close()
    until(lambda: not multiprocessing.active_children())
    update_index(tmp_path, [plan_folder / "yunxi.txt"])
    assert served is not None
    assert not served.exists(), "nobody holds a lease on it any more"


def test_one_that_is_killed_at_random_loses_no_question_and_is_replaced(pool: AssistantPool) -> None:
    before = pids(pool)
    assert len(before) == 2
    victim = random.Random("kill").choice(sorted(before))
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(pool.ask, "慢") for _ in range(60)]
        time.sleep(0.12)
        os.kill(victim, signal.SIGKILL)
        answers = [question.result(20) for question in asked]
    assert len(answers) == 60
    until(lambda: len(pids(pool)) == 2)
    assert victim not in pids(pool)


def test_a_question_that_processes_die_of_is_told_and_ends_nothing_else(pool: AssistantPool) -> None:
    with pytest.raises(AnsweringFailed, match="管理员"):
        pool.ask("死")
    assert pool.ask("谁").text.isdecimal()


def test_what_an_assistant_raises_and_streams_comes_through(pool: AssistantPool) -> None:
    with pytest.raises(IndexUnavailable, match="读不了"):
        pool.ask("错")
    assert [state.text for state in pool.ask_stream("问")] == ["先", "后"]
    pool.warm_up()


def test_nothing_is_left_of_a_pool_that_is_closed_or_cannot_open() -> None:
    with pytest.raises(IndexUnavailable, match="没有索引"):
        AssistantPool(unopened, 2)  # type: ignore[arg-type]
    released: list[bool] = []
    pool = AssistantPool(Echo, 2, functools.partial(released.append, True))  # type: ignore[arg-type]
    own = pids(pool)
    pool.close()
    until(lambda: not any(map(lives, own)))
    assert released == [True]


def test_a_call_to_a_process_that_has_ended_says_so() -> None:
    process = AnsweringProcess(Echo)
    process.wait_until_open()
    died: list[bool] = []
    process.follow(lambda: died.append(True))
    process.end()
    until(lambda: bool(died))
    with pytest.raises(ProcessDied):
        next(process.begin("ask", ("谁",)))


def test_a_program_that_leaves_a_process_open_ends() -> None:
    code = "from bot.answering_process import AnsweringProcess as P; P(dict).wait_until_open(); print('opened')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True
    )
    assert done.stdout == "opened\n"
