"""Figures of running text as records: year, what is measured, place, indicator."""

import time

import pytest
from plan_files import load_synthetic, load_text
from synthetic import make_plan

from corpus.language.text import fold
from corpus.models import FigureStatement

TEXT = """一、发展基础

“十三五”期间，全县投入资金3.5亿元。2015年到2020年，人均预期寿命从76.2岁提高到78.1岁。村级健康驿站规范化率由2016年的43.5%提高到2020年的51.8%，执业医师比全省平均少0.42人。截至2020年底，全县有医疗机构160间，比“十二五”期末（100间）增长60%。

二、发展目标

到2025年，建成优质高效的服务体系。

——健康水平持续提升。人均预期寿命达到79岁，孕产妇死亡率、婴儿死亡率分别降至10.5/10万和4‰以下。

——服务能力不断增强。老年友善机构占比，2023年达到80%以上，2025年达到85%以上。

三、主要任务

2022年全县有医院35家；卫生站470间。2019年建成专网；一体机231台。残疾人家庭医生签约率达到88%，学生健康素养水平达到66%。到2025年，全省儿童青少年总体近视率控制在50%以内。每个乡镇建成1家医养结合机构，较2020年增加3家。
"""


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    plan = load_text(tmp_path_factory.mktemp("plan"), TEXT)
    for figure in plan.figures:
        assert fold(plan.quote(figure.figure)) == fold(figure.value)
    return {figure.number: figure for figure in plan.figures}


@pytest.mark.parametrize(
    ("number", "year", "measure", "indicator"),
    [
        ("3.5", None, "投入资金", ""),
        ("76.2", 2015, "人均预期寿命", "life_expectancy"),
        ("78.1", 2020, "人均预期寿命", "life_expectancy"),
        ("43.5", 2016, "村级健康驿站规范化率", ""),
        ("51.8", 2020, "村级健康驿站规范化率", ""),
        ("160", 2020, "医疗机构", ""),
        ("100", 2015, "医疗机构", ""),
        ("60", 2020, "医疗机构增长", ""),
        ("79", 2025, "人均预期寿命", "life_expectancy"),
        ("10.5", 2025, "孕产妇死亡率", "maternal_mortality"),
        ("4", 2025, "婴儿死亡率", "infant_mortality"),
        ("80", 2023, "老年友善机构占比", ""),
        ("85", 2025, "老年友善机构占比", ""),
        ("470", 2022, "卫生站", ""),
        ("231", None, "一体机", ""),
        ("88", None, "残疾人家庭医生签约率", "disabled_signing"),
        ("66", None, "学生健康素养水平", ""),
        ("50", 2025, "儿童青少年总体近视率", "myopia"),
    ],
)
def test_a_figure_has_its_year_words_and_indicator(figures, number, year, measure, indicator):
    figure = figures[number]
    assert (figure.year, figure.measure, figure.indicator) == (year, measure, indicator)


def test_the_whole_province_is_its_place(figures):
    assert figures["50"].place == "全省"
    assert figures["79"].place == "云岭市"


def test_a_fact_sheet_lists_the_same_records(tmp_path):
    sheet = """# 云岭市卫生健康发展“十四五”规划（事实摘录）

云岭市人民政府

## 文中定量表述

| 章节 | 事项 | 数值 | 年份 |
| --- | --- | --- | --- |
| 一、发展背景 > （一）基础 | 全市人均预期寿命 | 由76.2岁增长至78.1岁 | 2015-2020 |
| 二、目标 | 新建村级健康驿站数 | 不少于40个 | 2025 |
| 二、目标 | 牵头部门 | 市卫生健康局 | |
"""
    plan = load_text(tmp_path, sheet, "sheet.md")
    found = [(f.indicator, f.number, f.unit, f.year, f.measure, f.section[-1]) for f in plan.figures]
    assert found == [
        ("life_expectancy", "76.2", "岁", 2015, "全市人均预期寿命", "（一）基础"),
        ("life_expectancy", "78.1", "岁", 2020, "全市人均预期寿命", "（一）基础"),
        ("", "40", "个", 2025, "新建村级健康驿站数", "二、目标"),
    ]
    for figure in plan.figures:
        assert fold(plan.quote(figure.figure)) == fold(figure.value)
        assert figure.measure in plan.quote(figure.sentence)
    assert plan.indicators == ()


@pytest.mark.parametrize("unit", ["预期寿命达到12.5岁，", "1%2%3%", "12345678901234567890"])
def test_a_monster_of_a_sentence_takes_no_time(tmp_path, unit):
    start = time.perf_counter()
    plan = load_text(tmp_path, "一、目标\n\n" + unit * 2000 + "。\n")
    assert all(plan.quote(f.figure) == f.value for f in plan.figures)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("suffix", [".md", ".docx", ".html", ".pdf"])
def test_every_format_states_the_same_figures(tmp_path, suffix):
    truth = make_plan(3)
    plain = load_synthetic(tmp_path, truth, ".txt")
    other = load_synthetic(tmp_path, truth, suffix, "pipes")
    assert [_said(figure) for figure in other.figures] == [_said(figure) for figure in plain.figures]


def _said(figure: FigureStatement) -> tuple[object, ...]:
    return figure.number, figure.unit, figure.year, figure.role, figure.measure, figure.indicator, figure.section[-1:]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "分地区看，东岭区实现地区生产总值402.1亿元，增长6.0%；麻岭县251.3亿元，增长4.1%；石口市231.4亿元，下降0.5%。",
            [
                ("实现地区生产总值", "东岭区", "402.1"),
                ("实现地区生产总值增长", "东岭区", "6.0"),
                ("实现地区生产总值", "麻岭县", "251.3"),
                ("实现地区生产总值增长", "麻岭县", "4.1"),
                ("实现地区生产总值", "石口市", "231.4"),
                ("实现地区生产总值下降", "石口市", "0.5"),
            ],
        ),
        (
            "全市建成床位1200张，其中：东岭区500张、麻岭县400张。",
            [("建成床位", "云岭市", "1200"), ("建成床位", "东岭区", "500"), ("建成床位", "麻岭县", "400")],
        ),
        (
            "城镇居民人均可支配收入最高的是东岭区，为47860元。",
            [("城镇居民人均可支配收入最高的是东岭区", "东岭区", "47860")],
        ),
        ("东岭区、麻岭县两地合计占比为51.4%。", [("东岭区、麻岭县两地合计占比", "云岭市", "51.4")]),
        (
            "城区新增公园38公顷；乡镇新建公园12个。",
            [("城区新增公园", "云岭市", "38"), ("乡镇新建公园", "云岭市", "12")],
        ),
    ],
)
def test_figures_that_a_sentence_deals_out_to_places(tmp_path, sentence, found):
    plan = load_text(tmp_path, f"一、综合\n\n{sentence}\n\n二、农业\n\n云岭市粮食丰收。\n")
    assert [(f.measure, f.place, f.number) for f in plan.figures if f.section == ("一、综合",)] == found
