"""Indicators asked for by what their remark says; made-up places."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

LUFENG = """鹿峰区卫生健康事业发展“十五五”规划（征求意见稿）

鹿峰区卫生健康局

一、发展目标

表1 鹿峰区“十五五”主要指标

序号\t指标名称\t单位\t2025年现状\t2030年目标\t备注\t属性
1\t人均预期寿命\t岁\t80.1\t81.5\t\t预期性
2\t孕产妇死亡率\t/10万\t6.2\t8\t\t约束性
3\t每千人口拥有3岁以下婴幼儿托位数\t个\t3.6\t5\t建议删除\t预期性
4\t家庭医生签约率\t%\t33\t50\t新增\t预期性
5\t二级及以上综合医院设置老年医学科的比例\t%\t100\t100\t已达标，建议删除\t预期性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"lufeng.txt": LUFENG})


BEDS, ELDERLY, DOCTORS, LIFE = "托位数", "老年医学科", "家庭医生签约率", "人均预期寿命"


@pytest.mark.parametrize(
    ("question", "parts", "without"),
    [
        ("鹿峰规划征求意见稿里，哪几个指标备注栏写着建议删除", [BEDS, ELDERLY], [DOCTORS, LIFE]),
        ("鹿峰有哪些指标备注建议删除", [BEDS, ELDERLY], [DOCTORS]),
        ("鹿峰哪些指标已达标", [ELDERLY], [BEDS, DOCTORS]),
        ("鹿峰哪几个是新增指标", [DOCTORS], [BEDS, ELDERLY]),
        ("指标表备注里标着新增的是哪些", [DOCTORS], [BEDS]),
        ("鹿峰约束性的指标有哪几个", ["孕产妇死亡率"], [DOCTORS, BEDS]),
    ],
)
def test_the_rows_with_the_remark_are_told(
    assistant: Assistant, question: str, parts: list[str], without: list[str]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text
    assert not any(part in answer.text for part in without), answer.text


@pytest.mark.parametrize("question", ["鹿峰哪几个指标备注写着建议合并", "鹿峰哪些指标备注栏标着未完成"])
def test_a_remark_that_no_row_has_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
