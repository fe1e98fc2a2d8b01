"""What tells why somebody asks is left out; what narrows the question is not."""

import pytest

from bot.reading.asides import without_asides

PLACE, FIGURE = "云溪", "床位"


def known(text: str) -> list[str]:
    """The exact spans that the reading would give: the place and the indicator."""
    kinds = [""] * len(text)
    for word, kind in ((PLACE, "P"), (FIGURE, "I")):
        at = text.find(word)
        if at >= 0:
            kinds[at : at + len(word)] = [kind] * len(word)
    return kinds


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我补个数:云溪床位多少,我这就去改稿", "云溪床位多少,"),
        ("云溪床位多少(下午两点半要上台,手心冒汗)", "云溪床位多少"),
        ("云溪床位目标,稿子等着排版", "云溪床位目标,"),
    ],
)
def test_reasons_and_feelings_are_left_out(text: str, left: str) -> None:
    assert without_asides(text, known(text)) == left


@pytest.mark.parametrize(
    "text",
    ["云溪床位多少,民营的", "狗狗疫苗,接种率多少", "云溪床位(市级)多少", "云溪床位多少,谁牵头"],
)
def test_what_narrows_or_asks_stays(text: str) -> None:
    assert without_asides(text, known(text)) == text
