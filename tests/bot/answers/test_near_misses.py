"""Figures that stand beside the one asked for: of another level, disease, kind, year or column, and cells without a figure. The plan
is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """禾泽县“十四五”发展规划

禾泽县人民政府
2021年11月
规划期限为2021年至2025年。

一、现状
2020年，全县医疗卫生机构床位3120张，全县人均预期寿命达到77.40岁。高血压、糖尿病死亡占比上升，成人高血压患病率27.3%。
连续19年没有本地疟疾病例。全县852个院落划分为改造类310个、保留类542个。
二、目标
表1 主要指标
领域	指标	单位	2020年	2025年	属性
健康水平	人均预期寿命	岁	77.40	79.00	预期性
健康水平	人均健康预期寿命	岁	—	同步提高	预期性
水环境	国控断面水质优良比例	%	90	95	约束性
服务	每千人口注册护士数	人	2.6	3.4	预期性
服务	农产品网络零售额	亿元	3.1	5.6	预期性
三、任务
省级示范院落每个奖补80万元，市级示范院落每个奖补30万元。
鼓励民营企业办托班，2025年底前民营企业办托班不少于12所。
松滩镇、柳湾镇承担省级延包试点。对困难家庭每人每月发放150元托育券。
（一）发展新型农村集体经济
推广资源发包、居间服务等途径。
四、项目
表2 重点项目
序号	项目名称	总投资（万元）	建设年限	资金来源	责任单位
1	禾泽县蔬菜基地	2400	—	专项债券	县农业农村局
2	禾泽县物流中心	900	2022—2023年	县级财政	县商务局
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"heze.txt": PLAN})


@pytest.mark.parametrize(
    "question",
    [
        "禾泽成人糖尿病患病率是多少",
        "禾泽民营企业办托班比例，2025年目标多少",
        "禾泽市控断面水质优良比例2025年多少",
        "禾泽2020年人均健康预期寿命是多少岁",
        "禾泽县蔬菜基地是哪年到哪年",
        "省级示范院落禾泽每个奖补30万，对吗",
    ],
)
def test_a_figure_of_its_neighbour_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("2020年末禾泽一共多少张床位？要总数，不是千人数", "3120张"),
        ("禾泽国控断面水质优良比例2025年多少", "95"),
        ("禾泽2025年人均预期寿命是多少岁", "79.00"),
        ("禾泽县物流中心是哪年到哪年", "2022—2023年"),
        ("禾泽蔬菜基地这个项目，资金走什么渠道", "专项债券"),
        ("市级示范院落禾泽每个奖补30万，对吗", "是。"),
        ("禾泽承担省级延包试点的是哪两个镇？我记得有柳湾", "松滩镇、柳湾镇"),
        ("“连续19年没有本地疟疾病例”出自哪份规划", "禾泽县"),
        ("禾泽院落按类型分，各类分别多少个", "保留类542个"),
        ("哪份规划说要发托育券", "托育券"),
        ("禾泽农产品网上零售额2025年目标多少", "5.6"),
        ("禾泽发展壮大村集体经济有什么路子", "资源发包"),
        ("禾泽指标表里健康水平这个领域有哪几项指标", "人均健康预期寿命"),
    ],
)
def test_what_is_asked_is_found_beside_its_neighbours(assistant: Assistant, question: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert stated in answer.text
