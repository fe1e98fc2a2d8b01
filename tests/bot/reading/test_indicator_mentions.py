"""The indicators that a question mentions: by printed names, in people's words, by telling words of a loaded name."""

import pytest

from bot.reading.indicators import indicators_in
from corpus.catalogue import load_catalogue
from corpus.language.names import name_form

# What two made-up plans print; the catalogue knows the first four.
PRINTED = (
    "每千常住人口医疗机构床位数",
    "每万常住人口全科医生数",
    "儿童青少年总体近视率",
    "千人口献血率",
    "乡村健康驿站规范运行率",
    "古树名木挂牌保护率",
    "智慧灯杆新建数量",
    "农村孕产妇死亡率",
    "海洋牧场面积",
    "海洋牧场产值",
)
NAMES = [(name, load_catalogue().key_of(name)) for name in PRINTED]


def keys(question: str) -> list[str]:
    return [mention.key for mention in indicators_in(question, NAMES)]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("晏州每千人口床位数是多少", "每千常住人口医疗机构床位数"),
        ("晏州每千名居民医疗卫生机构床位多少张", "每千常住人口医疗机构床位数"),
        ("晏州每万人全科医师几个", "每万常住人口全科医生数"),
        ("全科医生目标多少", "每万常住人口全科医生数"),
        ("近视目标是多少", "儿童青少年总体近视率"),
        ("学生近视率", "儿童青少年总体近视率"),
        ("献血2025年达到多少", "千人口献血率"),
        ("健康驿站规范化运行率多少", "乡村健康驿站规范运行率"),
        ("古树名木挂牌保护比例", "古树名木挂牌保护率"),
        ("挂牌保护的古树名木占比多少", "古树名木挂牌保护率"),
        ("智慧灯杆目标多少", "智慧灯杆新建数量"),
        ("农村孕产妇死亡率多少", "农村孕产妇死亡率"),
    ],
)
def test_a_question_means_one_printed_indicator(question, printed):
    assert keys(question) == [load_catalogue().key_of(printed)]


def test_where_words_fit_several_loaded_names_all_are_meant():
    assert set(keys("海洋牧场目标多少")) == {name_form("海洋牧场面积"), name_form("海洋牧场产值")}
    assert keys("海洋牧场产值多少") == [name_form("海洋牧场产值")]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("农村婴儿死亡率多少", "infant_mortality"),
        ("高龄产妇死亡率多少", "maternal_mortality"),
        ("二级医院每千人口床位数", "beds"),
        ("二级医院床位数多少", "beds"),
        ("男性人均预期寿命", "life_expectancy"),
        ("农村居民健康素养水平", "health_literacy"),
        ("80岁以上老年人吸烟率", "smoking"),
        ("流动人口住院分娩率", "hospital_delivery"),
        ("城区的孕产妇死亡率", "maternal_mortality"),
        ("大学生近视率多少", "myopia"),
    ],
)
def test_a_population_level_or_institution_is_never_swallowed(question, other):
    found = indicators_in(question, NAMES)
    assert other not in [mention.key for mention in found]
    # What is asked is an indicator of its own, which no plan has.
    assert not {mention.key for mention in found} & {key for _, key in NAMES}


@pytest.mark.parametrize(
    "question",
    [
        "近视防控有哪些措施",
        "谁负责献血",
        "海洋牧场在哪里",
        "健康驿站多少个",
        "为什么近视这么多",
        "智慧灯杆项目是谁牵头",
    ],
)
def test_a_matter_is_no_indicator_where_no_figure_of_it_is_asked(question):
    assert keys(question) == []


def test_a_total_is_meant_where_a_loaded_plan_lists_it():
    question = "养护中心设多少个停车位"
    assert indicators_in(question, NAMES) == []
    names = [*NAMES, ("停车位总数", load_catalogue().key_of("城市停车位数量"))]
    assert [mention.key for mention in indicators_in(question, names)] == ["parking"]


def test_every_character_that_names_it_is_known():
    [mention] = indicators_in("晏州每千常住人口拥有床位数多少", NAMES)
    assert mention.words("晏州每千常住人口拥有床位数多少") == "每千常住人口拥有床位数"
