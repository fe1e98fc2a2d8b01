"""How often one user, or one group, is answered."""

from conftest import StartBot
from fake_bot_api import FakeBotApi
from people import GROUP, LI, PRIVATE, WANG, WANGS

from prompts import say


async def test_ten_questions_in_a_row_are_served_and_beyond_the_limit_one_notice(
    api: FakeBotApi, start_bot: StartBot
) -> None:
    async with start_bot(telegram_user_limit=10) as bot:
        for n in range(15):
            api.says(PRIVATE, LI, f"问{n}")
        api.says(WANGS, WANG, "别人的")
        sent = [message["plain"] for message in await bot.settle() if message["chat_id"] == 7]
        assert sent == [*(f"答:问{n}" for n in range(10)), say("telegram.too_many")]
        assert api.calls.count("sendMessage") == 12


async def test_a_group_has_its_own_limit(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(telegram_group_limit=10) as bot:
        for n in range(13):
            api.says(GROUP, {**LI, "id": 1000 + n}, f"@PlanBot 问{n}")
        sent = [message["plain"] for message in await bot.settle()]
    assert sent == [*(f"答:问{n}" for n in range(10)), say("telegram.too_many")]


async def test_presses_beyond_the_limit_draw_notices_on_their_own_screen(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(telegram_user_limit=10) as bot:
        api.says(PRIVATE, LI, "甲")
        await bot.settle()
        for _ in range(31):
            api.forges(LI, api.messages[7][2], "s:nosuchtoken:0")
        assert await bot.settle() == []
    assert [notice["text"] for notice in api.notices].count(say("press.too_many")) == 1
