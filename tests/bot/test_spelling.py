"""Typing errors are mended towards names that are known, and nothing else is touched."""

import pytest

from bot.spelling import SpelledNames, known_names, repaired, resounded

NAMES = SpelledNames(
    ["廉江市", "廉江", "注册护士数", "每千人口注册护士数", "县域内住院率", "千人口献血率", "每千人口献血率"]
)


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
    assert repaired(plain, SpelledNames(["每千人口献血率"]), understood=range(2)) is None


def test_a_word_behind_a_province_is_no_misspelt_city() -> None:
    names = known_names(["中山市"], [])
    assert repaired("那3个广东省中医特色专科", names) is None


@pytest.mark.parametrize(
    ("plain", "right"),
    [
        ("新院区投姿多少", "新院区投资多少"),
        ("项木有哪些", "项目有哪些"),
        ("床味目标", "床位目标"),
        ("天气怎么样", None),
        ("口腔科", None),
        ("多少钱", None),
    ],
)
def test_a_pair_that_stands_nowhere_is_read_by_its_sound(plain: str, right: str | None) -> None:
    pairs = {"投资": 9, "项目": 8, "床位": 7, "目标": 6, "院区": 5, "口前": 4}

    def like(pair: str) -> list[str]:
        return [other for other in pairs if other[0] == pair[0] or other[1] == pair[1]]

    assert resounded(plain, (), lambda pair: pairs.get(pair, 0), like) == right
