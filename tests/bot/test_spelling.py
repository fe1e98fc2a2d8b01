"""Typing errors are mended towards names that are known, and nothing else is touched."""

import pytest

from bot.spelling import known_names, repaired

NAMES = ["廉江市", "廉江", "注册护士数", "每千人口注册护士数", "县域内住院率", "千人口献血率", "每千人口献血率"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("廉疆市2025年床位目标", "廉江市2025年床位目标"),  # by sound
        ("县域内住院绿达到多少", "县域内住院率达到多少"),
        ("每千人口注册护土数现状", "每千人口注册护士数现状"),  # by shape
    ],
)
def test_a_nearly_spelled_name_is_put_right(typed: str, read: str) -> None:
    assert repaired(typed, NAMES) == read


@pytest.mark.parametrize("plain", ["连江2025年床位目标", "连江县床位", "廉江市床位", "今天天气怎么样", ""])
def test_other_places_and_plain_words_are_left(plain: str) -> None:
    assert repaired(plain, NAMES) is None


def test_what_is_understood_is_never_an_error() -> None:
    plain = "钦州千人口献血率"
    assert repaired(plain, ["每千人口献血率"], understood=range(2)) is None


def test_a_word_behind_a_province_is_no_misspelt_city() -> None:
    names = known_names(["中山市"], [])
    assert repaired("那3个广东省中医特色专科", names) is None
