"""When the bot speaks: situations, and what each asks of the bot."""

from typing import Any

import pytest
from fake_bot_api import ME
from markup import entities_in
from telegram import Message, User

from bot.telegram.addressing import Kind, Request, request_in

PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "规划组"}
LI = {"id": 7, "is_bot": False, "first_name": "李"}
OTHER_BOT = {"id": 99, "is_bot": True, "first_name": "别的", "username": "OtherBot"}
BOT_SAID = {"message_id": 5, "date": 1, "chat": GROUP, "from": ME, "text": "答"}
TOPIC_OPENED = {**BOT_SAID, "text": None, "forum_topic_created": {"name": "床位", "icon_color": 7322096}}
FORWARD = {"type": "hidden_user", "date": 1, "sender_user_name": "某"}
STICKER = {
    "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def message(chat: dict[str, Any], text: str | None, **fields: Any) -> Message:
    data: dict[str, Any] = {"message_id": 9, "date": 1, "chat": chat, "from": LI, **fields}
    if text is not None:
        data = {"text": text, "entities": entities_in(text), **data}
    made = Message.de_json(data, None)
    assert made is not None
    return made


def captioned(caption: str, **fields: Any) -> Message:
    return message(GROUP, None, caption=caption, caption_entities=entities_in(caption), **fields)


def question(text: str) -> Request:
    return Request(Kind.QUESTION, text)


def command(name: str, text: str = "", *, named: bool = True) -> Request:
    return Request(Kind.COMMAND, text, name, named)


MENTIONED_BY_NAME = [{"type": "text_mention", "offset": 0, "length": 2, "user": ME}]
OTHER_BY_NAME = [{"type": "text_mention", "offset": 0, "length": 2, "user": LI}]
UNKNOWN = Request(Kind.UNKNOWN_COMMAND)
NOT_TEXT = Request(Kind.NOT_TEXT)

SITUATIONS = {
    "private question": (message(PRIVATE, "床位?"), question("床位?")),
    "private question with the bot's name": (message(PRIVATE, "@PlanBot 床位?"), question("床位?")),
    "private command": (message(PRIVATE, "/start"), command("start")),
    "private command with arguments": (message(PRIVATE, "/start q1"), command("start", "q1")),
    "private command of another bot": (message(PRIVATE, "/start@OtherBot"), None),
    "private unknown command": (message(PRIVATE, "/frobnicate"), UNKNOWN),
    "private command after the start is text": (message(PRIVATE, "发 /help 吗"), question("发 /help 吗")),
    "private forward": (message(PRIVATE, "床位?", forward_origin=FORWARD), NOT_TEXT),
    "private sticker": (message(PRIVATE, None, sticker=STICKER), NOT_TEXT),
    "private photo with a caption": (message(PRIVATE, None, photo=PHOTO, caption="床位?"), NOT_TEXT),
    "private service message": (message(PRIVATE, None, pinned_message=BOT_SAID), None),
    "private message sent through inline mode": (message(PRIVATE, "廉江 床位", via_bot=ME), None),
    "group talk": (message(GROUP, "床位?"), None),
    "group mention": (message(GROUP, "@PlanBot 床位?"), question("床位?")),
    "group mention in other case": (message(GROUP, "@planbot 床位?"), question("床位?")),
    "group mention after emoji, counted in UTF-16": (message(GROUP, "👍 @PlanBot 床位"), question("👍  床位")),
    "group mention alone": (message(GROUP, "@PlanBot"), question("")),
    "group mention by a name without username": (
        message(GROUP, "规划,床位?", entities=MENTIONED_BY_NAME),
        question(",床位?"),
    ),
    "group mention of a person by name": (message(GROUP, "李四,床位?", entities=OTHER_BY_NAME), None),
    "group name that only contains the bot's": (message(GROUP, "@PlanBotFan 床位?"), None),
    "group name in an address": (message(GROUP, "写信到 x@PlanBot 问床位"), None),
    "group name in text without an entity": (message(GROUP, "@PlanBot 床位?", entities=[]), None),
    "group mention of another bot": (message(GROUP, "@OtherBot 床位?"), None),
    "group reply to the bot": (message(GROUP, "那开平呢?", reply_to_message=BOT_SAID), question("那开平呢?")),
    "group reply to a person": (message(GROUP, "是吗", reply_to_message={**BOT_SAID, "from": LI}), None),
    "group reply to a person with a mention": (
        message(GROUP, "@PlanBot 床位?", reply_to_message={**BOT_SAID, "from": LI}),
        question("床位?"),
    ),
    "group photo": (message(GROUP, None, photo=PHOTO, caption="床位?"), None),
    "group photo with a mention": (captioned("@PlanBot 床位?", photo=PHOTO), NOT_TEXT),
    "group photo that mentions another bot": (captioned("@OtherBot 床位?", photo=PHOTO), None),
    "group photo in reply to the bot": (message(GROUP, None, photo=PHOTO, reply_to_message=BOT_SAID), NOT_TEXT),
    "group photo with a mention, forwarded": (captioned("@PlanBot 床位?", photo=PHOTO, forward_origin=FORWARD), None),
    "group sticker in reply to the bot": (message(GROUP, None, sticker=STICKER, reply_to_message=BOT_SAID), None),
    "topic opened by the bot, talk in it": (
        message(GROUP, "床位?", reply_to_message=TOPIC_OPENED, message_thread_id=5, is_topic_message=True),
        None,
    ),
    "topic mention": (
        message(GROUP, "@PlanBot 床位?", message_thread_id=5, is_topic_message=True),
        question("床位?"),
    ),
    "group command": (message(GROUP, "/help"), command("help", named=False)),
    "group command with the bot's name": (message(GROUP, "/Help@planbot"), command("help")),
    "group command of another bot": (message(GROUP, "/help@OtherBot"), None),
    "group command of another bot in reply to the bot": (
        message(GROUP, "/help@OtherBot", reply_to_message=BOT_SAID),
        None,
    ),
    "group unknown command": (message(GROUP, "/ban"), None),
    "group unknown command with the bot's name": (message(GROUP, "/ban@PlanBot"), UNKNOWN),
    "group forward with a mention": (message(GROUP, "@PlanBot 床位?", forward_origin=FORWARD), None),
    "group mention by another bot": (message(GROUP, "@PlanBot 床位?", **{"from": OTHER_BOT}), None),
    "group mention by an anonymous administrator": (
        message(GROUP, "@PlanBot 床位?", sender_chat=GROUP, **{"from": OTHER_BOT}),
        question("床位?"),
    ),
    "group mention by a channel": (
        message(GROUP, "@PlanBot 床位?", sender_chat={"id": -200, "type": "channel", "title": "频道"}),
        None,
    ),
    "group service message": (message(GROUP, None, new_chat_members=[LI]), None),
    "channel post": (message({"id": -200, "type": "channel"}, "@PlanBot 床位?", **{"from": None}), None),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: str) -> None:
    said, wanted = SITUATIONS[situation]
    me = User.de_json(ME, None)
    assert me is not None
    assert request_in(said, me) == wanted
