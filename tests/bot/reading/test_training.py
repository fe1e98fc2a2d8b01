"""The weights are what the labelled questions give, and the labelled questions are sound."""

import gzip
import json
from importlib import resources
from pathlib import Path

import pytest

from bot.reading.training import labelled_questions, parsed, train

QUESTIONS = Path(__file__).parent / "questions"
# Libraries add up in another order from version to version.
TOLERANCE = 0.05


def test_the_weights_are_those_of_the_questions() -> None:
    made = json.loads(gzip.decompress(train(QUESTIONS)))
    kept = json.loads(gzip.decompress(resources.files("bot.reading").joinpath("weights.json.gz").read_bytes()))
    for ours, theirs in zip(made["step"], kept["step"], strict=True):
        assert ours == pytest.approx(theirs, abs=TOLERANCE)
    none = [0.0, 0.0, 0.0]
    for name in made["state"] | kept["state"]:
        assert made["state"].get(name, none) == pytest.approx(kept["state"].get(name, none), abs=TOLERANCE), name


def test_every_question_is_labelled_once_by_one_hand() -> None:
    questions = [question.text for question in labelled_questions(QUESTIONS)]
    assert len(questions) == len(set(questions)) >= 360


@pytest.mark.parametrize("marked", ["<D您好", "<X您好>廉州", "<D您<P好>>"])
def test_a_bad_mark_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=marked[:2]):
        parsed(marked)
