"""A row whose unit is misprinted joins a comparison in the usual unit where its document proves it, else exactly converted."""

import pytest

from bot.assistant import Assistant
from bot.library import Library
from retrieval.index import update_index

_PLAN = """{place}卫生健康事业发展“十四五”规划

一、发展基础

2020年，全{kind}{said}。

二、发展目标

{place}“十四五”卫生健康发展主要指标

序号	指标	单位	2020年	2025年	属性
1	人均预期寿命	岁	77.2	78.5	预期性
2	婴儿死亡率	{unit}	{now}	{then}	预期性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("misprints")
    plans = folder / "plans"
    plans.mkdir()
    rows = (
        ("松坪市", "市", "婴儿死亡率为2.28‰", "%", "2.28", "≤2.2"),
        ("柏原县", "县", "人均预期寿命为77.2岁", "%", "0.31", "≤0.3"),
        ("榆川县", "县", "婴儿死亡率为2.9‰", "‰", "2.9", "≤2.5"),
    )
    for place, kind, said, unit, now, then in rows:
        text = _PLAN.format(place=place, kind=kind, said=said, unit=unit, now=now, then=then)
        (plans / f"{place}.txt").write_text(text, "utf-8")
    update_index(folder / "data", [plans])
    return Assistant(Library(folder / "data"))


def test_a_misprinted_unit_that_the_document_proves_is_compared_in_the_usual_one(assistant: Assistant) -> None:
    answer = assistant.ask("三地2025年婴儿死亡率目标谁最低")
    assert "最低的：松坪市" in answer.text.replace("谁", "")
    assert "单位印作“%”" in answer.text
    assert "≤2.2%" in answer.text  # printed as it stands in its own line


def test_a_figure_printed_in_two_units_is_neither_confirmed_nor_denied(assistant: Assistant) -> None:
    answer = assistant.ask("松坪婴儿死亡率是2.28‰吧")
    assert (answer.refused, answer.reason) == (True, "contradicted")
    assert "表中是 2.28%，正文一处印作 2.28‰" in answer.text
    assert len(answer.citations) == 2
    assert assistant.ask("榆川婴儿死亡率是2.9‰吧").text.startswith("是。")


def test_another_unit_is_converted_exactly_where_nothing_proves_a_misprint(assistant: Assistant) -> None:
    text = assistant.ask("柏原和榆川2025年婴儿死亡率目标差多少").text
    assert "相差 0.05个百分点" in text  # of 0.3% and 0.25%
    assert "印作" not in text
