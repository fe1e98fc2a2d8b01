"""Projects that the running text lists are the same records as rows of project tables."""

import pytest
from plan_files import load_text

LISTS = {
    "marked": "规划期内推进三个项目：一是望川县人民医院新楼，建筑面积2.1万平方米，总投资3200万元，2022年开工、2024年建成；"
    "二是望川县中医院制剂室，总投资600万元；三是东渡镇养老驿站，投资约0.4亿元。",
    "bracketed": "全县实施重点项目3个，总投资7800万元。分别为：（1）望川县人民医院新楼，投资3200万元；"
    "（2）望川县中医院制剂室，投资600万元；（3）东渡镇养老驿站，投资0.4亿元。",
    "bare": "实施重点项目三个，总投资7800万元：望川县人民医院新楼，投资3200万元；望川县中医院制剂室，投资600万元；东渡镇养老驿站，投资0.4亿元。",
}


def projects(folder, text: str, heading: str = "二、重点任务"):
    plan = load_text(folder, f"望川县“十四五”卫生健康规划\n\n一、基础\n\n基础较好。\n\n{heading}\n\n{text}\n")
    return plan, plan.projects


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_in_a_sentence_is_of_projects(tmp_path, text):
    plan, found = projects(tmp_path, text)
    assert [project.name for project in found] == ["望川县人民医院新楼", "望川县中医院制剂室", "东渡镇养老驿站"]
    assert [(project.amount, project.unit) for project in found] == [(3200, "万元"), (600, "万元"), (0.4, "亿元")]
    assert all(project.name in plan.quote(project.row) and not project.table for project in found)


def test_the_words_of_an_item_go_into_its_parts(tmp_path):
    _, (first, *_) = projects(tmp_path, LISTS["marked"])
    assert (first.content, first.begins, first.years) == ("建筑面积2.1万平方米", "2022年开工", "2024年建成")


def test_paragraphs_under_a_heading_of_projects_are_items(tmp_path):
    text = (
        "1.县人民医院新楼。新增床位80张，总投资3200万元，2021—2024年，责任单位县人民医院。\n\n"
        "2.中医院制剂室。总投资600万元。"
    )
    _, (first, second) = projects(tmp_path, text, "专栏1 望川县重点项目")
    assert (first.years, first.body, second.name) == ("2021—2024年", "县人民医院", "中医院制剂室")


def test_a_total_that_a_sentence_states_is_no_project(tmp_path):
    plan, found = projects(tmp_path, LISTS["bracketed"])
    (total,) = plan.project_totals
    assert (total.name, total.investment, total.unit, len(found)) == ("全县实施重点项目3个", "7800", "万元", 3)


@pytest.mark.parametrize(
    "text",
    [
        "五年来重点抓好三项工作：一是加大投入，完成投资3200万元；二是培养人才，投入600万元；三是强化监管。",
        "推进一个项目：望川县人民医院新楼，总投资3200万元。",
        "重点项目进展顺利：一是审批加快；二是资金到位，总投资600万元。",
    ],
)
def test_measures_and_single_sums_are_no_list_of_projects(tmp_path, text):
    assert projects(tmp_path, text)[1] == ()


def test_items_of_a_box_that_open_with_headings_are_projects(tmp_path):
    text = (
        "（一）县人民医院新楼。选址东渡路，总投资3200万元，2024年建成。\n\n（二）应急仓库。面积1500平方米，2023年建成。\n\n"
        "（三）巡诊车。购置3辆，投资780万元。\n\n（四）清洁饮水行动。改造水厂8座，更换管网30公里，让九成以上的村民喝上自来水。\n\n"
        "加强卫生监督。在各镇设监督站，每站配备两名以上的监督员，并逐年提高经费标准。"
    )
    plan, found = projects(tmp_path, text, "专栏一 望川县卫生健康工程")
    assert [(p.name, p.investment) for p in found] == [
        ("县人民医院新楼", "3200"),
        ("应急仓库", ""),
        ("巡诊车", "780"),
        ("清洁饮水行动", ""),
    ]
    assert plan.quote(found[2].row).startswith("（三）巡诊车。购置3辆")


def test_items_of_a_box_without_money_open_as_those_with_it(tmp_path):
    text = (
        "县疾控楼：建筑面积7200平方米，总投资4300万元。\n\n县职业病院：总投资3600万元。\n\n县传染病楼：总投资8600万元。\n\n"
        "山区急救站：设在四个乡，配车8辆。\n\n提升护理服务。优质护理病区覆盖各级医院，实行分层管理和岗位培训制度。"
    )
    _, found = projects(tmp_path, text, "专栏1 望川县公共卫生重点项目")
    assert [project.name for project in found] == ["县疾控楼", "县职业病院", "县传染病楼", "山区急救站"]
