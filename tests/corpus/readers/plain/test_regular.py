"""One cell a line, an empty one too: rows of one length, proved by their numbers or their columns of figures."""

import pytest
from plan_files import load_text

HEAD = "一、目标\n\n到规划期末达到全省前列。\n\n"
TAIL = "\n二、保障\n\n加强组织领导。\n"


def read(folder, caption, *rows):
    return load_text(folder, HEAD + caption + "\n" + "\n".join(cell for row in rows for cell in row) + TAIL)


def test_names_that_no_label_tells(tmp_path):
    plan = read(
        tmp_path, "水利建设任务表",
        ("项目类别", "单位", "计划任务", "其中：2021年任务"), ("整治河道", "公里", "120", "18"), ("加固水库", "座", "15", "3"),
    )  # fmt: skip
    assert [(v.printed_name, v.value, v.unit, v.year) for v in plan.indicators] == [
        ("整治河道", "120", "公里", 2025), ("整治河道", "18", "公里", 2021), ("加固水库", "15", "座", 2025), ("加固水库", "3", "座", 2021),
    ]  # fmt: skip


def test_a_unit_above_and_labels_in_brackets(tmp_path):
    plan = read(
        tmp_path, "财政收支主要指标", ("单位：亿元",), ("指标名称", "2020年实际", "2025年（规划目标）"),
        ("一般公共预算收入", "25.6", "35以上"), ("其中：税收收入", "20.1", "28左右"),
    )  # fmt: skip
    assert [(v.printed_name, v.value, v.unit) for v in plan.indicators] == [
        ("一般公共预算收入", "25.6", "亿元"), ("一般公共预算收入", "35以上", "亿元"),
        ("其中：税收收入", "20.1", "亿元"), ("其中：税收收入", "28左右", "亿元"),
    ]  # fmt: skip


def test_places_below_a_caption_that_looks_broken_off(tmp_path):
    plan = read(
        tmp_path, "附表2 2025年各县（市、区）床位配置目标", ("地区", "人口（万人）", "床位数（张）"),
        ("全市", "312.5", "21250"), ("东湖区", "86.2", "7300"),
    )  # fmt: skip
    assert [(v.scope, v.printed_name, v.value) for v in plan.indicators] == [
        ("云岭市", "人口", "312.5"), ("云岭市", "床位数", "21250"), ("东湖区", "人口", "86.2"), ("东湖区", "床位数", "7300"),
    ]  # fmt: skip


def test_a_second_level_of_labels(tmp_path):
    plan = read(
        tmp_path, "教育主要指标", ("序号", "指标", "单位", "全省", "全市"), ("2020年", "2025年") * 2,
        ("1", "入园率", "%", "86.1", "90", "88.3", "93以上"), ("2", "巩固率", "%", "95.2", "96", "96.4", "98左右"),
    )  # fmt: skip
    assert [v.value for v in plan.indicators] == ["86.1", "90", "88.3", "93以上", "95.2", "96", "96.4", "98左右"]
    assert {v.scope for v in plan.indicators if v.column.startswith("全市")} == {"云岭市"}
    assert "云岭市" not in {v.scope for v in plan.indicators if v.column.startswith("全省")}


def test_tasks_by_their_numbers(tmp_path):
    plan = read(
        tmp_path, "附件 重点任务分工表", ("序号", "重点任务", "牵头单位", "完成时限"),
        ("1", "建成市疾控中心实验室", "市卫生健康委", "2023年12月底前"), ("2", "推进支付方式改革", "市医保局", "持续推进"),
    )  # fmt: skip
    assert [(task.name, task.lead, task.deadline) for task in plan.tasks] == [
        ("建成市疾控中心实验室", "市卫生健康委", "2023年12月底前"), ("推进支付方式改革", "市医保局", "持续推进"),
    ]  # fmt: skip


def test_what_cannot_be_put_together_is_told_of(tmp_path):
    plan = read(
        tmp_path, "重点任务分工表", ("序号", "重点任务", "牵头单位", "完成时限"), ("1", "建成实验室", "市卫生健康委"),
        ("2", "推进改革", "市医保局", "长期"),
    )  # fmt: skip
    assert any("重点任务分工表" in warning and "每格一行" in warning for warning in plan.warnings)


