"""Rows of project tables as typed records."""

import pytest
from plan_files import load_text


def projects(folder, rows: str, above: str = ""):
    lines = "\n".join("\t".join(row.split("|")) for row in rows.splitlines())
    plan = load_text(folder, f"一、保障\n\n加强统筹。\n\n附件\n\n云岭市重大项目计划\n\n{above}{lines}\n")
    assert plan.indicators == ()
    return plan, plan.projects


def test_a_project_has_name_content_money_and_years(tmp_path):
    rows = (
        "序号|项目名称|主要建设内容和规模|项目总投资（亿元）|建设起止年限|“十四五”期间主要建设内容|备注\n"
        "1|云岭市中心医院新院|新建住院楼，床位500张|2.4|2021-2025年|完成主体|新建\n"
        "2|北桥镇卫生院|改造门诊|0.12|2022年|投入使用|"
    )
    plan, (first, second) = projects(tmp_path, rows)
    assert (first.name, first.content, first.investment, first.unit) == (
        "云岭市中心医院新院",
        "新建住院楼，床位500张",
        "2.4",
        "亿元",
    )
    assert (first.years, first.planned, first.remark, first.amount) == ("2021-2025年", "完成主体", "新建", 2.4)
    assert plan.quote(second.row).startswith("2\t北桥镇卫生院")
    assert second.section[-1] == "附件 云岭市重大项目计划"


@pytest.mark.parametrize(
    ("label", "above", "cell", "unit"),
    [
        ("总投资", "单位：万元\n\n", "500", "万元"),
        ("估算投资（万元）", "", "1,500", "万元"),
        ("投资额", "", "3亿元", "亿元"),
        ("资金", "", "500", ""),
    ],
)
def test_the_unit_of_money_stands_in_many_places(tmp_path, label, above, cell, unit):
    _, (project,) = projects(tmp_path, f"项目|建设性质|{label}|完成时限\n中医院|新建|{cell}|2025年", above)
    assert (project.investment, project.unit, project.years) == (cell, unit, "2025年")
    assert project.amount == float(cell.replace(",", "").removesuffix("亿元"))


def test_rows_that_name_a_group_are_no_projects(tmp_path):
    _, found = projects(tmp_path, "项目名称|建设内容|总投资（万元）\n一、医院建设||\n中医院|新建|500")
    assert [project.name for project in found] == ["中医院"]


def test_totals_and_groups_with_their_own_sums_are_no_projects(tmp_path):
    rows = (
        "序号|项目名称|建设性质|建设地点|计划总投资（万元）|开工时间|竣工时间|责任单位\n"
        "一|医院建设|||1500|||\n"
        "1|中医院病房楼|新建|东河镇|1,000|2022年|2024年|市卫健局\n"
        "2|西岭镇卫生院|改扩建|西岭镇|500|2023年|2023年|西岭镇政府\n"
        "小计||||1500|||\n"
        "二|信息化||||||\n"
        "3|健康云平台|新建|城区|300|2023年|2025年|市卫健局\n"
        "|合计（3项）|||1800|||"
    )
    plan, found = projects(tmp_path, rows)
    assert [(project.name, project.group) for project in found] == [
        ("中医院病房楼", "医院建设"),
        ("西岭镇卫生院", "医院建设"),
        ("健康云平台", "信息化"),
    ]
    first = found[0]
    assert (first.nature, first.place, first.body) == ("新建", "东河镇", "市卫健局")
    assert (first.begins, first.years, first.labels["years"]) == ("2022年", "2024年", "竣工时间")
    assert [(total.name, total.investment) for total in plan.project_totals] == [
        ("小计", "1500"),
        ("合计（3项）", "1800"),
    ]


def test_a_name_and_content_that_run_on_in_the_next_row_are_put_together(tmp_path):
    rows = "序号|项目名称|建设内容|总投资（万元）\n1|市人民医院|新建门诊楼和|800\n|新院区一期|地下车库|\n2|疾控中心|迁建|90"
    plan, (first, second) = projects(tmp_path, rows)
    assert (first.name, first.content) == ("市人民医院新院区一期", "新建门诊楼和地下车库")
    assert plan.quote(first.row).strip().endswith("地下车库")
    assert second.name == "疾控中心"


def test_money_of_a_year_is_kept_with_its_label_and_is_not_the_total(tmp_path):
    rows = "项目名称|资金来源|2023年投资（万元）|总投资（万元）|投资主体\n中医院|专项债|200|500|市城投"
    _, (project,) = projects(tmp_path, rows)
    assert (project.investment, project.body) == ("500", "市城投")
    assert project.others == (("资金来源", "专项债"), ("2023年投资", "200"))


def test_money_of_the_period_stands_in_for_a_total_that_is_missing_under_its_own_label(tmp_path):
    _, (project,) = projects(tmp_path, "项目名称|建设内容|“十四五”投资（亿元）\n中医院|新建|3.5")
    assert (project.investment, project.unit, project.labels["investment"]) == ("3.5", "亿元", "“十四五”投资")


def test_a_list_of_services_builds_nothing(tmp_path):
    _, found = projects(tmp_path, "项目名称|服务对象|服务内容|责任单位\n助浴服务|失能老人|上门助浴|民政局")
    assert found == ()


def test_a_table_of_a_web_page_with_merged_groups_and_a_total(tmp_path):
    rows = (
        "<tr><th>序号</th><th>项目（工程）名称</th><th>建设内容</th><th>计划总投资（亿元）</th><th>建设周期</th><th>牵头单位</th></tr>"
        "<tr><td colspan='6'>一、医院建设</td></tr>"
        "<tr><td>1</td><td>中医院<br>住院楼</td><td>新建</td><td>1.5</td><td>2022—2024</td><td>市卫健局</td></tr>"
        "<tr><td>2</td><td>疾控中心</td><td>迁建</td><td>0.5</td><td>2023</td><td>市疾控中心</td></tr>"
        "<tr><td colspan='3'>合计</td><td>2.0</td><td></td><td></td></tr>"
    )
    text = f"<html><body><h1>云岭市卫生健康发展“十四五”规划</h1><p>云岭市人民政府</p><h2>附件 重点项目表</h2><table>{rows}</table></body></html>"
    plan = load_text(tmp_path, text, "plan.html")
    assert [(p.name, p.investment, p.unit, p.years, p.body, p.group) for p in plan.projects] == [
        ("中医院住院楼", "1.5", "亿元", "2022—2024", "市卫健局", "一、医院建设"),
        ("疾控中心", "0.5", "亿元", "2023", "市疾控中心", "一、医院建设"),
    ]
    assert [(total.name, total.investment) for total in plan.project_totals] == [("合计", "2.0")]
