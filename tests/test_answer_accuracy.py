"""A small sample of ``python -m tests.answer_accuracy``: all kinds of questions over one world of four plans."""

import pytest
from answer_accuracy import Score, ask_world

# What this sample passes (172 of 174); docs/measurements.md reports 20 worlds.
FLOOR = 0.98
_SEED = 3


@pytest.fixture(scope="module")
def score() -> Score:
    counted = Score()
    ask_world(_SEED, counted)
    return counted


def test_questions_over_unseen_plans_are_answered_or_refused_rightly(score):
    assert score.share >= FLOOR, [(case.question, wrong) for _, case, wrong in score.failures]


def test_every_quote_is_verbatim(score):
    assert not [one for _, _, wrong in score.failures for one in wrong if "verbatim" in one]
