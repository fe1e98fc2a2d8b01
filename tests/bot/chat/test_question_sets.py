"""Question sets: how they are written, what counts as expected, what the store keeps of them."""

from pathlib import Path

import pytest

from bot.chat.question_sets import MOST_QUESTIONS, BadQuestionSet, expected_in, is_as_expected, text_of
from bot.chat.state import State
from bot.chat.state.checks import Expected
from bot.models import Answer

BEDS = Expected("甲市床位？", ("5.5", "张"))
METRO = Expected("甲市地铁？", (), refused=True)


def test_a_line_a_question() -> None:
    text = "# 常问\n\n甲市床位？｜5.5｜张\n甲市 地铁？\t应拒答\n是不是6张？ | 应拒答 | 不是 | 5.5\n"
    assert expected_in(text) == [
        BEDS,
        Expected("甲市 地铁？", (), True),
        Expected("是不是6张？", ("不是", "5.5"), True),
    ]


def test_json_lines() -> None:
    text = (
        '{"question": "甲市床位？", "reply": ["5.5", "张"]}\n{"question": "甲市地铁？", "refused": true}\n'
        '{"question": "哪年？", "reply": "2025"}'
    )
    assert expected_in(text) == [BEDS, METRO, Expected("哪年？", ("2025",))]


def test_a_set_is_written_as_it_is_read() -> None:
    wanted = [
        BEDS,
        METRO,
        Expected("甲｜乙谁高？", ("甲|乙",)),
        Expected("#1？", ("一",)),
        Expected("五？", ("不是", "5"), True),
    ]
    assert expected_in(text_of(wanted)) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "至"),
        ("# 没有题", "至"),
        ("甲市床位？", "第 1 行没有写答复应含什么"),
        ("甲？｜1\n\n甲市床位？｜ ｜", "第 3 行没有写"),
        ("｜5.5", "第 1 行没有问题"),
        ("长" * 501 + "｜1", "第 1 行没有问题"),
        ("甲？｜1\n甲？｜2", "第 2 行的问题前面已经有了"),
        ("{", "第 1 行不是完整的 JSON"),
        ('{"question": 5, "reply": "a"}', "第 1 行不是完整的 JSON"),
        ('{"question": "a", "reply": {"b": 1}}', "第 1 行不是完整的 JSON"),
        ('{"reply": "b"}', "第 1 行不是完整的 JSON"),
        ("{" + "[" * 100_000, "第 1 行不是完整的 JSON"),
        ("\n".join(f"问{n}？｜1" for n in range(MOST_QUESTIONS + 1)), "至"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BadQuestionSet, match=said):
        expected_in(text)


@pytest.mark.parametrize(
    ("text", "words", "holds"),
    [
        ("目标 5.5 张", ("5.5张",), True),
        ("目标15.5张", ("5.5",), False),
        ("目标5.55张", ("5.5",), False),
        ("目标5.5。", ("5.5",), True),
        ("目标5.5、6.1", ("5.5", "6.1"), True),
        ("2025年", ("2025年",), True),
        ("120万", ("12",), False),
        ("《甲市规划》", ("甲市规划", "乙"), False),
        ("ＡＢＣ（征求意见稿）", ("ABC(征求意见稿)",), True),
    ],
)
def test_words_stand_in_the_reply_as_a_whole(text: str, words: tuple[str, ...], holds: bool) -> None:
    assert is_as_expected(Answer("问", False, None, text), Expected("问", words)) is holds


def test_a_refusal_passes_only_where_it_is_wanted() -> None:
    refused, answered = Answer("问", True, "no_plan", "没有依据：近似的是5.5"), Answer("问", False, None, "5.5")
    assert is_as_expected(refused, METRO)
    assert not is_as_expected(answered, METRO)
    assert not is_as_expected(refused, Expected("问", ("5.5",)))
    assert is_as_expected(refused, Expected("问", ("5.5",), refused=True))


def test_the_store_keeps_outcomes_and_since_when(tmp_path: Path) -> None:
    now = 1_000.0
    state = State(tmp_path, 30, clock=lambda: now)
    state.checks.put("常问", [BEDS, METRO])
    first, second = state.checks.due("a")
    state.checks.note(first, "a", True, "5.5张")
    state.checks.note(second, "a", False, "有两条")
    assert state.checks.due("a") == []
    assert len(state.checks.due("b")) == 2
    now = 2_000.0
    state.checks.note(first, "b", True, "5.5张")
    state.checks.note(second, "b", True, "没有依据")
    assert [(check.passed, check.since) for check in state.checks.all()] == [(True, 1_000.0), (True, 2_000.0)]
    state.checks.put("常问", [METRO, Expected("甲市床位？", ("6.5",))])
    kept, changed = state.checks.all()
    assert (kept.passed, kept.since, kept.reply) == (True, 2_000.0, "没有依据")
    assert (changed.passed, changed.since) == (None, None)
    state.checks.note(first, "c", False, "一道已不在的题")
    assert [check.passed for check in state.checks.all()] == [True, None]
    state.close()
    again = State(tmp_path, 30)
    assert len(again.checks.all()) == 2
    again.checks.remove("常问")
    assert again.checks.all() == []
    again.close()
