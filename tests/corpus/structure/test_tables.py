"""Tables as plans print them: headers in every wording, lost and merged cells, marks, sub-indicators. What cannot be
proved is left out with a warning, never guessed."""

import pytest
from plan_files import bare, load_text

from corpus.language.columns import Column, column_kind
from corpus.models import Plan, Role


def table(folder, rows: str, title: str = "云岭市“十四五”主要指标", after: str = "", cover: str = "") -> Plan:
    """A plan with one table; cells are divided by | and rows by lines."""
    lines = "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows.strip().splitlines())
    return load_text(folder, f"{cover}一、目标\n\n到期各项指标如下表。\n\n{title}\n\n{lines}\n\n{after}\n")


def values(plan: Plan) -> list[tuple[str, str, str, int | None, str]]:
    return [(v.printed_name, v.column, v.value, v.year, v.role.value) for v in plan.indicators]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("指标名称", Column.INDICATOR), ("指标项", Column.INDICATOR), ("主要\n指标", Column.INDICATOR), ("具体指标", Column.INDICATOR),
        ("现状值", Column.VALUE), ("2020年", Column.VALUE), ("2025", Column.VALUE), ("基期值", Column.VALUE), ("2020年基数", Column.VALUE),
        ("规划目标值", Column.VALUE), ("年均增速", Column.VALUE), ("“十三五”期末", Column.VALUE), ("全省", Column.VALUE),
        ("指标性质", Column.ATTRIBUTE), ("属性", Column.ATTRIBUTE), ("指标类型", Column.ATTRIBUTE),
        ("计量单位", Column.UNIT), ("责任单位", Column.REMARK), ("牵头部门", Column.REMARK), ("备注", Column.REMARK),
        ("类别", Column.DOMAIN), ("一级指标", Column.DOMAIN), ("序号", Column.INDEX), ("联系电话", Column.OTHER),
    ],
)  # fmt: skip
def test_header_labels(label, kind):
    assert column_kind(label) is kind


def test_years_and_roles_come_from_the_header(tmp_path):
    plan = table(tmp_path, "指标|单位|2020年|2023年|2025年目标|年均增长\n床位数|张|5|5.5|6|2%")
    assert values(plan) == [
        ("床位数", "2020年", "5", 2020, "baseline"),
        ("床位数", "2023年", "5.5", 2023, "interim_target"),
        ("床位数", "2025年目标", "6", 2025, "target"),
        ("床位数", "年均增长", "2%", None, "stated"),
    ]


def test_years_in_brackets_and_labels_without_years(tmp_path):
    plan = table(tmp_path, "指标|单位|基期值（2019年）|目标值\n床位数|张|5|6")
    assert values(plan) == [
        ("床位数", "基期值（2019年）", "5", 2019, "baseline"),
        ("床位数", "目标值", "6", 2025, "target"),
    ]


def test_a_table_of_results_of_the_earlier_period(tmp_path):
    plan = table(tmp_path, "指标|“十三五”目标|2020年完成\n床位数（张）|5|5.2", "云岭市“十三五”主要指标完成情况")
    assert [(v.role, v.year, v.unit) for v in plan.indicators] == [
        (Role.EARLIER_GOAL, 2020, "张"),
        (Role.ACTUAL, 2020, "张"),
    ]


def test_a_plan_issued_late_reports_years_of_its_own_period(tmp_path):
    cover = "云岭市卫生健康“十四五”规划\n\n云岭市人民政府\n\n2024年3月1日\n\n"
    plan = table(tmp_path, "指标|单位|2022年|2025年目标\n床位数|张|5|6", cover=cover)
    assert [v.role for v in plan.indicators] == [Role.BASELINE, Role.TARGET]


