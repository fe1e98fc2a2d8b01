"""What others wrote does nothing where it is shown."""

import pytest

from bot.inert import inert_cell, inert_name, inert_text


def test_names_keep_what_is_seen() -> None:
    assert inert_name("规划组 №1 👍") == "规划组 №1 👍"
    assert inert_name("\u202eabc\u2069\u061c\ufeff\n") == "abc"
    assert inert_name("长" * 100) == f"{'长' * 60}…"


def test_texts_keep_their_lines_and_lose_what_turns_them_around() -> None:
    assert inert_text("甲\t乙\n\u202e丙\u202c\x1b[31m") == "甲\t乙\n丙[31m"


@pytest.mark.parametrize(
    "cell", ["=1+2", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+2", "-(1)", "\t=1", "＝1", " =1", "-甲"]
)
def test_formulas_are_quoted(cell: str) -> None:
    assert inert_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-", "-4.10", "+3", "-1,250", "-0.5%", "<9", "≥95", "2021-2025", "5.5", "甲=乙"])
def test_figures_are_left_as_printed(cell: str) -> None:
    assert inert_cell(cell) == cell
