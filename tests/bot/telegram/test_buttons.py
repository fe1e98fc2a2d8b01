"""Buttons under answers, through the real bot."""

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from made_answers import figures
from people import GROUP, LI, PRIVATE, TOPIC, WANG, WANGS

from bot.chat.charts import picture
from bot.models import Answer
from bot.telegram.buttons import Action, Press
from prompts import say


@pytest.fixture
def assistant() -> FakeAssistant:
    """Knows beds: one region where it is asked for one, else two."""
    assistant = FakeAssistant()
    other = ("甲市护理床位数?",)
    assistant.on_ask = lambda question: (
        figures("甲市", alternatives=other) if "甲" in question and "护理" not in question else figures("甲市", "乙区")
    )
    return assistant


async def test_an_indicator_answer_carries_its_buttons(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位?")
        api.says(PRIVATE, LI, "甲市床位?")
        both, one = await bot.settle()
    assert both["buttons"] == ["原文", "各地对比", "图", "有用", "有误"]
    assert one["buttons"] == ["原文", "各地对比", "图", "有用", "有误", "换个理解"]


async def test_only_answers_may_be_judged(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    assistant.on_ask = lambda question: Answer(question, True, "no_plan", "没有依据") if question == "丙" else None
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "丙")
        api.says(PRIVATE, LI, "您好")
        assert [sent["buttons"] for sent in await bot.settle()] == [[], []]


async def test_the_source_is_shown_in_its_topic_and_paged(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 床位?", **TOPIC)
        (answer,) = await bot.settle()
        api.presses(WANG, answer, "原文")
        (first,) = await bot.settle()
        assert first["plain"] == "[1]《甲市规划》一 > 指标（甲市.txt）原文：\n\n甲市.txt前文\n<引文10>  后文15"
        assert "<b>&lt;引文10&gt;</b>" in first["html"]
        assert (first["thread"], first["reply_to"]) == (3, answer["message_id"])
        api.presses(WANG, first, "2/2 ›")
        assert await bot.settle() == []
        (edited,) = api.edited
        assert "乙区.txt" in edited["plain"]
        assert edited["buttons"] == ["‹ 1/2"]
        assert [notice["text"] for notice in api.notices] == ["", ""]


async def test_the_comparison_takes_nothing_over_and_may_be_followed_up(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲市床位?")
        (answer,) = await bot.settle()
        api.presses(LI, answer, "各地对比")
        (comparison,) = await bot.settle()
        assert "乙区" in comparison["plain"]
        api.says(PRIVATE, LI, "那2030年呢?")
        await bot.settle()
    question = say("asking.compare", name="床位数")
    assert assistant.asked == [("甲市床位?", []), (question, []), ("那2030年呢?", [question])]


async def test_the_other_reading_is_answered(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "甲市床位?")
        (answer,) = await bot.settle()
        api.presses(LI, answer, "换个理解")
        assert len(await bot.settle()) == 1
    assert assistant.asked[-1] == ("甲市护理床位数?", [])


async def test_the_chart_is_text_where_it_cannot_be_drawn(
    api: FakeBotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "picture_of", lambda _chart: None)
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
        api.presses(LI, answer, "图")
        (chart,) = await bot.settle()
    assert "乙区 <3（2025年目标）\n██████████" in chart["plain"]
    assert "[1]《甲市规划》" in chart["plain"]


async def test_the_chart_is_a_picture_whose_replies_follow_its_answer(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "picture_of", lambda _chart: b"\x89PNG\r\n")
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 床位?")
        (answer,) = await bot.settle()
        api.presses(WANG, answer, "图")
        (chart,) = await bot.settle()
        assert chart["plain"] == "[1]《甲市规划》\n[2]《乙区规划》"
        api.says(GROUP, WANG, "那甲市呢?", reply_to_message=api.messages[-100][chart["message_id"]])
        await bot.settle()
    assert assistant.asked[-1] == ("那甲市呢?", ["床位?"])


async def test_verdicts_are_stored_and_the_last_one_counts(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=frozenset({7})) as bot:
        api.says(GROUP, LI, "@PlanBot 甲市床位?")
        (answer,) = await bot.settle()
        api.presses(WANG, answer, "有用")
        api.presses(WANG, answer, "有误")
        api.presses(LI, answer, "有用")
        assert await bot.settle() == []
        assert [notice["text"] for notice in api.notices] == [say("press.judged")] * 3
        api.says(PRIVATE, LI, "/feedback")
        (report,) = await bot.settle()
        verdicts = {verdict.user: verdict for verdict in bot.state.answers.feedback(9)}
    assert report["plain"].startswith("有用 1，有误 1")
    assert (verdicts["8"].good, verdicts["8"].question) == (False, "甲市床位?")
    assert verdicts["8"].evidence == ("甲市.txt:10-15",)


async def test_buttons_survive_a_restart(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
    api.updates.clear()
    async with start_bot() as bot:
        api.presses(LI, answer, "原文")
        assert "甲市.txt" in (await bot.settle())[0]["plain"]


@pytest.mark.parametrize(
    "data", ["", "s", "s:nosuchtoken", "z:abc:0", "k:nosuchtoken:0", "原文:1", "s:" + "x" * 60, "confirm", "s:a:99999"]
)
async def test_foreign_data_leads_to_a_notice(api: FakeBotApi, start_bot: StartBot, data: str) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
        api.forges(LI, api.messages[7][answer["message_id"]], data)
        assert await bot.settle() == []
    assert [notice["alert"] for notice in api.notices] == [True]


async def test_a_button_works_only_in_its_chat_and_for_who_is_served(api: FakeBotApi, start_bot: StartBot) -> None:
    stranger = {**LI, "id": 66}
    async with start_bot(allowed_chats=frozenset({7, 8})) as bot:
        api.says(PRIVATE, LI, "床位?")
        api.says(WANGS, WANG, "床位?")
        await bot.settle()
        mine = api.messages[7][2]
        data = mine["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        api.forges(WANG, api.messages[8][2], data)
        api.forges(stranger, {**mine, "chat": {"id": 66, "type": "private"}}, data)
        assert await bot.settle() == []
    assert {notice["text"] for notice in api.notices} == {say("press.unknown"), say("press.not_allowed")}


def test_data_is_short_opaque_and_read_back() -> None:
    press = Press(Action.PAGE, "Zk3_-abcDEF01234", 9999)
    assert len(press.data.encode()) <= 64
    assert Press.read(press.data) == press