@pytest.mark.parametrize(
    ("header", "unit"),
    [("指标|单位|2025年目标", "%"), ("指标（单位）|2025年目标", "%"), ("指标|2025年目标（%）", "%")],
)
def test_units_stand_in_a_column_a_name_or_a_label(tmp_path, header, unit):
    row = {"指标|单位|2025年目标": "覆盖率|%|90", "指标（单位）|2025年目标": "覆盖率（%）|90"}.get(header, "覆盖率|90")
    (value,) = table(tmp_path, f"{header}\n{row}\n").indicators
    assert (value.printed_name, value.unit, value.value) == ("覆盖率", unit, "90")


def test_a_unit_above_the_table_holds_for_it(tmp_path):
    (value,) = table(tmp_path, "指标|2025年目标\n常住人口|90", "云岭市主要指标\n\n单位：万人").indicators
    assert (value.unit, value.table) == ("万人", "云岭市主要指标")


def test_brackets_that_belong_to_the_name(tmp_path):
    (value,) = table(tmp_path, "指标|2025年目标\n执业药师（士）|3").indicators
    assert (value.printed_name, value.unit) == ("执业药师（士）", "")


def test_marks_that_a_note_explains(tmp_path):
    rows = "指标|单位|2020年|2025年目标\n床位数|张|5*|6\n医师数|人|2①|3\n护士数|人|2.5|4"
    plan = table(tmp_path, rows, after="注：*为2019年数据；①为2018年数据。")
    assert [(v.value, v.year, v.column_year) for v in plan.indicators if v.column == "2020年"] == [
        ("5*", 2019, 2020),
        ("2①", 2018, 2020),
        ("2.5", 2020, 2020),
    ]


def test_a_header_that_explains_its_mark(tmp_path):
    plan = table(tmp_path, "指标|单位|2025年上半年（加*为2024年）|2025年目标\n床位数|张|5*|6\n医师数|人|2|3")
    assert [v.year for v in plan.indicators] == [2024, 2025, 2025, 2025]


def test_two_populations_in_one_cell(tmp_path):
    plan = table(tmp_path, "指标|单位|2025年目标\n孕产妇系统管理率和儿童系统管理率|%|91 92")
    assert plan.indicators[0].parts == (("孕产妇系统管理率", "91"), ("儿童系统管理率", "92"))


def test_sub_indicators_stand_under_their_parent(tmp_path):
    rows = "指标|单位|2025年目标\n每千人口床位数|张|6\n其中：公立医院|张|4\n每千人口医师数|人|3\n其中：公立医院|人|2"
    plan = table(tmp_path, rows)
    subs = [v for v in plan.indicators if v.printed_name.startswith("其中")]
    assert [v.parent for v in subs] == ["每千人口床位数", "每千人口医师数"]
    assert len({v.indicator for v in plan.indicators}) == 4


def test_a_stacked_header_is_folded(tmp_path):
    rows = "领域|指标|单位|全省||云岭市||属性\n||||2020年|2025年目标|2020年|2025年目标|\n"
    rows = "领域|指标|单位|全省||云岭市||属性\n|||2020年|2025年目标|2020年|2025年目标|\n健康|床位数|张|5|6|4|5|预期性"
    plan = table(tmp_path, rows)
    assert [(v.column, v.scope, v.value) for v in plan.indicators] == [
        ("全省 2020年", "全省", "5"),
        ("全省 2025年目标", "全省", "6"),
        ("云岭市 2020年", "云岭市", "4"),
        ("云岭市 2025年目标", "云岭市", "5"),
    ]


def test_a_caption_drawn_into_the_table(tmp_path):
    plan = table(tmp_path, "附表1 云岭市健康指标|||\n指标|单位|2020年|2025年目标\n床位数|张|5|6")
    assert plan.tables[0].title == "附表1 云岭市健康指标"
    assert len(plan.indicators) == 2


def test_rows_that_name_the_domain(tmp_path):
    plan = table(tmp_path, "序号|指标|单位|2025年目标\n一、健康水平|||\n1|床位数|张|6\n二、健康服务|||\n2|医师数|人|3")
    assert [(v.domain, v.printed_name) for v in plan.indicators] == [
        ("一、健康水平", "床位数"),
        ("二、健康服务", "医师数"),
    ]


