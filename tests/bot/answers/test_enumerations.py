"""How many items the enumerations of a sentence have."""

import pytest

from bot.answers.enumerations import clauses_of, counts_of


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("培育温泉、药膳、竹器三大特色资源。", 3),
        ("细分为自然修复、辅助修复和生态重塑三种方式。", 3),
        ("建设胸痛、卒中、创伤、危重儿童和新生儿救治四大中心。", 4),
        ("构建“学校—家庭—社会”三大协同育人网络。", 3),
        ("平台要一是统一标准，二是汇聚课程，三是精准教研，四是同步课堂。", 4),
        ("要坚持依法推进原则，健全机制；要坚持业务协同原则，形成合力；要坚持权益保护原则，注重隐私。", 3),
        ("打造“乡村食堂”“社区食堂”两类食堂。", 2),
        ("强基层，保基本，建机制。", 3),
        ("聚焦对外开放建设港口；聚焦民生福祉办好实事；聚焦风险防控守住底线。", 3),
    ],
)
def test_the_number_of_items(text: str, count: int) -> None:
    assert count in counts_of(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("形成“一个高地、三个中心、五大体系”的格局。", 3),  # three lists, none of them told
        ("新建养老院6家。", 6),
        ("建设温泉、药膳、竹器三大特色资源。", 5),
        ("一是统一标准，三是精准教研。", 3),
    ],
)
def test_no_other_number(text: str, count: int) -> None:
    assert count not in counts_of(text)


def test_the_clauses_of_a_sentence_are_its_items() -> None:
    assert clauses_of("问题：一是床位不足；二是人员短缺，仅86人；三是设施老化。") == (
        "一是床位不足",
        "二是人员短缺，仅86人",
        "三是设施老化",
    )
    assert clauses_of("办好三件小事：修缮候诊厅6处；更换椅子800把；增设母婴室12间。")[1] == "更换椅子800把"
    assert clauses_of("建设胸痛、卒中、创伤三大中心。") == ()
