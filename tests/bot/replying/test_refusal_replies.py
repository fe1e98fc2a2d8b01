"""Refusals: short, with what is near, and what can be asked instead."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from bot.replying.blocks import Deed, Headline, Reply, Rows, plain
from bot.replying.composing import reply_of
from bot.replying.lines import lines_of


@pytest.fixture(scope="module")
def made(data_dir: Path) -> Assistant:
    return Assistant(Library(data_dir))


def offered(reply: Reply) -> list[tuple[str, str]]:
    return [(action.label, action.question) for action in reply.actions if action.deed is Deed.SUGGESTION]


def test_the_years_that_there_are_are_offered_and_can_be_answered(made: Assistant) -> None:
    reply = reply_of(made.ask("云溪市2030年每千人口床位数目标是多少？"))
    head, near = reply.blocks[:2]
    assert isinstance(head, Headline)
    assert isinstance(near, Rows)
    assert [run.text for run in head.text if run.strong] == ["没有依据："]
    assert plain(near.title) == "请核对（不是所问的答案）："
    assert "4.10张" in plain(near.rows[0].text)
    assert "5.55张" in plain(near.rows[0].text)
    assert [label for label, _ in offered(reply)] == ["2020年现状", "2025年目标"]
    found = [made.ask(question) for _, question in offered(reply)]
    assert [answer.facts[0].value for answer in found] == ["4.10", "5.55"]


def test_the_places_that_are_loaded_are_offered_in_place_of_one_that_is_not(made: Assistant) -> None:
    reply = reply_of(made.ask("湛江市2025年孕产妇死亡率目标是多少？"))
    assert sorted(offered(reply)) == [
        ("云溪市", "云溪市2025年孕产妇死亡率目标是多少？"),
        ("石桥县", "石桥县2025年孕产妇死亡率目标是多少？"),
    ]


def test_a_place_that_is_named_as_well_is_not_offered_against_itself(made: Assistant) -> None:
    reply = reply_of(made.ask("湛江市和云溪市谁的床位高"))
    assert offered(reply) == [("石桥县", "石桥县和云溪市谁的床位高")]


def test_only_answers_are_judged(made: Assistant) -> None:
    asked = ("云溪市2025年孕产妇死亡率目标是多少？", "云溪市2030年床位数目标是多少？", "你好")
    judged = [
        {action.deed for action in reply_of(made.ask(question)).actions} & {Deed.USEFUL, Deed.WRONG}
        for question in asked
    ]
    assert [len(deeds) for deeds in judged] == [2, 0, 0]


def test_a_denied_premise_opens_with_no(made: Assistant) -> None:
    head = reply_of(made.ask("云溪市2025年孕产妇死亡率目标是<7，对吗？")).blocks[0]
    assert isinstance(head, Headline)
    assert (head.text[0].text, head.text[0].strong) == ("不是。", True)


def test_a_confirmed_premise_opens_with_yes_in_the_line_of_its_proof(made: Assistant) -> None:
    head = reply_of(made.ask("云溪市全市每年巡诊不少于12场，对吗？")).blocks[0]
    assert isinstance(head, Headline)
    assert (head.text[0].text, head.text[0].strong) == ("是。", True)
    assert "12场" in plain(head.text)


def test_the_terminal_shows_the_same_words(made: Assistant) -> None:
    lines = lines_of(reply_of(made.ask("云溪市2030年每千人口床位数目标是多少？"))).split("\n")
    assert lines[0].startswith("没有依据：")
    assert lines[1] == "请核对（不是所问的答案）："
    assert lines[-1] == "可以问：云溪市每千人口医疗卫生机构床位数2025年目标是多少"
    assert sum("每千人口医疗卫生机构床位数" in line and line.startswith("[1]") for line in lines) == 1


def test_the_comparison_keeps_what_was_asked_for(made: Assistant) -> None:
    reply = reply_of(made.ask("云溪市2025年孕产妇死亡率目标是多少？"))
    (compare,) = (action for action in reply.actions if action.deed is Deed.COMPARE)
    answer = made.ask(compare.question)
    assert {fact.region for fact in answer.facts} == {"云溪市", "石桥县"}
    assert {fact.role for fact in answer.facts} == {"target"}
