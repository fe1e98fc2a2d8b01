"""How many indicator questions a second ``planbot serve`` answers, beside the assistant alone in one process:
``python tests/bot/web/own_rate.py DATA_DIR``. Each question is asked once on each side, so that none comes from memory.
Prints figures and judges nothing."""

import asyncio
import itertools
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402

from bot.assistant import Assistant  # noqa: E402
from bot.settings import Settings  # noqa: E402
from retrieval.index import open_store  # noqa: E402

MOST_QUESTIONS = 400
# Clients that ask side by side when the greatest rate is looked for.
AT_ONCE = 8
# Questions on each side before those that count.
FIRST = 20
FORMS = ("{region}{name}的目标是多少？", "{region} {name}", "请问{region}的{name}目标", "{region}{name}现状和目标")


def questions(data_dir: Path) -> list[str]:
    """Questions that name a place and an indicator of its document, all of them different, in an order that mixes documents and
    forms: the first half is asked at a rate taken from all."""
    store = open_store(data_dir)
    regions = {plan.id: plan.metadata.region for plan in store.plans}
    named = dict.fromkeys((regions[number], value.printed_name) for number, value in store.all_values())
    made = [form.format(region=region, name=name) for form, (region, name) in itertools.product(FORMS, named)]
    asked = list(dict.fromkeys(made))[:MOST_QUESTIONS]
    random.Random(0).shuffle(asked)
    return asked


def main(data_dir: Path) -> None:
    """Ask in this process, then over HTTP as fast as it goes, then at half the rate of the first."""
    first, asked = (every := questions(data_dir))[:FIRST], every[FIRST:]
    half = len(asked) // 2
    assistant = Assistant.open(Settings(_env_file=None, data_dir=data_dir))
    for question in first:
        assistant.ask(question)  # what is loaded at first use
    started = time.perf_counter()
    times = [assistant.ask(question).elapsed_ms for question in asked]
    alone = len(asked) / (time.perf_counter() - started)
    print(f"assistant alone: {len(asked)} questions, {alone:.0f}/s, {_spread(times)}")
    fast = _served(data_dir, first, lambda root: _as_fast_as_it_goes(root, asked))
    print(f"/api/ask, {AT_ONCE} at once: {fast[0]:.0f}/s ({fast[0] / alone:.0%} of it), {_spread(fast[1])}")
    steady = _served(data_dir, first, lambda root: _at_rate(root, asked[:half], alone / 2))
    print(f"/api/ask at {alone / 2:.0f}/s: {_spread(steady)}")


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.1f} ms, p95 {ordered[int(0.95 * len(ordered))]:.1f} ms"


def _served(data_dir: Path, first: Sequence[str], asking):  # type: ignore[no-untyped-def]
    """What ``asking`` gives of the address of a fresh server that has answered the questions ``first``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        **os.environ,
        "PLANBOT_DATA_DIR": str(data_dir),
        "PLANBOT_WEB_LIMIT": "1000000",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--listen", listen]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        return asyncio.run(_ready(f"http://{listen}", first, asking))
    finally:
        server.terminate()
        server.wait(10)


async def _ready(root: str, first: Sequence[str], asking):  # type: ignore[no-untyped-def]
    async with aiohttp.ClientSession() as session:
        for _ in range(600):
            try:
                async with session.get(f"{root}/metrics") as response:
                    if response.status == 200:
                        break
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
        await asyncio.sleep(3)  # until it is warm
        for question in first:
            await _ask(session, root, question)
    return await asking(root)


async def _ask(session: aiohttp.ClientSession, root: str, question: str) -> float:
    started = time.perf_counter()
    async with session.post(f"{root}/api/ask", json={"question": question}) as response:
        assert response.status == 200
        await response.read()
    return (time.perf_counter() - started) * 1000


async def _as_fast_as_it_goes(root: str, asked: Sequence[str]) -> tuple[float, list[float]]:
    """(questions a second, milliseconds of each)."""
    waiting, times = list(asked), []

    async def client(session: aiohttp.ClientSession) -> None:
        while waiting:
            times.append(await _ask(session, root, waiting.pop()))

    async with aiohttp.ClientSession() as session:
        started = time.perf_counter()
        await asyncio.gather(*(client(session) for _ in range(AT_ONCE)))
        return len(asked) / (time.perf_counter() - started), times


async def _at_rate(root: str, asked: Sequence[str], rate: float) -> list[float]:
    """Milliseconds of each question, one begun every ``1 / rate`` seconds whether or not the last is answered."""
    async with aiohttp.ClientSession() as session:
        begun = []
        started = time.perf_counter()
        for number, question in enumerate(asked):
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            begun.append(asyncio.create_task(_ask(session, root, question)))
        return list(await asyncio.gather(*begun))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
