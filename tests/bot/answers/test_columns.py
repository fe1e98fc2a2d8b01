"""What a row says by its columns: who leads and who only supports, what was aimed at and what came of it; projects told item by item;
places of which one states its figure in a table and one in its text. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """桂浦县“十四五”公共服务规划

桂浦县人民政府
2021年11月
规划期限为2021年至2025年。

一、回顾
表1 “十三五”指标完成情况
指标\t单位\t2015年\t2020年规划目标\t2020年实际完成\t完成情况
每千人口注册护士数\t人\t1.9\t3.1\t2.8\t未完成
每万人口全科医生数\t人\t0.9\t2.0\t2.2\t完成
二、目标
表2 主要指标
指标\t单位\t2020年\t2025年
每千人口床位数\t张\t5.1\t6.4
区级骨干教师人数[累计]\t人\t410\t[620]
三、任务
表3 任务分工
重点任务\t牵头单位\t配合单位\t完成时限
中央厨房建设\t县发展和改革局\t县市场监督管理局、县教育局\t2024年6月
专栏1 重点项目
项目1：康宁护理院。设床位150张，总投资4300万元，2025年投用。责任单位：县卫生健康局。
项目2：东郭街道养老中心。建筑面积2600平方米，总投资1450万元，2024年6月前投入使用。责任单位：县民政局。
2.推进适老化改造。为困难老年人家庭改造扶手、地面，每户补助2800元。
家庭医生为失能老年人巡诊4600人次。
"""
TEXT = """柑河县“十四五”卫生健康规划

柑河县人民政府
2021年9月

一、目标
到2025年，每千人口床位数达到5.9张。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"guipu.txt": PLAN, "ganhe.txt": TEXT})


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("桂浦中央厨房建设是县发展和改革局牵头的吧", "是。"),
        ("桂浦十三五的每千人护士没达到规划目标是吧", "2.8"),
        ("桂浦五年要累计培养区级骨干教师多少人", "[620]"),
        ("桂浦康宁护理院谁负责", "县卫生健康局"),
        ("桂浦适老化改造每户补助多少", "2800元"),
    ],
)
def test_it_is_answered(assistant: Assistant, question: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert stated in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "桂浦中央厨房建设是县教育局牵头的吧",
        "桂浦十三五每万人口全科医生数没完成目标吧",
        "桂浦东郭街道养老中心什么时候开工",
        "桂浦一共有多少失能老年人",
    ],
)
def test_it_is_denied_or_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_a_table_and_a_text_are_set_against_each_other(assistant: Assistant) -> None:
    answer = assistant.ask("桂浦和柑河2025年每千人床位谁高")
    assert answer.winners == ("桂浦县",)
    assert "0.5张" in assistant.ask("桂浦和柑河2025年每千人床位相差多少").text
