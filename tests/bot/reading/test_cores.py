"""What of a message asks."""

import pytest

from bot.asked_words import terms_of
from bot.reading.cores import core_of


@pytest.mark.parametrize(
    ("message", "core"),
    [
        ("早上看到简报讲花灯节很热闹，我想借来当开头。云州建了几个夜市", "云州建了几个夜市"),
        ("社会力量这段要举例，云州那个康宁医院项目，投了多少", "云州那个康宁医院项目，投了多少"),
        ("云州新建三家职业学校，分别选址在哪里", "云州新建三家职业学校，分别选址在哪里"),
        ("云州有多少幼儿园，就看公办的", "云州有多少幼儿园，就看公办的"),
        ("云州的公园和绿道", "云州的公园和绿道"),
    ],
)
def test_the_clauses_that_ask_and_those_that_name_their_matter(message: str, core: str) -> None:
    nouns = {at for term in terms_of(message, {0, 1}) if term.weight == 1 for at in range(term.start, term.end)}
    assert "".join(message[start:end] for start, end in core_of(message, nouns)) == core
