"""Replies as Telegram gets them."""

import pytest
from conftest import FakeAssistant, StartBot
from fake_bot_api import FakeBotApi
from markup import plain, utf16
from people import LI, PRIVATE

from bot.models import Answer, Citation
from bot.replying.blocks import Headline, Notice, Quotation, Reply, Row, Rows, Run, Source
from bot.telegram.formatting import MESSAGE_UNITS
from bot.telegram.markup import FOLDED, OPEN, parts_of


def source(n: int, words: str, title: str = "《甲<市>规划》") -> Source:
    return Source(n, title, "第三章", (Run(words),) if words else (), (), "甲.txt", 0, 9)


def test_the_answer_stands_above_its_folded_sources() -> None:
    reply = Reply(
        (
            Headline((Run("<9", strong=True), Run("　甲市"), Run("[1]", cites=1)), ((Run("孕产妇死亡率"),),)),
            Rows((Row((Run("甲市"),), "最高"), Row((Run("乙市"),))), (Run("从高到低"),), ordered=True),
            Notice((Run("征求意见稿"),)),
            Quotation((source(1, "句" * 200),)),
        )
    )
    (html,) = parts_of(reply)
    head, _, quoted = html.partition(FOLDED)
    assert head == (
        "<b>&lt;9</b>　甲市[1]\n孕产妇死亡率\n\n从高到低\n1. 甲市<b> ← 最高</b>\n2. 乙市\n<i>※ 征求意见稿</i>\n"
    )
    assert quoted.startswith("[1]<b>《甲&lt;市&gt;规划》</b>\n第三章\n句句")
    assert plain(html)


def test_short_sources_need_no_fold() -> None:
    (html,) = parts_of(Reply((Headline((Run("答"),)), Quotation((source(1, ""),)))))
    assert html == f"答\n{OPEN}[1]<b>《甲&lt;市&gt;规划》</b>\n第三章</blockquote>"


@pytest.mark.parametrize("words", ["句" * 30_000, "<&>" * 4_000, "😀" * 5_000, "一句话。" * 3_000])
def test_whatever_a_document_holds_each_message_fits_and_nothing_is_lost(words: str) -> None:
    rows = tuple(Row((Run(f"{n}", strong=True), Run(words[:900]))) for n in range(12))
    sources = (source(1, words, "《甲》"), source(2, words, ""))
    parts = parts_of(Reply((Headline((Run(words),)), Rows(rows), Quotation(sources))))
    assert all(utf16(part) <= MESSAGE_UNITS for part in parts)
    told = "".join(plain(part) for part in parts)
    assert told.count(words[0]) == 3 * words.count(words[0]) + 12 * words[:900].count(words[0])


async def test_one_reply_takes_two_messages_and_the_rest_comes_by_a_button(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    text = "\n".join(f"第{n}条" + chr(0x4E00 + n) * 1500 for n in range(12))
    cites = (Citation(1, "甲市规划", "甲市", "final", "甲.txt", "一", None, "引文", 0, 2),)
    assistant.on_ask = lambda question: Answer(question, False, None, text, citations=cites)
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "全部条款?")
        shown = await bot.settle()
        assert len(shown) == 2
        assert shown[0]["buttons"] == []
        assert shown[-1]["buttons"] == ["原文", "有用", "有误", "其余"]
        while shown[-1]["buttons"] and "其余" in shown[-1]["buttons"]:
            api.presses(LI, shown[-1], "其余")
            shown = await bot.settle()
            assert 1 <= len(shown) <= 2
    told = "".join(one["plain"] for one in bot.said)
    assert all(told.count(f"第{n}条") == 1 for n in range(12))


async def test_a_suggestion_is_asked_as_it_stands(
    api: FakeBotApi, assistant: FakeAssistant, start_bot: StartBot
) -> None:
    refusal = "没有依据：没有收录“丙市”的规划。现有：甲市、乙区。"
    assistant.on_ask = lambda question: Answer(question, True, "no_plan", refusal) if "丙市" in question else None
    async with start_bot() as bot:
        api.says(PRIVATE, LI, "丙市床位多少")
        (refused,) = await bot.settle()
        assert refused["buttons"] == ["甲市", "乙区"]
        api.presses(LI, refused, "乙区")
        (answer,) = await bot.settle()
    assert answer["plain"] == "答:乙区床位多少"
    assert assistant.asked[-1] == ("乙区床位多少", [])
