"""A message that asks several things gets one reply, each ask answered or refused by itself."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant(Library(data_dir))


def test_each_ask_is_answered_with_citations_numbered_through(assistant: Assistant) -> None:
    answer = assistant.ask("云溪床位2025年目标多少，名医下乡巡诊多少场")
    assert not answer.refused
    assert "5.55张" in answer.text
    assert "不少于12场" in answer.text
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert "[1]" in answer.text
    assert "[2]" in answer.text


def test_an_ask_that_nothing_supports_is_named_beside_the_others(assistant: Assistant) -> None:
    answer = assistant.ask("云溪床位2025年目标多少，滑雪场有几个")
    assert not answer.refused
    assert "5.55张" in answer.text
    assert "没有依据：“滑雪场有几个”" in answer.text


def test_it_is_refused_where_none_is_answered(assistant: Assistant) -> None:
    assert assistant.ask("云溪滑雪场有几个，冰球馆多少座").refused
