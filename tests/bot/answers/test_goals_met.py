"""Which indicators met the goals that stand beside their states in a table, and which did not."""

import pytest

from bot.assistant import Assistant
from bot.library import Library
from retrieval.index import update_index

_PLAN = """松坪市卫生健康事业发展“十四五”规划

一、发展基础

松坪市“十三五”卫生健康主要指标完成情况

序号	指标	单位	“十三五”目标	2020年
1	人均预期寿命	岁	≥77	77.6
2	每千人口注册护士数	人	≥3.2	2.9
3	婴儿死亡率	‰	<5	5
4	以乡镇为单位适龄儿童免疫规划疫苗接种率	%	>95	>95
5	医护比	-	1:1.25	1:1.1
6	政策范围内住院费用支付比例	%	75左右	74

二、发展目标

松坪市“十四五”卫生健康主要指标

序号	指标	单位	2020年	2025年	属性
1	人均预期寿命	岁	77.6	78.5	预期性
2	每千人口注册护士数	人	2.9	3.6	预期性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("goals")
    (folder / "plan.txt").write_text(_PLAN, "utf-8")
    update_index(folder / "data", [folder / "plan.txt"])
    return Assistant(Library(folder / "data"))


@pytest.mark.parametrize("question", ["松坪十三五哪些指标没完成", "没达标的指标有哪些", "有哪几个目标未能如期实现"])
def test_missed_goals_are_named_with_both_figures(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert "未达到目标的 2 项" in answer.text
    assert "每千人口注册护士数：2020年实际：2.9人；“十三五”目标：≥3.2人" in answer.text
    assert "婴儿死亡率：2020年实际：5‰；“十三五”目标：<5‰" in answer.text  # below is asked for, not at most
    assert "人均预期寿命" not in answer.text


def test_met_goals_are_counted_and_what_no_number_tells_is_left_apart(assistant: Assistant) -> None:
    text = assistant.ask("十三五有几个指标完成了").text
    assert "达到目标的 2 项" in text
    assert "疫苗接种率" in text
    assert "另有 2 项不能按数值判断" in text


def test_whether_the_plan_s_own_targets_are_met_is_not_told(assistant: Assistant) -> None:
    assert assistant.ask("松坪2025年哪些指标没完成").refused


def test_a_neutral_question_after_one_goal_is_answered_by_both_figures(assistant: Assistant) -> None:
    answer = assistant.ask("松坪护士达标没")
    assert not answer.refused
    assert "2.9人，未达到目标 ≥3.2人" in answer.text
