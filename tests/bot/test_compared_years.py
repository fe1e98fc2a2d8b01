"""A change since a year is told by the sentence that compares with that year; a place without a comparable target is named."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

_PLAN = """{place}卫生健康事业发展“十五五”规划

一、发展基础

2024年末，全{kind}有卫生技术人员1806人，比2020年底（1112人）增长62.4%，其中执业医师715人，比2020年底（408人）增加307人。全{kind}开放病床702张，比“十三五”期末（523张）增长34.2%。

二、发展目标

{place}主要指标

序号	指标	单位	{base}年	{year}年	属性
1	每千人口注册护士数	人	{now}	{aim}	预期性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    songping = _PLAN.format(place="松坪市", kind="市", base=2025, year=2030, now="2.3", aim="2.9")
    others = {
        "b.txt": _PLAN.split("一、")[0].replace("十五五", "十四五").format(place="柏原县")
        + "二、发展目标"
        + _PLAN.split("二、发展目标")[1].format(place="柏原县", base=2020, year=2025, now="2.5", aim="3.1"),
        "c.txt": _PLAN.split("一、")[0].replace("十五五", "十四五").format(place="榆川县")
        + "二、发展目标"
        + _PLAN.split("二、发展目标")[1].format(place="榆川县", base=2020, year=2025, now="2.6", aim="3.2"),
    }
    return assistant_over(tmp_path_factory, {"a.txt": songping, **others})


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("松坪执业医师比2020年多了多少", "增加307人"),
        ("松坪卫生技术人员比2020年增长了多少", "增长62.4%"),
        ("松坪病床比2020年增加多少", "增长34.2%"),
    ],
)
def test_a_change_since_a_year_is_told_by_what_compares_with_it(assistant: Assistant, question: str, part: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert part in answer.text


def test_a_change_since_another_year_is_not(assistant: Assistant) -> None:
    assert assistant.ask("松坪执业医师比2022年多了多少").refused


def test_a_place_without_a_target_of_the_year_is_named_beside_the_order(assistant: Assistant) -> None:
    text = assistant.ask("各地护士2025年目标排名").text
    assert "榆川县 3.2人 > 柏原县 3.1人" in text
    assert "未列入排序的：松坪市" in text


def test_figures_of_two_years_are_not_added_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "{0}养老服务发展“十四五”规划\n\n一、发展基础\n\n{1}\n"
    assistant = assistant_over(
        tmp_path_factory,
        {
            "a.txt": text.format("松坪县", "到2020年底，全县老年助餐点45个，农村老年助餐点不足一半。"),
            "b.txt": text.format("柏原县", "预计到2025年，全县老年助餐点达到60个，其中农村助餐点不少于35个。"),
        },
    )
    told = assistant.ask("两个县老年助餐点一共多少个").text
    assert "年份不同" in told
    assert "合计" not in told


def test_a_counted_set_holds_all_that_the_talk_has_come_to(assistant: Assistant) -> None:
    talk = ("柏原护士目标", "榆川呢")
    text = assistant.ask("再加上松坪，三个谁最低", talk).text
    assert "榆川县 3.2人 > 柏原县 3.1人 > 松坪市 2.9人" in text
