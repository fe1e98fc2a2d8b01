"""Presses whose data and message do not belong together: a changed program of a member's can send any of them."""

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Json
from made_answers import figures
from people import GROUP, LI, WANG

from prompts import say


@pytest.fixture
def assistant() -> FakeAssistant:
    """Answers with two passages, so that there are pages to turn."""
    assistant = FakeAssistant()
    assistant.on_ask = lambda _question: figures("甲市", "乙区")
    return assistant


def data_under(message: Json, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    found: str = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
    return found


async def test_a_page_turns_only_under_its_own_message(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "/help")
        api.says(GROUP, LI, "@PlanBot 甲?")
        api.says(GROUP, WANG, "@PlanBot 乙?")
        greeting, mine, other = await bot.settle()
        api.presses(LI, mine, "原文")
        (passage,) = await bot.settle()
        shown = api.messages[GROUP["id"]]
        forged = data_under(shown[passage["message_id"]], "2/2 ›")
        for victim in (greeting, mine, other):
            api.forges(WANG, shown[victim["message_id"]], forged)
        assert await bot.settle() == []
        assert api.edited == []
        assert [notice["text"] for notice in api.notices[-3:]] == [say("press.unknown")] * 3
        api.presses(WANG, passage, "2/2 ›")
        await bot.settle()
    assert [edit["message_id"] for edit in api.edited] == [passage["message_id"]]


async def test_a_button_of_one_answer_does_nothing_under_another(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 甲?")
        api.says(GROUP, WANG, "@PlanBot 乙?")
        mine, other = await bot.settle()
        shown = api.messages[GROUP["id"]]
        for label in ("原文", "各地对比", "图", "有用"):
            api.forges(WANG, shown[mine["message_id"]], data_under(shown[other["message_id"]], label))
        assert await bot.settle() == []
        assert bot.state.answers.feedback(9) == []


async def test_two_quick_presses_turn_the_same_pages(api: FakeBotApi, start_bot: StartBot) -> None:
    """The second comes when the first has changed the buttons already."""
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 甲?")
        (answer,) = await bot.settle()
        api.presses(LI, answer, "原文")
        (passage,) = await bot.settle()
        message = api.messages[GROUP["id"]][passage["message_id"]]
        forth = data_under(message, "2/2 ›")
        api.forges(LI, message, forth)
        await bot.settle()
        api.forges(WANG, message, forth)
        await bot.settle()
    assert [notice["alert"] for notice in api.notices[-2:]] == [False, False]


async def test_under_a_message_that_telegram_shows_no_more(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 甲?")
        api.says(GROUP, LI, "@PlanBot 乙?")
        mine, other = await bot.settle()
        shown = api.messages[GROUP["id"]]
        gone = {"chat": GROUP, "message_id": mine["message_id"], "date": 0}
        api.forges(LI, gone, data_under(shown[mine["message_id"]], "原文"))
        (passage,) = await bot.settle()
        assert passage["reply_to"] == mine["message_id"]
        api.forges(LI, gone, data_under(shown[other["message_id"]], "原文"))
        token = data_under(shown[mine["message_id"]], "原文").split(":")[1]
        api.forges(LI, gone, f"p:{token}:1")
        assert await bot.settle() == []
    assert api.edited == []


async def test_a_decision_belongs_to_its_dialog(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=frozenset({7})) as bot:
        token = bot.state.proposals.make(str(GROUP["id"]), "7", "a.txt", None, "某规划")
        api.says(GROUP, LI, "@PlanBot 甲?")
        (answer,) = await bot.settle()
        api.forges(LI, api.messages[GROUP["id"]][answer["message_id"]], f"x:{token}:0")
        await bot.settle()
        assert bot.state.proposals.get(token).outcome is None  # type: ignore[union-attr]
    assert api.edited == []
