"""Years, periods and places that a question asks for, and what follows from figures of several of them. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

CITY = """溪原市“十四五”教育事业发展规划

溪原市人民政府办公室
2021年12月20日
规划期限为2021年至2025年。

一、成绩
急救培训由“讲授型”向“实操型”转变。自2022年1月1日起，65周岁以上老年人免费乘坐校车。
二、目标
表1 主要指标
序号	指标	单位	2020年	2023年	2025年	属性
1	九年义务教育巩固率	%	96.8	97.3	98.0	约束性
2	学前三年毛入园率	%	90.0	91.5	93.0	预期性
三、任务
建设校园食堂，总投资37.8亿元。
分年度投资安排为：2021年5.9亿元、2023年10.1亿元、2024年8.3亿元。
溪原市实验学校新校区设学位476个。
"""
COUNTY = """{name}“十四五”教育发展规划

{name}人民政府
2022年{month}月
规划期限为2021年至2025年。

一、成绩
2020年财政性教育经费达到{money}亿元。
二、目标
表1 主要指标
序号	指标	单位	2020年	2025年{far}	属性
1	九年义务教育巩固率	%	{now}	{aim}{more}	约束性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    east = {"month": 3, "money": "12.6", "far": "\t2030年", "now": "96.1", "aim": "97.5", "more": "\t98.6"}
    west = {"month": 5, "money": "11.2", "far": "", "now": "97.2", "aim": "98.2", "more": ""}
    plans = {
        "xiyuan.txt": CITY,
        "dongping.txt": COUNTY.format(name="东坪县", **east),
        "xiling.txt": COUNTY.format(name="西陵县", **west),
    }
    return assistant_over(tmp_path_factory, plans)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("三家巩固率，五年涨得最多的是谁", ("东坪县", "增加 1.4")),  # up to 2025, not 2030
        ("两个县2020年财政性教育经费合计多少", ("12.6", "11.2", "23.8")),
        ("市里学前三年毛入园率25年目标多少", ("93.0",)),
        ("溪原24年打算投多少亿", ("8.3亿元",)),
        ("溪原急救培训由什么型转成什么型", ("讲授型", "实操型")),
        ("溪原老年人坐校车免费是几岁起", ("65周岁",)),
        ("溪原毛入园率，2020实际、23目标、25目标一起给我", ("90.0", "91.5", "93.0")),
        ("溪原规划是2021年12月印发的对吧", ("是。",)),
        ("哪个规划给出了2030年的指标目标", ("东坪县",)),
    ],
)
def test_the_years_and_places_asked_for(assistant: Assistant, question: str, stated: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    cited = answer.text + "".join(citation.quote for citation in answer.citations)
    assert all(part in cited for part in stated), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "溪原十五五毛入园率目标多少",  # the plan is of another period
        "溪原23年毛入园率实际完成多少，不要目标",
        "溪原规划是2020年12月印发的没错吧",
        "溪原实验学校新校区476个学位里面寄宿的占几个",
        "溪原26年打算投多少亿",
    ],
)
def test_no_other_year_period_or_part(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
