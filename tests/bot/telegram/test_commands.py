"""Commands, deep links, administrators' commands, and access by chat."""

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Refusal
from made_answers import figures
from people import GROUP, LI, OLD_GROUP, PRIVATE, WANG, WANGS

from bot.chat.charts import picture
from bot.models import Answer
from bot.telegram.addressing import ADMIN_COMMANDS, COMMANDS
from bot.telegram.links import PAYLOAD_CHARACTERS, payload_of, question_in
from prompts import say

ADMIN = frozenset({7})


async def test_commands_that_ask(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        for text in ("旧话", "/indicator 甲 床位", "/compare 床位", "/figure 12.58‰"):
            api.says(PRIVATE, LI, text)
        await bot.settle()
    assert assistant.asked == [
        ("旧话", []),
        ("甲 床位", []),
        (say("asking.compare", name="床位"), []),
        (say("asking.figure", name="12.58‰"), []),
    ]


async def test_a_figure_that_no_question_explains_is_looked_for_itself(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda question: Answer(question, True, "unsupported", "没有依据")
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "/figure 1.5")
        api.says(PRIVATE, LI, "/figure 9.9")
        found, nothing = await bot.settle()
    assert "甲市规划" in found["plain"]
    assert nothing["plain"] == "没有依据"


async def test_commands_without_words_say_how_they_are_used(api: FakeBotApi, start_bot: StartBot) -> None:
    names = ("indicator", "compare", "figure", "chart", "source")
    async with start_bot() as bot:
        for name in names:
            api.says(PRIVATE, LI, f"/{name}")
        assert [sent["plain"] for sent in await bot.settle()] == [say(f"telegram.usage_{name}") for name in names]


async def test_commands_without_words_are_about_the_answer_replied_to(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "picture_of", lambda _chart: b"\x89PNG\r\n")
    assistant.on_ask = lambda _question: figures("甲市")
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 床位?")
        (answer,) = await bot.settle()
        replied = {"reply_to_message": api.messages[-100][answer["message_id"]]}
        for name in ("source", "chart", "compare"):
            api.says(GROUP, WANG, f"/{name}", **replied)
        source, chart, comparison = await bot.settle()
    assert "甲市.txt" in source["plain"]
    assert "photo" in chart
    assert comparison["buttons"]


async def test_source_and_chart_of_a_question(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "picture_of", lambda _chart: b"\x89PNG\r\n")
    assistant.on_ask = lambda question: figures("甲市", "乙区") if "床位" in question else None
    async with start_bot() as bot:
        for text in ("/source 床位", "/chart 床位", "/source 你好", "/chart 你好"):
            api.says(PRIVATE, LI, text)
        source, chart, nothing, nothing_drawn = await bot.settle()
    assert source["buttons"] == ["2/2 ›"]
    assert "photo" in chart
    assert nothing["plain"] == "答:你好"
    assert nothing_drawn["plain"] == say("chart.nothing")


async def test_a_deep_link_opens_its_answer(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, f"/start {payload_of('廉江 床位')}")
        api.says(PRIVATE, LI, "/start nonsense")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:廉江 床位", say("telegram.start")]


def test_payloads_fit_or_are_not_made() -> None:
    assert payload_of("字" * 16) == payload_of("字" * 15 + "字")
    assert len(payload_of("字" * 15) or "") <= PAYLOAD_CHARACTERS
    assert payload_of("字" * 30) is None
    assert question_in(payload_of("中山 托位?") or "") == "中山 托位?"
    assert question_in("q_%%%") is None
    assert question_in("q_gA") is None


async def test_administrators_commands_are_unknown_to_others(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=ADMIN) as bot:
        api.says(WANGS, WANG, "/status")
        api.says(GROUP, WANG, "/status")
        api.says(GROUP, WANG, "/deny@PlanBot 7")
        assert sorted(sent["chat_id"] for sent in await bot.settle()) == [-100, 8]
        api.says(PRIVATE, LI, "/status")
        api.says(PRIVATE, LI, "/reindex")
        api.says(PRIVATE, LI, "/help")
        sent = {message["plain"] for message in await bot.settle()}
    assert any(text.startswith("运行：自") and "等待处理：" in text for text in sent)
    assert say("desk.unchanged", count=2) in sent
    assert any(say("telegram.admin_help") in text for text in sent)


async def test_allow_and_deny(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=ADMIN, allowed_chats=frozenset({8, -100})) as bot:
        other, others = {**LI, "id": 9}, {"id": 9, "type": "private"}
        api.says(PRIVATE, LI, "/allow 9")
        api.says(PRIVATE, LI, "/deny 8")
        api.says({**GROUP, "id": -200}, LI, "/allow")
        await bot.settle()
        api.says(others, other, "甲")
        api.says(WANGS, WANG, "乙")
        api.says(GROUP, WANG, "@PlanBot 丙")
        api.says({**GROUP, "id": -200}, other, "@PlanBot 丁")
        sent = {(message["chat_id"], message["plain"]) for message in await bot.settle()}
        assert sent == {(9, "答:甲"), (8, say("telegram.not_allowed", user=8)), (-200, "答:丁")}
        api.says(PRIVATE, LI, "/deny 7")
        api.says(PRIVATE, LI, "/deny")
        api.says(PRIVATE, LI, "/allow 九")
        names = ("not_an_admin", "whom", "not_an_id")
        assert [one["plain"] for one in await bot.settle()] == [say(f"admin.{name}") for name in names]
    async with start_bot(allowed_chats=frozenset({8})) as bot:
        api.says(others, other, "重启之后")
        assert [one["plain"] for one in await bot.settle()] == ["答:重启之后"]


@pytest.mark.parametrize("how", ["service message", "error"])
async def test_a_group_that_becomes_a_supergroup_stays_allowed_with_its_conversation(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, how: str
) -> None:
    supergroup = {**OLD_GROUP, "id": -1005, "type": "supergroup"}
    async with start_bot(allowed_chats=frozenset({-5})) as bot:
        api.says(OLD_GROUP, WANG, "@PlanBot 甲")
        await bot.settle()
        if how == "error":
            upgraded = Refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
            api.faults["sendMessage"].append(upgraded)
            api.messages[-1005] = {}
            api.says(OLD_GROUP, LI, "@PlanBot 别人的")
        else:
            api.says(OLD_GROUP, None, migrate_to_chat_id=-1005)
            api.says(supergroup, None, migrate_from_chat_id=-5)
        await bot.settle()
        api.says(supergroup, WANG, "@PlanBot 那乙呢")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:那乙呢"]
    assert assistant.asked[-1] == ("那乙呢", ["甲"])


async def test_menus_are_published_by_scope(api: FakeBotApi, start_bot: StartBot) -> None:
    api.faults["setMyCommands"].append(Refusal(400, "Bad Request: chat not found"))
    async with start_bot(admins=ADMIN) as bot:
        api.says(PRIVATE, LI, "甲")
        await bot.settle()
        while len(api.menus) < 2:
            bot.state.changed.clear()
            api.says(PRIVATE, LI, "乙")
            await bot.settle()
    assert api.menus[-1] == {"scope": {"type": "chat", "chat_id": 7}, "commands": [*COMMANDS, *ADMIN_COMMANDS]}
