"""A premise is confirmed or denied by the clause that speaks of the same thing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.premise import states_claim, states_other, told
from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer
from bot.question import Quantity, Question
from tests.made_answers import citation


@pytest.mark.parametrize(
    ("question", "quantity", "text", "confirmed"),
    [
        ("云溪有10个省名中医对吗", Quantity("10", "个"), "省名中医2名,省乡村名中医10名", False),
        ("云溪有2个省名中医对吗", Quantity("2", "个"), "省名中医2名，省乡村名中医10名", True),
        ("急救反应时间是12分钟以内吧", Quantity("12", "分钟"), "城区急救平均反应时间缩短至10分钟以内", False),
        ("牵头的是3家医院吗", Quantity("3", "家"), "由三家医院牵头", True),
        ("有两家4A景区了,是不是", Quantity("2", "家"), "4A级以上景区仅1家,其中2家接入平台", False),
        ("牵头的是3家医院吗", Quantity("3", "家"), "跻身全省前3名，由五家医院牵头", False),
        ("三级医院9家，对吗", Quantity("9", "家"), "全市三级医院4家，二级医院9家", False),
        ("三级医院4家，对吗", Quantity("4", "家"), "全市三级医院4家，二级医院9家", True),
        ("示范学校31个，是吗", Quantity("31", "个"), "建成示范机关31个、示范学校22个", False),
        ("听力筛查率98.1%，是吗", Quantity("98.1", "%"), "代谢病筛查率、听力筛查率分别为98.1%、99.2%", False),
        ("听力筛查率99.2%，是吗", Quantity("99.2", "%"), "代谢病筛查率、听力筛查率分别为98.1%、99.2%", True),
        (
            "山区出诊要控制在40分钟以内，对吗",
            Quantity("40", "分钟"),
            "城区出诊控制在40分钟以内，山区出诊控制在70分钟以内",
            False,
        ),
        ("平均预期寿命远景是80岁，对吗", Quantity("80", "岁"), "远景2035年，平均预期寿命达到80岁", True),
        ("助企贷款带动就业300人，对吗", Quantity("300", "人"), "发放助企贷款9亿元，扶持创业80人，带动就业300人", True),
        ("助企贷款带动就业80人，对吗", Quantity("80", "人"), "发放助企贷款9亿元，扶持创业80人，带动就业300人", False),
        ("中心校校车55辆，对吗", Quantity("55", "辆"), "全县校车90辆，其中中心校55辆，教学点35辆", True),
        ("中心校校车90辆，对吗", Quantity("90", "辆"), "全县校车90辆，其中中心校55辆，教学点35辆", False),
        ("中心校校车共35辆，对吗", Quantity("35", "辆"), "全县校车90辆，其中中心校校车55辆，教学点35辆", False),
        ("每年给乡医培训经费80万元，没错吧", Quantity("80", "万元"), "设立乡医培训经费，每年安排80万元", True),
        (
            "每年给乡医培训经费80万元，没错吧",
            Quantity("80", "万元"),
            "设立乡医培训经费30万元，安排讲师补贴80万元",
            False,
        ),
    ],
)
def test_a_claim_is_that_of_its_own_clause(question: str, quantity: Quantity, text: str, confirmed: bool) -> None:
    assert states_claim(Question(question, question, question), quantity, text) is confirmed


def test_a_passage_about_something_else_denies_nothing() -> None:
    asked = "就诊比例到2025年达到65%，对吗"
    question = Question(asked, asked, asked, years=(2025,))
    assert not states_other(question, Quantity("65", "%"), "基本药物配备品种占比不低于90%")
    assert states_other(question, Quantity("65", "%"), "2025年就诊比例达到70%")


@pytest.mark.parametrize(("claimed", "begins"), [(2024, "是。"), (2026, "不是。")])
def test_a_claimed_year_is_that_of_its_own_clause(claimed: int, begins: str) -> None:
    quote = "2024年接受健康县城复评，2026年接受慢病示范区验收"
    asked = f"{claimed}年接受健康县城复评，对吧"
    question = Question(asked, asked, asked, years=(claimed,))
    answer = Answer(asked, False, None, quote, (), (replace(citation(1, "云溪市"), quote=quote),))
    assert told(question, answer).text.startswith(begins)


@pytest.fixture(scope="module")
def assistant(data_dir: Path) -> Assistant:
    return Assistant(Library(data_dir))


def test_a_true_premise_opens_with_yes(assistant: Assistant) -> None:
    answer = assistant.ask("云溪市2025年孕产妇死亡率目标是9吗？")
    assert not answer.refused
    assert answer.text.startswith("是。")


def test_a_false_premise_opens_with_no_and_what_is_stated(assistant: Assistant) -> None:
    answer = assistant.ask("云溪名医下乡每年巡诊30场对吧")
    assert answer.refused
    assert answer.text.startswith("不是。")
    assert "12场" in answer.text


def test_the_mark_of_an_indicator_is_confirmed_or_denied(assistant: Assistant) -> None:
    denied = assistant.ask("云溪每千人口床位数是约束性指标，没记错吧")
    assert denied.refused
    assert denied.text.startswith("不是约束性指标，原表写的是预期性")
    assert assistant.ask("云溪每千人口床位数是预期性的吗").text.startswith("是。")