def test_names_of_groups_on_lines_of_their_own(tmp_path):
    plan = read(
        tmp_path, "主要发展指标", ("序号", "指标", "单位", "2025年"), ("一、健康水平",), ("1", "人均预期寿命", "岁", "79"),
        ("二、投入保障",), ("2", "政府卫生投入", "万元", "超过20,000"), ("3", "床位", "张", "5200"),
    )  # fmt: skip
    assert [(v.domain, v.value) for v in plan.indicators] == [
        ("一、健康水平", "79"), ("二、投入保障", "超过20,000"), ("二、投入保障", "5200"),
    ]  # fmt: skip
    assert [section.path[-1] for section in plan.sections] == ["一、目标", "二、保障"]


PROJECTS = ("序号", "项目名称", "建设规模及内容", "总投资（万元）", "建设年限", "责任单位")
LONG = "新建堤防12.6公里，护岸8.2公里，改建穿堤建筑物6处；配套建设管理用房、巡堤道路和水文监测设施，并对老旧河段的闸门启闭设备进行更新改造，同步完成征地和安置。"


def test_projects_in_groups_over_pages_with_their_sum(tmp_path):
    plan = read(
        tmp_path, "重点工程表", PROJECTS, ("一", "防洪工程"), ("1", "城区防洪", LONG, "18600", "2021—2024", "市水利局"),
        ("2", "山洪沟治理", "治理6条", "5400", "2022—2025", "市水利局"), ("二", "供水工程"),
        ("3", "龙岩水库", "库容1860万立方米", "42000", "2022—2025", "市水投公司"), ("", "— 7 —", ""), PROJECTS,
        ("4", "供水二期", "管网136公里", "23800", "2021—2023", "市水投公司"), ("", "8", ""), PROJECTS,
        ("5", "北部水厂", "14处", "9600", "2023—2024", "市水投公司"), ("合计", "", "", "99400", "", ""),
    )  # fmt: skip
    assert [(p.group, p.name, p.content, p.investment, p.unit, p.years, p.body) for p in plan.projects] == [
        ("防洪工程", "城区防洪", LONG, "18600", "万元", "2021—2024", "市水利局"),
        ("防洪工程", "山洪沟治理", "治理6条", "5400", "万元", "2022—2025", "市水利局"),
        ("供水工程", "龙岩水库", "库容1860万立方米", "42000", "万元", "2022—2025", "市水投公司"),
        ("供水工程", "供水二期", "管网136公里", "23800", "万元", "2021—2023", "市水投公司"),
        ("供水工程", "北部水厂", "14处", "9600", "万元", "2023—2024", "市水投公司"),
    ]
    assert [(total.name, total.investment) for total in plan.project_totals] == [("合计", "99400")]
    assert not plan.warnings


def test_a_row_that_lost_a_line_stops_the_table(tmp_path):
    """The rows behind it cannot be told: no cell of theirs goes under another label."""
    plan = read(
        tmp_path, "重点工程表", PROJECTS, ("1", "城区防洪", "堤防2公里", "18600", "2021—2024", "市水利局"),
        ("2", "山洪沟治理", "5400", "2022—2025", "市水利局"), ("3", "龙岩水库", "库容9万立方米", "42000", "2022—2025", "市水投公司"),
    )  # fmt: skip
    assert plan.projects == ()
    assert any("每格一行" in warning for warning in plan.warnings)


ROWS = [
    (str(at + 1), f"{name}工程", f"新建{name}{at + 2}处", str(900 + 37 * at), f"202{at % 4}—2025", f"市{name}局")
    for at, name in enumerate(("堤防", "水库", "泵站", "水闸", "渠道"))
]


@pytest.mark.parametrize("line", range(len(ROWS) * len(PROJECTS)))
def test_no_lost_line_puts_a_cell_under_another_label(tmp_path, line):
    lines = [cell for row in ROWS for cell in row]
    plan = read(tmp_path, "重点工程表", PROJECTS, lines[:line] + lines[line + 1 :])
    found = [(p.name, p.content, p.investment, p.years, p.body) for p in plan.projects]
    assert set(found) <= {row[1:] for row in ROWS}
    assert len(found) == len(ROWS) or plan.warnings or line >= len(lines) - len(PROJECTS)
