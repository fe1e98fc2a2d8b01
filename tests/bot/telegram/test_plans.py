"""Plans by chat: files sent, proposals decided, the index swapped under a bot that goes on answering."""

import asyncio
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import RunningBot, StartBot, WatchedState
from fake_bot_api import BASE_URL, TOKEN, FakeBotApi, FakeRequest
from people import GROUP, LI, PRIVATE, WANG, WANGS
from pydantic import SecretStr

from bot.chat.naming import named_in, toml_of
from bot.chat.uploads import safe_name
from bot.chat.workshop import WorkFailed, Workshop
from bot.settings import Settings
from bot.telegram.application import real_answering, serve
from corpus.readers import READABLE
from prompts import say

ADMIN = frozenset({7})
PLAN = """湖东县人民政府关于印发湖东县卫生健康发展“十四五”规划的通知

湖东县卫生健康发展“十四五”规划

湖东县“十四五”时期卫生健康主要指标

领域\t序号\t主要指标\t单位\t2020年\t2025年目标\t指标性质
健康服务\t1\t每千人口医疗卫生机构床位数\t张\t4.10\t{beds}\t预期性
"""


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    """A data folder with an index of two plans, to be changed."""
    shutil.copytree(data_dir, tmp_path / "data")
    return tmp_path / "data"


async def test_a_plan_is_read_confirmed_answered_from_and_removed(api: FakeBotApi, folder: Path) -> None:
    settings = Settings(
        _env_file=None, telegram_token=SecretStr(TOKEN), telegram_base_url=BASE_URL, admins=ADMIN, data_dir=folder
    )
    state, stop, answering = WatchedState(folder), asyncio.Event(), real_answering(settings)
    serving = asyncio.create_task(serve(settings, answering, state, stop, FakeRequest(api)))
    bot = RunningBot(api, state, stop, serving)
    try:
        api.sends_file(PRIVATE, LI, "hudong.txt", PLAN.format(beds="5.15").encode())
        (dialog,) = await bot.settle()
        assert "《湖东县卫生健康发展“十四五”规划》" in dialog["plain"]
        assert "地区：湖东县　规划期：2021-2025" in dialog["plain"]
        assert dialog["buttons"] == ["确认", "取消"]
        api.presses(WANG, dialog, "确认")
        assert await bot.settle() == []
        assert api.notices[-1]["text"] == say("press.not_yours")
        api.presses(LI, dialog, "确认")
        api.says(WANGS, WANG, "云溪 床位 2025")
        (meanwhile,) = await bot.settle()
        assert "5.55" in meanwhile["plain"]
        assert api.edited[-1]["plain"] == say("desk.added", title="湖东县卫生健康发展“十四五”规划", count=3)
        api.says(PRIVATE, LI, "湖东 床位 2025")
        assert "5.15" in (await bot.settle())[0]["plain"]
        assert (folder / "plans" / "hudong.txt").is_file()
        assert not any((folder / "uploads").iterdir())
        api.says(PRIVATE, LI, "/remove 湖东县")
        (removal,) = await bot.settle()
        api.presses(LI, removal, "确认")
        await bot.settle()
        api.says(WANGS, WANG, "/plans")
        assert "湖东县" not in (await bot.settle())[0]["plain"]
        assert not (folder / "plans" / "hudong.txt").exists()
    finally:
        stop.set()
        await serving
        answering.close()
        state.close()


async def test_a_proposal_may_be_cancelled_and_is_decided_once(
    api: FakeBotApi, start_bot: StartBot, folder: Path
) -> None:
    async with start_bot(admins=ADMIN, folder=folder) as bot:
        api.sends_file(PRIVATE, LI, "hudong.txt", PLAN.format(beds="5.15").encode())
        (dialog,) = await bot.settle()
        data = api.messages[7][dialog["message_id"]]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        api.presses(LI, dialog, "取消")
        await bot.settle()
        api.forges(LI, api.messages[7][dialog["message_id"]], data)
        await bot.settle()
    assert (api.edited[-1]["plain"], api.edited[-1]["buttons"]) == (say("desk.cancelled"), [])
    assert api.notices[-1]["text"] == say("press.decided")
    assert not any((folder / "uploads").iterdir())


