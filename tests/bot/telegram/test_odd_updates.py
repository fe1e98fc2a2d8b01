"""Updates that are odd or cannot be read: each is passed, and what comes behind it is answered."""

import asyncio
import json

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import BASE_URL, TOKEN, FakeBotApi, FakeRequest, Json
from people import GROUP, LI, PRIVATE
from telegram import Bot

from bot.chat.state.journal import MOST_ATTEMPTS
from bot.telegram.reception import Reception
from bot.telegram.transport import RawUpdates, payload_of, raw_of, understood

MESSAGE = {"message_id": 1, "date": 1_760_000_000, "chat": GROUP, "from": LI}
PRESS = {"id": "q", "from": LI, "chat_instance": "1", "data": "s:x:0"}
ODD = {
    "a pin whose message is inaccessible": {
        "message": {**MESSAGE, "pinned_message": {"chat": GROUP, "message_id": 999, "date": 0}}
    },
    "lone surrogates": {"message": {**MESSAGE, "text": "@PlanBot \ud83d床位\udc00", "entities": []}},
    "a lone surrogate in a name": {"message": {**MESSAGE, "from": {**LI, "first_name": "\ud83d"}, "text": "x"}},
    "an id beyond 64 bits": {"message": {**MESSAGE, "chat": {"id": 2**70, "type": "private"}, "text": "床位?"}},
    "a date that no calendar has": {"message": {**MESSAGE, "date": 10**15, "text": "床位?"}},
    "no chat": {"message": {"message_id": 1, "date": 1}},
    "a message that is a list": {"message": []},
    "an unknown kind": {"something_new": {"a": [1, {"b": None}]}},
    "an entity beyond the text": {
        "message": {**MESSAGE, "text": "床位", "entities": [{"type": "mention", "offset": 9, "length": 99}]}
    },
    "an entity that halves a pair": {
        "message": {**MESSAGE, "text": "😀床位", "entities": [{"type": "bot_command", "offset": 0, "length": 1}]}
    },
    "a command of length 0": {
        "message": {**MESSAGE, "text": "/", "entities": [{"type": "bot_command", "offset": 0, "length": 0}]}
    },
    "a press under an inline message": {"callback_query": {**PRESS, "inline_message_id": "i"}},
    "a member who joins": {"chat_member": {"chat": GROUP, "from": LI}},
    "values of the wrong types": {"message": {**MESSAGE, "text": 5, "entities": "x", "photo": {}}},
    "not a number": {"message": {**MESSAGE, "location": {"latitude": float("nan"), "longitude": 1e999}}},
    "numbers that are lists": {"message": {**MESSAGE, "message_id": [], "text": "@PlanBot 床位?"}},
    "words that are numbers": {"inline_query": {"id": "i", "from": LI, "query": 5, "offset": ""}},
    "marks of a caption that is missing": {
        "message": {**MESSAGE, "photo": [], "caption_entities": [{"type": "mention", "offset": 0, "length": 8}]}
    },
    "nothing": {},
}


@pytest.mark.parametrize("kind", ODD)
async def test_what_comes_behind_it_is_answered(api: FakeBotApi, start_bot: StartBot, kind: str) -> None:
    api.messages[GROUP["id"]] = {1: {}}
    async with start_bot() as bot:
        api.push(ODD[kind])
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle() if sent["chat_id"] == 7] == ["答:甲"]
        assert bot.state.journal.pending() == []
    api.violations.clear()  # a press that Telegram does not know


async def test_lone_surrogates_in_a_question_are_answered_without_them(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位\ud83d多少")
        api.says(PRIVATE, LI, "😀床位")
        assert len(await bot.settle()) == 2
    assert [question for question, _ in assistant.asked] == ["床位\ufffd多少", "😀床位"]


@pytest.mark.usefixtures("waits")
@pytest.mark.parametrize("number", [2**64, "7", None, True, -1, [1]])
async def test_a_number_that_cannot_be_stored_is_passed(api: FakeBotApi, start_bot: StartBot, number: object) -> None:
    """It stands behind the others of its batch, since Telegram's numbers rise."""
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲")
        api.updates.append({"update_id": number, "message": MESSAGE})
        assert len(await bot.settle()) == 1
        assert not bot.serving.done()


async def test_an_update_with_a_number_beyond_64_bits_is_confirmed(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(), asyncio.timeout(5):
        api.updates.append({"update_id": 2**64, "message": MESSAGE})
        api.says(PRIVATE, LI, "甲")
        api.updates[-1]["update_id"] = 2**64 + 1
        while api.updates:
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("waits")
async def test_an_update_that_can_never_be_stored_is_set_aside(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        add, tried = bot.state.journal.add, []

        def refuse(number: int, payload: str) -> bool:
            if "毒" in json.loads(payload)["message"]["text"]:
                tried.append(number)
                raise TypeError("never")
            return add(number, payload)

        bot.state.journal.add = refuse  # type: ignore[method-assign]
        api.says(PRIVATE, LI, "毒")
        api.pushed.clear()
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert len(tried) == MOST_ATTEMPTS


async def test_what_cannot_be_taken_is_set_aside_and_no_later_start_meets_it(
    api: FakeBotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise TypeError("unhashable")

    with monkeypatch.context() as broken:
        broken.setattr(Reception, "take", fail)
        async with start_bot() as bot:
            api.says(PRIVATE, LI, "甲")
            assert await bot.settle() == []
            assert bot.state.journal.pending() == []


async def test_what_is_stored_is_what_came(api: FakeBotApi) -> None:
    """Also where the library would write something else, or nothing."""
    bot = Bot(
        TOKEN, base_url=f"{BASE_URL}/bot", request=FakeRequest(api), get_updates_request=RawUpdates(FakeRequest(api))
    )
    sent = [api.push(update) for kind, update in ODD.items() if kind != "not a number"]
    got = await bot.get_updates(
        timeout=1, allowed_updates=["message", "edited_message", "callback_query", "inline_query"]
    )
    assert [raw_of(update) for update in got] == sent
    for raw in sent:
        assert json.loads(payload_of(raw)) == raw
        assert payload_of(raw).isascii()


def test_what_cannot_be_read_is_none() -> None:
    bot = Bot(TOKEN)
    odd: Json = {"update_id": 1, "message": {**MESSAGE, "chat": {"id": 2**63, "type": "private"}}}
    assert understood(payload_of(odd), bot) is None
    assert understood("[]", bot) is None
    known = understood(payload_of({"update_id": 1, "message": MESSAGE}), bot)
    assert known is not None
    assert known.update_id == 1
