"""Messages about the things listed or talked about last: by a part of a name, the first of them, a part of the one project, another
kind of the same, a claim of another place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

_SONGPING = """松坪县卫生健康“十四五”规划

一、发展基础

2020年，公办养老机构床位使用率为41.2%，民办养老机构床位使用率为60.7%。全县组建医共体3个。

二、主要任务

（一）办好草原健康工程

专栏1 草原健康工程

1.“绿野号”巡回医疗车：投资1860万元，2022年开工，2023年8月投入使用，由县医院管理。

2.牧民冬季健康驿站：在青坡、白草、红柳3个牧点各设1处，投资150万元。

3.冻伤救治中心：设在县第二人民医院，配治疗床20张，投资700万元，2025年投用。
"""
_BAIYUAN = """柏原县卫生健康“十四五”规划

一、发展基础

全县组建医共体2个。

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
        (f"{_LISTED} / 牧民驿站设在哪几个牧点", "青坡、白草、红柳"),
        (f"{_LISTED} / 冻伤那个放在哪家医院", "县第二人民医院"),
        (f"{_LISTED} / 那辆车多少钱", "1860万元"),
        (f"{_LISTED} / 第二个分别在哪几个牧点", "青坡、白草、红柳"),
        (f"{_LISTED} / 这几个里投资最大的是哪个", "巡回医疗车（1860万元）"),
        (f"{_LISTED} / 第三个什么时候投用 / 哪个投资最大", "巡回医疗车（1860万元）"),
        ("松坪公办养老机构床位使用率2020年多少 / 民办的呢", "60.7%"),
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
        "松坪绿野号巡回医疗车投资多少 / 设计单位是哪家",
        "松坪绿野号巡回医疗车投资多少 / 是哪个企业造的",
    ],
)
def test_refusals(assistant: Assistant, talk: str) -> None:
    *history, question = talk.split(" / ")
    answer = assistant.ask(question, history)
    assert answer.refused, answer.text
    assert all(citation.region == "松坪县" for citation in answer.citations)
