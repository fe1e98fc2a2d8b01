"""Institutions of several places set against each other. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """{place}“十四五”卫生健康规划

{place}人民政府
2021年9月

一、现状
{houses}
"""
HOUSES = {
    "樟浦市": "市第一人民医院是三级乙等医院，开放床位930张；市第二人民医院开放床位310张；市中医医院开放床位260张。\n支持市第一人民医院创建三级甲等综合医院。市中医医院创建三级甲等中医医院。",
    "梅坞县": "县人民医院为二级甲等医院，编制床位470张；县中医医院编制床位180张。",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    plans = {f"{at}.txt": PLAN.format(place=place, houses=text) for at, (place, text) in enumerate(HOUSES.items())}
    return assistant_over(tmp_path_factory, plans)


def test_each_house_has_its_own_figure(assistant: Assistant) -> None:
    answer = assistant.ask("梅坞县人民医院、樟浦市第一人民医院，哪家床位最多")
    assert answer.winners == ("樟浦市",)
    assert "樟浦市 930张 > 梅坞县 470张" in answer.text


def test_they_are_subtracted(assistant: Assistant) -> None:
    assert "460张" in assistant.ask("梅坞县人民医院和樟浦市第一人民医院床位差多少").text


def test_a_house_that_no_document_has_is_not_answered_with_another(assistant: Assistant) -> None:
    answer = assistant.ask("梅坞县第三人民医院和樟浦市第一人民医院，哪家床位最多")
    assert "470" not in answer.text


def test_the_kind_of_house_that_is_asked_for_is_none_that_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("那中医医院呢", ("樟浦市第一人民医院要创建什么等级的医院",))
    assert "三级甲等中医医院" in answer.text
