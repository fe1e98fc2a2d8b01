"""The section tree, whatever numbers or lacks of them a plan's headings have."""

import pytest
from plan_files import load_text

from corpus.language.headings import heading_style, ordinal, run_in_heading, unnumbered

TEXT = "各地各部门要把规划实施摆上重要位置，明确责任分工，细化工作举措，确保各项任务落到实处。"


def paths(folder, text: str) -> list[tuple[str, ...]]:
    return [section.path for section in load_text(folder, text).sections]


@pytest.mark.parametrize(
    "line",
    [
        "第一章 规划背景", "第十二节 开放合作", "第一部分 总则", "一、规划背景", "一 、规划背景", "三.重点任务",
        "（一）发展基础", "(二)发展环境。", "（四）推进分级诊疗，完善服务体系。", "1.强化基础", "2．强化应急能力。",
        "（3）人才队伍", "1.1 发展现状", "2.3.1 人才队伍", "附件1", "附表 2：指标解释", "专栏1 公共卫生项目", "专栏3-1健康行动", "专栏1大气治理",
        "【专栏2】能力提升", "重点工程4：医疗强基工程", "-（二）建设高地",
    ],
)  # fmt: skip
def test_numbered_headings(line):
    assert heading_style(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "一、二级医院协同发展", "1.2万人次", "1.5名医师/千人口", "2021年", "（一）坚持统筹，突出重点，补齐短板，强化弱项。",
        "3.建成一批特色专科，新增床位500张。", "重点项目5个，总投资2亿元。", "第一，加强领导。", "（2021）5号", "",
    ],
)  # fmt: skip
def test_lines_that_only_begin_like_one(line):
    assert heading_style(line) is None


def test_styles_nest_in_the_official_order(tmp_path):
    text = "\n\n".join(
        ["第一章 背景", "第一节 基础", "一、成效", "（一）体系", "1.网络", "（1）站点", "第二节 形势", "第二章 任务"]
    )
    assert paths(tmp_path, text) == [
        ("第一章背景",),
        ("第一章背景", "第一节基础"),
        ("第一章背景", "第一节基础", "一、成效"),
        ("第一章背景", "第一节基础", "一、成效", "（一）体系"),
        ("第一章背景", "第一节基础", "一、成效", "（一）体系", "1.网络"),
        ("第一章背景", "第一节基础", "一、成效", "（一）体系", "1.网络", "（1）站点"),
        ("第一章背景", "第二节形势"),
        ("第二章任务",),
    ]


def test_a_heading_may_open_its_paragraph(tmp_path):
    plan = load_text(tmp_path, f"一、保障措施\n\n（一）加强组织领导。{TEXT}\n\n（二）强化评估。{TEXT}\n")
    assert [section.path for section in plan.sections][1:] == [
        ("一、保障措施", "（一）加强组织领导"),
        ("一、保障措施", "（二）强化评估"),
    ]
    assert plan.quote(plan.sections[1].span) == "（一）加强组织领导。"
    assert {p.section[-1] for p in plan.passages if p.text == TEXT} == {"（一）加强组织领导", "（二）强化评估"}
    assert run_in_heading("一、二级医院要加强协同。" + TEXT) is None


def test_headings_without_numbers(tmp_path):
    text = f"一、重点任务\n\n{TEXT}\n\n提升基层服务能力\n\n{TEXT}\n\n壮大人才队伍\n\n{TEXT}\n\n二、保障\n\n{TEXT}\n"
    assert paths(tmp_path, text) == [
        ("一、重点任务",),
        ("一、重点任务", "提升基层服务能力"),
        ("一、重点任务", "壮大人才队伍"),
        ("二、保障",),
    ]


def test_signatures_and_captions_are_no_headings(tmp_path):
    text = f"一、任务\n\n{TEXT}\n\n云岭市卫生健康局\n\n{TEXT}\n\n主要指标表\n\n指标\t2020年\n床位\t5\n"
    assert paths(tmp_path, text) == [("一、任务",)]


def test_a_box_holds_its_own_numbering(tmp_path):
    lines = [
        "（一）体系",
        TEXT,
        "专栏1 体系工程",
        "（一）医院",
        TEXT,
        "（二）基层",
        TEXT,
        "（二）人才",
        TEXT,
        "专栏2 人才工程",
        "1.引才",
        TEXT,
    ]
    assert paths(tmp_path, "一、任务\n\n" + "\n\n".join(lines)) == [
        ("一、任务",),
        ("一、任务", "（一）体系"),
        ("一、任务", "（一）体系", "专栏1体系工程"),
        ("一、任务", "（一）体系", "专栏1体系工程", "（一）医院"),
        ("一、任务", "（二）基层"),
        ("一、任务", "（二）人才"),
        ("一、任务", "（二）人才", "专栏2人才工程"),
        ("一、任务", "（二）人才", "专栏2人才工程", "1.引才"),
    ]


def test_a_lost_heading_leaves_a_trace(tmp_path):
    plan = load_text(tmp_path, f"一、背景\n\n{TEXT}\n\n三、任务\n\n{TEXT}\n")
    assert any("三、任务" in warning for warning in plan.warnings)


def test_numbers_that_run_on_from_section_to_section_lost_nothing(tmp_path):
    text = "一、体系\n\n（一）站点\n\n{0}\n\n（二）人员\n\n{0}\n\n二、保障\n\n（{1}）资金\n\n{0}\n"
    assert load_text(tmp_path, text.format(TEXT, "三")).warnings == ()
    assert any("（四）资金" in warning for warning in load_text(tmp_path, text.format(TEXT, "四")).warnings)


def test_a_table_of_an_annex_belongs_to_it(tmp_path):
    plan = load_text(
        tmp_path, f"一、任务\n\n{TEXT}\n\n附件\n\n云岭市主要指标\n\n指标\t单位\t2025年目标\n医师数\t人\t3\n"
    )
    assert plan.tables[0].section == ("附件 云岭市主要指标",)


@pytest.mark.parametrize(
    ("title", "number"), [("第十二章 x", 12), ("（二十）x", 20), ("3.x", 3), ("附件", None), ("十、x", 10)]
)
def test_ordinals(title, number):
    assert ordinal(title) == number


def test_the_number_of_a_box_ends_where_its_title_begins():
    assert unnumbered("专栏1十五分钟服务圈工程") == "十五分钟服务圈工程"


def test_lines_broken_at_one_width_are_joined(tmp_path):
    body = "坚持预防为主的方针推动服务重心下移资源下沉完善体系提高效率" * 24 + "。"
    lines = "\n".join(body[at : at + 30] for at in range(0, len(body), 30))
    plan = load_text(tmp_path, f"一、任务\n\n{lines}\n")
    assert any(passage.text == body for passage in plan.passages)
