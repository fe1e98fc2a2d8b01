"""What is asked of each, of an age and above, of a meeting, of who belongs to a class, is answered by that alone; made-up documents."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

_PLAN = """松坪县养老服务体系建设“十四五”规划

本规划已经县政府第9次常务会议研究同意。

一、发展基础

2020年底，全县有80周岁以上老年人1.3万人。失能、半失能老年人约0.9万人。高龄津贴按80至89周岁每月50元发放，领取老人1.1万人。

二、主要任务

到2025年，新建幸福食堂27个，总投资540万元，70周岁以上老人每餐补贴3元。机构运营补贴的标准是自理老年人每人每月40元、失能老年人每人每月110元。2023年组织中期评估。配建生物安全二级防护水平(P2)实验室。

松坪县主要指标

序号	指标	单位	2020年	2025年	属性
1	每千名户籍老年人养老床位数	张	25.4	31	预期性
2	15岁以上人群吸烟率	%	26.8	≤20（2030年）	预期性

注：重点人群包括老年人、孕产妇、残疾人。
"""
_OTHER = "柏原县养老服务体系建设“十四五”规划\n\n经县政府同意，现将规划印发给你们。\n\n一、主要任务\n\n新建老年食堂9个，总投资120万元。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"a.txt": _PLAN, "b.txt": _OTHER})


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("松坪70岁以上老人每餐补多少钱", "每餐补贴3元"),
        ("松坪80岁以上老人有多少", "1.3万人"),
        ("松坪规划是第几次常务会议通过的", "第9次"),
        ("松坪重点人群包括哪些人", "孕产妇"),
        ("松坪失能老人运营补贴每月多少", "110元"),
        ("松坪70岁以上老人每餐补3块钱，对吧", "是。"),
    ],
)
def test_answers(assistant: Assistant, question: str, part: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert part in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "柏原老人每餐补多少钱",  # 120万元 are for the canteens
        "松坪2025年80岁以上老人有多少",
        "柏原规划是第几次常务会议通过的",
        "松坪半失能老人运营补贴每月多少",
        "松坪终期评估什么时候搞",
        "松坪每千名常住老年人养老床位是多少",
        "松坪15岁以上人群吸烟率2025年目标多少",  # the cell is of 2030
        "松坪是要建P3实验室吗",
    ],
)
def test_refusals(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text


def test_only_the_figures_that_are_not_printed_are_denied(assistant: Assistant) -> None:
    answer = assistant.ask("松坪15岁以上人群吸烟率现在26.8%，2030年降到15%，对吧")
    assert answer.refused
    assert "不是 15%" in answer.text.splitlines()[0]
