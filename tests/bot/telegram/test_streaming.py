"""Answers that grow: edited into their message in private chats, sent whole in groups."""

import asyncio
import itertools
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi, Refusal
from made_answers import figures
from people import GROUP, LI, PRIVATE
from telegram.error import TimedOut

from bot.assistant import Assistant
from bot.chat.answering import Answering
from bot.models import Answer
from bot.settings import Settings
from bot.telegram import questions, reply
from tests.bot.model.stub_openai import Script, obedient, serving

EDIT = 0.2


@pytest.fixture(autouse=True)
def short_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "EDIT_SECONDS", EDIT)
    monkeypatch.setattr(reply, "EDIT_SECONDS", EDIT)


def state(text: str) -> Answer:
    return Answer("问", False, None, text)


def growing(assistant: FakeAssistant, *texts: str, every: float = 0.0) -> None:
    """States that come one after another, then the last answer."""

    def states(_question: str) -> Iterator[Answer]:
        for text in texts:
            yield state(text)
            time.sleep(every)

    assistant.on_stream = states


async def test_a_private_answer_grows_in_one_message_no_faster_than_telegram_likes(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, *(f"第{n}句" for n in range(20)), every=0.03)
    times: list[float] = []
    call = api.call

    async def timed(method: str, given: dict[str, object]) -> dict[str, object]:
        if method in ("sendMessage", "editMessageText"):
            times.append(time.monotonic())
        return await call(method, given)

    api.call = timed  # type: ignore[method-assign]
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        sent = await bot.settle()
    assert [one["plain"] for one in sent] == ["第0句"]
    shown = [edit["plain"] for edit in api.edited]
    assert shown[-1] == "答:问"
    assert 2 <= len(shown) <= 5
    assert all(later - earlier >= EDIT * 0.9 for earlier, later in itertools.pairwise(times))


async def test_the_last_state_is_shown_with_its_buttons(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, "甲")
    assistant.on_ask = lambda _question: figures("甲市")
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        (sent,) = await bot.settle()
    assert sent["plain"] in ("甲", api.messages[7][2]["text"])
    labels = [one["text"] for row in api.messages[7][2]["reply_markup"]["inline_keyboard"] for one in row]
    assert labels == ["原文", "各地对比", "图", "有用", "有误"]


async def test_a_group_gets_one_message_and_no_edit(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, "甲", every=0.05)
    async with start_bot() as bot:
        api.says(GROUP, LI, "@PlanBot 问")
        assert [one["plain"] for one in await bot.settle()] == ["答:问"]
    assert api.calls.count("editMessageText") == 0


async def test_without_growth_there_is_one_send_and_no_edit(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, "答:问", "答:问", every=0.05)  # states that do not differ to the eye
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        api.says(PRIVATE, LI, "问")  # from memory
        assert [one["plain"] for one in await bot.settle()] == ["答:问", "答:问"]
    assert api.calls.count("editMessageText") == 0


async def test_a_long_answer_that_grows_takes_more_messages(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, "短", every=0.05)
    assistant.on_ask = lambda _question: "\n".join(char * 3000 for char in "长久")
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        assert [one["plain"] for one in await bot.settle()] == ["短", "久" * 3000]
    assert [edit["plain"] for edit in api.edited] == ["长" * 3000]


async def test_an_edit_on_the_way_that_fails_is_made_up_for_at_the_end(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, waits: list[float]
) -> None:
    growing(assistant, "甲", "乙", "丙", every=0.3)
    api.faults["editMessageText"] += [
        Refusal(429, "Too Many Requests", retry_after=3),
        TimedOut(),
        Refusal(502, "Bad Gateway"),
    ]
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        assert [one["plain"] for one in await bot.settle()] == ["甲"]
    assert [edit["plain"] for edit in api.edited] == ["答:问"]
    assert any(2 < wait <= 3 for wait in waits), "what Telegram asked for is waited"
    assert waits[-2:] == [0.5, 1.0], "the last edit is repeated with backoff"


