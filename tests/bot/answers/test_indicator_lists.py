"""Lists of a plan's indicators: all of the main table, those of a domain or an attribute, by number. The plan is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """禾泽县“十四五”养老服务发展规划

禾泽县人民政府
2021年8月

一、回顾
表1 “十三五”完成情况
序号	指标	单位	目标	2020年
1	养老床位数	张	900	960
二、目标
表2 “十四五”主要指标
序号	领域	指标	单位	2020年	2025年	属性
1	设施	护理型床位占比	%	38	55	约束性
2	设施	社区养老服务设施覆盖率	%	72	95	预期性
3	队伍	持证护理员人数	人	120	260	预期性
"""
NAMES = ("护理型床位占比", "社区养老服务设施覆盖率", "持证护理员人数")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"heze.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "stated", "without"),
    [
        ("禾泽主要指标有哪些", (*NAMES, "共3条", "55%"), ("960",)),
        ("禾泽规划一共几个指标呀", ("共3条",), ()),
        ("禾泽的指标给我列一下", NAMES, ()),
        ("禾泽设施类指标有哪些", NAMES[:2], NAMES[2:]),
        ("禾泽约束性指标有几个", ("共1项", NAMES[0]), NAMES[1:]),
        ("禾泽2025年目标高于60%的指标有哪些", ("目标高于60%的共1项", "95%"), (NAMES[0], NAMES[2])),
        ("禾泽2025年目标低于60%的有哪些指标", ("共1项", "55%"), NAMES[1:]),
        ("禾泽目标在50%以上的指标有哪些", ("共2项", *NAMES[:2]), NAMES[2:]),
    ],
)
def test_indicators_are_listed(
    assistant: Assistant, question: str, stated: tuple[str, ...], without: tuple[str, ...]
) -> None:
    text = assistant.ask(question).text
    assert all(words in text for words in stated), text
    assert not any(words in text for words in without), text


@pytest.mark.parametrize(
    "question", ["禾泽哪些指标没完成", "禾泽2023年有哪些指标", "禾泽环境类指标有哪些", "禾泽目标高于50的指标有哪些"]
)
def test_indicators_that_the_table_does_not_tell_apart_are_not_listed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused or not all(name in answer.text for name in NAMES)
