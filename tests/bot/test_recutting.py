"""Words that a segmenter cut one character too late."""

import pytest

from bot.question import Term
from bot.recutting import recut

STANDING = {"老院": 3, "人口": 8, "院区": 1}


def _stands(pair: str) -> int:
    return STANDING.get(pair, 0)


def test_a_pair_that_stands_nowhere_gives_its_first_character_to_the_noun_before_it() -> None:
    cut = recut((Term("智慧养老", 1.0, start=0), Term("院到", 0.4, start=4)), _stands)
    assert [term.text for term in cut] == ["智慧养老院"]
    assert cut[0].end == 5


@pytest.mark.parametrize(
    "terms",
    [
        (Term("智慧养老", 1.0, start=0), Term("院到", 0.4, start=6)),  # other words stand between
        (Term("智慧养老", 1.0, start=0), Term("院区", 1.0, start=4)),  # it stands in the documents
        (Term("智慧医疗", 1.0, start=0), Term("院到", 0.4, start=4)),  # 疗院 stands nowhere
        (Term("院到", 0.4, start=0),),
    ],
)
def test_other_words_stay_as_they_were_cut(terms: tuple[Term, ...]) -> None:
    assert recut(terms, _stands) == terms
