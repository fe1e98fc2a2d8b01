"""Troubles of the machine: each is one clear line in the log, and nothing is lost or doubled by it."""

import asyncio
import errno
import logging
from pathlib import Path
from typing import Any

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from people import LI, PRIVATE
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.chat import sweeping, uploads
from bot.chat.answering import Answering
from bot.chat.state.database import StateUnwritable
from bot.telegram import handlers, webhook
from corpus.errors import IndexUnavailable, TelegramUnavailable
from prompts import say

MISSING = "还没有可用的索引"


async def test_what_arrived_and_could_not_be_noted_is_not_sent_again(
    api: FakeBotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full from the moment on at which the message has arrived."""

    async def pause(_stop: asyncio.Event, _seconds: float) -> None: ...

    monkeypatch.setattr(handlers, "pause", pause)
    async with start_bot() as bot:
        note, failures = bot.state.conversations.sent, [StateUnwritable("database or disk is full")] * 5

        def fail(*given: Any, **named: Any) -> None:
            if failures:
                raise failures.pop()
            note(*given, **named)

        bot.state.conversations.sent = fail  # type: ignore[method-assign]
        api.says(PRIVATE, LI, "/help")
        assert [sent["plain"] for sent in await bot.settle()] == [say("telegram.help", days=30)]
        assert failures == []


async def test_a_full_disk_refuses_a_file_in_one_sentence(
    api: FakeBotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "write_private", full)
    async with start_bot(admins=frozenset({7})) as bot:
        api.sends_file(PRIVATE, LI, "规划.txt", b"x")
        (sent,) = await bot.settle()
    assert sent["plain"] == say("desk.cannot_store", file="规划.txt", cause="磁盘已满")


async def test_an_index_that_goes_missing_is_one_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    generation, opened = Path("a"), list[FakeAssistant]()

    def reopen() -> FakeAssistant:
        if opened:
            raise IndexUnavailable(MISSING)
        opened.append(FakeAssistant())
        return opened[0]

    answering = Answering(reopen, lambda: generation)
    monkeypatch.setattr("bot.chat.answering.REFRESH_SECONDS", 0.001)
    generation = Path("gone")
    refreshing = asyncio.create_task(answering.follow_index())
    await asyncio.sleep(0.2)
    refreshing.cancel()
    (line,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert MISSING in line
    assert not any(record.exc_info for record in caplog.records)
    assert (await answering.ask("甲")).text == "答:甲", "the old one is served"
    answering.close()


async def test_questions_on_a_missing_index_are_apologised_for_and_logged_once(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_question: str) -> str:
        raise IndexUnavailable(MISSING)

    assistant.on_ask = fail
    async with start_bot() as bot:
        for number in range(5):
            api.says(PRIVATE, LI, f"问{number}")
        assert [sent["plain"] for sent in await bot.settle()] == [say("telegram.failed")] * 5
    assert len([record for record in caplog.records if MISSING in record.getMessage()]) == 1


@pytest.mark.usefixtures("waits")
async def test_an_outage_of_telegram_is_a_line_not_a_line_a_try(
    api: FakeBotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults["sendMessage"] += [NetworkError("down")] * 50
    async with start_bot() as bot:
        for number in range(5):
            api.says({"id": number + 1, "type": "private"}, {**LI, "id": number + 1}, "甲")
        assert len(await bot.settle()) == 5
    assert len([record for record in caplog.records if "sending failed" in record.getMessage()]) == 1


@pytest.mark.parametrize(
    "listen", ["8443", "host", "127.0.0.1:0", "127.0.0.1:99999", "x" * 70 + ".test:8443", "a\0b:8443"]
)
async def test_an_address_that_cannot_be_listened_on_is_one_line(listen: str) -> None:
    inbox: Any = None
    with pytest.raises(TelegramUnavailable) as raised:
        await webhook.receive(Bot("1:x"), inbox, asyncio.Event(), "https://bot.test", listen)
    assert "PLANBOT_TELEGRAM_WEBHOOK_LISTEN" in str(raised.value)


async def test_an_address_that_telegram_refuses_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_given: object, **_named: object) -> bool:
        raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")

    monkeypatch.setattr(Bot, "set_webhook", refuse)
    inbox: Any = None
    with pytest.raises(TelegramUnavailable) as raised:
        await webhook.receive(Bot("1:x"), inbox, asyncio.Event(), "http://bot.test", "127.0.0.1:18443")
    assert "PLANBOT_TELEGRAM_WEBHOOK_URL" in str(raised.value)


async def test_what_is_past_its_time_is_erased_while_nobody_writes(
    start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "SWEEP_EVERY_SECONDS", 0.01)
    async with start_bot() as bot:
        bot.state.conversations.turn(1, "很久以前", user="1", chat="1", topic="", message="1")
        bot.state._database.execute("UPDATE turns SET asked = 1")
        async with asyncio.timeout(5):
            while bot.state.conversations.get(1):
                await asyncio.sleep(0.01)
