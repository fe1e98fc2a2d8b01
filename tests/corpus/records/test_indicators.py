"""Indicator values of tables: years and roles of periods, populations, sub-indicators, units."""

import pytest
from plan_files import load_text

from corpus.loader import load_plan
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


def test_an_evaluation_of_a_plan_on_its_way(tmp_path):
    """Aims, what was reached and how much of the aim that is; a column of verdicts is a remark, a dash no unit."""
    cover = "云岭市国民经济和社会发展第十四个五年规划纲要实施情况中期评估报告\n\n云岭市发展和改革局\n\n2023年9月\n\n一、总体情况\n\n评估如下。\n\n"
    rows = (
        "序号|指标|单位|2025年规划目标|2020年基期值|2022年实际值|2022年|完成进度（%）|属性|评估结论|责任单位\n"
        "1|城镇化率|%|55|48|49.5|50|21.4|预期性|滞后|市发展改革局\n2|生态质量指数|—|62|60|61|61|50.0|约束性|达到|市生态环境局\n"
    ).replace("|", "\t")
    path = tmp_path / "评估.txt"
    path.write_text(f"{cover}表1 主要指标完成情况\n\n{rows}\n二、问题\n\n个别指标滞后。\n", "utf-8")
    plan = load_plan(path)
    assert not plan.warnings
    assert [(v.value, v.unit, v.year, v.role, v.aspect) for v in plan.indicators] == [
        ("55", "%", 2025, Role.TARGET, Aspect.LEVEL),
        ("48", "%", 2020, Role.BASELINE, Aspect.LEVEL),
        ("49.5", "%", 2022, Role.ACTUAL, Aspect.LEVEL),
        ("50", "%", 2022, Role.ACTUAL, Aspect.LEVEL),
        ("21.4", "%", 2022, Role.STATED, Aspect.COMPLETION),
        ("62", "", 2025, Role.TARGET, Aspect.LEVEL),
        ("60", "", 2020, Role.BASELINE, Aspect.LEVEL),
        ("61", "", 2022, Role.ACTUAL, Aspect.LEVEL),
        ("61", "", 2022, Role.ACTUAL, Aspect.LEVEL),
        ("50.0", "%", 2022, Role.STATED, Aspect.COMPLETION),
    ]
    assert {v.remark for v in plan.indicators} == {"滞后；市发展改革局", "达到；市生态环境局"}


def test_the_progress_of_works_is_no_indicator(tmp_path):
    rows = "序号|项目名称|总投资（万元）|累计完成投资（万元）|完成进度（%）\n1|医院迁建|3400|1700|50\n2|中心改造|1200|1200|100"
    assert values(tmp_path, rows) == ()


def test_growth_that_is_expected_is_an_aim(tmp_path):
    cover = "2025年云岭市政府工作报告\n\n一、目标\n\n如下表。\n\n"
    rows = "指标\t单位\t2024年\t2024年增长（%）\t2025年预期增长（%）\n社会消费品零售总额\t亿元\t30\t5.1\t6左右\n公共预算收入\t亿元\t3\t4\t5\n"
    path = tmp_path / "报告.txt"
    path.write_text(f"{cover}主要指标表\n\n{rows}\n二、任务\n\n做好工作。\n", "utf-8")
    found = load_plan(path).indicators
    assert [(v.value, v.year, v.role, v.aspect) for v in found[:3]] == [
        ("30", 2024, Role.STATED, Aspect.LEVEL),
        ("5.1", 2024, Role.STATED, Aspect.GROWTH),
        ("6左右", 2025, Role.TARGET, Aspect.GROWTH),
    ]


def test_verdicts_on_progress_are_remarks(tmp_path):
    rows = "指标|2022年完成值|完成五年目标比例（%）|是否达到序时进度\n入园率（%）|91|62.2|是\n死亡率（1/10万）|8.6|已完成|否"
    found = values(tmp_path, rows)
    assert [(v.value, v.unit, v.year, v.aspect, v.remark) for v in found] == [
        ("91", "%", 2022, Aspect.LEVEL, "是"),
        ("62.2", "%", 2022, Aspect.COMPLETION, "是"),
        ("8.6", "1/10万", 2022, Aspect.LEVEL, "否"),
        ("已完成", "", 2022, Aspect.COMPLETION, "否"),
    ]


def test_budgets_of_two_years(tmp_path):
    cover = "关于云岭市2023年预算执行情况和2024年预算草案的报告\n——2024年1月9日在云岭市第七届人民代表大会第五次会议上\n云岭市财政局\n\n一、执行\n\n如下表。\n\n"
    rows = "项目\t2022年决算数\t2023年预算数\t2023年执行数\t为预算的%\t2024年预算数\n一般公共预算收入\t117\t122\t123\t101.2\t129\n税收收入\t70\t74\t75\t101.8\t80\n"
    path = tmp_path / "报告.txt"
    path.write_text(f"{cover}收支情况表\n单位：万元\n{rows}\n二、草案\n\n做好工作。\n", "utf-8")
    assert [(v.value, v.unit, v.year, v.role) for v in load_plan(path).indicators[:5]] == [
        ("117", "万元", 2022, Role.ACTUAL),
        ("122", "万元", 2023, Role.EARLIER_GOAL),
        ("123", "万元", 2023, Role.ACTUAL),
        ("101.2", "%", 2023, Role.STATED),
        ("129", "万元", 2024, Role.TARGET),
    ]


def test_aims_and_results_of_the_earlier_period_by_year(tmp_path):
    header = "指标|单位|“十三五”时期||||“十四五”目标\n||目标||完成||\n||2018年|2020年|2018年|2020年|\n"
    found = values(tmp_path, header + "床位数|张|13|14|12|15|19\n医师数|人|7|8|6|9|10")
    assert [(v.value, v.year, v.role) for v in found[:5]] == [
        ("13", 2018, Role.EARLIER_GOAL),
        ("14", 2020, Role.EARLIER_GOAL),
        ("12", 2018, Role.ACTUAL),
        ("15", 2020, Role.ACTUAL),
        ("19", 2025, Role.TARGET),
    ]
