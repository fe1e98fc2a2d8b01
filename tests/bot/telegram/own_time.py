"""The bot's own time: from the end of ``getUpdates`` to the start of ``sendMessage``, over HTTP on this machine.

``python tests/bot/telegram/own_time.py DATA_DIR`` prints it; ``make bench`` does for an index of its own. Figures only,
no verdict: a busy machine is slow.
"""

import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from bot_process import kill, start_bot_process  # noqa: E402
from fake_bot_api import FakeBotApi, Json  # noqa: E402
from fake_server import served  # noqa: E402

CHATS, SECONDS = 20, 20
MOST_SECONDS = 120
# Each of the chats asks every two seconds or so: a busy morning, below what Telegram lets a bot send.
PAUSE_SECONDS = (1.0, 3.0)
QUESTIONS = (
    "{}2025年孕产妇死亡率目标是多少？",
    "{} 床位",
    "各地床位目标比一比",
    "哪份规划提到远程医疗？",
    "{}的牵头单位是谁？",
    "那{}呢？",
    "{}2040年预期寿命目标",
)


async def measure(data_dir: Path, regions: list[str]) -> dict[str, list[float]]:
    """Milliseconds for each answer: chats that ask now and then, and all of them in the same moment."""
    api, arrived = FakeBotApi(), dict[tuple[int, int], float]()
    times: list[float] = []

    def handed_out(updates: list[Json]) -> None:
        for update in updates:
            message = update["message"]
            arrived.setdefault((message["chat"]["id"], message["message_id"]), time.perf_counter())

    call = api.call

    async def timed(method: str, given: Json) -> Json:
        if method == "sendMessage":
            asked = given["chat_id"], given["reply_parameters"]["message_id"]
            times.append((time.perf_counter() - arrived[asked]) * 1000)
        return await call(method, given)

    api.handed_out, api.call = handed_out, timed  # type: ignore[method-assign]
    chance = random.Random(1)

    def ask(chat: int) -> None:
        user = {"id": chat, "is_bot": False, "first_name": "某"}
        question = chance.choice(QUESTIONS).format(chance.choice(regions))
        api.says({"id": chat, "type": "private"}, user, question)

    async def chat_for_a_while(chat: int) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
            ask(chat)

    async def all_answered() -> list[float]:
        while len(times) < len(api.pushed):
            await asyncio.sleep(0.01)
        done = times.copy()
        times.clear()
        api.pushed.clear()
        return done

    async with served(api) as root:
        process = await start_bot_process(data_dir, root)
        try:
            ask(1)
            await all_answered()
            await asyncio.sleep(3)  # until what is loaded in the background is loaded
            await asyncio.gather(*(chat_for_a_while(chat) for chat in range(1, CHATS + 1)))
            result = {"now and then": await all_answered()}
            for chat in range(1, CHATS + 1):
                ask(chat)
            return result | {"in one moment": await all_answered()}
        finally:
            await kill(process)


def report(data_dir: Path) -> None:
    """Measure on a copy of the index in ``data_dir``, with a state of its own, and print."""
    from retrieval.opening import open_store

    regions = [plan.metadata.region for plan in open_store(data_dir).plans]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data_dir / "index", Path(folder, "index"))
        measured = asyncio.run(asyncio.wait_for(measure(Path(folder), regions), MOST_SECONDS))
    for name, times in measured.items():
        p95 = sorted(times)[int(0.95 * len(times))]
        print(
            f"Telegram own time, {CHATS} chats asking {name}, {len(times)} answers: p50 {statistics.median(times):.1f} ms,"
            f" p95 {p95:.1f} ms, most {max(times):.1f} ms"
        )


if __name__ == "__main__":
    report(Path(sys.argv[1]))
