"""A message with several asks is taken apart; one with a premise, a remark or a confirmation is not."""

import pytest

from bot.reading.asks import asks_of


@pytest.mark.parametrize(
    ("plain", "asks"),
    [
        ("云溪急救站要建到多少个,城区反应时间呢", ("云溪急救站要建到多少个,", "城区反应时间呢")),
        ("云溪预期寿命现在多少岁 25年呢", ("云溪预期寿命现在多少岁", "25年呢")),
        ("云溪疾控楼现在多大,要新建多少,谁牵头", ("云溪疾控楼现在多大,", "要新建多少,", "谁牵头")),
        ("云溪那个中医院,啥时候建成,花多少钱?", ("云溪那个中医院,啥时候建成,", "花多少钱?")),
    ],
)
def test_each_ask_is_one(plain: str, asks: tuple[str, ...]) -> None:
    assert asks_of(plain) == asks


@pytest.mark.parametrize(
    "plain",
    [
        "云溪床位多少,单位照原文",
        "云溪要新建三家医院,对吗?",
        "云溪新建的三家医院,分别是哪三家?",
        "三家床位目标,最低的是哪家",
        "云溪床位目标",
        "在吗?云溪床位目标多少",
        "云溪和石桥的护士目标,两个数各是多少?",
    ],
)
def test_one_ask_stays_whole(plain: str) -> None:
    assert asks_of(plain) == (plain,)
