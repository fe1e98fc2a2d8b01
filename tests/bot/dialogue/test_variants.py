"""A few words change an indicator to its kin."""

from bot.dialogue.variants import variant_of


def test_the_name_that_holds_the_words_and_ends_alike_is_meant() -> None:
    assert variant_of("5岁以下", ["infant_mortality"], []) == "under5_mortality"


def test_a_name_of_another_kind_is_not_meant() -> None:
    assert variant_of("床位", ["infant_mortality"], []) is None
    assert variant_of("的", ["infant_mortality"], []) is None
