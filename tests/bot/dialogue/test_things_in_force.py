"""Messages about the things listed or talked about last: by a part of a name, the first of them, a part of the one project, another
kind of the same, a claim of another place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

_SONGPING = """松坪县卫生健康“十四五”规划

一、发展基础

2020年，公办养老机构床位使用率仅38.4%，民办养老机构床位使用率为57.9%。以县人民医院为龙头组建医共体3个。

二、主要任务

（一）做强渔港健康工程

专栏1 渔港健康工程

1.“松坪健康号”巡回医疗船：投资2600万元，2022年开工，2023年6月投入使用，由县人民医院负责运营。

2.渔民职业健康小屋：在沙尾、龙湾、东屿3个渔港各建1间，共投资240万元。

3.高压氧治疗中心：设在县第二人民医院，配置12人舱1台，投资900万元，2025年前投用。
"""
_BAIYUAN = """柏原县卫生健康“十四五”规划

一、发展基础

以县中医医院为龙头组建医共体2个。

二、主要任务

引进连锁企业2家，建设康养小镇，总投资5亿元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"songping.txt": _SONGPING, "baiyuan.txt": _BAIYUAN})


_LISTED = "松坪专栏1都有什么项目"


@pytest.mark.parametrize(
    ("talk", "part"),
    [
        (f"{_LISTED} / 渔民小屋建在哪几个渔港", "沙尾、龙湾、东屿"),
        (f"{_LISTED} / 高压氧那个放在哪家医院", "县第二人民医院"),
        (f"{_LISTED} / 那条船多少钱", "2600万元"),
        (f"{_LISTED} / 第二个分别在哪几个渔港", "沙尾、龙湾、东屿"),
        (f"{_LISTED} / 这几个里投资最大的是哪个", "巡回医疗船（2600万元）"),
        (f"{_LISTED} / 第三个什么时候投用 / 哪个投资最大", "巡回医疗船（2600万元）"),
        ("松坪公办养老机构床位使用率2020年多少 / 民办的呢", "57.9%"),
        ("柏原有几个医共体 / 松坪是3个对吧", "是。"),
    ],
)
def test_answers(assistant: Assistant, talk: str, part: str) -> None:
    *history, question = talk.split(" / ")
    answer = assistant.ask(question, history)
    assert not answer.refused, answer.text
    assert part in answer.text


@pytest.mark.parametrize(
    "talk",
    [
        "柏原有几个医共体 / 松坪是2个对吧",
        # No plan names the company, and no other place's stands for it.
        "松坪健康号巡回医疗船投资多少 / 设计单位是哪家",
        "松坪健康号巡回医疗船投资多少 / 是哪个企业造的",
    ],
)
def test_refusals(assistant: Assistant, talk: str) -> None:
    *history, question = talk.split(" / ")
    answer = assistant.ask(question, history)
    assert answer.refused, answer.text
    assert all(citation.region == "松坪县" for citation in answer.citations)
