"""Enumerations and figures in sentences: what a list or a count may be read from."""

import pytest

from bot.form import states
from bot.form_lists import enumerations


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("建设胸痛、卒中、创伤三大中心。", 3),
        ("落实属地、部门、单位、个人“四方责任”。", 4),
        ("以5家医院为引领（甲医院、乙医院、丙医院（传染病医院）、丁医院和戊医院）。", 5),
        ("一是抓队伍，增加编制和岗位；二是建机制，理顺各方关系；三是强基层，改善设施设备。", 3),
    ],
)
def test_the_items_of_an_enumeration_are_counted(text: str, size: int) -> None:
    assert size in [found for found, _ in enumerations(text)]


@pytest.mark.parametrize(("number", "text", "held"), [("5.5", "不少于5.5个", True), ("5", "5.5个", False), ("20", "120张", False), ("1200", "1,200人", True)])  # fmt: skip
def test_a_figure_is_held_whole(number: str, text: str, held: bool) -> None:
    assert states(number, text) is held
