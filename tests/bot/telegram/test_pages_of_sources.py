"""Links from answers to the pages of their sources, where there are pages; without, nothing of them is seen."""

import html
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from made_answers import figures
from markup import plain, utf16
from people import GROUP, LI, PRIVATE
from yarl import URL

from bot.chat.links import Links
from bot.chat.signing import Signer, signer_of
from bot.models import Answer
from bot.replying.blocks import Headline, Quotation, Reply, Row, Rows, Run, Source
from bot.settings import load_settings
from bot.telegram.application import links_to_pages
from bot.telegram.formatting import MESSAGE_UNITS
from bot.telegram.markup import parts_of
from corpus.errors import SettingsInvalid, WebUnavailable

ROOT = "https://plans.example"
DAYS = 86_400


@pytest.fixture
def assistant() -> FakeAssistant:
    """States beds of two places; knows nothing of 丙."""
    assistant = FakeAssistant()
    assistant.on_ask = lambda question: (
        Answer(question, True, "no_plan", "没有依据") if "丙" in question else figures("甲市", "乙 & 区")
    )
    return assistant


def addresses(shown: str) -> list[str]:
    """Where the marks of a message lead, in its order."""
    return [html.unescape(found) for found in re.findall(r'<a href="([^"]*)">\[\d+\]</a>', shown)]


def buttons(api: FakeBotApi, sent: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return api.messages[sent["chat_id"]][sent["message_id"]]["reply_markup"]["inline_keyboard"]


async def test_marks_and_a_button_open_the_source(api: FakeBotApi, start_bot: StartBot, tmp_path: Path) -> None:
    async with start_bot(web_url=f"{ROOT}/") as bot:
        api.says(GROUP, LI, "@PlanBot 床位?")
        (answer,) = await bot.settle()
    assert answer["buttons"] == ["原文", "打开原文", "各地对比", "图", "有用", "有误"]
    (address,) = [button["url"] for row in buttons(api, answer) for button in row if "url" in button]
    led = addresses(answer["html"])
    assert led[0] == address
    assert {URL(one).path for one in led} == {"/plans/甲市.txt", "/plans/乙 & 区.txt"}
    links = Links(signer_of(tmp_path), ROOT, 7)
    for one in map(URL, led):
        assert (one.scheme, one.host, one.fragment) == ("https", "plans.example", "cited")
        file = one.path.removeprefix("/plans/")
        assert links.opens(file, one.query["expires"], one.query["sig"])
        assert not links.opens("丙.txt", one.query["expires"], one.query["sig"]), "just that document"
    assert (URL(led[0]).query["start"], URL(led[0]).query["end"]) == ("10", "15")


async def test_without_pages_there_are_no_links(api: FakeBotApi, start_bot: StartBot, tmp_path: Path) -> None:
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
    assert answer["buttons"] == ["原文", "各地对比", "图", "有用", "有误"]
    assert "<a" not in answer["html"]
    assert not (tmp_path / "web_secret").exists()


async def test_what_cites_nothing_has_no_link(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(web_url=ROOT) as bot:
        api.says(PRIVATE, LI, "丙")
        (refused,) = await bot.settle()
    assert refused["buttons"] == []


async def test_the_button_that_leads_elsewhere_disturbs_no_press(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(web_url=ROOT) as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
        api.presses(LI, answer, "原文")
        assert "甲市.txt" in (await bot.settle())[0]["plain"]


async def test_a_host_that_telegram_takes_no_links_to(api: FakeBotApi, start_bot: StartBot) -> None:
    async with start_bot(web_url="http://localhost:8080") as bot:
        api.says(PRIVATE, LI, "床位?")
        (answer,) = await bot.settle()
    assert "打开原文" not in answer["buttons"]
    assert "<a" not in answer["html"]


def test_links_of_one_hour_are_the_same_and_live_as_long_as_they_are_said_to() -> None:
    now = 3_600.0 * 1_000 + 1
    links = Links(Signer(b"x" * 32), ROOT, 2, lambda: now)
    first = links.signed("甲.txt", 1, 2)
    now += 3_500
    assert links.signed("甲.txt", 1, 2) == first
    query = URL(first).query
    now += 2 * DAYS - 3_500
    assert links.opens("甲.txt", query["expires"], query["sig"])
    now += 3_600
    assert not links.opens("甲.txt", query["expires"], query["sig"])


@pytest.mark.parametrize(
    "value",
    ["plans.example", "ftp://plans.example", "https://", "https://a.example/below", "https://a.example/?q=1", "https://a b.example",
     "https://a.example:99999", "https://user@a.example"],
)  # fmt: skip
def test_a_bad_address_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANBOT_WEB_URL", value)
    with pytest.raises(SettingsInvalid, match=r"^设置 PLANBOT_WEB_URL 的值不能用：.*https://plans\.example\.org。$"):
        links_to_pages(load_settings())


def test_a_secret_that_is_not_whole_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "web_secret").write_bytes(b"short")
    settings: Any = SimpleNamespace(web_url=ROOT, data_dir=tmp_path, web_link_days=7)
    with pytest.raises(WebUnavailable, match="web_secret"):
        links_to_pages(settings)


def test_many_long_links_stay_within_what_telegram_takes() -> None:
    """Some sixty marks to files of long names: the first ones are links, all are there, and none is cut."""
    sources = tuple(
        Source(n, f"《{n}市规划》", "第三章", (), (), f"{'很长的文件名' * 10}{n}.txt", n, n + 9) for n in range(1, 31)
    )
    rows = tuple(Row((Run(f"{n}市 5.5"), Run(f"[{n}]", cites=n))) for n in range(1, 31))
    reply = Reply((Headline((Run("各市"),)), Rows(rows), Quotation(sources)))
    links = Links(Signer(b"x" * 32), ROOT, 7)
    linked = parts_of(reply, lambda source: links.signed(source.file, source.start, source.end))
    bare = parts_of(reply)
    assert [plain(part) for part in linked] == [plain(part) for part in bare]
    for part in linked:
        assert utf16(plain(part)) <= MESSAGE_UNITS
        assert sum(len(address.encode()) for address in addresses(part)) < 9_500
    assert len(addresses(linked[0])) >= 8
