"""Floods: one member or one group, however many messages, presses or letters, holds up nobody else."""

import asyncio
import time

import pytest
from conftest import FakeAssistant, RunningBot, StartBot
from fake_bot_api import FakeBotApi, Json, Refusal
from made_answers import figures
from people import GROUP, LI, PRIVATE, WANG, WANGS

from bot.chat.lines import MOST_OF_AN_OWNER
from prompts import say

FLOOD = 1_100
# Far above what an answer takes on a busy machine, far below the minute of silence that a flood once led to.
SOON_SECONDS = 5.0


async def answered(api: FakeBotApi, chat: int) -> None:
    """Until something was sent to ``chat``."""
    async with asyncio.timeout(SOON_SECONDS):
        while not any(sent["chat_id"] == chat for sent in api.sent):
            await asyncio.sleep(0.02)


def holds(api: FakeBotApi, chat: int) -> None:
    """Telegram takes nothing in ``chat`` for an hour."""
    api.refuses = lambda method, given: (
        Refusal(429, "Too Many Requests", retry_after=3600)
        if method in ("sendMessage", "sendPhoto", "editMessageText") and given["chat_id"] == chat
        else None
    )


def crowd(number: int) -> Json:
    return {"id": 1000 + number, "is_bot": False, "first_name": "众"}


@pytest.mark.parametrize("limit", [60, 100_000], ids=["within the group's limit", "without a limit"])
async def test_a_group_behind_a_429_holds_up_nobody(api: FakeBotApi, start_bot: StartBot, limit: int) -> None:
    async with start_bot(telegram_group_limit=limit) as bot:
        holds(api, GROUP["id"])
        for number in range(FLOOD):
            api.says(GROUP, crowd(number), "@PlanBot 床位?")
        api.says(WANGS, WANG, "别人的")
        await answered(api, 8)
        assert bot.state.journal.waiting() <= MOST_OF_AN_OWNER + 1, "and the notice"
    api.refuses = lambda _method, _given: None


async def test_presses_of_one_member_hold_up_nobody(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda _question: figures("甲市", "乙区")
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 床位?")
        await bot.settle()
        holds(api, GROUP["id"])
        message = api.messages[GROUP["id"]][2]
        data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        for _ in range(FLOOD):
            api.forges(LI, message, data)
        api.says(WANGS, WANG, "别人的")
        await answered(api, 8)
        assert waiting(bot) <= 91, "three presses a question, which is the member's limit, and the notice"
        assert len(api.notices) <= 91
    api.refuses = lambda _method, _given: None


def waiting(bot: RunningBot) -> int:
    return len(bot.state.journal.pending())


async def test_inline_queries_count(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    async with start_bot(telegram_user_limit=10) as bot:
        for number in range(FLOOD):
            api.types(LI, f"写{number}")
        await bot.settle()
    titles = [answer["results"][0]["title"] for answer in api.inline]
    assert len(titles) == 101
    assert titles.count(say("inline.too_many_title")) == 1
    assert len(assistant.asked) == 100


async def test_a_member_who_floods_in_private_is_told_once(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        for number in range(FLOOD):
            api.says(PRIVATE, LI, f"问{number}")
        api.says(WANGS, WANG, "别人的")
        started = time.monotonic()
        await answered(api, 8)
        assert time.monotonic() - started < SOON_SECONDS
        sent = await bot.settle()
    assert [one["plain"] for one in sent if one["chat_id"] == 7] == [
        *(f"答:问{number}" for number in range(30)),
        say("telegram.too_many"),
    ]


async def test_what_was_let_in_before_a_restart_is_answered_whatever_the_limits_say(
    api: FakeBotApi, start_bot: StartBot
) -> None:
    async with start_bot(telegram_user_limit=40) as bot:
        holds(api, PRIVATE["id"])
        for number in range(40):
            api.says(PRIVATE, LI, f"问{number}")
        while waiting(bot) < 40:
            await asyncio.sleep(0.01)
    api.updates.clear()
    api.refuses = lambda _method, _given: None
    async with start_bot(telegram_user_limit=10) as bot:
        assert [sent["plain"] for sent in await bot.settle()] == [f"答:问{number}" for number in range(40)]
