"""The bot in a process of its own for a while: many chats, a slow and strict server with faults, switches, kill -9.

``python tests/bot/telegram/soak.py [MINUTES]`` prints what came of it, and ends with 1 where a question was lost, answered
twice without a reason, or where memory or descriptors grew. A thousand updates a minute; the ten kills fall into the first
half, so that the second shows one process for long.
"""

import asyncio
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

from bot_process import start_bot_process  # noqa: E402
from fake_bot_api import FakeBotApi, Json, Refusal  # noqa: E402
from fake_server import served  # noqa: E402

from retrieval.index import update_index  # noqa: E402
from retrieval.leases import sweep  # noqa: E402
from retrieval.opening import current_generation  # noqa: E402

CHATS, A_MINUTE, KILLS = 2_000, 1_000, 10
SWITCH_SECONDS = 60.0
# What Telegram takes: messages a second in all, and a minute in one group.
OVERALL, IN_A_GROUP = 30, 20
# Of a hundred calls, so many go wrong: before they are taken, and behind that, when nobody knows.
LOST_CALLS, LOST_REPLIES = 4, 1
LATENCY_SECONDS = (0.03, 0.3)
# A send that was taken so shortly before a kill may not have been noted.
UNNOTED_SECONDS = 0.5
# How long the last answers may take; the machine may be busy with other things.
PATIENCE_SECONDS = 600
MOST_GROWTH, MOST_DESCRIPTORS = 1.15, 10
SENDING = ("sendMessage", "sendPhoto")
QUESTIONS = (
    "廉江2025年孕产妇死亡率目标多少？",
    "{} 床位",
    "各地床位目标比一比",
    "{}2025年人均预期寿命目标",
    "哪份规划提到远程医疗？",
    "那{}呢？",
    "今天天气怎么样",
)
PLACES = ("廉江", "开平", "江海", "中山", "钦州")

Key = tuple[int, int]


