"""``python -m tests.answer_accuracy [WORLDS [FAILURES]]``: the share of questions over synthetic plans of made-up places
that are answered, or refused, as they should be. A world is four plans in one index; how often a kind of question is
asked follows the golden dev set."""

import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from judging import Case, fold, judge
from synthetic_questions import questions_of
from synthetic_world import make_world

from bot.assistant import Assistant
from bot.library import Library
from retrieval.index import update_index


@dataclass
class Score:
    """Counts of (passed, asked) by kind, and the failures: seed, case and what is wrong."""

    kinds: dict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    failures: list[tuple[int, Case, list[str]]] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return sum(count for _, count in self.kinds.values())

    @property
    def share(self) -> float:
        """The share that passed."""
        return 1 - len(self.failures) / max(self.asked, 1)


def ask_world(seed: int, score: Score) -> None:
    """Ask all questions of one world and count them."""
    world = make_world(seed)
    with tempfile.TemporaryDirectory() as name:
        plans, data = Path(name, "plans"), Path(name, "data")
        plans.mkdir()
        world.write(plans)
        update_index(data, [plans])
        sources = {path.name: fold(path.read_text("utf-8")) for path in plans.iterdir()}
        assistant = Assistant(Library(data))
        for case in questions_of(world):
            wrong = judge(case, assistant.ask(case.question, case.history), sources)
            passed, asked = score.kinds[case.kind]
            score.kinds[case.kind] = passed + (not wrong), asked + 1
            if wrong:
                score.failures.append((seed, case, wrong))


def main() -> None:
    """Print the failures, then a line a kind."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    score = Score()
    for seed in range(worlds):
        ask_world(seed, score)
    for seed, case, wrong in score.failures[: int(sys.argv[2]) if len(sys.argv) > 2 else 0]:
        asked = " / ".join((*case.history, case.question))
        print(f"{seed} [{case.kind}] {asked}\n    {'; '.join(wrong)}")
    for kind, (passed, asked) in sorted(score.kinds.items()):
        print(f"{kind:24} {passed:5}/{asked:<5} {passed / asked:6.1%}")
    unsupported = sum(case.refused for _, case, _ in score.failures)
    refused = sum(wrong[0].startswith("refused") for _, _, wrong in score.failures)
    print(f"unsupported questions answered {unsupported}, supported ones refused {refused}")
    print(f"pass {score.share:.3f} of {score.asked}")


if __name__ == "__main__":
    main()
