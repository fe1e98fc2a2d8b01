"""What a question takes over: what it points at, and never the asker's own older matter where it points elsewhere."""

import asyncio

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Json
from people import GROUP, LI, PRIVATE, TOPIC, WANG

from prompts import say


def quoting(message: Json, part: str) -> Json:
    return {"reply_to_message": message, "quote": {"text": part, "position": 0, "is_manual": True}}


async def test_a_colleagues_question_is_the_context(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 我的旧问题")
        talk = api.says(GROUP, WANG, "甲市床位多少")
        api.says(GROUP, LI, "@PlanBot 那2030年呢", reply_to_message=talk)
        api.says(GROUP, LI, "@PlanBot 再看乙区")
        await bot.settle()
    assert assistant.asked == [
        ("我的旧问题", []),
        ("那2030年呢", ["甲市床位多少"]),
        ("再看乙区", ["甲市床位多少", "那2030年呢"]),
    ]


async def test_a_mere_mention_in_reply_to_a_question_answers_it(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 我的旧问题")
        talk = api.says(GROUP, WANG, "甲市床位多少")
        mention = api.says(GROUP, LI, "@PlanBot", reply_to_message=talk)
        *_, answer = await bot.settle()
        assert (answer["plain"], answer["reply_to"]) == ("答:甲市床位多少", mention["message_id"])
        photo = api.says(GROUP, WANG, photo=[], caption="托位多少", caption_entities=[])
        api.says(GROUP, LI, "@PlanBot", reply_to_message=photo)
        api.says(GROUP, LI, "@PlanBot", reply_to_message=api.says(GROUP, WANG, sticker=None))
        api.says(GROUP, LI, "@PlanBot", reply_to_message=api.messages[-100][answer["message_id"]])
        empty = say("telegram.empty_question")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:托位多少", empty, empty]
    assert assistant.asked[1:] == [("甲市床位多少", ["甲市床位多少"]), ("托位多少", ["托位多少"])]


async def test_a_colleagues_message_that_says_nothing_is_no_context_and_neither_is_ones_own(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 我的旧问题")
        api.says(GROUP, LI, "@PlanBot 那甲市呢", reply_to_message=api.says(GROUP, WANG, photo=[]))
        api.says(GROUP, LI, "@PlanBot 那乙区呢", external_reply={"origin": HIDDEN})
        api.says(GROUP, LI, "@PlanBot 那丙县呢", reply_to_message={**api.messages[-100][1], "message_id": 9999})
        await bot.settle()
    assert assistant.asked[1:-1] == [("那甲市呢", []), ("那乙区呢", [])]
    assert assistant.asked[-1] == ("那丙县呢", ["我的旧问题"]), "what Telegram shows of it, in words"


HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "某"}


async def test_a_colleagues_question_that_was_answered_brings_its_own_context(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, WANG, "@PlanBot 甲市床位")
        asked = api.says(GROUP, WANG, "/indicator@PlanBot 甲市 托位")
        api.says(GROUP, WANG, "@PlanBot 2030年呢")
        api.says(GROUP, LI, "@PlanBot 乙区呢", reply_to_message=asked)
        again = api.says(GROUP, LI, "@PlanBot 丙县呢", reply_to_message=api.messages[-100][3])
        await bot.settle()
        api.edits(again, "@PlanBot 丁县呢")
        await bot.settle()
    assert assistant.asked[3:] == [
        ("乙区呢", ["甲市 托位"]),
        ("丙县呢", ["甲市 托位", "2030年呢"]),
        ("丁县呢", ["甲市 托位", "2030年呢"]),
    ]


async def test_what_is_quoted_is_what_is_asked_about(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 各地比一比")
        (answer,) = await bot.settle()
        shown = api.messages[-100][answer["message_id"]]
        api.says(GROUP, WANG, "2030年呢", **quoting(shown, "乙区 床位数"))
        api.says(GROUP, WANG, "@PlanBot", **quoting(shown, "丙县 床位数"))
        talk = api.says(GROUP, WANG, "今天开会。甲市床位多少？谁去？")
        api.says(GROUP, LI, "@PlanBot", **quoting(talk, "甲市床位多少？"))
        api.says(PRIVATE, LI, "2030年呢", external_reply={"origin": HIDDEN}, quote={"text": "甲市托位", "position": 3})
        await bot.settle()
    assert sorted(assistant.asked[1:]) == sorted(
        [
            ("2030年呢", ["各地比一比", "乙区 床位数"]),
            ("丙县 床位数", ["各地比一比", "丙县 床位数"]),
            ("甲市床位多少？", ["甲市床位多少？"]),
            ("2030年呢", ["甲市托位"]),
        ]
    )


async def test_inside_a_topic_the_message_that_opened_it_is_not_pointed_at(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    opened = {**GROUP_MESSAGE, "from": WANG, "forum_topic_created": {"name": "床位", "icon_color": 7322096}}
    async with start_bot() as bot:
        for text in ("甲", "乙"):
            api.says(GROUP, LI, f"@PlanBot {text}", reply_to_message=opened, **TOPIC)
        await bot.settle()
    assert assistant.asked == [("甲", []), ("乙", ["甲"])]


GROUP_MESSAGE = {"message_id": 3, "date": 1, "chat": GROUP}


@pytest.mark.parametrize("minutes", [0.0001, 30], ids=["silence", "no silence"])
async def test_the_setting_of_silence(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, minutes: float
) -> None:
    async with start_bot(telegram_group_context_minutes=minutes) as bot:
        for text in ("甲", "乙"):
            api.says(GROUP, LI, f"@PlanBot {text}")
            await bot.settle()
            await asyncio.sleep(0.02)
    assert assistant.asked[-1] == ("乙", ["甲"] if minutes > 1 else [])
