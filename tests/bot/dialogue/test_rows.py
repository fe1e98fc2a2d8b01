"""Conversations and comparisons over rows of one table, institutions, projects and running text of made-up places."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from corpus.language.text import fold
from retrieval.index import update_index

CITY = """栖禾市“十四五”卫生健康发展规划

栖禾市人民政府
2022年3月

一、发展基础

2020年末,全市80岁以上高龄老人9.6万人。市第三医院在岗职工812人。市妇幼保健院在岗职工405人。

表1 各县区养老服务情况

县区\t老年人口（万人）\t养老机构（家）\t床位（张）
望舒区\t8.2\t24\t3100
临渚县\t6.5\t17\t1900
苇城县\t5.1\t13\t1500
"""
LINZHU = """临渚县“十四五”卫生健康发展规划

临渚县人民政府
2022年5月

一、发展基础

全县有医疗卫生机构140个,其中乡镇卫生院12所、村卫生室131所。临渚职业学校在校生2150人,开设专业9个。全县教职工编制核增180名。

二、主要任务

建设乡镇急救点4个,配备负压救护车3辆。每年引进卫生专业技术人员不少于40名,其中紧缺专业不少于15名。组建由县人民医院牵头的县域医共体1个。全县村医203名。

表1 临渚县卫生健康主要指标

序号\t指标\t单位\t2020年\t2025年\t属性
1\t居民健康素养水平\t%\t15\t22\t预期性
2\t每千常住人口执业（助理）医师数\t人\t1.9\t2.6\t预期性
3\t每千常住人口注册护士数\t人\t2.1\t3.0\t预期性

表2 临渚县县级医疗机构床位与护士配置

机构名称\t2020年床位(张)\t2025年床位(张)\t2020年注册护士(人)
县人民医院\t360\t480\t251
县第二人民医院\t130\t190\t88
县中医医院\t160\t210\t107

三、重大项目

表3 临渚县“十四五”卫生健康重大项目表

序号\t项目名称\t建设规模及内容\t总投资(万元)\t建设起止年限\t资金来源
1\t县人民医院住院楼\t新建住院楼15000平方米\t9800\t2022-2025\t专项债券
2\t县疾控中心迁建\t新建业务用房5300平方米\t2100\t2021-2023\t中央预算内
3\t县域医共体信息平台\t建设统一信息系统\t1080\t2022-2024\t县级财政
"""
WEICHENG = """苇城县“十四五”卫生健康发展规划

苇城县人民政府
2022年6月

一、发展基础

全县有医疗卫生机构205个,其中乡镇卫生院16所、村卫生室186所。

二、主要任务

设置乡镇急救站5个,配备负压救护车4辆。每年引进卫生专业技术人员不少于30名。对在岗村医每人每年给予2400元补助。

表1 苇城县卫生健康主要指标

序号\t指标\t单位\t2020年\t2025年\t属性
1\t居民健康素养水平\t%\t17\t25\t预期性

三、重大项目

表2 苇城县“十四五”卫生健康重大项目表

序号\t项目名称\t建设内容\t总投资(万元)\t建设起止年限\t责任单位
1\t县中医医院迁建\t新建业务用房18600平方米\t8600\t2022-2025\t县中医医院
2\t县妇幼保健院业务楼\t新建业务楼6800平方米\t7400\t2023-2025\t县妇幼保健院
3\t健康信息平台\t建设应用系统11套\t900\t2022-2023\t县卫生健康局
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    plans = tmp_path_factory.mktemp("plans")
    for name, text in (("qihe", CITY), ("linzhu", LINZHU), ("weicheng", WEICHENG)):
        (plans / f"{name}.txt").write_text(text, "utf-8")
    folder = tmp_path_factory.mktemp("rows")
    update_index(folder, [Path(plans)])
    return Assistant(Library(folder))