def test_type_is_an_attribute_where_its_cells_say_so(tmp_path):
    plan = table(tmp_path, "指标|单位|2025年目标|类型\n床位数|张|6|预期性\n医师数|人|3|约束性")
    assert [v.attribute for v in plan.indicators] == ["预期性", "约束性"]


def test_a_table_set_beside_itself(tmp_path):
    plan = table(tmp_path, "指标|2025年目标|指标|2025年目标\n床位数|6|医师数|3\n护士数|4||")
    assert [(v.printed_name, v.value) for v in plan.indicators] == [("床位数", "6"), ("护士数", "4"), ("医师数", "3")]


def test_a_lost_cell_is_put_back_where_the_types_prove_it(tmp_path):
    rows = "序号|指标|单位|2020年|2025年目标|属性\n1|床位数|5|6|预期性\n2|医师数|人|2|3|约束性"
    plan = table(tmp_path, rows)
    assert [(v.printed_name, v.unit, v.value) for v in plan.indicators][:2] == [
        ("床位数", "", "5"),
        ("床位数", "", "6"),
    ]
    assert plan.warnings == ()


def test_a_lost_value_is_never_guessed(tmp_path):
    plan = table(tmp_path, "序号|指标|单位|2020年|2025年目标|属性\n1|床位数|张|6|预期性\n2|医师数|人|2|3|约束性")
    assert [v.printed_name for v in plan.indicators] == ["医师数", "医师数"]
    assert "床位数" in plan.warnings[0]


def test_a_column_lost_in_the_middle_is_rejected(tmp_path):
    plan = table(tmp_path, "指标|单位|2020年|2025年目标|属性\n床位数|张|预期性||\n医师数|人|2|3|约束性")
    assert {v.printed_name for v in plan.indicators} == {"医师数"}
    assert len(plan.warnings) == 1


@pytest.mark.parametrize(
    "between", ["", "续表\n\n", "云岭市“十四五”主要指标（续）\n\n", "（续表）\n\n单位：张\n\n", "12\n\n"]
)
@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_behind_a_page_break(tmp_path, between, repeated):
    header = "指标\t单位\t2020年\t2025年目标\n"
    text = f"一、目标\n\n指标如下。\n\n云岭市“十四五”主要指标\n\n{header}床位数\t张\t5\t6\n\n{between}{header if repeated else ''}医师数\t人\t2\t3\n"
    plan = load_text(tmp_path, text)
    (found,) = plan.tables
    assert (found.title, len(found.rows)) == ("云岭市“十四五”主要指标", 2)
    assert plan.quote(found.span).startswith("指标")
    assert plan.quote(found.span).endswith("3")


def test_another_table_with_the_same_header_is_another(tmp_path):
    rows = "指标\t单位\t2025年目标\n床位数\t张\t6\n"
    plan = load_text(tmp_path, f"一、目标\n\n说明如下。\n\n甲县主要指标\n\n{rows}\n乙县主要指标\n\n{rows}\n")
    assert [found.title for found in plan.tables] == ["甲县主要指标", "乙县主要指标"]


def test_a_table_without_a_header_is_reported(tmp_path):
    plan = table(tmp_path, "张三|13900000000|办公室\n李四|13900000001|财务科")
    assert plan.indicators == ()
    assert "表头" in plan.warnings[0]


def test_cells_not_stated(tmp_path):
    plan = table(tmp_path, "指标|单位|2020年|2025年目标\n床位数|张|—|6\n医师数|人||持续提升")
    assert [v.stated for v in plan.indicators] == [False, True, False, True]


