"""``python -m tests.accuracy [PLANS [FAILURES]]``: how many cells, sections, sentences, projects and metadata of synthetic plans come
back right from every format and layout. A record that the truth does not hold is wrong; one that is not found is missing."""

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from plan_files import bare, cells_of, load_synthetic, true_cells
from synthetic import SyntheticPlan, make_plan
from synthetic_formats import FORMS
from synthetic_text import DAMAGES, LAYOUTS, drop_cells

from corpus.errors import PlanbotError
from corpus.models import Plan, Status

# (form, layout, damage) of every way that a plan may come; LOST is a layout with cells lost from its rows.
LOST = "lost cells"
WAYS: tuple[tuple[str, str, str], ...] = (
    *((".txt", layout, "") for layout in LAYOUTS),
    *((".txt", "tabs", damage) for damage in DAMAGES),
    (".txt", "cells", "spaced"),
    (".txt", "tabs", LOST),
    (".txt", "cells", LOST),
    (".md", "pipes", ""),
    *((form, "", "") for form in FORMS),
)


@dataclass
class Tally:
    """Counts of one way: cells ``true``, ``found`` right, ``wrong``; of the rest (right, all); and what failed."""

    true: int = 0
    found: int = 0
    wrong: int = 0
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, part: str, truth: list[object], found: list[object], where: str) -> None:
        right, total = self.parts.get(part, (0, 0))
        missing = Counter(truth) - Counter(found)
        self.parts[part] = right + len(truth) - missing.total(), total + len(truth)
        self.failures += [f"{where} {part} missing {one}" for one in missing]

    def cells(self, truth: SyntheticPlan, plan: Plan | None, where: str) -> None:
        wanted, got = Counter(true_cells(truth)), Counter(cells_of(plan) if plan else ())
        self.true += wanted.total()
        self.found += (wanted & got).total()
        # A unit or attribute that was lost with its cell is missing; anything else that is not so is wrong.
        known = set(wanted)
        wrong = [cell for cell in (got - wanted).elements() if not any(_but_empty(cell, true) for true in known)]
        self.wrong += len(wrong)
        self.failures += [f"{where} WRONG {cell}" for cell in wrong]
        self.failures += [f"{where} missing {cell}" for cell in wanted - got]


def measure(seeds: range, ways: tuple[tuple[str, str, str], ...] = WAYS) -> dict[tuple[str, str, str], Tally]:
    """Write and read the plans of ``seeds`` in every one of ``ways``."""
    tallies = {way: Tally() for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            for way, tally in tallies.items():
                _one(Path(folder), seed, way, tally)
    return tallies


def _one(folder: Path, seed: int, way: tuple[str, str, str], tally: Tally) -> None:
    form, layout, damage = way
    truth = make_plan(seed)
    where = f"{seed} {' '.join(filter(None, way))}:"
    if damage == LOST:
        drop_cells(truth, seed)
    try:
        plan = load_synthetic(folder, truth, form, layout, "" if damage == LOST else damage)
    except PlanbotError as error:
        plan = None
        tally.failures.append(f"{where} {error}")
    tally.cells(truth, plan, where)
    sections = [tuple(bare(title) for title in section.path) for section in plan.sections] if plan else []
    tally.count("sections", [tuple(map(bare, path)) for path in truth.sections], sections, where)
    passages = [(tuple(map(bare, p.section)), _plain(p.text)) for p in plan.passages] if plan else []
    tally.count(
        "sentences", [(tuple(map(bare, path)), _plain(text)) for path, text in truth.sentences], passages, where
    )
    projects = (
        [tuple(map(bare, (p.name, p.content, p.investment, p.unit, p.years))) for p in plan.projects] if plan else []
    )
    wanted = [tuple(map(bare, (p.name, p.content, p.investment, p.unit, p.years))) for p in truth.projects]
    tally.count("projects", wanted, projects, where)
    tally.count("metadata", _metadata(truth), list(_found_metadata(plan)) if plan else [], where)


def _but_empty(cell: tuple[object, ...], true: tuple[object, ...]) -> bool:
    return all(got in (wanted, "") for got, wanted in zip(cell, true, strict=True))


def _plain(text: str) -> str:
    return bare(text).replace("\u00ad", "")


def _metadata(truth: SyntheticPlan) -> list[object]:
    return [
        ("title", truth.title), ("region", truth.region), ("superiors", truth.superiors), ("period", truth.period),
        ("issuer", truth.issuer), ("number", truth.number), ("date", truth.date), ("draft", truth.draft),
    ]  # fmt: skip


def _found_metadata(plan: Plan) -> list[object]:
    meta = plan.metadata
    return [
        ("title", meta.title), ("region", meta.region), ("superiors", meta.superiors), ("period", meta.period),
        ("issuer", meta.issuer), ("number", meta.number), ("date", meta.date), ("draft", meta.status is Status.DRAFT),
    ]  # fmt: skip


def main() -> None:
    """Print a line a way, then the first failures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    tallies = measure(range(1000, 1000 + count))
    for way, tally in tallies.items():
        parts = "  ".join(f"{part} {right}/{total}" for part, (right, total) in tally.parts.items())
        share = tally.found / max(tally.true, 1)
        print(f"{' '.join(filter(None, way)):20} cells {share:7.2%} of {tally.true}, wrong {tally.wrong}  {parts}")
    whole = [tally for (_, _, damage), tally in tallies.items() if damage != LOST]
    true, found = sum(t.true for t in whole), sum(t.found for t in whole)
    print(
        f"all: {found}/{true} = {found / true:.3%} of cells right without lost cells, wrong {sum(t.wrong for t in tallies.values())}"
    )
    failures = [failure for tally in tallies.values() for failure in tally.failures]
    print(*failures[: int(sys.argv[2]) if len(sys.argv) > 2 else 0], sep="\n")


if __name__ == "__main__":
    main()
