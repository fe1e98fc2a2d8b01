"""Questions over projects that the running text lists, beside tables of other places; made-up places."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

WANGCHUAN = """望川县“十四五”卫生健康规划

望川县人民政府

一、基础

全县有卫生院9家。

二、重点任务

（一）推进项目建设

实施重点项目4个，总投资6.2亿元：一是望川县人民医院新楼，新增床位80张，总投资42000万元，2022年开工、2024年建成；二是望川县中医院制剂室，总投资6000万元；三是望川县疾控中心实验楼，总投资5000万元；四是东渡镇养老驿站，总投资7000万元，2023年建成。
"""
DONGLING = """东岭区“十四五”卫生健康规划

东岭区人民政府

一、重点任务

“十四五”期间实施重点项目2个，总投资5亿元，其中申请专项债券1亿元。

附件

东岭区重点项目表

序号\t项目名称\t建设内容\t总投资（万元）\t建设年限
1\t区妇幼保健院迁建\t新建住院楼\t38000\t2021-2024年
2\t区疾控中心迁建\t新建业务楼\t12000\t2022-2025年
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wangchuan.txt": WANGCHUAN, "dongling.txt": DONGLING})


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("望川重点项目有哪些", ["人民医院新楼", "中医院制剂室", "疾控中心实验楼", "养老驿站"]),
        ("望川重点项目都叫啥 念名就得", ["人民医院新楼", "养老驿站"]),
        ("东岭重大项目名字发我下", ["区妇幼保健院迁建", "区疾控中心迁建"]),
        ("望川、东岭投资最大的项目各是哪个", ["人民医院新楼（42000万元）", "区妇幼保健院迁建（38000万元）"]),
        ("疾控项目望川和东岭投资差多少", ["相差 7000万元（按所列数值计算）"]),
        ("望川第二个重点项目投多少", ["中医院制剂室", "6000万元"]),
        ("望川县人民医院新楼投资多少", ["42000万元"]),
        ("望川和东岭重点项目总投资差多少", ["6.2亿元", "5亿元", "相差 1.2亿元"]),
        ("望川重点项目总投资多少", ["6.2亿元（原文所列）", "相加为 60000万元", "与原文合计不同"]),
        ("两份规划里单个投资最大的项目是哪个", ["各规划合在一起投资最大的：望川县人民医院新楼"]),
    ],
)
def test_they_are_looked_up_like_rows(assistant: Assistant, question: str, parts: list[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text


def test_a_place_beyond_the_list_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("望川第七个重点项目投多少")
    assert answer.refused
    assert "没有第 7 个" in answer.text
