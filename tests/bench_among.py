"""Whether documents are answered from as well among thousands as alone: the cases of ../shared/eval that name a place, asked of
their own documents, and of these among the made-up plans of a grown index (``make bench-growth DATA=FOLDER``).

``python -m tests.bench_among FOLDER [--sets five,unseen/A] [--out FILE]`` prints a line a set and those that differ: in being
refused, in the figures or in the quotations; the nearest passages of a refusal may be another place's. The grown index stays
as it is: what is added goes into a copy that shares its files.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.library import Library
from bot.models import Answer
from bot.reading.rules import spans_in
from retrieval.index import update_index

SHARED = Path(__file__).resolve().parents[2] / "shared"
_SETS = "five,unseen/A,unseen/C"


def _documents_and_cases(name: str) -> tuple[Path, Path]:
    own = SHARED / "eval" / name
    return (own / "plans", own / "cases.jsonl") if own.is_dir() else (SHARED / "plans", own.with_suffix(".jsonl"))


def _named(cases: list[dict[str, Any]], library: Library) -> Iterator[dict[str, Any]]:
    """The cases whose question, or one before it, names a place of the documents loaded, and none that asks for all of them
    (各地, 三家, 别的地方): these are others among many."""
    names = library.loaded.aliases
    for case in cases:
        said = (case["question"], *case.get("history", []))
        over_all = any(span.kind == "places" for text in said for span in spans_in(text))
        if not over_all and any(name in text for text in said for name in names):
            yield case


def said(answer: Answer) -> tuple[object, ...]:
    """What of an answer must not depend on how much else is loaded."""
    if answer.refused:
        return (True,)
    facts = sorted((fact.region, fact.printed_name, fact.value, str(fact.year), fact.role) for fact in answer.facts)
    return False, facts, sorted((citation.file, citation.quote) for citation in answer.citations)


def compared(grown: Path, name: str, scratch: Path) -> tuple[int, list[dict[str, Any]], int]:
    """(cases asked, those that differ with both answers, plans among which they were asked) of a set."""
    plans, path = _documents_and_cases(name)
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    among = scratch / "among"
    shutil.copytree(
        grown / "index", among / "index", ignore=shutil.ignore_patterns("LOCK", "building-*"), copy_function=os.link
    )
    update_index(scratch / "alone", [plans])
    update_index(among, [plans])
    alone = Library(scratch / "alone")
    named = list(_named(cases, alone))
    one, other = Assistant(alone), Assistant(Library(among))
    differing = []
    for case in named:
        first, second = (each.ask(case["question"], case.get("history", [])) for each in (one, other))
        if said(first) != said(second):
            differing.append({"set": name, "id": case["id"], "question": case["question"],
                              "history": case.get("history", []), "alone": first.text, "among": second.text})  # fmt: skip
    return len(named), differing, len(other.plans())


def main() -> None:
    """A line a set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("grown", type=Path)
    parser.add_argument("--sets", default=_SETS)
    parser.add_argument("--out", type=Path, help="where what differs is written, a JSON object a line")
    options = parser.parse_args()
    every = []
    for name in options.sets.split(","):
        with tempfile.TemporaryDirectory(dir=options.grown.parent) as scratch:
            asked, differing, plans = compared(options.grown, name, Path(scratch))
        every += differing
        same = 1 - len(differing) / max(asked, 1)
        print(f"{name}: {asked - len(differing)} of {asked} alike ({same:.3f}) among {plans} plans", flush=True)
        for case in differing:
            print(f"  {case['id']} {' / '.join([*case['history'], case['question']])}", flush=True)
    if options.out:
        options.out.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in every), "utf-8")


if __name__ == "__main__":
    main()