async def test_a_file_named_like_that_of_another_plan_does_not_replace_it(
    api: FakeBotApi, start_bot: StartBot, folder: Path
) -> None:
    async with start_bot(admins=ADMIN, folder=folder) as bot:
        api.sends_file(PRIVATE, LI, "yunxi.txt", PLAN.format(beds="5.15").encode())
        api.sends_file(PRIVATE, LI, "other.txt", (PLAN.format(beds="5.15").replace("湖东县", "云溪市")).encode())
        other_plan, same_plan = await bot.settle()
    assert re.match(r"yunxi-\w{4}\.txt\n《湖东县", other_plan["plain"])
    assert say("desk.replaces", files="yunxi.txt") in same_plan["plain"]


async def test_a_group_file_is_read_only_where_the_bot_is_meant(
    api: FakeBotApi, start_bot: StartBot, folder: Path
) -> None:
    named = {"caption": "@PlanBot 请收录", "caption_entities": [{"type": "mention", "offset": 0, "length": 8}]}
    async with start_bot(admins=ADMIN, folder=folder) as bot:
        api.sends_file(GROUP, LI, "a.exe", b"x")
        api.sends_file(GROUP, WANG, "a.exe", b"x", **named)
        api.sends_file(GROUP, LI, "a.exe", b"x", **named)
        api.sends_file(WANGS, WANG, "a.txt", b"x")
        sent = sorted((message["chat_id"], message["plain"]) for message in await bot.settle())
    assert len(sent) == 3
    assert sent[-1] == (8, say("telegram.file_declined"))
    assert {text for chat, text in sent if chat == -100} == {
        say("telegram.file_declined"),
        say("reading.unknown_format", file="a.exe", formats="、".join(READABLE)),
    }
    assert "getFile" not in api.calls


async def test_a_file_that_is_no_plan_is_told_in_one_sentence(
    api: FakeBotApi, start_bot: StartBot, folder: Path
) -> None:
    async with start_bot(admins=ADMIN, folder=folder) as bot:
        api.sends_file(PRIVATE, LI, "note.txt", "今天开会".encode())
        (told,) = await bot.settle()
    assert told["plain"].startswith("note.txt：")
    assert told["buttons"] == []
    assert not any((folder / "uploads").iterdir())


async def test_an_administrator_names_a_file_by_replying_to_it(
    api: FakeBotApi, start_bot: StartBot, folder: Path
) -> None:
    async with start_bot(admins=ADMIN, folder=folder) as bot:
        file = api.sends_file(PRIVATE, LI, "note.txt", "今天开会。共有摊位37个。".encode())
        (told,) = await bot.settle()
        assert told["plain"].endswith(say("desk.name_it"))
        api.says(PRIVATE, LI, "名称：《湖东县早市备忘》；地区：湖东县", reply_to_message=file)
        (dialog,) = await bot.settle()
        assert "《湖东县早市备忘》\n地区：湖东县" in dialog["plain"]
        api.presses(LI, dialog, "确认")
        await bot.settle()
        assert api.edited[-1]["plain"] == say("desk.added", title="湖东县早市备忘", count=3)
        api.says(PRIVATE, LI, "/reindex")
        assert "没有标题" not in (await bot.settle())[-1]["plain"]
        api.says(PRIVATE, WANG, "名称：某某 地区：某某", reply_to_message=file)
        await bot.settle()
    assert {path.name for path in (folder / "plans").iterdir()} == {"note.txt", "note.txt.toml"}
    assert not any((folder / "uploads").iterdir())


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("名称：湖东县早市备忘 地区：湖东县", {"title": "湖东县早市备忘", "region": "湖东县"}),
        ("标题: “十五五”早市规划\n地区:湖东县。谢谢", {"title": "“十五五”早市规划", "region": "湖东县"}),
        ("这份文件的地区是哪里？", {}),
    ],
)
def test_what_is_said_of_a_file(text: str, fields: dict[str, str]) -> None:
    assert named_in(text) == fields
    assert tomllib.loads(toml_of(fields)) == fields


async def test_work_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WorkFailed) as raised:
        await Workshop(tmp_path, asyncio.Event()).read(tmp_path / "a.txt")
    assert str(raised.value) == say("desk.broken")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\\b\n规划.docx", "b规划.docx"),
        ("规划\u202efdp.txt", "规划fdp.txt"),
        ("", "file"),
        ("长" * 90 + ".pdf", "长" * 60 + ".pdf"),
    ],
)
def test_file_names_are_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept
