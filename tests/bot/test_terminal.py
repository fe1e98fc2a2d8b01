"""The conversation in the terminal: follow-ups, the words behind an answer, and a way to begin anew."""

import io
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.settings import Settings
from bot.terminal import Conversation, converse
from corpus.errors import IndexUnavailable

QUESTION = "云溪市2025年孕产妇死亡率目标是多少？"


@pytest.fixture
def conversation(data_dir: Path) -> Conversation:
    return Conversation(Assistant.open(Settings(data_dir=data_dir)))


def test_a_follow_up_goes_on_until_reset(conversation: Conversation) -> None:
    assert conversation.told(QUESTION).startswith("<9/10万")
    assert conversation.told("石桥呢？").startswith("<11/10万")
    conversation.told("/reset")
    assert "11" not in conversation.told("那2025年呢？")


def test_source_shows_the_row_and_the_passage(conversation: Conversation) -> None:
    conversation.told(QUESTION)
    row = conversation.told("/source")
    assert row.startswith("[1]《云溪市卫生健康发展“十四五”规划》")
    assert "2025年目标：<9" in row
    conversation.told("云溪市储备隔离房间多少间？")
    passage = conversation.told("/source [1]")
    assert "推进储备隔离房间730间建设" in passage
    assert conversation.told("/source 9") == conversation.told("/source 没有")


def test_there_is_no_source_before_an_answer(conversation: Conversation) -> None:
    before = conversation.told("/source")
    conversation.told(QUESTION)
    assert conversation.told("/source") != before
    conversation.told("/reset")
    assert conversation.told("/source") == before


def test_plans_are_listed(conversation: Conversation) -> None:
    assert conversation.told("/plans").splitlines() == [
        "已收录 2 份规划：",
        "1. 石桥县卫生健康发展“十四五”规划",
        "2. 云溪市卫生健康发展“十四五”规划",
    ]


def test_help_and_unknown_commands_name_every_command(conversation: Conversation) -> None:
    for said in (conversation.told("/help"), conversation.told("/nothing at all")):
        assert all(command in said for command in ("/source", "/plans", "/reset"))


def test_an_error_is_one_line_and_the_conversation_goes_on(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IndexUnavailable("索引已损坏")

    with monkeypatch.context() as patch:
        patch.setattr(Assistant, "ask", fail)
        assert conversation.told(QUESTION) == "索引已损坏"
    assert conversation.told(QUESTION).startswith("<9")


def test_lines_come_from_standard_input_until_it_ends(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = f"{QUESTION}\n\n".encode() + "石桥呢".encode("gb18030") + f"\n/source\n{QUESTION}".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
    converse(Assistant.open(Settings(data_dir=data_dir)))
    said = capsys.readouterr().out
    # An empty line is asked for anew, and so is the line behind the last one.
    first, second, bad, source, last, end = said.split("> ")[1:]
    assert first.startswith("<9/10万")
    assert second == end == ""
    assert "UTF-8" in bad
    assert source.startswith("[1]《云溪市")
    assert last == first
