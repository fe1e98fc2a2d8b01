"""Words that stand for one another: each group in force, what is narrower in one direction only."""

import itertools

import pytest

from bot.lexicon import equal_words
from bot.support import held
from corpus.language.text import search_key

GROUPS, ONE_WAY = equal_words()
PAIRS = [(asked, printed) for asked, *proofs in ONE_WAY for printed in proofs]


def proves(printed: str, asked: str) -> bool:
    return held(asked, search_key(printed)) == 1


def test_every_word_of_a_group_proves_every_other():
    failing = [
        (one, other) for group in GROUPS for one, other in itertools.permutations(group, 2) if not proves(one, other)
    ]
    assert not failing


def test_what_is_said_one_way_is_not_proved_the_other_way():
    assert not [pair for pair in PAIRS if not proves(pair[1], pair[0])]
    # 癌症病人 holds 癌症 as it stands.
    assert not [
        (asked, printed)
        for asked, printed in PAIRS
        if proves(asked, printed) and search_key(printed) not in search_key(asked)
    ]


def test_no_pair_stands_twice():
    equal = [frozenset(map(search_key, pair)) for group in GROUPS for pair in itertools.combinations(group, 2)]
    assert all(len(pair) == 2 for pair in equal)
    assert len(set(equal)) == len(equal)
    keys = [(search_key(asked), search_key(printed)) for asked, printed in PAIRS]
    assert len(set(keys)) == len(keys)
    assert not [pair for pair in keys if frozenset(pair) in set(equal)]
    assert len({asked for asked, *_ in ONE_WAY}) == len(ONE_WAY)


def test_one_character_is_only_asked_or_whole_in_few_words():
    # Printed, it stands in other words by chance: 床 in 临床, 盖 in 覆盖.
    assert not [group for group in GROUPS if any(len(search_key(word)) == 1 for word in group)]
    assert {printed for _, printed in PAIRS if len(printed) == 1} <= {"元", "率", "楼"}


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("补贴", "对入职满三年的给予安家费"),
        ("特校", "新建特殊教育学校1所"),
        ("人社局", "市人力资源和社会保障局负责"),
        ("垃圾站", "改造垃圾中转站6座"),
        ("高标田", "建成高标准农田9万亩"),
        ("职业中专", "云溪市职业中等专业学校"),
        ("保租房", "筹集保障性租赁住房800套"),
        ("工资", "落实护理员薪酬"),
        ("爷爷奶奶", "为老年人提供助餐"),
        ("占比", "护理型床位比例"),
    ],
)
def test_what_is_printed_proves_what_is_asked(asked: str, printed: str):
    assert proves(printed, asked)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("国家级", "市级示范点3个"),
        ("省级", "市级示范点3个"),
        ("学校", "小学12所"),
        ("小学", "学校12所"),
        ("养老院", "养老服务中心4家"),
        ("养老院", "敬老院4家"),
        ("医师", "护士900人"),
        ("护士", "护理员900人"),
        ("孕前检查", "产前检查"),
        ("死亡率", "病死率"),
        ("安家费", "给予补贴"),
        ("奖励", "给予补贴"),
        ("床位", "临床路径"),
        ("建设", "全覆盖"),
        ("招聘", "招商引资"),
        ("远程", "互联网"),
        ("综合楼", "住院楼"),
        ("医疗机构", "医院3家"),
        ("常住人口", "户籍人口30万人"),
        ("师生比", "生师比"),
        ("超大班额", "消除大班额"),
        ("中小企业", "中小微企业"),
        ("重大项目", "重点项目"),
        ("城镇化率", "城市绿化率"),
        ("高新技术企业", "提高企业的效益"),
        ("家庭医生", "国家医学中心"),
        ("开工", "推动工业发展"),
        ("特殊教育学校", "独特校园文化"),
        ("福利彩票", "幸福彩虹行动"),
        ("食品安全", "保障粮食安全"),
    ],
)
def test_what_is_another_thing_proves_nothing(asked: str, printed: str):
    assert not proves(printed, asked)
