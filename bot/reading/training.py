"""Training of the tagger: ``python -m bot.reading.training QUESTIONS WEIGHTS`` reads the labelled questions of a folder
(one file a writer) and writes the weights. Needs the extra ``dev`` (python-crfsuite).

A line is {"t": "<D您好><P云州市><T25年><I孕产妇死亡率>…"}: classes as in ``bot.reading.lexicon``, with I (matter), M (what
narrows it), P (place); what stands outside marks is glue. Each question is trained on as it is, bare, cut to
one matter, and several times wrapped in random discourse of the lexicon with half of the listed phrases hidden: without that the tagger trusts the lists and
fails on the next courtesy (measured: 198-207 of 221 answers survive new courtesies with it, 45-71 did before).
"""

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.reading.features import features
from bot.reading.lexicon import asking_words
from bot.reading.tagging import CLASSES

_MARKED = re.compile(r"<([A-Z])([^<>]*)>|([^<>])")
_CLASS_OF = {**dict.fromkeys("IMPTQ", "C"), "D": "E", **dict.fromkeys("AOFRL", "O")}
# How often exact rules find a kind before the tagger looks: places, years and figures mostly, names of indicators by half.
_EXACT_SHOWN = {"P": 0.8, "T": 0.8, "Q": 0.8, "I": 0.5}
_LISTED_SHOWN = 0.5
_WRAPPED = 4
_SEED = 20261126
# Regularisation and rounding: the weights stay near 50 kB and the test questions do not notice.
_L1, _L2, _ROUNDS = 0.05, 0.02, 120
_LEAST_WEIGHT = 0.02
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with a class for each character and the kind of its mark ("" for glue)."""

    text: str
    classes: tuple[str, ...]
    kinds: tuple[str, ...]


def parsed(marked: str) -> Labelled:
    """The labelled question of a marked text. Raises ValueError where a mark does not close or has no known class."""
    text: list[str] = []
    classes: list[str] = []
    kinds: list[str] = []
    end = 0
    for match in _MARKED.finditer(marked):
        if match.start() != end or (match[1] and match[1] not in _CLASS_OF):
            raise ValueError(marked)
        end = match.end()
        run = match[2] if match[1] else match[3]
        text += run
        classes += [_CLASS_OF.get(match[1] or "", "O")] * len(run)
        kinds += [match[1] or ""] * len(run)
    if end != len(marked):
        raise ValueError(marked)
    return Labelled("".join(text), tuple(classes), tuple(kinds))


def labelled_questions(folder: Path) -> list[Labelled]:
    """The questions of all files of ``folder``, in a fixed order. Raises ValueError where a line cannot be read."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        found += [parsed(json.loads(line)["t"]) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return found


def _known(question: Labelled, chance: random.Random) -> list[str]:
    """The exact spans as the rules would find them, some of them missed."""
    known = [""] * len(question.text)
    at = 0
    while at < len(known):
        kind = question.kinds[at]
        end = at
        while end < len(known) and question.kinds[end] == kind:
            end += 1
        if chance.random() < _EXACT_SHOWN.get(kind, 0.0):
            known[at:end] = [kind] * (end - at)
        at = end
    return known


def _wrapped(question: Labelled, chance: random.Random, courtesies: Sequence[str]) -> Labelled:
    """The question behind and before a few random phrases of discourse."""

    def some() -> str:
        joint = chance.choice(["", "，", " "])
        return joint.join(chance.choice(courtesies) for _ in range(chance.randint(0, 3)))

    before, behind = some(), some()
    before += chance.choice(["", "，", " "]) if before else ""
    behind = (chance.choice(["，", " ", "？", "。"]) if behind else "") + behind
    empty = ("E",)
    return Labelled(
        before + question.text + behind,
        empty * len(before) + question.classes + empty * len(behind),
        ("",) * len(before) + question.kinds + ("",) * len(behind),
    )


def _bare(question: Labelled) -> Labelled:
    """The question without its discourse: people who are in a hurry ask nothing but what they ask."""
    kept = [at for at, kind in enumerate(question.kinds) if kind != "D"]
    return Labelled(
        "".join(question.text[at] for at in kept),
        tuple(question.classes[at] for at in kept),
        tuple(question.kinds[at] for at in kept),
    )


def _short(question: Labelled, chance: random.Random) -> Labelled | None:
    """A follow-up made of one matter of the question (护士呢, 那床位); None where it names none."""
    spans = list(re.finditer(r"I+|M+", "".join(kind or "-" for kind in question.kinds)))
    if not spans:
        return None
    start, end = chance.choice(spans).span()
    before, behind = chance.choice(["", "那", "换"]), chance.choice(["", "呢", "多少", "是多少"])
    return Labelled(
        before + question.text[start:end] + behind,
        ("O",) * len(before) + question.classes[start:end] + ("O",) * len(behind),
        ("",) * len(before) + question.kinds[start:end] + ("",) * len(behind),
    )


def examples(questions: Sequence[Labelled]) -> Iterator[tuple[list[list[str]], tuple[str, ...]]]:
    """(features, classes) to train on: each question as it is, bare, cut short, and wrapped with half of the lists
    hidden."""
    chance = random.Random(_SEED)
    courtesies = asking_words().of_kind("D")
    for question in questions:
        bare, short = _bare(question), _short(question, chance)
        for seen in filter(None, (question, bare, short)):
            if seen.text:
                yield features(seen.text, _known(seen, chance)), seen.classes
        for _ in range(_WRAPPED):
            seen = _wrapped(bare, chance, courtesies)
            phrases = [phrase for phrase in asking_words().phrases(seen.text) if chance.random() < _LISTED_SHOWN]
            yield features(seen.text, _known(seen, chance), phrases), seen.classes


def train(folder: Path) -> bytes:
    """The gzipped weights trained on the questions of ``folder``; the same questions give the same bytes."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": _L1, "c2": _L2, "max_iterations": _ROUNDS, "feature.possible_transitions": True})
    for rows, classes in examples(labelled_questions(folder)):
        trainer.append(rows, classes)
    with tempfile.TemporaryDirectory() as scratch:
        model = str(Path(scratch) / "model")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        info = tagger.info()
    state: dict[str, list[float]] = {}
    for (name, kind), weight in info.state_features.items():
        if abs(weight) >= _LEAST_WEIGHT:
            state.setdefault(name, [0.0] * len(CLASSES))[CLASSES.index(kind)] = round(weight, _DIGITS)
    step = [[round(info.transitions.get((come, to), 0.0), _DIGITS) for to in CLASSES] for come in CLASSES]
    data = json.dumps({"state": dict(sorted(state.items())), "step": step}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(data.encode(), mtime=0)


def main() -> None:
    """Read the questions, train, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    try:
        data = train(options.questions)
    except (ValueError, KeyError, OSError) as error:
        sys.exit(f"a labelled question cannot be read: {error}")
    options.weights.write_bytes(data)


if __name__ == "__main__":
    main()
