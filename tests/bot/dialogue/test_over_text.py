"""What is done with the places of a question on running text: all of them, the others, a sum, an order, those past a bound."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

_PLAN = """{place}养老服务体系建设“十四五”规划

一、发展基础

2020年，全县农村留守老年人{left}万人。县里发高龄津贴，80—89岁每人每月{young}元，{old}每人每月{most}元。

二、主要任务

到2025年建成老年助餐点{meals}，对独居老年人每{often}探访一次。家庭医生团队增加到{teams}。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    rows = {
        "松坪县": ("2.4", "50", "百岁老人", "500", "45处", "周", "240个"),
        "柏原县": ("1.9", "60", "100周岁及以上", "600", "32个", "半月", "130支"),
        "榆川县": ("1.7", "40", "百岁以上", "400", "60个", "月", "200个"),
    }
    names = ("left", "young", "old", "most", "meals", "often", "teams")
    return assistant_over(
        tmp_path_factory,
        {
            f"{place}.txt": _PLAN.format(place=place, **dict(zip(names, row, strict=True)))
            for place, row in rows.items()
        },
    )


@pytest.mark.parametrize(
    ("talk", "parts"),
    [
        ("松坪农村留守老人有多少 / 其他两个县呢 / 哪个最多", ["松坪县 2.4万人 > 柏原县 1.9万人 > 榆川县 1.7万人", "最多的：松坪县"]),
        ("松坪百岁老人高龄津贴发多少 / 三个县都列出来", ["500元", "600元", "400元"]),
        ("松坪到2025年建几个助餐点 / 柏原呢 / 榆川呢 / 一共多少个", ["45＋32＋60＝137"]),
        ("松坪家庭医生团队要扩到多少支 / 三个县一起列一遍 / 哪些超过150个的", ["符合条件的 2 个：松坪县（240个）、榆川县（200个）"]),
        ("三个县农村留守老人各有多少 / 去掉柏原，就看剩下的", ["2.4万人", "1.7万人"]),
        ("松坪农村留守老人有多少 / 挺多的 / 三个县都放一起列一下", ["2.4万人", "1.9万人", "1.7万人"]),
        ("松坪独居老人探访频次 / 柏原呢", ["每半月探访一次"]),
    ],
)  # fmt: skip
def test_a_message_without_a_matter_of_its_own_goes_over_the_places(
    assistant: Assistant, talk: str, parts: list[str]
) -> None:
    *history, question = talk.split(" / ")
    answer = assistant.ask(question, history)
    assert not answer.refused
    for part in parts:
        assert part in answer.text


def test_the_place_that_is_left_out_is_not_shown(assistant: Assistant) -> None:
    text = assistant.ask("去掉柏原，就看剩下的", ["三个县农村留守老人各有多少"]).text
    assert "柏原" not in text


def test_a_message_with_a_matter_of_its_own_asks_for_that(assistant: Assistant) -> None:
    answer = assistant.ask("三个县助餐点各几个", ["松坪农村留守老人有多少"])
    assert "45处" in answer.text
    assert "2.4万人" not in answer.text
