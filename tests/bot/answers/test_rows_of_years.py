"""Tables whose title alone says of what: rows of years, rows of the places within, what a table remarks on its indicators, and the
notes below. The plan is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """桐岭市“十四五”公共服务规划

桐岭市人民政府
2021年11月
规划期限为2021年至2025年。

一、目标
表1 主要指标
序号\t指标\t单位\t2020年\t2025年\t完成情况
1\t农村污水治理率②\t%\t20.1\t42\t滞后于进度
2\t养老床位总数\t张\t3100\t4300\t提前完成
3\t社区助餐点\t个\t40\t80\t滞后于进度
注：①按常住人口计算；②指完成污水治理的行政村占行政村总数的比例。
二、任务
（一）建设教师周转房
表2 教师周转房建设年度计划
年度\t建设套数（套）\t计划投资（万元）
2022年\t70\t630
2023年\t85\t765
合计\t155\t1395
（二）布局次中心
表3 医疗次中心分布
县（区）\t次中心个数（个）\t布局乡镇
松河县\t4\t雾岭镇、青坝镇、铁溪镇、马岗镇
合浦坝区\t1\t红坳镇
（三）保护水源
加强龙潭水库水源地保护，建成预警系统。（市水利局牵头，市生态环境局配合）
（四）防治噪声
安装声屏障6公里。（市城市管理局牵头）
三、附则
本规划由市发展改革委负责解释。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"tongling.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "stated", "others"),
    [
        ("桐岭教师周转房2023年建多少套", "85", ("70", "155")),
        ("桐岭教师周转房五年总共多少投资", "1395", ("630", "765")),
        ("松河县次中心布局在哪些乡镇", "铁溪镇", ("红坳镇",)),
        ("桐岭哪些指标滞后于进度", "社区助餐点", ("养老床位",)),
        ("桐岭哪些指标没完成", "农村污水治理率", ("养老床位",)),
        ("桐岭农村污水治理率指的是什么", "行政村总数的比例", ()),
        ("桐岭龙潭水库水源地保护谁牵头", "市水利局", ("城市管理局",)),
        ("桐岭防治噪声谁牵头", "市城市管理局", ("水利局",)),
        ("桐岭规划谁解释", "市发展改革委", ()),
    ],
)
def test_a_row_is_of_what_its_table_is(
    assistant: Assistant, question: str, stated: str, others: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert stated in answer.text
    assert not [other for other in others if other in answer.text]


def test_places_within_are_put_in_order_by_what_the_table_states(assistant: Assistant) -> None:
    assert assistant.ask("次中心松河县和合浦坝区哪个多").winners == ("松河县",)


@pytest.mark.parametrize("question", ["桐岭教师周转房2026年建多少套", "桐岭有多少名次中心医生"])
def test_what_no_row_states_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