class RealServer(FakeBotApi):
    """As slow and as strict as the real one, with its faults."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self._taken: deque[float] = deque()
        self._taken_in: dict[int, deque[float]] = defaultdict(deque)
        self.excused: set[Key] = set()  # may be answered twice
        self.under_way: dict[Key, float] = {}  # when a send of the answer was last under way
        self.before_kill: dict[Key, float] = {}  # how many seconds before the kill behind it that was
        self._killed_at = -UNNOTED_SECONDS
        self.counts: Counter[str] = Counter()

    async def call(self, method: str, given: Json) -> Json:
        key = given.get("chat_id", 0), (given.get("reply_parameters") or {}).get("message_id", 0)
        sends = method in SENDING
        if sends:
            self.under_way[key] = time.monotonic() + 60
            if time.monotonic() < self._killed_at + UNNOTED_SECONDS:
                self.excused.add(key)  # of the killed process, read only now: a new one is not up so soon
        try:
            await asyncio.sleep(self._chance.uniform(*LATENCY_SECONDS))
            if refusal := self._fault(method) or (self._limit(given["chat_id"]) if sends else None):
                self.counts[f"{method} {refusal.body['error_code']}"] += 1
                return refusal.body
            body = await super().call(method, given)
            if sends and self._chance.random() * 100 < LOST_REPLIES:
                self.counts[f"{method} taken, reply lost"] += 1
                self.excused.add(key)
                return Refusal(504, "Gateway Timeout").body
            return body
        finally:
            if sends:
                self.under_way[key] = time.monotonic()

    def killed(self) -> None:
        """The bot was killed: what was under way may come twice."""
        now = self._killed_at = time.monotonic()
        self.before_kill = {key: now - at for key, at in self.under_way.items()} | self.before_kill
        self.excused |= {key for key, at in self.under_way.items() if at > now - UNNOTED_SECONDS}

    def _fault(self, method: str) -> Refusal | None:
        if method == "getMe" or self._chance.random() * 100 >= LOST_CALLS:
            return None
        if method == "getUpdates":
            return self._chance.choice([Refusal(502, "Bad Gateway"), Refusal(409, "Conflict")])
        return self._chance.choice([Refusal(502, "Bad Gateway"), Refusal(429, "Too Many Requests", retry_after=2)])

    def _limit(self, chat: int) -> Refusal | None:
        now = time.monotonic()
        for taken, seconds, most in ((self._taken, 1, OVERALL + 10), (self._taken_in[chat], 60, IN_A_GROUP)):
            while taken and taken[0] < now - seconds:
                taken.popleft()
            if len(taken) >= most and (seconds == 1 or chat < 0):
                return Refusal(429, "Too Many Requests", retry_after=int(taken[0] + seconds - now) + 1)
        self._taken.append(now)
        self._taken_in[chat].append(now)
        return None


class Soak:
    """One run over ``minutes``."""

    def __init__(self, folder: Path, minutes: float) -> None:
        self._folder, self._seconds = folder, minutes * 60
        self._chance = random.Random(1)
        self._api = RealServer(self._chance)
        self._asked: set[Key] = set()
        self._process: asyncio.subprocess.Process | None = None
        self._lines: Counter[str] = Counter()
        self.samples: list[tuple[float, float, int]] = []  # (second, MB, descriptors) of the last process
        self.kills = self.switches = 0

    async def run(self) -> bool:
        """Whether all is as it should be."""
        generations = self._indexes()
        started = time.monotonic()
        async with served(self._api) as root:
            await self._start(root)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._talk())
                group.create_task(self._kill_now_and_then(root))
                group.create_task(self._switch(generations))
                group.create_task(self._sample(started))
            missing = await self._last_answers()
            stopping = time.monotonic()
            self._process_now.send_signal(signal.SIGTERM)
            status = await self._process_now.wait()
            return self._report(missing, status, time.monotonic() - stopping, stopping - started)

    @property
    def _process_now(self) -> asyncio.subprocess.Process:
        assert self._process is not None
        return self._process

    def _indexes(self) -> list[Path]:
        """Two indexes of the bundled plans, one of them without a plan that nobody asks for by name."""
        bundled = sorted((HERE.parents[2] / "corpus" / "plans").glob("*.md"))
        generations = []
        for name, files in (("a", bundled), ("b", bundled[1:])):
            update_index(self._folder / name, files)
            generation = current_generation(self._folder / name)
            assert generation is not None
            generations.append(generation)
        shutil.copytree(self._folder / "a", self._folder / "data")
        return generations

    async def _start(self, root: str) -> None:
        self._process = await start_bot_process(self._folder / "data", root)
        asyncio.get_running_loop().create_task(self._read_log(self._process))

    async def _read_log(self, process: asyncio.subprocess.Process) -> None:
        """Count the lines above INFO by their first words."""
        assert process.stdout is not None
        async for raw in process.stdout:
            words = raw.decode().split()
            if len(words) > 4 and words[2] in ("WARNING", "ERROR", "CRITICAL"):
                self._lines[" ".join(words[2:6])] += 1
            elif not words[:1] or not words[0].startswith("20"):
                self._lines["other lines"] += 1

    async def _talk(self) -> None:
        """A thousand updates a minute, of all kinds, most of them questions."""
        until = time.monotonic() + self._seconds
        pushed, started = 0, time.monotonic()
        while (now := time.monotonic()) < until:
            while pushed < (now - started) * A_MINUTE / 60:
                self._one()
                pushed += 1
            await asyncio.sleep(0.05)

    def _one(self) -> None:
        chance, number = self._chance, self._chance.randint(1, CHATS)
        user: Json = {"id": number, "is_bot": False, "first_name": "某"}
        group = number % 7 == 0
        chat: Json = (
            {"id": -number, "type": "supergroup", "title": "组"} if group else {"id": number, "type": "private"}
        )
        text = chance.choice(QUESTIONS).format(chance.choice(PLACES))
        kind = chance.random()
        if kind < 0.8:
            message = self._api.says(chat, user, f"{'@PlanBot ' if group else ''}{text}")
            self._asked.add((chat["id"], message["message_id"]))
        elif kind < 0.85 and group:
            self._api.says(chat, user, "闲谈")
        elif kind < 0.9:
            self._api.types(user, text)
        elif kind < 0.95 and self._api.sent:
            sent = chance.choice(self._api.sent[-50:])
            if self._api.offers(sent, "原文"):
                self._api.presses({**user, "id": abs(sent["chat_id"])}, sent, "原文")
        elif self._asked:
            chat_id, message_id = chance.choice(sorted(self._asked)[-50:])
            self._api.edits(self._api.messages[chat_id][message_id], f"@PlanBot {text}")

    async def _kill_now_and_then(self, root: str) -> None:
        for _ in range(KILLS):
            await asyncio.sleep(self._seconds / 2 / KILLS)
            self._process_now.kill()
            self._api.killed()
            await self._process_now.wait()
            self.kills += 1
            await self._start(root)

    async def _switch(self, generations: list[Path]) -> None:
        """As ``planbot index`` does, and as seldom as every minute."""
        index, until = self._folder / "data" / "index", time.monotonic() + self._seconds
        while time.monotonic() + SWITCH_SECONDS <= until + 1:
            await asyncio.sleep(SWITCH_SECONDS)
            generation = generations[(self.switches + 1) % 2]
            for part, name in ((generation, generation.name), (generation.parent / "shards", "shards")):
                await asyncio.to_thread(shutil.copytree, part, index / name, dirs_exist_ok=True)
            (index / "CURRENT.new").write_text(generation.name, "utf-8")
            os.replace(index / "CURRENT.new", index / "CURRENT")
            sweep(index, index / "shards", index / generation.name)
            self.switches += 1

    async def _sample(self, started: float) -> None:
        while (second := time.monotonic() - started) < self._seconds:
            proc = Path("/proc") / str(self._process_now.pid)
            try:
                pages = int((proc / "statm").read_text().split()[1])
                if second > self._seconds / 2 + 30:
                    megabytes = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
                    self.samples.append((second, megabytes, len(list((proc / "fd").iterdir()))))
            except OSError:
                pass
            await asyncio.sleep(5)

    async def _last_answers(self) -> set[Key]:
        """The questions that nobody answered, after patience."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (missing := self._asked - self._answered().keys()) and time.monotonic() < until:
            await asyncio.sleep(0.5)
        await asyncio.sleep(2)  # for doubles that are on their way
        return missing

    def _answered(self) -> Counter[Key]:
        keys = ((sent["chat_id"], sent["reply_to"]) for sent in self._api.sent)
        return Counter(key for key in keys if key in self._asked)

    def _report(self, missing: set[Key], status: int, stopping: float, seconds: float) -> bool:
        doubled = {key for key, times in self._answered().items() if times > 1}
        print(f"{len(self._api.pushed)} updates of {CHATS} chats in {seconds:.0f} s; questions {len(self._asked)}")
        print(f"kill -9: {self.kills}, switches: {self.switches}; faults: {dict(self._api.counts)}")
        print(
            f"lost: {len(missing)}; doubled: {len(doubled)}, of them without a reason: {len(doubled - self._api.excused)}"
        )
        strange = sorted(f"{self._api.before_kill.get(key, -1.0):.2f}" for key in doubled - self._api.excused)
        print(
            f"seconds from a send of those without a reason to the kill behind it (-1.00: none): {', '.join(strange)}"
        )
        # A press that was under way at a kill is answered once more, which Telegram refuses.
        wrong = Counter(one for one in self._api.violations if "query is too old" not in one)
        print(f"refused as wrong: {wrong.most_common(5)}")
        print(f"log: {self._lines.most_common(12)}")
        print(f"SIGTERM: status {status} after {stopping:.1f} s")
        quarters = [self.samples[len(self.samples) * n // 4] for n in range(4)] + self.samples[-1:]
        for second, megabytes, descriptors in quarters:
            print(f"second {second:5.0f}: {megabytes:.0f} MB, {descriptors} descriptors")
        (_, before, few), (_, after, many) = quarters[1], quarters[-1]
        flat = after <= before * MOST_GROWTH and many <= few + MOST_DESCRIPTORS
        right = not missing and not wrong and doubled <= self._api.excused
        return right and flat and status == 0 and stopping < 5


def main(arguments: list[str]) -> int:
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a killed client's broken connection is no news
    minutes = float(arguments[0]) if arguments else 20.0
    with tempfile.TemporaryDirectory() as folder:
        good = asyncio.run(Soak(Path(folder), minutes).run())
    print("passed" if good else "FAILED")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
