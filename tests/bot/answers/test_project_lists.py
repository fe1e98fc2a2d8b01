"""Projects asked for by the heading of their list, and what a document says of all of them. The plan is made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """枫屿市“十四五”生态环境保护规划

枫屿市人民政府
2021年10月

一、任务
（一）治气
专栏1 大气污染防治重点工程
（1）北郊热电厂改造工程：改造机组2台，投资5.1亿元，责任单位为市能源集团。
（2）港区岸电工程：新建岸电设施21套，投资4300万元，责任单位为市交通运输局。
（二）治水
专栏2 水环境治理重点工程
（1）市第二污水处理厂扩建工程：总投资6.2亿元，责任单位为市水务集团。
（2）清溪整治工程：总投资3.4亿元，责任单位为市水利局。
（3）荷塘修复工程：投资7100万元，责任单位为市水利局。
（三）强能力
专栏3 能力建设重点工程
（1）监测能力提升工程：投资2900万元，责任单位为市生态环境局。
（2）应急能力建设工程：投资1.3亿元，责任单位为市生态环境局。
二、保障
“十四五”期间全市计划实施生态环境重点项目88个，总投资151.2亿元。
"""
CLASSES = """槐川市“十四五”生态环境保护规划

槐川市人民政府
2021年10月

专栏 重点工程
工程类别\t主要内容\t投资（亿元）\t责任单位
大气治理\t锅炉淘汰\t7.6\t市生态环境局
海岸修复\t湿地和岸线修复\t8.3\t市自然资源和规划局
合计\t\t15.9\t
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"fengyu.txt": PLAN, "huaichuan.txt": CLASSES})


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("枫屿大气污染防治重点工程有哪几项", ("热电厂", "岸电"), ("清溪", "监测")),
        ("枫屿水环境治理重点工程有哪些", ("污水处理厂", "清溪", "荷塘"), ("热电厂", "监测")),
        ("枫屿能力建设重点工程是哪两个", ("监测能力", "应急能力"), ("清溪", "热电厂")),
    ],
)
def test_a_list_by_its_heading(assistant: Assistant, question: str, named: tuple[str], others: tuple[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(name in answer.text for name in named)
    assert not [name for name in others if name in answer.text]
    assert any("重点工程" in citation.quote for citation in answer.citations)  # the heading itself is cited


@pytest.mark.parametrize("question", ["枫屿生态环境重点项目总共多少个，总投资多少", "枫屿生态环境重点项目总投资多少"])
def test_what_is_told_one_by_one_is_not_all(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert "88个" in text
    assert "151.2亿元" in text
    assert "2900万元" not in text


def test_a_class_of_works_is_a_project_where_its_content_is_told(assistant: Assistant) -> None:
    text = assistant.ask("槐川海岸修复工程投资多少，责任单位是谁").text
    assert "8.3亿元" in text
    assert "市自然资源和规划局" in text
    assert "15.9" in assistant.ask("槐川重点工程合计投资多少").text
