"""Edited questions edit their answers."""

from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from people import GROUP, LI, PRIVATE, TOPIC


async def test_an_edited_question_edits_its_answer_and_what_follows_sees_it(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "甲")
        (answer,) = await bot.settle()
        api.edits(asked, "乙")
        api.edits(asked, "乙")
        api.says(PRIVATE, LI, "丙")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:丙"]
    assert [(edit["message_id"], edit["plain"]) for edit in api.edited] == [(answer["message_id"], "答:乙")]
    assert assistant.asked == [("甲", []), ("乙", []), ("丙", ["乙"])]


async def test_an_edit_of_an_unseen_message_is_answered_once(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        talk = api.says(GROUP, LI, "床位?", **TOPIC)
        assert await bot.settle() == []
        api.edits(talk, "@PlanBot 床位?")
        (answer,) = await bot.settle()
        assert (answer["plain"], answer["thread"], answer["reply_to"]) == ("答:床位?", 3, talk["message_id"])
        api.edits(talk, "@PlanBot 托位?")
        assert await bot.settle() == []
    assert [edit["plain"] for edit in api.edited] == ["答:托位?"]


async def test_a_longer_or_shorter_answer_takes_or_gives_up_messages(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda question: "\n".join(char * 3000 for char in "长久") if question == "长" else None
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "短")
        (first,) = await bot.settle()
        api.edits(asked, "长")
        (second,) = await bot.settle()
        assert second["plain"] == "久" * 3000
        api.edits(asked, "又短")
        assert await bot.settle() == []
    assert [edit["plain"] for edit in api.edited] == ["长" * 3000, "答:又短"]
    assert first["message_id"] in api.messages[7]
    assert second["message_id"] not in api.messages[7]


async def test_an_answer_that_was_deleted_is_sent_anew(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "甲")
        (answer,) = await bot.settle()
        del api.messages[7][answer["message_id"]]
        api.edits(asked, "乙")
        assert [sent["plain"] for sent in await bot.settle()] == ["答:乙"]
    assert len(api.violations) == 1, "the edit of what is gone"
    api.violations.clear()


async def test_edits_that_ask_nothing_are_noise(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        command = api.says(PRIVATE, LI, "/help")
        await bot.settle()
        api.edits(command, "/plans")
        api.edits(api.says(GROUP, LI, "闲谈"), "还是闲谈")
        assert await bot.settle() == []
    assert api.edited == []


async def test_an_edited_command_edits_its_answer(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "/indicator 甲 床位")
        await bot.settle()
        api.edits(asked, "/indicator 乙 床位")
        assert await bot.settle() == []
    assert [edit["plain"] for edit in api.edited] == ["答:乙 床位"]
