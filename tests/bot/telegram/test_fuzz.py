"""Generated updates of every type, sound and damaged: each is passed, and whoever asks between them is answered.

``make fuzz`` runs more of them (FUZZ_UPDATES, FUZZ_SEED).
"""

import asyncio
import logging
import os

import pytest
import telegram
from conftest import StartBot
from fake_bot_api import FakeBotApi
from generated_updates import Updates
from people import LI
from telegram.ext import AIORateLimiter

from bot.chat import workshop
from bot.telegram import application

UPDATES = int(os.environ.get("FUZZ_UPDATES", "3000"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
EVERY = 100
FIRST_ASKER = 10_000_000
# An update that takes longer than this on average holds up the others.
SECONDS_EACH = 0.1


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # fields that the library gives up
@pytest.mark.parametrize("kind", ["sound", "damaged"])
async def test_generated_updates(
    api: FakeBotApi,
    start_bot: StartBot,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(application, "AIORateLimiter", lambda: AIORateLimiter(overall_max_rate=0, group_max_rate=0))
    monkeypatch.setattr(workshop, "BUSY_WAITS", 0)  # no process for each file
    caplog.set_level(logging.WARNING)
    made = Updates(SEED)
    limits = {"telegram_user_limit": 10**9, "telegram_group_limit": 10**9}
    asked = []
    async with start_bot(admins=frozenset({LI["id"]}), **limits) as bot, asyncio.timeout(10 + UPDATES * SECONDS_EACH):
        for number in range(UPDATES):
            api.push(getattr(made, kind)())
            if number % EVERY == 0:
                asker = FIRST_ASKER + number
                asked.append(api.says({"id": asker, "type": "private"}, {**LI, "id": asker}, "甲"))
                await bot.settle()
        await bot.settle()
        assert not bot.serving.done()
        assert bot.state.journal.pending() == []
        answered = [(one["chat_id"], one["plain"]) for one in bot.said if one["chat_id"] >= FIRST_ASKER]
        assert answered == [(one["chat"]["id"], "答:甲") for one in asked]
    api.violations.clear()  # chats and queries that nobody knows
    if kind == "sound":
        errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert [record.getMessage() for record in errors] == []


def test_every_type_is_generated() -> None:
    made = Updates(SEED)
    kinds = {kind for _ in range(3000) for kind in made.sound()}
    assert kinds == set(telegram.Update.ALL_TYPES)
