"""Retrieval alone: is a supporting passage of each golden answerable question at rank 1, in the top 5?

A supporting passage is a chunk of a plan of the right region that holds the case's quotations: all of them, or where no
chunk holds all (they stand in several places), as many as any chunk does. The question is searched as it was asked,
with what a follow-up takes over from its history, within the plans of the regions that it names.

``python -m tests.bench_retrieval CASES.jsonl`` measures other cases than the golden dev set.
"""

import json
import re
import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.library import Library
from bot.question import Question
from corpus.catalogue import load_catalogue
from corpus.language.text import fold
from retrieval.expansion import expanded
from retrieval.lexical import LexicalIndex, change_lexical
from retrieval.records import ChunkPlace
from retrieval.shards import Shard

Search = Callable[[str, Collection[int] | None], list[ChunkPlace]]
_DEPTH = 24


class Bare:
    """The same chunks indexed without context: what the prefix of region, plan, section and table title is worth."""

    def __init__(self, library: Library, places: list[ChunkPlace], folder: Path) -> None:
        self._library, self._places = library, places
        self._keys = library.store.keys([plan.id for plan in library.store.plans])
        texts = [" ".join(unit.text for unit in library.store.evidence(*place)) for place in places]
        keyed = zip(places, texts, strict=True)
        change_lexical(folder, [], ((at, self._keys[p[0] - 1], text, "") for at, (p, text) in enumerate(keyed)))
        self._lexical = LexicalIndex(folder)

    def search(self, query: str, plans: Collection[int] | None) -> list[ChunkPlace]:
        keys = None if plans is None else self._library.store.keys(plans)
        return [self._places[at] for at in self._lexical.search(expanded(query), keys, _DEPTH)]


def searched(question: Question) -> str:
    """The words that a question is searched by: as asked, with the indicators carried over."""
    catalogue = load_catalogue()
    entries = [(key, catalogue.get(key)) for key in question.indicator_keys]
    return " ".join(
        [
            question.plain,
            *(entry.name if entry else key for key, entry in entries),
        ]
    )


def recall(library: Library, golden: Path) -> tuple[list[tuple[str, float, float]], int, int, float]:
    """(variant, recall at 1, recall at 5) for each variant; the numbers of cases and chunks; the mean Chinese characters
    a chunk."""
    store, assistant = library.store, Assistant(library)
    shards = library.data_dir / "index" / "shards"
    places = [(plan.id, *chunk) for _, shard, plan in store.entries for chunk in Shard(shards / shard).chunks]
    quotes = {place: [fold(store.quote(place[0], unit.span)) for unit in store.evidence(*place)] for place in places}
    regions = {plan.id: plan.metadata.region for plan in store.plans}
    characters = sum(len(re.findall("[\u4e00-\u9fff]", quote)) for held in quotes.values() for quote in held)

    def supporting(expect: dict[str, Any]) -> set[ChunkPlace]:
        wanted = [options if isinstance(options, list) else [options] for options in expect["quote_all"]]
        held = {
            place: sum(any(fold(option) in unit for option in options for unit in quotes[place]) for options in wanted)
            for place in places
            if any(region in regions[place[0]] for region in expect["regions"])
        }
        most = max(held.values(), default=0)
        return {place for place, count in held.items() if count == most > 0}

    cases = []
    for line in golden.read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["expect"].get("quote_all") and (right := supporting(case["expect"])):
            question = assistant.understood(case["question"], case.get("history") or [])
            named = question.region_names
            plans = {plan.id for plan in library.plans_of(named)} if named else None
            cases.append((searched(question), plans, right))
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(library, places, Path(folder) / "lexical")
        variants: dict[str, Search] = {
            "words": bare.search,
            "words + context prefix + sentences": library.retriever.chunks,
        }
        rows = []
        for name, search in variants.items():
            ranked = [(search(query, plans)[:5], right) for query, plans, right in cases]
            first = sum(bool(set(found[:1]) & right) for found, right in ranked)
            among = sum(bool(set(found) & right) for found, right in ranked)
            rows.append((name, first / len(cases), among / len(cases)))
    return rows, len(cases), len(places), characters / len(places)


def print_recall(library: Library, golden: Path) -> None:
    """The table as it stands in docs/measurements.md."""
    rows, cases, chunks, characters = recall(library, golden)
    print(f"retrieval alone, {cases} answerable questions, {chunks} chunks of {characters:.0f} Chinese characters:")
    print("| retrieval | recall@1 | recall@5 |\n|---|---|---|")
    for name, first, among in rows:
        print(f"| {name} | {first:.3f} | {among:.3f} |")


if __name__ == "__main__":
    from retrieval.index import update_index

    with tempfile.TemporaryDirectory() as data:
        update_index(Path(data), [Path(__file__).resolve().parents[2] / "shared" / "plans"])
        print_recall(Library(Path(data)), Path(sys.argv[1]))
