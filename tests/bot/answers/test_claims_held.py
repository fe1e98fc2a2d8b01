"""What a question takes for granted, held to who does it, to each place, to each age, to the year and to what is not there yet; and
what a sentence states in so many words. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

PLAN = """雾岭县养老服务发展“十四五”规划

雾岭县人民政府办公室
2021年10月20日
规划期限为2021年至2025年。

一、发展基础
截至2020年底，60岁及以上老年人4.2万人，占常住人口的19.8%；65岁及以上老年人3.1万人，占14.6%。
长期护理保险尚未在我县开展试点，农村幸福院正常运行率仅为61.5%。
二、主要任务
（一）健全兜底保障
依托县福利院建设县级供养中心，由县民政局牵头，县卫生健康局、县医疗保障局配合。
在桃溪镇、柳坝乡建设2个区域性中心，床位均不少于60张。
农村幸福院正常运行率达到85%以上。
（二）重点项目
“十四五”期间共安排养老服务项目4大类31项，总投资12.6亿元，主要项目见表1。
表1 重点项目
序号	项目名称	建设内容	总投资（万元）	建设年限	责任单位
1	雾岭县福利院护理楼	新建护理楼1栋，床位120张	3600	2021—2023年	县民政局
2	柳坝乡区域性中心	改造用房，床位60张	800	2022年	柳坝乡政府
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"wuling.txt": PLAN})


@pytest.mark.parametrize(
    "question",
    [
        "雾岭县级供养中心是县民政局牵头的，对吗",
        "雾岭2020年60岁及以上老年人占比是19.8%，没错吧",
        "雾岭县福利院护理楼2023年完工，是不是",
        "雾岭养老项目总投资12.6亿，一共31项，对不对",
        "雾岭养老规划是县政府办公室印发的吧",
    ],
)
def test_what_is_so_is_confirmed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert answer.text.startswith("是。")


@pytest.mark.parametrize(
    "question",
    [
        "雾岭县级供养中心是县卫生健康局牵头的，对吗",  # it only supports
        "雾岭2020年60岁及以上老年人占比是14.6%，没错吧",  # of those from 65
        "雾岭县福利院护理楼2025年才完工，是不是",
        "雾岭区域性中心建在桃溪镇和城关镇，是这样吧",
        "雾岭已经在搞长期护理保险试点了，对吧",
        "雾岭2020年农村幸福院正常运行率已经超过85%，是吗",
        "雾岭养老项目总投资16.2亿，一共31项，对不对",
        "雾岭养老规划是县民政局印发的吧",
    ],
)
def test_what_is_not_so_is_never_confirmed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
    assert not answer.text.startswith("是。")


@pytest.mark.parametrize(
    "question",
    [
        "雾岭农村幸福院护理员持证率2025年目标多少",
        "雾岭县福利院护理楼是哪家公司承建的",
        "雾岭县福利院护理楼是谁施工的",
        "雾岭柳坝乡区域性中心占地多少亩",
    ],
)
def test_a_neighbour_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