@pytest.mark.parametrize(
    ("turns", "wanted", "banned"),
    [
        # A verb that both turns have stands once.
        (["苇城县乡镇急救站要设几个", "临渚县设几个"], ["4个"], []),
        (["苇城县居民健康素养水平2020年多少", "临渚同一个数呢"], ["15%"], ["22%"]),
        # What three turns showed, added up.
        (["负压救护车苇城县配几辆", "临渚呢", "两家加起来几辆"], ["4＋3＝7辆"], []),
        # Other rows of the table.
        (
            ["临渚县第二人民医院2025年床位多少张", "其他几家县属医院呢,都说说25年的"],
            ["480张", "210张"],
            ["190", "360"],
        ),
        (["临渚县人民医院2020年有多少注册护士", "县中医医院呢"], ["107人"], ["251", "2.1人"]),
        (["望舒区有几家养老机构", "那临渚县呢"], ["17家"], ["24家"]),
        (["栖禾市第三医院在岗职工多少人", "妇幼院呢"], ["405人"], ["812人"]),
        # Another attribute of a project.
        (["临渚县疾控中心迁建投资多少", "钱从哪来"], ["中央预算内"], ["5300"]),
        (["临渚县疾控中心迁建投资多少", "钱从哪来", "面积呢"], ["5300平方米"], ["15000"]),
        (["临渚县疾控中心迁建投资多少", "县人民医院住院楼那个呢"], ["9800万元"], ["2100"]),
        # Comparisons.
        (["临渚、苇城两个县,卫生项目总投资哪家最大"], ["苇城县 16900万元", "临渚县 12980万元"], []),
        (["每年引进卫生专业人员,苇城、临渚谁招得最多,多少名"], ["临渚县（40名）"], []),
        (["村卫生室数量临渚和苇城两家从多到少排个序"], ["苇城县 186所 > 临渚县 131所"], []),
        (["居民健康素养水平2020到2025年提升幅度,临渚、苇城哪个最大"], ["提升幅度的：苇城县", "8个百分点"], []),
    ],
)
def test_answers(assistant: Assistant, turns: list[str], wanted: list[str], banned: list[str]) -> None:
    *history, question = turns
    answer = assistant.ask(question, history)
    assert not answer.refused, answer.text
    text = fold(answer.text)
    assert [word for word in wanted if fold(word) not in text] == [], answer.text
    assert [word for word in banned if fold(word) in text] == []


@pytest.mark.parametrize(
    "turns",
    [
        # The table of institutions has no such column, and the county's rate is another thing.
        ["临渚县人民医院2020年有多少注册护士", "那县人民医院的执业医师是多少人"],
        ["临渚县人民医院执业医师有多少"],
        # The school's staff are not the county's.
        ["临渚职业学校在校生多少", "教职工呢"],
        # The table has no such column.
        ["苇城县中医医院迁建投资多少", "钱从哪来"],
        ["临渚县县域医共体信息平台投资多少", "面积呢"],
        # No row is of that place; no figure of the city's is of its part.
        ["望舒区有几家养老机构", "那云浦区呢"],
        ["2020年栖禾市80岁以上高龄老人多少万", "望舒区单独有多少"],
        ["望舒区有几家养老机构", "换成2035年，望舒的呢"],
        # When a body was founded is no time of construction.
        ["临渚县县域医共体是哪年哪月组建的"],
        # A number of people is no sum of money.
        ["苇城县在岗村医每人每年补多少", "临渚村医每人每年补多少"],
    ],
    ids=" / ".join,
)
def test_refusals(assistant: Assistant, turns: list[str]) -> None:
    *history, question = turns
    answer = assistant.ask(question, history)
    assert answer.refused, answer.text


def test_an_age_of_a_follow_up_takes_the_place_of_the_last(assistant: Assistant) -> None:
    answer = assistant.ask("那80岁以上的呢", ["栖禾市2020年60岁以上老人多少"])
    assert "9.6万人" in answer.text
