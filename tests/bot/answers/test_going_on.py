"""What is asked of two of a kind at once, and a topic that its paragraph goes on to tell. The plan is made up."""

import pytest

from bot.assistant import Assistant
from bot.reading.coordinates import each_of
from tests.written_plans import assistant_over

PLAN = """雾岭县卫生健康发展“十四五”规划

雾岭县人民政府
2021年10月
规划期限为2021年至2025年。

一、主要目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	高血压患者规范管理率	%	68.2	75	预期性
2	糖尿病患者规范管理率	%	64.7	73	预期性
二、主要任务
（一）推进急救体系建设
完善院前急救网络，缩短急救半径。每个乡镇设置一处急救站。救护车由县急救中心统一调度。
（二）加强采供血服务
建设固定献血屋两处，改善献血环境。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("高血压和糖尿病患者规范管理率", ("高血压患者规范管理率", "糖尿病患者规范管理率")),
        ("小学跟初中老师本科比例", ("小学老师本科比例", "初中老师本科比例")),
        ("公办、民办幼儿园各几所", ("公办幼儿园各几所", "民办幼儿园各几所")),
        ("高血压患者规范管理率", ()),
        ("高血压患者规范管理率和医院床位", ()),
    ],
)
def test_two_members_of_a_contrast_side_by_side_are_one_question_each(question: str, each: tuple[str, ...]):
    assert each_of(question) == each


def test_each_of_two_asked_together_is_answered_with_its_own_row(assistant: Assistant):
    answer = assistant.ask("雾岭高血压和糖尿病患者规范管理率2025年目标分别多少")

    assert not answer.refused
    assert "75" in answer.text
    assert "73" in answer.text


def test_where_neither_of_the_two_is_told_the_question_is_refused(assistant: Assistant):
    assert assistant.ask("雾岭公办和民办幼儿园各几所").refused


def test_a_topic_told_by_one_sentence_goes_on_in_its_paragraph(assistant: Assistant):
    answer = assistant.ask("雾岭院前急救网络怎么完善")

    assert "缩短急救半径" in answer.text
    assert "每个乡镇设置一处急救站" in answer.text
    assert "献血屋" not in answer.text
