"""Where addressed it answers: captions, edited captions, and chats that take no pictures."""

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Json, Refusal
from made_answers import figures
from markup import entities_in
from people import GROUP, LI, PRIVATE, WANG

from bot.chat.charts import picture
from prompts import say

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def captioned(text: str) -> Json:
    return {"caption": text, "caption_entities": entities_in(text)}


async def test_pictures_that_name_the_bot_draw_one_notice(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        api.says(GROUP, LI, photo=PHOTO, **captioned("请看 @PlanBot"))
        api.says(GROUP, WANG, photo=PHOTO, **captioned("@PlanBot 床位?"))
        api.says(GROUP, WANG, photo=PHOTO, **captioned("床位?"))
        assert [sent["plain"] for sent in await bot.settle()] == [say("telegram.not_text")]


async def test_an_edited_caption_that_names_the_bot_is_answered_once(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        photo = api.says(GROUP, LI, photo=PHOTO, **captioned("床位?"))
        assert await bot.settle() == []
        api.edits_caption(photo, "@PlanBot 床位?")
        (notice,) = await bot.settle()
        assert (notice["plain"], notice["reply_to"]) == (say("telegram.not_text"), photo["message_id"])
    async with start_bot() as bot:  # which forgets what notices were given
        api.edits_caption(photo, "@PlanBot 托位?")
        api.edits_caption(api.says(PRIVATE, LI, photo=PHOTO, **captioned("床位?")), "托位?")
        assert [sent["chat_id"] for sent in await bot.settle()] == [7]


async def test_a_file_whose_caption_comes_to_name_the_bot_is_read_once(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=frozenset({7})) as bot:
        file = api.sends_file(GROUP, LI, "照片.jpg", b"x", **captioned("规划"))
        api.edits_caption(file, "规划 @PlanBot")
        api.edits_caption(file, "规划，@PlanBot")
        (sent,) = await bot.settle()
    assert sent["plain"].startswith("照片.jpg")


async def test_where_pictures_are_forbidden_the_chart_comes_as_text(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "picture_of", lambda _chart: b"\x89PNG\r\n")
    assistant.on_ask = lambda _question: figures("甲市", "乙区")
    api.refuses = lambda method, _given: (
        Refusal(400, "Bad Request: not enough rights to send photos to the chat") if method == "sendPhoto" else None
    )
    async with start_bot() as bot:
        api.says(GROUP, LI, "/chart@PlanBot 床位")
        (sent,) = await bot.settle()
        assert "photo" not in sent
        assert "各地 床位数" in sent["plain"]
        assert "《甲市规划》" in sent["plain"]
