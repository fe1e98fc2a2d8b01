"""What is computed from printed figures is said to be computed."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant(Library(data_dir))


def test_regions_are_put_in_order_with_the_winner_asked_for(assistant: Assistant) -> None:
    text = assistant.ask("云溪和石桥2025年床位目标哪个更高？").text
    assert "石桥县 6.20张 > 云溪市 5.55张" in text
    assert "更高的：石桥县（6.20张）" in text


def test_strict_and_loose_follow_the_direction_of_the_indicator(assistant: Assistant) -> None:
    assert "最宽松的：石桥县" in assistant.ask("各市孕产妇死亡率目标哪个最宽松？").text


def test_a_difference_is_exact_and_marked_as_computed(assistant: Assistant) -> None:
    text = assistant.ask("云溪床位现状和2025年目标相差多少？").text
    assert "增加 1.45张（按所列数值计算）" in text


def test_a_misspelt_region_is_answered_and_said(assistant: Assistant) -> None:
    text = assistant.ask("云西市2025年孕产妇死亡率目标是多少？").text
    assert "按“云溪市" in text
    assert "<9/10万" in text


def test_an_explanation_shows_facets_records_and_outcome(assistant: Assistant) -> None:
    page = assistant.explain("云溪2025年床位目标")
    assert "regions: 云溪市[2025]" in page
    assert "+ 云溪市 每千人口医疗卫生机构床位数" in page
    assert "结论：作答" in page
    assert "结论：拒答（no_figure）" in assistant.explain("云溪2028年床位目标")


def test_a_target_is_set_against_a_year_before_it(assistant: Assistant) -> None:
    assert "增加 1.45张（按所列数值计算）" in assistant.ask("云溪床位目标比2020年高了多少").text


def test_whose_figure_is_higher_names_the_one(assistant: Assistant) -> None:
    assert "更高的：石桥县（6.20张）" in assistant.ask("云溪和石桥谁的床位目标高").text
    assert "更低的：云溪市（5.55张）" in assistant.ask("云溪和石桥，哪家床位目标低").text


def test_two_indicators_of_one_place_are_set_against_each_other(assistant: Assistant) -> None:
    text = assistant.ask("云溪2025年床位目标比托位目标多多少").text
    assert "相差" in text
    assert "增加" not in text  # no way from state to target is asked for
