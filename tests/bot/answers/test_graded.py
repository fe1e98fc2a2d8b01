"""The grade of an institution, as an aim or as its state, and places that names tell; a made-up place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

BAILU = """白鹭县“十四五”卫生健康规划

白鹭县人民政府

一、发展基础

县第二人民医院评为二级甲等综合医院。县中医院已通过三级甲等中医医院评审。沿滨河绿道建成柳堤、桥头、渡口三个免疫服务分中心。县人民医院电子病历达到4级。

二、主要任务

支持县人民医院创建三级综合医院，推动县妇幼保健院创建二级甲等妇幼保健院。乡镇卫生院设立3个急救站点。二级及以上综合医院设立老年医学科。县第二人民医院新增床位90张。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"bailu.txt": BAILU})


@pytest.mark.parametrize(
    ("question", "part", "without"),
    [
        ("白鹭县妇幼保健院下一步要创成什么等级的医院", "二级甲等妇幼保健院", "三级甲等"),
        ("白鹭县人民医院打算创几级医院", "创建三级综合医院", "三级甲等"),
        ("白鹭县中医院评上几甲了", "三级甲等中医医院", "二级甲等"),
        ("白鹭县第二人民医院是什么等级", "二级甲等综合医院", "三级"),
        ("白鹭县二院几级几等", "二级甲等综合医院", "三级"),
        ("白鹭三个免疫服务分中心分别在哪", "柳堤、桥头、渡口", "三级"),
        ("白鹭县人民医院电子病历达到几级", "4级", "三级甲等"),
    ],
)
def test_the_grade_of_that_very_house_is_told(assistant: Assistant, question: str, part: str, without: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert part in answer.text
    assert without not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "白鹭县人民医院评上几甲了",
        "白鹭县第二人民医院要创什么等级",
        "白鹭县精神病医院是几级医院",
        "白鹭急救站点分别在哪",
    ],
)
def test_what_no_sentence_tells_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