def test_notes_below_are_kept_with_the_table(tmp_path):
    plan = table(
        tmp_path,
        "指标|单位|2025年目标\n床位数|张|6",
        after="注：1.床位含社会办。\n\n2.人口为常住人口。\n\n其他工作按计划推进。",
    )
    assert [bare(note) for note in plan.tables[0].notes] == ["注：1.床位含社会办。", "2.人口为常住人口。"]
    assert not any("人口为常住人口" in section.path[-1] for section in plan.sections)  # its number makes no heading


@pytest.mark.parametrize("text", [True, False])
def test_numbered_groups_of_rows_in_the_column_of_names(tmp_path, text):
    tail = "" if text else "|||"
    rows = f"指标|单位|2020年|2025年目标\n（一）健康水平{tail}\n床位数|张|5|6\n（二）健康服务{tail}\n医师数|人|2|3"
    plan = table(tmp_path, rows)
    assert [(v.domain, v.printed_name, v.value) for v in plan.indicators] == [
        ("（一）健康水平", "床位数", "5"),
        ("（一）健康水平", "床位数", "6"),
        ("（二）健康服务", "医师数", "2"),
        ("（二）健康服务", "医师数", "3"),
    ]
    assert [section.path for section in plan.sections] == [("一、目标",)]


def test_a_header_of_three_levels(tmp_path):
    rows = "指标|单位|云岭市||||属性\n||现状||目标||\n||2019年|2020年|2023年|2025年|\n床位数|张|4|5|5.5|6|预期性"
    assert [(v.column, v.value, v.role.value) for v in table(tmp_path, rows).indicators] == [
        ("云岭市 现状 2019年", "4", "baseline"),
        ("云岭市 现状 2020年", "5", "baseline"),
        ("云岭市 目标 2023年", "5.5", "interim_target"),
        ("云岭市 目标 2025年", "6", "target"),
    ]


def test_columns_set_with_spaces(tmp_path):
    lines = "指标              单位    2020年    2025年目标\n床位数            张      5         6\n医师数 （执业）   人      2         3\n"
    plan = load_text(tmp_path, f"一、目标\n\n到期各项指标如下表。\n\n云岭市主要指标\n\n{lines}\n二、任务\n")
    assert [(v.printed_name, v.unit, v.value) for v in plan.indicators] == [
        ("床位数", "张", "5"),
        ("床位数", "张", "6"),
        ("医师数 （执业）", "人", "2"),
        ("医师数 （执业）", "人", "3"),
    ]
    assert plan.quote(plan.indicators[2].row) == "医师数 （执业）   人      2         3"


@pytest.mark.parametrize(
    "row",
    [
        "服务质量|%|2|3|约束性",  # the name is lost and the domain stands in its place
        "健康服务|张|2|3|约束性",
        "|张|2|3|约束性",
        "健康服务|床位数|2|3",  # unit and attribute are lost: what is left may be anything
    ],
)
def test_a_lost_name_is_never_replaced(tmp_path, row):
    rows = f"领域|指标|单位|2020年|2025年目标|属性\n健康水平|期望寿命|岁|78|80|预期性\n{row}"
    plan = table(tmp_path, rows)
    assert {v.printed_name for v in plan.indicators} <= {"期望寿命", "床位数"}
    assert all(v.value in ["78", "80", "2", "3"] for v in plan.indicators)


def test_a_header_that_is_known_only_by_its_years(tmp_path):
    rows = "学段|学校数（所）||学位数（个）|\n|2022年|2027年|2022年|2027年\n幼儿园|121|137|3180|3520\n小学|104|89|5460|5310"
    (found,) = table(tmp_path, rows).tables
    assert found.columns[1:] == (
        "学校数（所） 2022年",
        "学校数（所） 2027年",
        "学位数（个） 2022年",
        "学位数（个） 2027年",
    )
    assert len(found.rows) == 2


def test_an_imprint_with_tabs_is_no_table(tmp_path):
    plan = load_text(tmp_path, "一、目标\n\n到期完成。\n\n云岭市人民政府办公室\t\t2022年6月12日印发\n")
    assert (plan.tables, plan.warnings, plan.metadata.date) == ((), (), "2022-06-12")


