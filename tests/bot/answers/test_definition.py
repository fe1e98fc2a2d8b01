"""What a document means by a word. The documents are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

RULES = """云溪市停车场管理办法

云溪市人民政府
2023年5月

第二条 本办法所称停车场，是指供机动车停放的场所。
第三条 下列用语的含义：
（一）公共泊位，是指向社会开放的停车泊位；
（二）潮汐泊位，是指限定时段开放的停车泊位。
第四条 公共泊位由市城管局管理，潮汐泊位由交警划定。
"""
PLAN = """云溪市“十四五”卫生健康规划

云溪市人民政府
2021年9月

一、任务
推进紧密型医共体建设，每个县建成一个。
附件 名词解释
1.紧密型医共体：由县级医院牵头，与乡镇卫生院组成的管理共同体。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"parking.txt": RULES, "health.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("公共泊位是怎么定义的", "向社会开放的停车泊位"),
        ("什么是潮汐泊位", "限定时段开放"),
        ("办法里说的停车场指的是什么", "供机动车停放的场所"),
        ("紧密型医共体是什么意思", "由县级医院牵头"),
    ],
)
def test_a_word_is_explained_by_the_sentence_that_does(assistant: Assistant, question: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert [quote in citation.quote for citation in answer.citations] == [True]


@pytest.mark.parametrize("question", ["乡镇卫生院是什么意思", "什么是立体车库"])
def test_what_no_sentence_explains_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
