"""Follow-ups after one row of a table, after an institution's figure and after a claim: what they take over, and what they leave.
The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

ONE = """雾岭县卫生健康发展“十四五”规划

雾岭县人民政府
2021年10月
规划期限为2021年至2025年。

一、发展基础
2020年，县人民医院三、四级手术占比为31%，医疗服务收入占医疗收入比重为28.4%。
二、主要目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	5岁以下儿童死亡率	‰	4.2	≤4	预期性
2	幼儿园专任教师本科率	%	46	60	预期性
3	小学专任教师本科率	%	82	95	预期性
三、主要任务
县人民医院三、四级手术占比提高到45%。医疗服务收入占医疗收入比重提高到34%。
五年培训照护师150名，培训养老护理员2600人次。
四、重点项目
表2 重点项目
序号	项目名称	建设内容	总投资（万元）	建设年限	责任单位
1	县中医医院康复楼	新建康复楼1栋，床位120张	5600	2021—2023年	县中医医院
2	桃溪镇次中心	新建综合楼，床位80张	2900	2022—2024年	桃溪镇政府
3	县急救指挥中心	购置救护车9辆	860	2023年	县卫生健康局
"""
OTHER = """渡口县卫生健康发展“十四五”规划

渡口县人民政府
2021年11月
规划期限为2021年至2025年。

一、主要任务
到2025年，县人民医院三、四级手术占比达到60%，床位达到700张。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": ONE, "dukou.txt": OTHER})


@pytest.mark.parametrize(
    ("talk", "parts"),
    [
        (("雾岭中医医院康复楼设多少床位", "总投资和建设年限呢"), ["5600", "2021—2023年"]),
        (("雾岭桃溪镇次中心投资多少", "哪年到哪年"), ["2022—2024年"]),
        (("雾岭重点项目有哪些", "第二个归谁管", "投资最少的是哪个"), ["县急救指挥中心"]),
        (("雾岭县人民医院三四级手术占比目标多少", "渡口县人民医院的目标呢"), ["60%"]),
        (("雾岭2020年医疗服务收入占医疗收入比重多少", "准备提到多少"), ["34%"]),
        (("雾岭幼儿园专任教师本科率2020年多少", "小学的2020年是多少"), ["82%"]),
        (("雾岭照护师五年要培训多少名", "那养老护理员呢"), ["2600人次"]),
        (("雾岭5岁以下儿童死亡率2025年目标多少", "等下，我接个电话", "2020年呢"), ["4.2"]),
    ],
)
def test_it_goes_on_from_what_was_shown(assistant: Assistant, talk: tuple[str, ...], parts: list[str]) -> None:
    answer = assistant.ask(talk[-1], talk[:-1])
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text


def test_a_claim_about_it_is_denied(assistant: Assistant) -> None:
    answer = assistant.ask("2025年目标是不是降到3‰以下", ("雾岭5岁以下儿童死亡率2020年多少",))
    assert answer.refused
    assert answer.text.startswith("不是。")


def test_another_place_without_it_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("渡口县中医医院的呢", ("雾岭县人民医院三四级手术占比目标多少",))
    assert answer.refused or "60%" not in answer.text
