"""Figures of narrower groups: the row below an indicator, the column of a group. The bulletin is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

BULLETIN = """栗原县2023年教育事业统计公报

一、办学条件
表1 办学条件
指标\t单位\t小学\t初中\t普通高中
生均图书\t册\t30.1\t41.2\t57.3
生均校舍面积\t平方米\t8.1\t13.9\t24.2
二、规模
表2 各学段规模
学段\t学校数（所）\t在校生数（人）
小学\t41\t26100
普通高中\t5\t9800
"""
PLAN = """柳浦市“十四五”养老服务规划

柳浦市民政局
2021年8月

一、目标
表1 主要指标
序号\t指标\t单位\t2020年\t2025年\t属性
1\t养老机构护理型床位占比\t%\t44\t≥57\t约束性
\t其中：公办养老机构\t%\t51\t≥66\t约束性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"liyuan.txt": BULLETIN, "liupu.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "value", "others"),
    [
        ("栗原普通高中生均图书多少册", "57.3", ("30.1", "41.2", "9800")),
        ("栗原小学生均图书多少册", "30.1", ("57.3", "41.2")),
        ("栗原初中的生均校舍面积", "13.9", ("8.1", "24.2")),
        ("栗原普通高中在校生多少人", "9800", ("26100",)),
        ("柳浦公办养老机构护理型床位占比2025年目标", "≥66", ("≥57",)),
        ("柳浦养老机构护理型床位占比2025年目标", "≥57", ("≥66",)),
    ],
)
def test_the_figure_is_that_of_the_group(assistant: Assistant, question: str, value: str, others: tuple[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert value in answer.text
    assert not [other for other in others if other in answer.text]


@pytest.mark.parametrize("question", ["栗原幼儿园生均图书多少册", "柳浦民办养老机构护理型床位占比2025年目标"])
def test_a_group_without_a_figure_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
