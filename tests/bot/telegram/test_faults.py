"""Telegram and the network failing, and the bot being killed: nothing is lost, nothing is repeated without need."""

import asyncio
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Refusal
from telegram.error import NetworkError, TimedOut

from bot.chat.state.journal import MOST_ATTEMPTS
from bot.telegram.updates import REFUSALS
from corpus.errors import TelegramUnavailable

LI = {"id": 7, "is_bot": False, "first_name": "李"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "规划组"}
NOT_FOUND = Refusal(404, "Not Found")


async def test_a_send_is_repeated_until_it_arrives(api: FakeBotApi, start_bot: StartBot, waits: list[float]) -> None:
    api.faults["sendMessage"] += [
        TimedOut(),
        NetworkError("reset"),
        Refusal(502, "Bad Gateway"),
        Refusal(429, "Too Many Requests", retry_after=17),
        NOT_FOUND,
    ]
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert waits == [0.5, 1.0, 2.0, 17.0, 8.0]


async def test_a_message_that_telegram_will_never_take_is_given_up(api: FakeBotApi, start_bot: StartBot) -> None:
    api.faults["sendMessage"] += [Refusal(403, "Forbidden: bot was blocked by the user"), Refusal(400, "TOPIC_CLOSED")]
    async with start_bot() as bot:
        for text in ("甲", "乙", "丙"):
            api.says(PRIVATE, LI, text)
        assert [sent["plain"] for sent in await bot.settle()] == ["答:丙"]


async def test_an_answer_follows_its_group_that_became_a_supergroup(api: FakeBotApi, start_bot: StartBot) -> None:
    api.says({**GROUP, "id": -1005, "type": "supergroup"}, None, migrate_from_chat_id=-5)
    api.faults["sendMessage"].append(Refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005))
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 甲")
        assert [(sent["chat_id"], sent["plain"]) for sent in await bot.settle()] == [(-1005, "答:甲")]


async def test_polling_survives_outages_and_a_second_bot(
    api: FakeBotApi, start_bot: StartBot, waits: list[float]
) -> None:
    conflict = Refusal(409, "Conflict: terminated by other getUpdates request")
    api.faults["getUpdates"] += [
        NetworkError("down"),
        conflict,
        Refusal(500, "Internal"),
        *[NOT_FOUND] * (REFUSALS - 1),
    ]
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert len(waits) == 3 + REFUSALS - 1


async def test_a_token_revoked_while_running_ends_the_bot(
    api: FakeBotApi, start_bot: StartBot, waits: list[float]
) -> None:
    api.faults["getUpdates"] += [Refusal(401, "Unauthorized")] * REFUSALS
    with pytest.raises(TelegramUnavailable):
        async with start_bot() as bot:
            await asyncio.wait([bot.serving])
    assert len(waits) == REFUSALS - 1


async def test_an_update_that_cannot_be_stored_is_not_confirmed(
    api: FakeBotApi, start_bot: StartBot, waits: list[float]
) -> None:
    async with start_bot() as bot:
        add, failures = bot.state.journal.add, [sqlite3.OperationalError("database or disk is full")]

        def fail_once(update_id: int, payload: str) -> bool:
            if failures:
                raise failures.pop()
            return add(update_id, payload)

        bot.state.journal.add = fail_once  # type: ignore[method-assign]
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert len(waits) == 1


async def test_an_update_that_cannot_be_read_does_not_keep_back_the_others(
    api: FakeBotApi, start_bot: StartBot, waits: list[float]
) -> None:
    async with start_bot() as bot:
        api.push({"poll_answer": {"poll_id": "1"}})
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert waits == []


async def test_an_update_offered_twice_is_answered_once(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲")
        update = dict(api.updates[-1])
        assert len(await bot.settle()) == 1
        api.push(update)
        api.says(PRIVATE, LI, "乙")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:乙"]


async def test_an_answer_in_flight_at_a_kill_is_delivered_after_the_restart(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, tmp_path: Path
) -> None:
    """What a kill -9 leaves is the store's files as they are at that moment: the second bot starts on a copy of them.

    Telegram has been told that the updates arrived, and the first of two messages of the answer is out.
    """
    long_answer = "甲" * 4000 + "\n" + "乙" * 200
    assistant.on_ask = lambda question: long_answer if question == "长" else None
    at_kill, release = asyncio.Event(), asyncio.Event()

    async def first_part() -> None:
        """Arrives."""

    async def second_part() -> None:
        at_kill.set()
        await release.wait()

    api.faults["sendMessage"] += [first_part, second_part]
    async with start_bot(folder=tmp_path / "killed") as bot:
        api.says(PRIVATE, LI, "长")
        api.says(PRIVATE, LI, "短")
        async with asyncio.timeout(5):
            await at_kill.wait()
        shutil.copytree(tmp_path / "killed", tmp_path / "restarted")
        release.set()
        await bot.settle()
    api.updates.clear()
    assistant.asked.clear()
    async with start_bot(folder=tmp_path / "restarted") as bot:
        api.says(PRIVATE, LI, "新")
        assert [sent["plain"] for sent in await bot.settle()] == ["乙" * 200, "答:短", "答:新"]
    assert assistant.asked == [("长", []), ("短", ["长"]), ("新", ["长", "短"])]


async def test_a_stop_leaves_what_cannot_be_sent_for_the_next_start(api: FakeBotApi, start_bot: StartBot) -> None:
    tried = asyncio.Event()

    async def fail() -> None:
        tried.set()
        raise NetworkError("down")

    api.faults["sendMessage"] += [fail]
    async with start_bot():
        api.says(PRIVATE, LI, "甲")
        async with asyncio.timeout(5):
            await tried.wait()
    assert api.sent == []
    api.updates.clear()
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "乙")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲", "答:乙"]


async def test_kills_while_updates_wait_for_their_turn_or_for_telegram_lose_none(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, tmp_path: Path
) -> None:
    """However often: only the one that was being computed may be to blame."""
    release, computing = threading.Event(), threading.Event()

    def compute(question: str) -> None:
        if question == "毒":
            computing.set()
            release.wait(10)

    async def never_arrives() -> None:
        await asyncio.Event().wait()

    assistant.on_ask = compute
    for number in range(3):
        api.says({"id": number + 1, "type": "private"}, {**LI, "id": number + 1}, "甲")
    api.says(PRIVATE, LI, "毒")
    folder = tmp_path / "0"
    for attempt in range(MOST_ATTEMPTS):
        api.faults["sendMessage"] += [never_arrives] * 3
        async with start_bot(folder=folder) as bot:
            async with asyncio.timeout(10):
                while len(api.faults["sendMessage"]) or not computing.is_set():
                    await asyncio.sleep(0.01)
            folder = tmp_path / str(attempt + 1)
            shutil.copytree(bot.state._folder, folder)
            release.set()
        release.clear()
        computing.clear()
        api.sent.clear()
    async with start_bot(folder=folder) as bot:
        assert sorted(sent["chat_id"] for sent in await bot.settle()) == [1, 2, 3], "the poison is set aside"
