"""What the running text says beside tables: of a place that has no row of its own, of the year before, of an institution in its own
clause; and how often, of which rank, from when. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

ONE = """雾岭县卫生健康发展“十四五”规划

雾岭县人民政府
2021年10月
规划期限为2021年至2025年。

一、发展基础
人均预期寿命由2015年的75.2岁提高到2020年的76.9岁，孕产妇死亡率为10.2/10万。
2020年末，全县常住人口38.6万人，婴儿死亡率由2015年的4.8‰下降到3.1‰。
县人民医院设有重症医学科，县中医医院建设康复病区，设置床位90张。
二、主要目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	人均预期寿命	岁	76.9	78.5	预期性
2	医养结合机构数	个	2	6	预期性
3	公共场所急救设备配置数[累计]	台	12	[80]	预期性
三、主要任务
（一）健全体系
建立卫生健康联席会议制度，每季度召开1次会议，办公室设在县卫生健康局。
村卫生室标准化率居全市第4位。
为智慧养老院2家配备健康监测设备。
"""
OTHER = """渡口市卫生健康发展“十四五”规划

渡口市人民政府
2021年11月
规划期限为2021年至2025年。

一、主要目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	人均预期寿命	岁	77.4	79	预期性
二、主要任务
（一）健全体系
到2025年，建成医养结合机构9个，每个机构配备康复治疗师1名。
儿童青少年近视率由2020年的55.1%下降到2025年的50%以下。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": ONE, "dukou.txt": OTHER})


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("2025年医养结合机构数雾岭和渡口各多少个", ["6个", "9个"]),  # the one in a table, the other in its text
        ("雾岭2020年人均预期寿命比2015年提高了几岁", ["1.7岁"]),
        ("雾岭2020年末常住人口多少", ["38.6万人"]),  # whatever year a later clause goes back to
        ("雾岭卫生健康联席会议多久开一次会", ["每季度"]),
        ("雾岭卫生健康联席会议办公室设在哪里", ["县卫生健康局"]),
        ("雾岭村卫生室标准化率在全市排第几", ["第4位"]),
        ("雾岭智慧养老院到底有几家", ["2家"]),
        ("雾岭五年累计公共场所急救设备配置多少台", ["[80]台"]),
    ],
)
def test_it_is_found(assistant: Assistant, question: str, parts: list[str]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "雾岭县人民医院床位多少张",  # those of the clause are another's
        "雾岭和渡口2020年孕产妇死亡率差多少",  # the one states none
        "渡口卫生健康联席会议多久开一次会",
    ],
)
def test_what_is_another_s_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_a_figure_in_brackets_is_no_mark_of_a_citation(assistant: Assistant) -> None:
    answer = assistant.ask("雾岭五年累计公共场所急救设备配置多少台")
    assert all(number <= len(answer.citations) for numbers in answer.shown for number in numbers)
