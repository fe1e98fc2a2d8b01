"""Tables of statistical bulletins on web pages: counties, heads of several levels, names merged over rows."""

from pathlib import Path

from corpus.loader import load_plan
from corpus.models import Aspect, Plan, Role

TITLE = "云岭市2023年国民经济和社会发展统计公报"


def bulletin(folder, table: str, title: str = TITLE) -> Plan:
    """A page with one table; rows are divided by lines and cells by |, "^3 甲" is merged over three rows and ">2 甲" over two columns."""
    rows = ""
    for line in table.strip().splitlines():
        rows += "<tr>"
        for cell in line.strip().split("|"):
            mark, _, text = cell.partition(" ") if cell[:1] in ("^", ">") else ("", "", cell)
            span = {"^": "rowspan", ">": "colspan"}.get(mark[:1], "title")
            rows += f"<td {span}='{mark[1:]}'>{text}</td>"
        rows += "</tr>"
    page = (
        f"<html><head><meta charset='utf-8'><title>{title}_云岭市统计局</title></head><body><h1>{title}</h1>"
        "<table><tr><td>索引号：0001/2024</td><td>发布机构：云岭市统计局</td></tr><tr><td>成文日期：2024年3月1日</td><td>发布日期：2024年3月9日</td></tr></table>"
        f"<p>全市经济运行总体平稳，社会大局保持稳定。</p><p>一、综合</p><p>各项指标见下表，按现价计算。</p><p>表1 2023年主要指标</p><table>{rows}</table><p>注：初步统计数。</p></body></html>"
    )
    path = folder / "公报.html"
    path.write_text(page, "utf-8")
    return load_plan(path)


def test_the_box_of_a_page_with_label_and_value_in_one_cell(tmp_path):
    plan = bulletin(tmp_path, "指标|单位|产量\n粮食|吨|9\n油料|吨|5")
    assert {date.kind.value: date.date for date in plan.metadata.dates} == {
        "issued": "2024-03-01",
        "published": "2024-03-09",
    }
    assert (plan.metadata.issuer, len(plan.tables), plan.warnings) == ("云岭市统计局", 1, ())


def test_counties_under_a_head_of_two_levels(tmp_path):
    plan = bulletin(
        tmp_path,
        """^2 县（市、区）|>2 地区生产总值|>2 一般公共预算收入|^2 城镇化率（%）
        绝对数（亿元）|比上年增长（%）|绝对数（亿元）|增长（%）
        全　市|1203.4|5.4|86.2|3.8|58.6
        东岭区|402.1|6.0|30.1|-1.2|78.3
        麻岭县|251.3|4.1|18.0|2.9|45.2""",
    )
    found = [(v.scope, v.printed_name, v.value, v.unit, v.aspect) for v in plan.indicators]
    assert found[:10] == [
        ("云岭市", "地区生产总值", "1203.4", "亿元", Aspect.LEVEL),
        ("云岭市", "地区生产总值", "5.4", "%", Aspect.GROWTH),
        ("云岭市", "一般公共预算收入", "86.2", "亿元", Aspect.LEVEL),
        ("云岭市", "一般公共预算收入", "3.8", "%", Aspect.GROWTH),
        ("云岭市", "城镇化率", "58.6", "%", Aspect.LEVEL),
        ("东岭区", "地区生产总值", "402.1", "亿元", Aspect.LEVEL),
        ("东岭区", "地区生产总值", "6.0", "%", Aspect.GROWTH),
        ("东岭区", "一般公共预算收入", "30.1", "亿元", Aspect.LEVEL),
        ("东岭区", "一般公共预算收入", "-1.2", "%", Aspect.GROWTH),
        ("东岭区", "城镇化率", "78.3", "%", Aspect.LEVEL),
    ]
    assert {(v.year, v.role) for v in plan.indicators} == {(2023, Role.STATED)}
    assert {v.indicator for v in plan.indicators} == {"gdp", "budget_revenue", "urbanisation"}
    assert not plan.warnings


def test_units_below_labels_and_columns_that_sound_like_others(tmp_path):
    """固定资产投资 is no money of projects, 城市 over figures no column of places."""
    plan = bulletin(
        tmp_path,
        """县（市、区）|>2 生产总值|固定资产投资增速|城市
        |总量（亿元）|增速（%）|（%）|（万人）
        东岭区|301.2|6.4|6.1|30
        麻岭县|220.8|5.9|-3.7|20""",
    )
    assert [(v.scope, v.printed_name, v.value, v.unit, v.aspect) for v in plan.indicators[:4]] == [
        ("东岭区", "生产总值", "301.2", "亿元", Aspect.LEVEL),
        ("东岭区", "生产总值", "6.4", "%", Aspect.GROWTH),
        ("东岭区", "固定资产投资增速", "6.1", "%", Aspect.GROWTH),
        ("东岭区", "城市", "30", "万人", Aspect.LEVEL),
    ]
    assert len(plan.indicators) == 8
    assert not plan.warnings


