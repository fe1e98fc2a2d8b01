"""Each spoken form reads as its standard words, and leaves alone what only looks like it."""

import pytest

from bot.reading.speech import Form, forms, plain_text, standard


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.example[0])
def test_its_example_reads_so_and_its_counter_stays(form: Form) -> None:
    assert standard(form.example[0]) == form.example[1]
    assert form.pattern.sub(form.standard, form.counter) == form.counter


def test_a_question_in_dialect_and_other_script_is_plain() -> None:
    assert plain_text("雲溪嘅床位目標係幾多？👍".replace("係", "系")) == "云溪的床位目标是多少?"


def test_marks_behind_the_words_say_nothing() -> None:
    assert plain_text("2030呢～～❤️") == plain_text("2030呢[抱拳]") == "2030呢"
    assert plain_text("对吧？？？") == "对吧?"
    assert plain_text("10~20张") == "10~20张"
