"""Inline mode."""

from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from made_answers import figures
from people import LI

from bot.models import Answer
from bot.telegram.inline import CACHE_SECONDS, MOST_RESULTS
from prompts import say


async def test_ready_answers_with_their_source_end_in_no_evidence(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda _question: figures("甲市", "乙区")
    async with start_bot() as bot:
        api.types(LI, "床位")
        assert await bot.settle() == []
    (shown,) = api.inline
    titles = [result["title"] for result in shown["results"]]
    assert titles == ["床位", "甲市", "乙区", "没有依据"]
    assert "甲市 床位数:目标 <2张[1]\n[1]《甲市规划》" in shown["results"][1]["plain"]
    assert "乙区" not in shown["results"][1]["plain"]
    assert shown["results"][0]["reply_markup"]["inline_keyboard"][0][0]["url"].startswith("https://t.me/PlanBot?start=")
    assert (shown["cache_time"], shown["is_personal"]) == (CACHE_SECONDS, False)


async def test_no_more_than_ten(api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot) -> None:
    assistant.on_ask = lambda _question: figures(*(f"{n}号市" for n in range(30)))
    async with start_bot() as bot:
        api.types(LI, "床位")
        await bot.settle()
    assert len(api.inline[0]["results"]) == MOST_RESULTS
    assert api.inline[0]["results"][-1]["title"] == "没有依据"


async def test_a_refusal_and_an_empty_query_show_no_evidence_only(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    assistant.on_ask = lambda question: Answer(question, True, "no_plan", "没有依据：没有收录上海市的规划。")
    async with start_bot() as bot:
        api.types(LI, "上海 床位")
        api.types(LI, "")
        await bot.settle()
    assert [[result["title"] for result in shown["results"]] for shown in api.inline] == [["没有依据"]] * 2
    assert "上海市" in api.inline[0]["results"][0]["plain"]


async def test_under_an_allow_list_nothing_is_kept_for_others(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(allowed_chats=frozenset({7})) as bot:
        api.types(LI, "床位")
        api.types({**LI, "id": 66}, "床位")
        await bot.settle()
    assert all(shown["is_personal"] and shown["cache_time"] == 0 for shown in api.inline)
    titles = sorted(shown["results"][0]["title"] for shown in api.inline)
    assert titles == sorted(["床位", say("inline.denied_title")])


async def test_what_was_typed_before_a_restart_is_not_answered(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot() as bot:
        query = {"id": "old", "from": LI, "query": "床位", "offset": ""}
        bot.state.journal.add(
            1, '{"update_id": 1, "inline_query": ' + str(query).replace("'", '"').replace("False", "false") + "}"
        )
    async with start_bot() as bot:
        api.types(LI, "床位")
        await bot.settle()
        assert bot.state.journal.waiting() == 0
    assert len(api.inline) == 1