def test_growth_alone_is_of_what_stands_at_its_left(tmp_path):
    plan = bulletin(tmp_path, "地区|GDP（亿元）|增速（%）|位次\n东岭区|402.1|6.0|1\n麻岭县|251.3|4.1|3")
    assert [(v.printed_name, v.value, v.aspect) for v in plan.indicators[:2]] == [
        ("GDP", "402.1", Aspect.LEVEL),
        ("GDP", "6.0", Aspect.GROWTH),
    ]
    assert len(plan.warnings) == 1
    assert "位次" in plan.warnings[0]


def test_a_head_of_three_levels(tmp_path):
    plan = bulletin(
        tmp_path,
        """^3 指标|>4 2023年
        >2 全体居民|>2 农村居民
        收入（元）|增长（%）|收入（元）|增长（%）
        人均可支配收入|31250|5.9|20136|7.4
        人均消费支出|20480|6.1|15620|6.9""",
    )
    assert [(v.column, v.value, v.unit, v.aspect) for v in plan.indicators[:4]] == [
        ("2023年 全体居民 收入（元）", "31250", "元", Aspect.LEVEL),
        ("2023年 全体居民 增长（%）", "5.9", "%", Aspect.GROWTH),
        ("2023年 农村居民 收入（元）", "20136", "元", Aspect.LEVEL),
        ("2023年 农村居民 增长（%）", "7.4", "%", Aspect.GROWTH),
    ]
    assert len(plan.indicators) == 8
    assert not plan.warnings


def test_rows_of_one_merged_name_are_told_apart(tmp_path):
    plan = bulletin(
        tmp_path,
        """指标|分项|2022年|2023年|责任单位
        ^2 床位数|张|1500|1620|^2 卫健局
        每千人口（张）|5.0|5.4
        ^2 医师数|人|800|860|^2 卫健局
        其中：公立医院（人）|267|290""",
    )
    assert [(v.printed_name, v.parent, v.value, v.unit, v.indicator) for v in plan.indicators[1::2]] == [
        ("床位数", "", "1620", "张", "床位"),
        ("床位数 每千人口", "床位数", "5.4", "张", "beds"),
        ("医师数", "", "860", "人", "医师"),
        ("医师数 其中：公立医院", "医师数", "290", "人", "医师数公立医院"),
    ]
    assert {v.remark for v in plan.indicators} == {"卫健局"}
    assert not plan.warnings


def test_an_evaluation_named_below_the_plan_it_evaluates(tmp_path):
    path = tmp_path / "评估.txt"
    path.write_text(
        "云岭县国民经济和社会发展第十四个五年规划纲要\n实施情况中期评估报告\n云岭县发展和改革局\n\n一、总体\n\n进展顺利。\n\n二、建议\n\n加强落实。\n",
        "utf-8",
    )
    metadata = load_plan(path).metadata
    assert metadata.title == "云岭县国民经济和社会发展第十四个五年规划纲要实施情况中期评估报告"
    assert metadata.kind == "report"


def test_a_schedule_by_years_has_aims_and_no_year_for_its_sum(tmp_path: Path) -> None:
    lines = [
        "# 芦汀县综合交通“十四五”规划",
        "芦汀县人民政府",
        "2021年12月",
        "## 一、任务",
        "表1 农村公路年度实施计划",
        "| 年度 | 新改建（公里） | 危桥改造（座） |",
        "|---|---|---|",
        "| 2021年 | 61 | 5 |",
        "| 2024年 | 75 | 6 |",
        "| 合计 | 136 | 11 |",
    ]
    path = tmp_path / "plan.md"
    path.write_text("\n\n".join(lines[:5]) + "\n\n" + "\n".join(lines[5:]) + "\n", "utf-8")
    values = load_plan(path).indicators
    assert {(value.printed_name, value.value, value.year) for value in values} == {
        ("新改建", "61", 2021),
        ("新改建", "75", 2024),
        ("危桥改造", "5", 2021),
        ("危桥改造", "6", 2024),
    }
    assert {value.role for value in values} == {Role.INTERIM_TARGET}