async def test_a_message_deleted_while_it_grows_is_sent_anew(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    goes_on = threading.Event()

    def states(_question: str) -> Iterator[Answer]:
        yield state("甲")
        goes_on.wait(5)

    assistant.on_stream = states
    async with start_bot() as bot, asyncio.timeout(5):
        api.says(PRIVATE, LI, "问")
        while not api.sent:
            await asyncio.sleep(0.01)
        del api.messages[7][2]
        goes_on.set()
        assert [one["plain"] for one in await bot.settle()] == ["甲", "答:问"]
    api.violations.clear()


async def test_a_stream_that_fails_leaves_what_was_shown(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    def states(_question: str) -> Iterator[Answer]:
        yield state("甲")
        raise RuntimeError("secret detail")

    assistant.on_stream = states
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "问")
        assert [one["plain"] for one in await bot.settle()] == ["甲"]
        assistant.on_stream = lambda _question: ()
        api.says(PRIVATE, LI, "问")
        assert [one["plain"] for one in await bot.settle()] == ["答:问"], "what failed is not remembered"


async def test_an_edited_question_edits_its_answer_while_that_grows(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    growing(assistant, "先", every=0.05)
    async with start_bot() as bot:
        asked = api.says(PRIVATE, LI, "甲")
        (answer,) = await bot.settle()
        api.edits(asked, "乙")
        api.says(PRIVATE, LI, "丙")
        assert [one["plain"] for one in await bot.settle()] == ["先"]
    mine = [edit["plain"] for edit in api.edited if edit["message_id"] == answer["message_id"]]
    assert mine == ["答:甲", "先", "答:乙"]
    assert assistant.asked == [("甲", []), ("乙", []), ("丙", ["乙"])]


async def test_an_answer_that_grew_at_a_kill_is_finished_after_the_restart(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot, tmp_path: Path
) -> None:
    """The store as it is while the message shows its first state: the second bot starts on a copy of it."""
    goes_on = threading.Event()

    def states(_question: str) -> Iterator[Answer]:
        yield state("甲")
        goes_on.wait(5)

    assistant.on_stream = states
    async with start_bot(folder=tmp_path / "killed") as bot, asyncio.timeout(5):
        api.says(PRIVATE, LI, "问")
        while not api.sent:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        shutil.copytree(tmp_path / "killed", tmp_path / "restarted")
        api.faults["editMessageText"] += [Refusal(403, "Forbidden: killed")] * 2
        goes_on.set()
        await bot.settle()
    api.updates.clear()
    api.faults.clear()
    assistant.on_stream = lambda _question: ()
    api.edited.clear()
    shown = api.messages[7][2]["text"]
    async with start_bot(folder=tmp_path / "restarted") as bot:
        assert await bot.settle() == []
    assert shown == "甲"
    assert [(edit["message_id"], edit["plain"]) for edit in api.edited] == [(2, "答:问")]


async def test_end_to_end_with_a_model_on_loopback(
    api: FakeBotApi, start_bot: StartBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real assistant beside a scripted endpoint: the quotes come first, the checked summary is edited in above."""
    question = "云溪市名医下乡每年巡诊不少于多少场？"
    script = Script(chat=lambda s, u: f"{obedient(s, u)}\n到2031年床位数达到98765.4张[1]。", pause=0.02)
    with serving(script) as url:
        settings = Settings(_env_file=None, data_dir=data_dir, llm_base_url=url, llm_model="stub")
        real = Assistant.open(settings)
        # By its globals: several folders have a module of that name.
        monkeypatch.setitem(start_bot.__wrapped__.__globals__, "Answering", lambda _reopen: Answering(lambda: real))
        async with start_bot() as bot:
            api.says(PRIVATE, LI, question)
            (sent,) = await bot.settle()
            api.says(GROUP, LI, f"@PlanBot {question}")
            (whole,) = await bot.settle()
    plain = Assistant.open(Settings(_env_file=None, data_dir=data_dir)).ask(question)
    told = plain.text.split("——")[0]
    assert sent["plain"].startswith(told)
    assert api.edited[-1]["plain"].startswith("概述")
    assert told in api.edited[-1]["plain"]
    assert api.edited[-1]["plain"] == whole["plain"]
    assert api.edited[-1]["buttons"] == whole["buttons"] == ["原文", "有用", "有误"]
    assert "98765" not in "".join(one["plain"] for one in (sent, whole, *api.edited))
