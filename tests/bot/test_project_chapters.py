"""Questions over projects that a chapter tells of in paragraphs, several in one, without a table; made-up places."""

import pytest
from written_plans import assistant_over

from bot.assistant import Assistant

SHATAN = """沙滩县“十四五”卫生健康规划

沙滩县人民政府

第一章 规划背景

全县有卫生院12家，床位1200张。县人民医院床位最多，达500张。加快县疾控中心实验楼建设，总投资7000万元。县中医院院址位于北关镇。

第二章 重点项目

规划期内，全县实施卫生健康重点项目6个，估算总投资5.21亿元。

（一）医院类项目。县人民医院外科大楼项目，新建业务用房3.2万平方米，新增床位260张，总投资2.4亿元，建设年限2021—2024年，责任单位县人民医院；县中医院（南院）迁建项目，位于城南片区，总投资1.85亿元，建设年限2022—2025年，责任单位县中医院。

（二）公共卫生类项目。县疾控中心实验楼项目，新建0.6万平方米，总投资6800万元，建设年限2022—2023年。

（三）信息化类项目。县智慧急救平台项目，总投资1200万元，建设年限2021—2022年，责任单位县急救站；县电子病历升级项目，总投资900万元，建设年限2023—2024年；县影像云项目，总投资700万元。

第三章 保障措施

加大财政投入，争取各级资金。
"""
# A project a paragraph: its name stands before the first full stop.
YANBEI = """盐北区养老服务发展“十四五”规划

盐北区人民政府

一、总体要求

坚持居家为基础。

二、重点工程

区综合福利院二期工程。新建养老床位300张，总投资1.6亿元，2022年开工、2024年建成。

青石街道养老综合体工程。改造闲置厂房，总投资4200万元。

区护理员实训基地工程。建筑面积4000平方米，总投资2600万元，责任单位区民政局。

三、组织保障

加强领导，安排总投资500万元用于培训。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory, {"shatan.txt": SHATAN, "yanbei.txt": YANBEI})


@pytest.mark.parametrize(
    ("question", "parts", "without"),
    [
        ("沙滩十四五投资最大的卫生项目是哪个，多少钱", ["县人民医院外科大楼", "2.4亿元"], ["5.21亿元"]),
        ("沙滩一共几个重点项目，总投资多少", ["6个", "5.21亿元"], []),
        ("沙滩重点项目有几个，花钱最多的是哪个", ["6 个", "外科大楼项目（2.4亿元）"], []),
        ("沙滩信息化类项目有哪些", ["智慧急救平台", "电子病历升级", "影像云"], ["外科大楼", "疾控"]),
        ("沙滩哪个项目最小", ["县影像云项目（700万元）"], []),
        ("沙滩县中医院迁建投多少，谁负责", ["1.85亿元", "责任单位：县中医院"], ["2.4亿元"]),
        ("沙滩疾控实验楼总投资多少", ["6800万元", "7000万元"], ["2.4亿元"]),
        ("沙滩中医院迁建项目建在哪里", ["位于：城南片区"], []),
        ("沙滩县人民医院外科大楼工期", ["2021—2024年"], []),
        ("盐北最贵的项目是哪个", ["区综合福利院二期工程（1.6亿元）"], ["500万元"]),
        ("盐北第二个重点工程投多少", ["青石街道养老综合体工程", "4200万元"], []),
        ("盐北实训基地归谁管", ["区民政局"], []),
    ],
)
def test_they_are_looked_up_like_rows(
    assistant: Assistant, question: str, parts: list[str], without: list[str]
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.text
    assert all(part in answer.text for part in parts), answer.text
    assert not any(part in answer.text for part in without), answer.text


@pytest.mark.parametrize(
    ("history", "question", "part"),
    [
        (["沙滩有哪些重点项目", "谢谢"], "最贵的是哪个", "外科大楼项目（2.4亿元）"),
        (["沙滩一共几个重点项目"], "最小的是哪个", "县影像云项目（700万元）"),
        (["盐北有哪些重点工程"], "投资最大的呢", "福利院二期工程（1.6亿元）"),
    ],
)
def test_the_first_of_the_list_shown_is_asked_for_next(
    assistant: Assistant, history: list[str], question: str, part: str
) -> None:
    answer = assistant.ask(question, history)
    assert not answer.refused, answer.text
    assert part in answer.text


@pytest.mark.parametrize(
    "question",
    ["沙滩县妇幼保健院迁建项目总投资多少", "盐北区博物馆工程投资多少", "沙滩面积最大的项目是哪个"],
)
def test_no_project_lends_its_money_to_another(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused or not any(sum_ in answer.text for sum_ in ("1.85", "2.4亿", "1.6亿")), answer.text