STACK = "序号\n指标\n单位\n2020年\n2025年目标\n1\n床位数\n张\n5\n6\n2\n医师数\n人\n2\n3\n"


@pytest.mark.parametrize("lines", [STACK, STACK.replace("\n", "\n\n")])
def test_one_cell_a_line_with_nothing_to_show_it(tmp_path, lines):
    plan = load_text(
        tmp_path, f"一、目标\n\n到期各项指标如下表。\n\n云岭市主要指标\n\n{lines}\n二、任务\n\n到期完成。\n"
    )
    assert [(v.table, v.printed_name, v.value) for v in plan.indicators] == [
        ("云岭市主要指标", "床位数", "5"),
        ("云岭市主要指标", "床位数", "6"),
        ("云岭市主要指标", "医师数", "2"),
        ("云岭市主要指标", "医师数", "3"),
    ]


@pytest.mark.parametrize("lost", ["张\n", "5\n", "床位数\n", "2\n医师数\n"])
def test_one_cell_a_line_with_a_cell_lost_is_not_read(tmp_path, lost):
    lines = STACK.replace(lost, "", 1)
    plan = load_text(
        tmp_path, f"一、目标\n\n到期各项指标如下表。\n\n云岭市主要指标\n\n{lines}\n二、任务\n\n到期完成。\n"
    )
    assert plan.indicators == ()
    assert len(plan.warnings) == 1
    assert "云岭市主要指标" in plan.warnings[0]


def test_a_box_of_two_columns_is_kept_as_text(tmp_path):
    plan = table(tmp_path, "医院建设|新建县医院，床位500张。\n基层建设|改造卫生院12家。", "专栏1 重大项目")
    assert [[cell.text for cell in row] for row in plan.tables[0].rows][1] == ["基层建设", "改造卫生院12家。"]
    assert plan.indicators == ()


def test_one_label_over_all_years_beside_the_names_is_a_header(tmp_path):
    plan = table(tmp_path, "学段|计划新增学位（个）| |\n|2026年|2027年|2028年\n小学|810|600|90\n初中|300|450|720")
    assert [(name, value, year) for name, _, value, year, _ in values(plan)] == [
        ("小学", "810", 2026),
        ("小学", "600", 2027),
        ("小学", "90", 2028),
        ("初中", "300", 2026),
        ("初中", "450", 2027),
        ("初中", "720", 2028),
    ]


def test_a_row_of_values_in_words_is_read(tmp_path):
    plan = table(
        tmp_path,
        "指标|单位|2020年|2025年\n森林覆盖率|%|60|61\n建设用地安全利用| |有效保障|有效保障\n生态质量| |稳中向好|向好",
    )
    assert [value for name, _, value, _, _ in values(plan) if name == "建设用地安全利用"] == ["有效保障", "有效保障"]
    assert [value for name, _, value, _, _ in values(plan) if name == "生态质量"] == ["稳中向好", "向好"]


def test_money_by_years_is_no_list_of_projects(tmp_path):
    plan = table(
        tmp_path, "资金渠道|2026年|2027年|合计\n市级财政|3500|3700|7200\n县级财政|—|2800|2800", "资金安排（单位：万元）"
    )
    assert [(name, value, year) for name, _, value, year, _ in values(plan)][:3] == [
        ("市级财政", "3500", 2026),
        ("市级财政", "3700", 2027),
        ("市级财政", "7200", None),
    ]
    assert {value.unit for value in plan.indicators} == {"万元"}
    plan = table(tmp_path, "年度|完成投资（亿元）|新改建公路（公里）\n2021年|52.4|186\n2022年|58.9|204", "投资完成情况")
    assert [(name, value, year) for name, _, value, year, _ in values(plan)] == [
        ("完成投资", "52.4", 2021),
        ("新改建公路", "186", 2021),
        ("完成投资", "58.9", 2022),
        ("新改建公路", "204", 2022),
    ]
