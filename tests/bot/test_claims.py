"""Claims that no printed figure repeats, persons, towns, what a body does, and places by their level. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

CITY = """泓川市“十四五”卫生健康规划

泓川市人民政府
2021年12月
规划期限为2021年至2025年。

一、现状
截至目前，全市县域内住院率为87%。全年利润总额12亿元，下降2.1%。通用机场因用地未批，未按期开工。
全面落实党委领导下的院长负责制。力争引进医学博士6名。
表1 “十三五”指标完成情况
序号	指标	单位	十三五目标	2020年实际
1	每千人口公共卫生人员数	人	≥1	0.2
2	婴儿死亡率	‰	≤5	2.8
二、目标
表2 主要指标
序号	指标	单位	2020年	2025年	属性
1	全人群家庭医生签约率	%	36.2	55	预期性
2	每千人口医疗卫生机构床位数	张	5.1	6.4	预期性
3	每千人口拥有3岁以下婴幼儿托位数	个	1.6	4.5	预期性
三、任务
表3 任务分工
序号	任务	牵头单位	配合单位	完成时限
1	建设区域医疗中心	市卫生健康委	市发展改革委	2024年底
2	打通健康数据共享平台	市大数据管理局	市卫生健康委	2023年6月底
3	推广电子健康证照	市大数据管理局	市公安局	2023年底
到2025年，全市每千常住人口3岁以下婴幼儿托位数不少于4.5个，各镇至少建成1家托育机构。
"""
COUNTY = """{name}“十四五”卫生健康规划

{name}人民政府
2022年3月
规划期限为2021年至2025年。

一、目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	每千人口医疗卫生机构床位数	张	{now}	{aim}	预期性
2	个人卫生支出占卫生总费用的比重	%	30.1	{share}	约束性
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    plans = {
        "hongchuan.txt": CITY,
        "lingxi.txt": COUNTY.format(name="岭西县", now="4.2", aim="5.2", share="27.5"),
        "baitan.txt": COUNTY.format(name="柏滩县", now="4.0", aim="4.8", share="28.0"),
    }
    return assistant_over(tmp_path_factory, plans)


@pytest.mark.parametrize(
    ("question", "begins", "stated"),
    [
        ("泓川全人群家庭医生签约率20年就过半了，没错吧", "不是。", "36.2%"),
        ("泓川全人群家庭医生签约率25年要过半，对吧", "是。", "55%"),
        ("泓川2020年每千人口公共卫生人员达到目标了吧", "不是。", "未达到目标 ≥1"),
        ("泓川2020年婴儿死亡率达标了吗", "是。", "已达到目标 ≤5"),
        ("泓川25年床位目标超过6张，对吧", "是。", "6.4"),
        ("泓川25年床位目标超过7张，对吧", "不是。", "6.4"),
        ("两个县25年个人卫生支出占比都压到27%以下了，我没记错吧", "不是。", "28.0"),
        ("泓川利润总额是正增长的，是不是", "不是。", "下降2.1%"),
        ("泓川通用机场已经开工了是吧", "不是。", "未按期开工"),
    ],
)
def test_a_claim_is_held_against_what_is_printed(assistant: Assistant, question: str, begins: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(begins), answer.text
    assert answer.refused is (begins == "不是。")
    assert stated in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "泓川县域内住院率到2025年的目标是多少",  # only the state is told
        "泓川到去年底已经引进医学博士几名了",  # they are to come
        "泓川市人民医院院长是谁",
        "泓川小榄镇的托位数是多少",
        "我们自己玉溪的卫生健康规划，床位目标多少",
        "泓川县域内住院率提升要投多少钱，规划里有没有写",
        "市公安局牵头哪些任务",
        "泓川的规划里，岭西县自己的托位数是多少",
        "5G医疗平台是哪一家提的",
    ],
)
def test_what_no_document_says_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("泓川市大数据局牵头了哪些任务", ("共 2 项", "健康数据共享平台", "电子健康证照", "2023年6月底")),
        ("市卫健委配合哪些任务", ("共 1 项", "健康数据共享平台")),
        ("两个县25年床位目标平均是多少", ("5.2", "4.8", "5")),
        ("两县床位目标加起来差多少", ("5.2", "4.8")),
        ("两个县哪个印发得最早", ("2022年3月",)),
        ("泓川哪个部门挑头搞区域医疗中心建设，谁配合", ("市卫生健康委", "市发展改革委")),
    ],
)
def test_bodies_and_places_by_their_level(assistant: Assistant, question: str, stated: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in stated), answer.text
    assert {citation.region for citation in answer.citations} <= (
        {"岭西县", "柏滩县"} if question.startswith("两") else {"泓川市"}
    )


def test_which_documents_lack_an_indicator(assistant: Assistant) -> None:
    answer = assistant.ask("指标表里哪一家没有个人卫生支出占比这一项")
    assert not answer.refused, answer.text
    assert answer.text.startswith("指标表没有列出“个人卫生支出占卫生总费用的比重”的：泓川市")
    assert {fact.region for fact in answer.facts} == {"岭西县", "柏滩县"}
