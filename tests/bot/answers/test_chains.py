"""Sentences that tell one thing of several groups, rivers, years: each figure is of its own. The plan is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """茶陂县“十四五”发展规划

茶陂县人民政府
2021年11月
本规划由县发展和改革局会同县民政局编制，经县政府同意，于2021年11月19日印发。规划期限为2021年至2025年。

一、现状
高龄津贴实现80周岁以上老年人全覆盖，其中80—89周岁每人每月55元，90—99周岁每人每月140元，百岁老人每人每月560元。
桐溪、苇溪入库断面总磷浓度分别为0.08毫克/升和0.11毫克/升。
机构床位总体入住率为51.3%，护理型床位紧缺。
山区乡镇老龄化程度高，其中云岗乡60周岁及以上老年人占比达36.4%，为全县最高。
（一）主要成效
1.医养结合有序推进。全县17家养老机构全部与医疗机构签订协议。
2.队伍建设稳步加强。培训护理员210人次。
二、任务
（一）深化医养结合
1.建设联合体。
2.提升健康服务。
3.推行护理保险。
（二）改善环境
到2025年煤炭消费量比2020年下降7%。发展光伏，全县光伏装机容量达到19万千瓦。
开展桐溪、苇溪总磷削减，2025年桐溪入库断面总磷浓度控制在0.06毫克/升以下。
新增养老机构床位700张，到2025年护理型床位占比达到60%。
（三）办好实事
办好七件民生实事：一是新建学位900个；二是改造户厕1200户；三是新建公路40公里；四是更换公交车18辆；五是新建食堂9个；六是改造管网30公里；七是免费筛查8000人。
三、保障
2023年开展规划中期评估，由县发展和改革局负责。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"chapi.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("茶陂百岁老人每月高龄津贴多少钱", "560元"),
        ("茶陂95岁老人的高龄津贴每月多少", "140元"),
        ("茶陂85岁老人高龄津贴每月多少", "55元"),
        ("茶陂桐溪2025年总磷要控制到多少", "0.06"),
        ("茶陂机构床位入住率多少", "51.3%"),
        ("茶陂2025年光伏装机容量多少万千瓦", "19万千瓦"),
        ("听说茶陂云岗乡老龄化全县最高，60岁以上占36.4%，是不是", "是。"),
        ("茶陂十三五医养结合做得怎么样", "17家"),
        ("茶陂规划哪天印发的，谁编的", "2021年11月19日"),
        ("茶陂的中期评估谁来做", "县发展和改革局"),
        ("茶陂七件民生实事有哪些", "七是免费筛查8000人"),
    ],
)
def test_each_is_told_of_its_own(assistant: Assistant, question: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert stated in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "茶陂75岁老人高龄津贴每月多少",
        "茶陂苇溪2025年总磷要控制到多少",
        "茶陂2025年养老机构床位入住率目标是多少",
        "茶陂2020年光伏装机容量是多少万千瓦",
        "茶陂规划是2020年印发的，对吧",
        "听说茶陂云岗乡老龄化全县最高，60岁以上占26.4%，是不是",
    ],
)
def test_that_of_another_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_how_a_field_fared_is_not_what_is_to_be_done(assistant: Assistant) -> None:
    assert "联合体" not in assistant.ask("茶陂“十三五”医养结合做得怎么样").text
