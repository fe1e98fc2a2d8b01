"""Quantities of running text: what counts and measures is found as printed, and nothing else is."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.quantities import quantities_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签约率达到82.5%以上。", [("82.5", "%", "", "以上")]),
        ("护士数不低于8.68名/10万人。", [("8.68", "名/10万人", "不低于", "")]),
        ("新增房间1.01万间，配备救护车137台。", [("1.01", "万间", "", ""), ("137", "台", "", "")]),
        ("发病率为36.63/10万。", [("36.63", "/10万", "", "")]),
        ("补助标准74元/人。", [("74", "元/人", "", "")]),
        ("投入300余万元。", [("300", "万元", "", "余")]),
        ("性别比108.9，护理员与老人比达到1比18。", [("108.9", "", "", ""), ("1比18", "", "", "")]),
        ("性别比为106.29：100。", [("106.29：100", "", "", "")]),
        ("孕产妇死亡率为0，总量350左右。", [("0", "", "", ""), ("350", "", "", "左右")]),
        ("接种率达百分之九十五点五以上。", [("95.5", "%", "", "以上")]),
        ("新建两家三级医院，引进十二名博士。", [("2", "家", "", ""), ("12", "名", "", "")]),
        ("综合实力进入前5位。", [("5", "位", "前", "")]),
        ("家庭医生签约22万人。", [("22", "万人", "", "")]),
        ("每次30分钟以上。", [("30", "分钟", "", "以上")]),
    ],
)
def test_quantities_are_read_as_printed(text, found):
    assert [(q.number, q.unit, q.comparator, q.qualifier) for q in quantities_in(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "加强65岁及以上老年人和0－6岁儿童的健康管理。",
        "为35-64岁妇女提供免费检查，覆盖15岁至69岁人群。",
        "依托5G和PM2.5监测，建设P2实验室，构建“1+3+2”体系。",
        "根据《某某规划（2021－2025年）》（某府〔2020〕40号）和2023年5月6日的通知。",
        "打造15分钟就医圈，完善120急救体系。",
        "降低30天再住院率，提高5年生存率。",
        "3.加强医疗质量管理，第2章所列任务由二级以上医院承担。",
        "坚持“两个允许”，深入推进三年行动。",
    ],
)
def test_dates_ages_names_and_list_numbers_are_no_quantities(text):
    assert quantities_in(text) == []


def test_the_two_ends_of_a_change_and_of_a_range():
    first, second = quantities_in("预期寿命由80.63增长至81.12岁。")
    assert (first.number, first.unit, first.change) == ("80.63", "岁", "from")
    assert (second.number, second.change) == ("81.12", "to")
    (one,) = quantities_in("每院培养1－2名骨干。")
    assert (one.number, one.upper, one.unit) == ("1", "2", "名")


@given(
    st.decimals(0, 99999, places=2).map(str),
    st.sampled_from(["%", "‰", "张", "人", "万元", "平方米", "/10万", "个百分点"]),
)
def test_any_measured_number_is_found_with_its_place(number, unit):
    text = f"到2025年，某项水平达到{number}{unit}以上。"
    (quantity,) = quantities_in(text)
    assert (quantity.number, quantity.unit) == (number, unit)
    assert text[quantity.start : quantity.end].endswith(f"{number}{unit}以上")


@given(st.text("0123456789年月日到至从由约前.%‰万人张岁（）—－-，。一两三家个“”/:", max_size=40))
def test_no_text_breaks_it_and_quantities_never_overlap(text):
    found = quantities_in(text)
    assert all(text[q.start : q.end].strip() for q in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
