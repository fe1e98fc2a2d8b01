"""Indicator values of tables: years and roles of periods, populations, sub-indicators, units."""

import pytest
from plan_files import load_text

from corpus.models import Aspect, IndicatorValue, Role


def values(folder, rows: str, title: str = "云岭市“十四五”主要指标", before: str = "") -> tuple[IndicatorValue, ...]:
    """The values of a table given with | between its cells, in the plan of 2021-2025 that ``load_text`` covers it with."""
    text = f"一、目标\n\n{before}{title}\n\n" + rows.replace("|", "\t") + "\n\n二、任务\n\n做好工作。\n"
    return load_text(folder, text).indicators


def test_an_earlier_period_given_in_years(tmp_path):
    found = values(
        tmp_path,
        "指标|单位|规划目标|完成值\n床位数|张|5|6\n医师数|人|2|3",
        "表1 上一规划周期（2016—2020年）目标完成情况",
    )
    assert [(v.year, v.role) for v in found[:2]] == [(2020, Role.EARLIER_GOAL), (2020, Role.ACTUAL)]


def test_a_table_of_projects_holds_no_indicators(tmp_path):
    rows = "序号|项目名称|建设内容|总投资（万元）|“十四五”期间目标\n1|医院迁建|门诊楼|3400|建成投用\n2|中心改造|住院楼|1200|完成主体"
    assert values(tmp_path, rows) == ()


@pytest.mark.parametrize(
    ("name", "cell", "parts"),
    [
        ("孕产妇和3岁以下儿童管理率", "91 92", (("孕产妇", "91"), ("3岁以下儿童管理率", "92"))),
        ("人均预期寿命", "男78.1/女82.3", (("男", "78.1"), ("女", "82.3"))),
        ("卫生厕所普及率", "城市：98；农村：≥95", (("城市", "98"), ("农村", "≥95"))),
        ("甲、乙、丙三类机构达标率", "≥80 ≥85 ≥90", (("甲", "≥80"), ("乙", "≥85"), ("丙三类机构达标率", "≥90"))),
        ("孕产妇死亡率", "10/10万以下", ()),
        ("医护比", "1:1.25", ()),
        ("人均预期寿命", "79 81", ()),
        ("儿童近视率", "每年降低0.5个百分点 以上", ()),
    ],
)
def test_populations_of_one_cell(tmp_path, name, cell, parts):
    found = values(tmp_path, f"指标|单位|2020年|2025年目标\n{name}||70|{cell}\n床位数|张|5|6")
    assert found[1].parts == parts


def test_bare_populations_go_on_under_their_parent(tmp_path):
    rows = "指标|单位|2025年目标\n卫生厕所普及率|%|95\n其中：城市|%|99\n农村|%|90\n全县床位数|张|4"
    found = values(tmp_path, rows)
    assert [v.parent for v in found] == ["", "卫生厕所普及率", "卫生厕所普及率", ""]
    assert len({v.indicator for v in found}) == 4


def test_a_sub_indicator_with_a_name_of_its_own(tmp_path):
    rows = "指标|单位|2025年目标\n幼儿园覆盖率|%|95\n其中：村级健康驿站覆盖率|%|99"
    sub = values(tmp_path, rows)[1]
    assert (sub.indicator, sub.parent) == ("村级健康驿站覆盖率", "幼儿园覆盖率")


def test_a_misprinted_unit_is_kept_and_remarked(tmp_path):
    rows = "指标|单位|2025年目标\n孕产妇死亡率|‰|10\n婴儿死亡率|‰|3"
    assert [(v.unit, v.usual_unit) for v in values(tmp_path, rows)] == [("‰", "/10万"), ("‰", "")]


def test_a_unit_in_a_level_of_the_label(tmp_path):
    header = "序号|指标|学校数（所）||学位数（万个）|\n||2020年|2025年目标|2020年|2025年目标\n"
    found = values(tmp_path, header + "1|幼儿园阶段|121|137|3.18|3.52\n2|小学阶段|104|89|5.46|5.31")
    assert [v.unit for v in found[:4]] == ["所", "所", "万个", "万个"]


def test_a_row_for_each_year(tmp_path):
    found = values(tmp_path, "年份|养老床位（张）|护理床位占比（%）\n2020年|3200|41.5\n2023年|3900|50\n2025年|4500|≥55")
    assert [(v.printed_name, v.year, v.role, v.value, v.unit) for v in found] == [
        ("养老床位", 2020, Role.BASELINE, "3200", "张"),
        ("护理床位占比", 2020, Role.BASELINE, "41.5", "%"),
        ("养老床位", 2023, Role.INTERIM_TARGET, "3900", "张"),
        ("护理床位占比", 2023, Role.INTERIM_TARGET, "50", "%"),
        ("养老床位", 2025, Role.TARGET, "4500", "张"),
        ("护理床位占比", 2025, Role.TARGET, "≥55", "%"),
    ]


def test_what_was_done_within_the_period(tmp_path):
    found = values(tmp_path, "指标|单位|2024年执行|2025年目标\n床位数|张|5|6")
    assert [(v.year, v.role) for v in found] == [(2024, Role.ACTUAL), (2025, Role.TARGET)]


@pytest.mark.parametrize("title", ["表1 2019年目标完成情况", "表12019年目标完成情况"])
def test_the_year_of_a_title_behind_the_number_of_its_table(tmp_path, title):
    found = values(tmp_path, "指标|单位|完成数|完成率（%）\n床位数|张|500|104\n医师数|人|20|98", title)
    assert {v.year for v in found} == {2019}


def test_growth_below_a_year_is_that_years(tmp_path):
    found = values(
        tmp_path, "指标|单位|2024年||年均增长\n|||增长（%）|\n产值|亿元|18|5.2|6.1".replace("|||增", "||实绩|增")
    )
    assert [(v.year, v.aspect) for v in found] == [(2024, Aspect.LEVEL), (2024, Aspect.GROWTH), (None, Aspect.ANNUAL)]
