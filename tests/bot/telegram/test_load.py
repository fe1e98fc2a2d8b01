"""A thousand mixed updates of fifty chats with faults on the way: every question is answered exactly once, in order."""

import random
from collections import Counter, defaultdict

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Json, Refusal
from telegram.error import NetworkError, TimedOut
from telegram.ext import AIORateLimiter

from bot.telegram import application
from prompts import say

CHATS, ROUNDS = 50, 20
STICKER = {
    "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip


def faults(chance: random.Random) -> list[object]:
    """For each call: mostly nothing, else one of what goes wrong before a message arrives."""

    async def nothing() -> None: ...

    def one() -> object:
        return chance.choice(
            [
                TimedOut(),
                NetworkError("reset"),
                Refusal(429, "Too Many Requests", retry_after=3),
                Refusal(502, "Bad Gateway"),
            ]
        )

    return [one() if chance.random() < 0.15 else nothing for _ in range(3000)]


async def test_a_thousand_updates(
    api: FakeBotApi,
    assistant: FakeAssistant,
    start_bot: StartBot,
    waits: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "AIORateLimiter", lambda: AIORateLimiter(overall_max_rate=0, group_max_rate=0))
    chance = random.Random(1)
    api.faults["sendMessage"] += faults(chance)  # type: ignore[arg-type]
    for method in ("answerCallbackQuery", "answerInlineQuery"):
        api.faults[method] += [TimedOut()]
    api.faults["getUpdates"] += [NetworkError("down"), Refusal(409, "Conflict"), TimedOut()]
    asked: dict[int, list[int]] = defaultdict(list)
    inline = 0
    async with start_bot(telegram_user_limit=10_000, telegram_group_limit=10_000) as bot:
        for n in range(ROUNDS):
            for chat in range(1, CHATS + 1):
                user: Json = {"id": chat, "is_bot": False, "first_name": "某"}
                group = chat % 3 == 0
                place: Json = {"id": -chat, "type": "supergroup"} if group else {"id": chat, "type": "private"}
                kind = chance.choice(("question", "question", "question", "inline", "talk", "twice"))
                if kind == "inline":
                    inline += 1
                    api.types(user, f"写{chat}-{n}")
                elif kind == "talk" and group:
                    api.says(place, user, "闲谈")
                elif kind == "talk":
                    api.says(place, user, sticker=STICKER)
                else:
                    message = api.says(place, user, f"{'@PlanBot ' if group else ''}问{chat}-{n}")
                    asked[place["id"]].append(message["message_id"])
                    if kind == "twice":
                        api.updates.append(dict(api.updates[-1]))
        sent = await bot.settle()
    answers = [one for one in sent if one["plain"] != say("telegram.not_text")]
    assert Counter((one["chat_id"], one["reply_to"]) for one in answers) == {
        (chat, message): 1 for chat, messages in asked.items() for message in messages
    }
    for chat, messages in asked.items():
        assert [one["reply_to"] for one in answers if one["chat_id"] == chat] == messages, "order is kept"
    assert len(api.inline) == inline
    assert len(waits) > 100, "the faults did happen"
    assert all(question.startswith(("问", "写")) for question, _ in assistant.asked)
