import html

import pytest

from bot.telegram.formatting import MESSAGE_UNITS, messages, units


def test_reserved_characters_are_escaped() -> None:
    assert messages('率 <10%,甲&乙 "丙"') == ['率 &lt;10%,甲&amp;乙 "丙"']


@pytest.mark.parametrize(
    "text",
    [
        "长" * 10_000,
        "<&>" * 4_000,
        "😀" * 5_000,
        "一句话。" * 3_000,
        ("甲" * 700 + "\n") * 20,
        ("x" * 4096) + "\n" + "y",
    ],
)
def test_long_texts_are_split_within_the_limit_and_nothing_is_lost(text: str) -> None:
    parts = messages(text)
    assert len(parts) > 1
    assert all(len(part.encode("utf-16-le")) // 2 <= MESSAGE_UNITS for part in parts)
    assert html.unescape("".join(parts)).replace("\n", "") == text.replace("\n", "")


def test_lists_are_split_between_items() -> None:
    items = [f"{n}. " + "项" * 900 for n in range(9)]
    parts = messages("\n\n".join(items))
    assert [item for part in parts for item in part.split("\n\n")] == items


def test_an_empty_text_is_no_message() -> None:
    assert messages(" \n") == []


def test_units_count_what_is_sent() -> None:
    assert units("😀<") == 2 + len("&lt;")


def test_nothing_turns_the_text_around() -> None:
    assert messages("《规划\u202e》\u2066甲 乙\u202c") == ["《规划》甲 乙"]
