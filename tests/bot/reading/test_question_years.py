"""Years of questions: every short form is one, a stretch of time and an age are none."""

import pytest

from bot.reading.years import question_years, stated_years

THIS_YEAR = 2026


def years(plain: str) -> list[int]:
    return [year for year, _, _ in question_years(plain, THIS_YEAR)]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("云溪2025年床位", [2025]),
        ("云溪到25年床位要多少", [2025]),
        ("吸烟率25年和30年分别降到多少", [2025, 2030]),
        ("吸烟率25和30年分别多少", [2025, 2030]),
        ("30年呢", [2030]),
        ("23年每千人护士", [2023]),
        ("床位23年底有多少", [2023]),
        ("和20年比增加多少", [2020]),
        ("健康素养20—25年提升多少".replace("—", "-"), [2020, 2025]),
        ("2020-2025年增加多少", [2020, 2025]),
        ("二五年目标", [2025]),
        ("二三年底建成几个", [2023]),
        ("二〇三〇年目标", [2030]),
        ("三〇年呢", [2030]),
        ("十四五末托位多少", [2025]),
        ("今年和去年", [2026, 2025]),
        ("35年远景目标", [2035]),
    ],
)
def test_short_years_are_years(plain: str, expected: list[int]) -> None:
    assert years(plain) == expected


@pytest.mark.parametrize(
    "plain",
    [
        "近20年变化",
        "干了20年的医生",
        "20年以上工龄",
        "30年来",
        "15年义务教育",
        "每25年一次",
        "2025人",
        "2000张床",
        "2000床",
        "医龄满20年",
        "第20年",
        "要注明年份",
    ],
)
def test_stretches_of_time_and_counts_are_no_years(plain: str) -> None:
    assert years(plain) == []


def test_documents_write_their_years_in_full() -> None:
    assert [year for year, _, _ in stated_years("2023年底前建成，20年不变，到“十四五”末达标")] == [2023, 2025]


@pytest.mark.parametrize(
    ("plain", "left"),
    [("云溪2025年前要建几所", "云溪要建几所"), ("25年底之前开工", "开工"), ("2025年前三季度产值", "前三季度产值")],
)
def test_what_belongs_to_a_year_goes_with_it(plain: str, left: str) -> None:
    _, start, end = question_years(plain, THIS_YEAR)[0]
    assert plain[:start] + plain[end:] == left
