"""Tables that list institutions: which there are, by a column, of one kind, the first by a figure or a year; and the talk about
them. The plan is made up."""

import pytest

from bot.answers.house_tables import bare_title, name_in
from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """雾岭县养老服务发展“十四五”规划

雾岭县人民政府
2021年10月
规划期限为2021年至2025年。

一、发展基础
2020年底，全县有养老机构9家，养老床位1240张。
二、主要任务
（一）优化机构布局
表1 雾岭县主要养老机构情况（2020年）
机构名称	所在乡镇	建成年份	床位（张）	护理型床位（张）	性质
雾岭县社会福利院	城关镇	2009	240	120	公办
松风老年公寓	桃溪镇	2017	180	90	民办
桃溪镇敬老院	桃溪镇	1998	70	20	公办
鹤鸣养护中心	柳坝乡	2019	95	60	民办
三、保障措施
加强组织领导。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": PLAN})


@pytest.mark.parametrize(
    ("question", "named", "left_out"),
    [
        ("雾岭县主要养老机构有哪几家", ["社会福利院", "松风", "桃溪镇敬老院", "鹤鸣"], []),
        ("雾岭县主要养老机构有哪几家，各多少张床", ["床位（张）：240", "床位（张）：95"], ["护理型"]),
        ("雾岭县民办的养老机构有哪些", ["松风", "鹤鸣"], ["社会福利院", "敬老院"]),
        ("雾岭县养老机构里床位最多的是哪家", ["社会福利院", "240"], ["松风", "鹤鸣"]),
        ("雾岭县养老机构哪家建得最早", ["桃溪镇敬老院", "1998"], ["松风", "社会福利院"]),
    ],
)
def test_the_rows_that_are_asked_for_are_listed(
    assistant: Assistant, question: str, named: list[str], left_out: list[str]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in named), answer.text
    assert not any(part in answer.text for part in left_out), answer.text
    assert len(answer.items) == len(answer.citations)


@pytest.mark.parametrize(
    ("talk", "part"),
    [
        (("雾岭县主要养老机构有哪几家", "第二个有多少张床"), "180"),
        (("雾岭县主要养老机构有哪几家", "民办的是哪几家"), "鹤鸣"),
        (("雾岭县主要养老机构有哪几家", "哪家建得最晚"), "2019"),
        (("雾岭县主要养老机构有哪几家", "鹤鸣的护理型床位多少张"), "60"),
    ],
)
def test_what_is_listed_is_asked_about(assistant: Assistant, talk: tuple[str, ...], part: str) -> None:
    answer = assistant.ask(talk[-1], talk[:-1])
    assert not answer.refused, answer.text
    assert part in answer.text


def test_what_no_column_tells_is_no_list(assistant: Assistant) -> None:
    assert "社会福利院" not in assistant.ask("雾岭县哪家养老机构收费最高").text.split("\n")[0]


def test_the_name_is_the_first_cell_of_its_head() -> None:
    assert name_in((("机构名称", "松风老年公寓"), ("床位（张）", "180"))) == "松风老年公寓"
    assert name_in((("序号", "1"), ("机构名称", "松风老年公寓"))) == "松风老年公寓"
    assert name_in((("指标", "床位数"), ("2020年", "180"))) == ""


def test_a_title_is_said_without_its_number_and_brackets() -> None:
    assert bare_title("表1 雾岭县主要养老机构情况（2020年）") == "雾岭县主要养老机构情况"
