"""Chats as users see them, through the real bot: commands, questions, groups, topics, access."""

import asyncio
import threading

from conftest import FakeAssistant, StartBot
from fake_bot_api import ME, FakeBotApi

from prompts import say

LI = {"id": 7, "is_bot": False, "first_name": "李"}
WANG = {"id": 8, "is_bot": False, "first_name": "王"}
PRIVATE = {"id": 7, "type": "private"}
WANGS = {"id": 8, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "规划组"}
TOPIC = {"message_thread_id": 3, "is_topic_message": True}


async def test_commands(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        for text in ("/start", "/help", "/plans", "/reset", "/nonsense"):
            api.says(PRIVATE, LI, text)
        plans = "已收录 2 份规划：\n1. 甲市规划 <全本>\n2. 乙区规划（征求意见稿）"
        assert [sent["plain"] for sent in await bot.settle()] == [
            say("telegram.start"),
            say("telegram.help", days=30),
            plans,
            say("chat.reset_done"),
            say("telegram.unknown_command"),
        ]


async def test_a_private_question_is_answered_as_a_reply_and_escaped(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda _question: "目标 <10% & 不升 [1]"
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "死亡率?")
        (sent,) = await bot.settle()
    assert sent["plain"] == "目标 <10% & 不升 [1]"
    assert (sent["chat_id"], sent["reply_to"], sent["thread"]) == (7, asked["message_id"], None)


async def test_a_long_answer_comes_in_several_messages(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda _question: "\n".join(f"项 <{n}" + "长" * 1500 for n in range(4))
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "全部?")
        parts = await bot.settle()
    assert len(parts) == 2
    assert "\n".join(part["plain"] for part in parts) == assistant.on_ask("")


async def test_a_group_is_answered_only_where_addressed(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "今天开会吗")
        api.says(GROUP, LI, "@PlanBotFan 床位?")
        asked = api.says(GROUP, LI, "@planbot 床位?")
        api.says(GROUP, {**LI, "is_bot": True}, "@PlanBot 床位?")
        (answer,) = await bot.settle()
        assert (answer["plain"], answer["reply_to"]) == ("答:床位?", asked["message_id"])
        api.says(GROUP, WANG, "那开平呢?", reply_to_message=api.messages[-100][answer["message_id"]])
        assert [sent["plain"] for sent in await bot.settle()] == ["答:那开平呢?"]
    assert assistant.asked == [("床位?", []), ("那开平呢?", ["床位?"])], (
        "the reply takes the answer's conversation over"
    )


async def test_a_topic_keeps_its_thread_and_its_conversation(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 甲", **TOPIC)
        api.says(GROUP, LI, "@PlanBot 乙", message_thread_id=1)  # a chain of replies outside topics
        api.says(GROUP, LI, "@PlanBot 丙", **TOPIC)
        assert [sent["thread"] for sent in await bot.settle()] == [3, None, 3]
    assert assistant.asked == [("甲", []), ("乙", []), ("丙", ["甲"])]


async def test_history_and_reset(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        for text in ("甲", "乙", "/reset", "丙"):
            api.says(PRIVATE, LI, text)
        api.says(WANGS, WANG, "丁")
        await bot.settle()
    assert sorted(assistant.asked) == sorted([("甲", []), ("乙", ["甲"]), ("丙", []), ("丁", [])])


async def test_the_allow_list(api: FakeBotApi, start_bot: StartBot) -> None:
    stranger, strangers = {**LI, "id": 66}, {"id": 66, "type": "private"}
    other_group = {**GROUP, "id": -999}
    async with start_bot(allowed_chats=frozenset({7, -100}), admins=frozenset({1})) as bot:
        api.says(PRIVATE, LI, "甲")
        api.says(GROUP, stranger, "@PlanBot 乙")
        api.says(other_group, LI, "@PlanBot 丙")
        api.says(other_group, {**LI, "id": 1}, "@PlanBot 丁")
        api.says(strangers, stranger, "戊")
        api.says(strangers, stranger, "/help")
        sent = await bot.settle()
    assert {(message["chat_id"], message["plain"]) for message in sent} == {
        (7, "答:甲"),
        (-100, "答:乙"),
        (-999, "答:丁"),
        (66, say("telegram.not_allowed", user=66)),
    }
    assert len(sent) == 4, "a stranger is told once"


async def test_pictures_draw_one_notice(api: FakeBotApi, start_bot: StartBot) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    async with start_bot() as bot:
        for _ in range(3):
            api.says(PRIVATE, LI, photo=photo, caption="床位?", media_group_id="1")
        api.says(GROUP, LI, "@PlanBot")
        assert [sent["plain"] for sent in await bot.settle()] == [
            say("telegram.not_text"),
            say("telegram.empty_question"),
        ]


async def test_a_failing_answer_is_one_sentence_and_the_bot_goes_on(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    def fail(_question: str) -> str:
        raise RuntimeError("secret detail")

    assistant.on_ask = fail
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲")
        assert [sent["plain"] for sent in await bot.settle()] == [say("telegram.failed")]
        assistant.on_ask = lambda _question: None
        api.says(PRIVATE, LI, "乙")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:乙"]


async def test_a_slow_question_delays_its_own_chat_only(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    released = threading.Event()
    assistant.on_ask = lambda question: str(released.wait(5)) if question == "慢" else None
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "慢")
        api.says(PRIVATE, LI, "快")
        other = api.says(WANGS, WANG, "别人的")
        async with asyncio.timeout(5):
            while not api.sent:
                bot.state.changed.clear()
                await bot.state.changed.wait()
        assert [sent["plain"] for sent in api.sent] == [f"答:{other['text']}"]
        released.set()
        assert [sent["plain"] for sent in await bot.settle()] == ["答:别人的", "True", "答:快"]


async def test_updates_that_ask_nothing_do_no_harm(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.push(
            {"removed_chat_boost": {}, "edited_message": {"message_id": 1, "date": 1, "chat": PRIVATE, "text": "x"}}
        )
        api.says(PRIVATE, ME, "自言自语")
        assert await bot.settle() == []
