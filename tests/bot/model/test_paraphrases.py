"""How many honest sentences the grounding check lets through, and that it lets no dishonest one through."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.model.grounding import Source, grounded, sentences_of

DATA = tomllib.loads(Path(__file__).with_name("paraphrases.toml").read_text("utf-8"))
SOURCES = [Source(n, one["text"], one["context"]) for n, one in enumerate(DATA["passage"], 1)]
# The share of honest sentences that pass; it only rises.
FLOOR = 0.68
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def sentences(kind: str) -> list[tuple[str, str]]:
    return [(group, sentence) for group, listed in DATA[kind].items() for sentence in listed]


def passes(sentence: str) -> bool:
    return bool(grounded(sentences_of(sentence), SOURCES))


@pytest.mark.parametrize(("group", "sentence"), sentences("dishonest"))
def test_no_dishonest_sentence_passes(group: str, sentence: str) -> None:
    assert not passes(sentence), group


def test_most_honest_sentences_pass() -> None:
    kept = [passes(sentence) for _, sentence in sentences("honest")]
    assert sum(kept) / len(kept) >= FLOOR


def test_no_figure_can_be_exchanged_for_another_of_the_passages() -> None:
    figures = {figure for source in SOURCES for figure in _FIGURE.findall(source.text)}
    for _, sentence in sentences("honest"):
        said, mark, cited = sentence.rpartition("[")
        for found in _FIGURE.finditer(said):
            for other in figures - {found[0]}:
                assert not passes(said[: found.start()] + other + said[found.end() :] + mark + cited), sentence
