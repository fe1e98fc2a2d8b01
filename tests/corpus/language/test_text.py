"""Cleaning keeps an offset for every character, and folding forgets only what no reader sees."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.language.text import bigrams, clean, fold, keyed, search_key, usual_forms, without_note_marks

# What extractions are made of, good and bad.
TEXT = st.text(
    alphabet=st.sampled_from("健康规划一二三0259.%‰ \n\t\u3000\xa0*，。（）ab[]bookmark:\u200b\ufffd"), max_size=80
)


@given(TEXT)
def test_each_clean_character_stands_in_the_source(source):
    text = clean(source, 0, len(source))
    assert len(text.text) == len(text.offsets)
    for char, at in zip(text.text, text.offsets, strict=True):
        assert source[at] == char or (char == " " and source[at].isspace()) or source[at] in "*\u200b\ufffd]"
    assert list(text.offsets) == sorted(text.offsets)


@given(TEXT, st.data())
def test_a_span_of_clean_text_quotes_it(source, data):
    text = clean(source, 0, len(source))
    if not text.text:
        return
    start = data.draw(st.integers(0, len(text.text) - 1))
    end = data.draw(st.integers(start + 1, len(text.text)))
    span = text.span(start, end)
    assert fold(source[span.start : span.end]) == fold(text.text[start:end])


@given(TEXT)
def test_folding_is_stable(source):
    assert fold(fold(source)) == fold(source)
    assert fold(clean(source, 0, len(source)).text) == fold(source)


@given(TEXT)
def test_keyed_places_point_at_their_characters(source):
    key, places = keyed(source)
    assert len(key) == len(places)
    assert all(search_key(source[place]).find(char) >= 0 for char, place in zip(key, places, strict=True))


def test_space_between_chinese_and_figures_goes_and_between_words_stays():
    source = "到 2025 年，\n每千 人口床位 WHO  standard 达 6.5 张"
    assert clean(source, 0, len(source)).text == "到2025年，每千人口床位WHO standard达6.5张"


def test_marks_of_converters_are_not_read():
    source = "[bookmark: _Toc1]**一、规划背景**\ufffd"
    assert clean(source, 0, len(source)).text == "一、规划背景"


def test_bigrams_keep_figures_and_words_whole():
    assert bigrams(search_key("床位数5.2张 ICU")) == ["床位", "位数", "5.2", "张", "icu"]


def test_radicals_and_raised_marks_read_as_the_text_that_they_stand_for():
    assert fold("⼈⼝⻓期") == fold("人口长期")
    assert len(usual_forms("⼈⼝⻓期")) == 4
    assert without_note_marks("80.6¹") == ("80.6", "1")
    assert without_note_marks("8500m²") == ("8500m²", "")
    assert clean("达到80.6¹岁", 0, 8).text == "达到80.6岁"
    assert clean("¹为快报数", 0, 5).text == "¹为快报数"
