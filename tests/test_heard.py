"""Messages that are read back."""

import pytest

from prompts import heard, say


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("answer.quote", {"region": "甲市", "quote": "到2030年：建成3家。", "plan": "《甲市规划》", "n": "1"}),
        ("compare.change", {"region": "甲市", "before": "2020年 1", "after": "2025年 3", "gap": "增加 2"}),
        ("compare.misprint", {"region": "甲市", "printed": "%", "usual": "‰", "n": "3"}),
        ("answer.confirmed", {}),
    ],
)
def test_a_message_is_heard_as_it_was_said(name: str, fields: dict[str, str]) -> None:
    assert heard(name, say(name, **fields)) == fields


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answer.quote", "甲市 床位｜2030年目标：3张"),
        ("answer.confirmed", "是。还有"),
        (
            "compare.misprint",
            say("compare.misprint", region="甲", printed="%", usual="‰", n=3).replace("按“‰”", "按“%”"),
        ),
        ("answer.carried", ""),
    ],
)
def test_another_line_is_none(name: str, text: str) -> None:
    assert heard(name, text) is None


def test_long_lines_are_read_in_linear_time() -> None:
    assert heard("answer.row", "甲 " * 200_000) is None
