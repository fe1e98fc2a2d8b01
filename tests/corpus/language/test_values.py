"""Printed values and years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.comparators import bound_of
from corpus.language.numerals import plain_number
from corpus.language.values import Trend, read_value
from corpus.language.years import five_year_period, year_in, years_in


@pytest.mark.parametrize(
    ("printed", "comparator", "number", "unit", "qualifier"),
    [
        ("81.2", "", 81.2, "", ""),
        ("≥80%", "≥", 80.0, "%", ""),
        ("＜ 8", "<", 8.0, "", ""),
        ("79岁左右", "", 79.0, "岁", "左右"),
        ("25 左右", "", 25.0, "", "左右"),
        ("1,250.5", "", 1250.5, "", ""),
        ("31.98*", "", 31.98, "", ""),
        ("持续提升", "", None, "", ""),
        ("累计7500", "", 7500.0, "", ""),
        ("1:1.25", "", 1.25, "", ""),
        ("106.29：100", "", 106.29, "", ""),
        ("保持在95%以上", "", 95.0, "%", "以上"),
        ("降至10/10万以下", "", 10.0, "/10万", "以下"),
        ("优于全省平均水平", "", None, "", ""),
        ("-", "", None, "", ""),
    ],
)
def test_values_are_read_as_printed(printed, comparator, number, unit, qualifier):
    value = read_value(printed)
    assert (value.comparator, value.number, value.unit, value.qualifier) == (comparator, number, unit, qualifier)


@pytest.mark.parametrize(
    ("printed", "trend", "change", "unit", "yearly"),
    [
        ("持续提升", Trend.UP, None, "", False),
        ("增长30%", Trend.UP, 30.0, "%", False),
        ("每年降低0.5个百分点以上", Trend.DOWN, 0.5, "个百分点", True),
        ("力争每年降低0.5个百分点", Trend.DOWN, 0.5, "个百分点", True),
        ("较2020年下降10%", Trend.DOWN, 10.0, "%", False),
        ("保持稳定", Trend.HOLD, None, "", False),
        ("95", None, None, "", False),
    ],
)
def test_changes_are_read_apart_from_levels(printed, trend, change, unit, yearly):
    value = read_value(printed)
    assert (value.trend, value.change, value.yearly) == (trend, change, yearly)
    assert value.number == (95.0 if trend is None else None)
    assert value.unit == unit


def test_a_range_has_two_ends():
    value = read_value("4-5个")
    assert (value.number, value.upper, value.unit) == (4.0, 5.0, "个")


@given(
    st.decimals(0, 100000, places=2), st.sampled_from(["", "≥", "≤", "<", ">"]), st.sampled_from(["", "%", "张", "岁"])
)
def test_any_number_is_read_back(number, comparator, unit):
    value = read_value(f"{comparator}{number}{unit}")
    assert (value.comparator, value.number, value.unit) == (comparator, float(number), unit)


@given(st.integers(11, 19))
def test_five_year_periods_follow_one_another(ordinal):
    name = "一二三四五六七八九"[ordinal - 11]
    assert five_year_period(f"“十{name}五”时期") == (2006 + 5 * (ordinal - 11), 2010 + 5 * (ordinal - 11))


@given(st.integers(1950, 2099))
def test_years_are_found_in_figures(year):
    assert year_in(f"截至{year}年底") == year
    assert years_in(f"{year}年、{year}年") == [year]


def test_years_in_chinese_numerals_and_none():
    assert year_in("二〇二四年六月") == 2024
    assert year_in("编制床位12025张") is None
    assert five_year_period("五年") is None


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("1,250.0", "1250"), ("７", "7"), ("0.50", "0.5"), ("000", "0"), ("1∶1.25", "1:1.25"), ("", "")],
)
def test_numbers_are_compared_in_one_form(printed, plain):
    assert plain_number(printed) == plain


@pytest.mark.parametrize(
    ("comparator", "qualifier", "sign"),
    [("不低于", "", "≥"), ("<", "", "<"), ("", "以内", "≤"), ("达到", "", ""), ("", "", "")],
)
def test_the_bound_of_a_figure_is_one_sign_however_it_is_worded(comparator: str, qualifier: str, sign: str) -> None:
    assert bound_of(comparator, qualifier) == sign
