"""Each contrast keeps apart what it must, and lets through what says the same."""

import pytest

from bot.reading.contrasts import Contrast, contrasts, unmet_contrasts


@pytest.mark.parametrize("contrast", contrasts(), ids=lambda contrast: contrast.name)
def test_its_example_is_out_and_its_counter_is_in(contrast: Contrast) -> None:
    assert unmet_contrasts(*contrast.example)
    assert not unmet_contrasts(*contrast.counter)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("市第二人民医院多少床", "市第三人民医院设床位450张"),
        ("市人民医院多少床", "市第二人民医院设床位450张"),
        ("80岁以上老人多少", "65岁及以上老年人占12%"),
        ("10岁以下儿童死亡率", "5岁以下儿童死亡率"),
        ("市二院多少床", "市第三人民医院设床位450张"),
        ("第七中学几个班", "第一中学48个班"),
        ("三院床位多少", "市第二人民医院床位30张"),
    ],
)
def test_numbers_of_names_and_ages_are_kept_apart(question: str, evidence: str) -> None:
    assert unmet_contrasts(question, evidence)


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("市二院多少床", "市第二人民医院设床位450张"),
        ("市人民医院多少床", "支持市人民医院创建三级医院，市第二人民医院转型"),
        ("第三医院多少床", "市第三人民医院450张"),
        ("三院一体的模式", "三院合一的模式，打造一体"),
        ("65岁以上老人", "65岁及以上老年人"),
    ],
)
def test_other_ways_of_naming_the_same_are_let_through(question: str, evidence: str) -> None:
    assert not unmet_contrasts(question, evidence)
