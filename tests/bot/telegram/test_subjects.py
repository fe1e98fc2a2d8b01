"""/allow and /deny: whom they mean, and where that is asked instead."""

from typing import Any

import pytest
from conftest import StartBot
from fake_bot_api import ME, FakeBotApi
from people import GROUP, LI, PRIVATE, TOPIC, WANG

from prompts import say

ADMIN = frozenset({7})
CHANNEL = {"id": -200, "type": "channel", "title": "频道"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
SAID = {"message_id": 5, "date": 1, "chat": GROUP, "text": "你好"}
OPENED = {"forum_topic_created": {"name": "床位", "icon_color": 7322096}}
ZHAO = {"id": 9, "is_bot": False, "first_name": "赵"}
WANG_SAID = {"reply_to_message": {**SAID, "from": WANG}}
FROM_ZHAO = {"type": "user", "date": 1, "sender_user": ZHAO}
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "某"}
UNCLEAR: dict[str, tuple[dict[str, Any], str]] = {
    "an anonymous administrator": (
        {"reply_to_message": {**SAID, "from": ANONYMOUS, "sender_chat": GROUP}},
        say("admin.unclear_sender"),
    ),
    "a channel's post": (
        {"reply_to_message": {**SAID, "from": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True}},
        say("admin.unclear_sender"),
    ),
    "a member who writes as his channel": (
        {"reply_to_message": {**SAID, "from": ANONYMOUS, "sender_chat": CHANNEL}},
        say("admin.unclear_sender"),
    ),
    "a bot": ({"reply_to_message": {**SAID, "from": ME}}, say("admin.unclear_bot")),
    "a forward": (
        {"reply_to_message": {**SAID, "from": WANG, "forward_origin": FROM_ZHAO}},
        say("admin.unclear_forward", by="王（8）", author="赵（9）"),
    ),
    "a forward of a hidden user": (
        {"reply_to_message": {**SAID, "from": WANG, "forward_origin": HIDDEN}},
        say("admin.unclear_sender"),
    ),
    "a message of another chat": (
        {"external_reply": {"origin": FROM_ZHAO, "chat": GROUP, "message_id": 4}},
        say("admin.unclear_elsewhere"),
    ),
}


@pytest.mark.parametrize("case", UNCLEAR)
@pytest.mark.parametrize("place", [{}, TOPIC], ids=["group", "topic"])
async def test_where_it_is_unclear_nothing_is_decided(
    api: FakeBotApi, start_bot: StartBot, case: str, place: dict[str, Any]
) -> None:
    fields, asks = UNCLEAR[case]
    async with start_bot(admins=ADMIN, allowed_chats=frozenset({-100})) as bot:
        for name in ("allow", "deny"):
            api.says(GROUP, LI, f"/{name}", **fields, **place)
        assert [sent["plain"] for sent in await bot.settle()] == [asks, asks]
        assert bot.state.grants.all() == {}


async def test_who_is_meant_is_named(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(admins=ADMIN, allowed_chats=frozenset({-100})) as bot:
        api.says(GROUP, LI, "/deny", **WANG_SAID)
        api.says(GROUP, LI, "/allow", reply_to_message={**SAID, "from": LI, **OPENED}, **TOPIC)
        api.says(GROUP, LI, "/deny 12", **WANG_SAID)
        assert [sent["plain"] for sent in await bot.settle()] == [
            say("admin.denied", subject="王（8）"),
            say("admin.allowed", subject="本群“规划组”（-100）"),
            say("admin.denied", subject="编号 12"),
        ]
        assert bot.state.grants.all() == {"8": False, "-100": True, "12": False}


@pytest.mark.parametrize("text", [str(2**63), f"-{2**70}", "9" * 4000, "0", "-", "--5", "5.0", "９"])
async def test_what_is_no_id_is_refused_in_one_sentence(api: FakeBotApi, start_bot: StartBot, text: str) -> None:
    async with start_bot(admins=ADMIN) as bot:
        api.says(PRIVATE, LI, f"/allow {text}")
        (sent,) = await bot.settle()
        assert sent["plain"] in (say("admin.not_an_id"), say("admin.too_long_an_id"))
        assert bot.state.grants.all() == {}


async def test_a_name_turns_no_text_around(api: FakeBotApi, start_bot: StartBot) -> None:
    odd = {**WANG, "first_name": "王\u202e（7）\u200b\n", "last_name": "\u2066五"}
    async with start_bot(admins=ADMIN) as bot:
        api.says(GROUP, LI, "/deny", reply_to_message={**SAID, "from": odd})
        (sent,) = await bot.settle()
    assert sent["plain"] == say("admin.denied", subject="王（7） 五（8）")
