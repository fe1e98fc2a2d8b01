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
