"""Parts of a document and of its places asked for by name: boxes by number, counties by row, absolute numbers beside rates, departments
behind a place. The plans are made up."""

import pytest

from bot.assistant import Assistant
from tests.written_plans import assistant_over

HEALTH = """松河市卫生健康发展“十四五”规划

松河市人民政府
2021年9月
规划期限为2021年至2025年。

一、基础
2020年末全市60岁及以上人口31.2万人，占常住人口的18.4%。人口老龄化加速，群众需求不断增长。
二、目标
表1 主要指标
序号	指标	单位	2020年	2025年	属性
1	每千人口医疗卫生机构床位数	张	5.1	6.4	预期性
表2 各县区床位规划
地区	2020年床位数（张）	2025年床位数（张）
松河市	9200	11800
北岭县	1500	1900
南岭县	1320	2050
三、任务
（一）推进数字健康和人才强卫
1.建设数字健康松河
建成全市统一的健康信息平台，推进检查结果互认。
2.加强人才队伍
落实待遇，离岗村医按服务年限每月每年18元发放生活补助。五年引进博士12名。
专栏1 公共卫生补短板工程
1.市传染病院。选址石泉片区，床位220张，总投资2.1亿元，2022年动工。
2.急救站改造。改造6个站点。
专栏2 中医药振兴工程
1.市中医院传承创新楼。投资1.3亿元，2023年竣工。
2.健康信息平台（二期）。投资4200万元。
"""
LABOUR = """青梧市人力资源和社会保障发展“十四五”规划

青梧市人民政府
2021年10月
规划期限为2021年至2025年。

一、基础
2020年末全市常住人口142.5万人。人口老龄化问题显现，劳动力供给趋紧。
二、任务
五年引进博士35名。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"songhe.txt": HEALTH, "qingwu.txt": LABOUR})


@pytest.mark.parametrize(
    ("question", "stated", "without"),
    [
        ("松河专栏1补短板有哪些项目", ("市传染病院", "急救站改造", "公共卫生补短板工程"), ("传承创新楼",)),
        ("松河规划里一共有几个专栏", ("共2条", "公共卫生补短板工程", "中医药振兴工程"), ()),
        ("松河专栏2的项目列一下", ("传承创新楼", "1.3亿元"), ("传染病院",)),
        ("松河中医院传承创新楼投资多少", ("1.3亿元",), ()),
        ("松河健康信息平台二期投资多少", ("4200万元",), ()),
        ("松河传染病院在哪", ("石泉片区",), ()),
        ("松河传染病院是22年动工的吧", ("是。",), ()),
        ("北岭县25年床位数规划多少张", ("1900张",), ("6.4",)),
        ("松河的北岭县和南岭县，25年床位数哪个多", ("南岭县", "2050"), ()),
        ("松河离岗村医生活补助什么标准", ("18元",), ()),
        ("五年引进博士 松河卫健跟青梧人社各多少名", ("12名", "35名"), ()),
        ("松河数字健康建设讲了哪些内容", ("检查结果互认",), ("18元",)),
        ("松河中医院大楼投资多少", ("1.3亿元",), ()),
        ("松河60岁以上人口占常住人口多少", ("18.4%",), ()),
    ],
)
def test_what_is_named_is_answered(
    assistant: Assistant, question: str, stated: tuple[str, ...], without: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    shown = answer.text + "".join(citation.quote for citation in answer.citations)
    assert all(words in shown for words in stated), answer.text
    assert not any(words in answer.text for words in without), answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("松河专栏6有什么项目", "没有专栏6"),
        ("松河2020年常住人口多少", ""),  # only what a share is of
        ("青梧床位总数多少", ""),
        ("松河和青梧老龄化谁高", "没有写出数值"),
        ("松河传染病院是21年动工的吧", "不是。"),
    ],
)
def test_what_is_not_stated_is_refused(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused, answer.text
    assert said in answer.text


def test_a_total_is_no_rate_and_no_part(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = HEALTH.replace("表2", "推进住院楼改建，重症床位总数达到26张。\n表2").replace("松河市	9200	11800\n", "")
    answer = assistant_over(tmp_path_factory, {"songhe.txt": text}).ask("松河2025年床位总数")
    assert answer.refused
    assert "没有找到床位的总数" in answer.text


def test_the_buildings_to_come_are_the_projects_of_that_kind(assistant: Assistant) -> None:
    text = assistant.ask("松河五年要建哪些医院").text
    assert "市中医院传承创新楼" in text
    assert "健康信息平台" not in text


CONTRASTS = """柏丘县“十四五”卫生健康规划

柏丘县人民政府
2021年9月

一、任务
（一）县人民医院
创成三级综合医院，重点建设胸痛、卒中、创伤三大中心。
至少确定1家公立卫生机构承担职业病诊断，诊断范围覆盖尘肺病、噪声聋。
建成以县疾控中心为龙头、乡镇卫生院为网底的疾病防控三级网络。
"""


@pytest.mark.parametrize(
    ("asked", "swapped"),
    [
        ("柏丘县人民医院重点建的三大中心是哪三个", "柏丘县第四人民医院重点建的三大中心是哪三个"),
        (
            "柏丘至少确定1家公立机构承担职业病诊断，诊断范围覆盖哪些病",
            "柏丘至少确定1家民营机构承担职业病诊断，诊断范围覆盖哪些病",
        ),
        ("柏丘疾病防控三级网络的网底是谁", "柏丘疾病防控二级网络的网底是谁"),
    ],
)
def test_no_kind_of_answer_outvotes_a_contrast(
    tmp_path_factory: pytest.TempPathFactory, asked: str, swapped: str
) -> None:
    made = assistant_over(tmp_path_factory, {"boqiu.txt": CONTRASTS})
    assert not made.ask(asked).refused
    assert made.ask(swapped).refused
