"""The tagger: for each character of a question, how likely it is content, empty (courtesy, hurry, reasons for asking) or
other (words that ask, compare or speak of the document). A linear-chain conditional random field (Lafferty, McCallum and
Pereira 2001) whose weights ``bot.reading.training`` makes; decoding needs no library."""

import functools
import gzip
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from bot.reading.features import features

CLASSES = ("C", "E", "O")


@dataclass(frozen=True, slots=True)
class Weights:
    """``state`` maps a feature to its weight for each of CLASSES, ``step`` is the weight of each pair of neighbours
    ([from][to])."""

    state: dict[str, tuple[float, ...]]
    step: tuple[tuple[float, ...], ...]


@functools.cache
def weights() -> Weights:
    """The trained weights, read once at first use."""
    data = json.loads(gzip.decompress(resources.files("bot.reading").joinpath("weights.json.gz").read_bytes()))
    return Weights({name: tuple(row) for name, row in data["state"].items()}, tuple(tuple(row) for row in data["step"]))


def probabilities(text: str, known: Sequence[str]) -> list[tuple[float, float, float]]:
    """The probabilities of CLASSES for each character of ``text``; ``known`` as in ``features``."""
    return marginals(weights(), features(text, known))


def marginals(model: Weights, rows: Sequence[Sequence[str]]) -> list[tuple[float, float, float]]:
    """Forward and backward sums over the chain: the probability of each class at each place."""
    if not rows:
        return []
    size = range(len(CLASSES))
    none = (0.0,) * len(CLASSES)
    scores = []
    for row in rows:
        found = [model.state.get(name, none) for name in row]
        scores.append([sum(weight[kind] for weight in found) for kind in size])
    forward = [scores[0]]
    for score in scores[1:]:
        last = forward[-1]
        forward.append([score[to] + _log_sum([last[come] + model.step[come][to] for come in size]) for to in size])
    backward = [[0.0] * len(CLASSES)]
    for score in reversed(scores[1:]):
        after = backward[-1]
        backward.append([_log_sum([model.step[come][to] + score[to] + after[to] for to in size]) for come in size])
    backward.reverse()
    total = _log_sum(forward[-1])
    found_all = []
    for ahead, behind in zip(forward, backward, strict=True):
        content, empty, other = (math.exp(ahead[kind] + behind[kind] - total) for kind in size)
        found_all.append((content, empty, other))
    return found_all


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))
