"""What the row of a project says of its size (beds, places, floors, area), and what it does not say of things that only stand
in it; a made-up place."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

LUOXI = """螺溪市卫生健康事业“十四五”规划

螺溪市人民政府

一、发展基础

全市卫生健康服务能力提升。推进螺溪市急救中心业务用房建设项目，提升急救能力。

二、主要任务

螺溪市中心医院门诊量逐年增加，协调推进投资9亿元的高水平螺溪市中心医院新院区项目。

附件

螺溪市“十四五”重点项目表

序号\t项目名称\t建设内容和规模\t总投资（万元）\t建设年限
1\t螺溪市中心医院新院区建设项目\t位于东郊，规划用地面积8.2万平方米，总建筑面积21万平方米，规划床位1200张，包括门急诊楼、医技楼；依托新院区共建市急救中心业务用房\t90000\t2021-2025年
2\t螺溪市第三人民医院新建住院综合大楼项目\t新建住院综合大楼一幢，共七层，总建筑面积12600平方米，地下室设停车位88个；建成后可新增精神病住院床位180张\t5200\t2022-2024年
3\t螺溪市妇幼保健院改扩建工程\t扩建门诊楼，原旧楼改造成儿童康复区；建成后新增床位90张\t3100\t2023-2025年
4\t螺溪市托育中心项目\t建设托育用房及户外活动场地\t2600\t2022-2023年
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"luoxi.txt": LUOXI})


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("螺溪三院新楼能多多少精神科床位", "床位180张"),
        ("螺溪三院新楼建多大", "12600平方米"),
        ("螺溪三院新建的楼有几层", "七层"),
        ("螺溪三院新楼有多少停车位", "停车位88个"),
        ("螺溪市妇幼保健院改扩建能增加多少张床", "新增床位90张"),
        ("螺溪中心医院新院区建多大", "总建筑面积21万平方米"),
        ("螺溪市中心医院新院区床位多少，投资多少", "90000万元"),
    ],
)
def test_the_row_tells_how_large_it_is(assistant: Assistant, question: str, part: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert part in answer.text
    assert len(answer.citations) == 1, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "螺溪市急救中心业务用房建设项目总投资多少",
        "螺溪急救中心业务用房投资多少",
        "螺溪市托育中心能提供多少托位",
        "螺溪市妇幼保健院改扩建有多少车位",
        "螺溪三院新楼能多多少学位",
        "螺溪市中心医院新院区有几层",
    ],
)
def test_what_no_row_says_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused
