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
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.assistant import Assistant
from bot.library import Library
from bot.question import Question
from corpus.catalogue import load_catalogue
from corpus.language.text import fold
from retrieval.dense import OFFLINE_WEIGHT
from retrieval.embeddings import LatentEmbedder
from retrieval.expansion import expanded
from retrieval.lexical import LexicalIndex, build_lexical
from retrieval.retriever import SENTENCE_WEIGHT, fused
from retrieval.sentences import best_sentences

Places = dict[int, tuple[int, int, int]]
Search = Callable[[str, Collection[int] | None], list[int]]
_DEPTH = 24


class Bare:
    """The same chunks indexed without context: what the prefix of region, plan, section and table title is worth."""

    def __init__(self, library: Library, places: Places, folder: Path) -> None:
        self._places = places
        self._store = _WithoutContext(library)
        texts = {
            number: " ".join(unit.text for unit in library.store.evidence(plan)[first : last + 1])
            for number, (plan, first, last) in places.items()
        }
        build_lexical(folder, ((number, places[number][0], text, "") for number, text in texts.items()))
        self._lexical = LexicalIndex(folder)
        self._latent = LatentEmbedder.fit(list(texts.values()))
        self._vectors = np.array(self._latent.embed_documents(list(texts.values())))
        self._ids = np.array(list(texts))
        self._plans = np.array([places[number][0] for number in texts])

    def lexical(self, query: str, plans: Collection[int] | None) -> list[int]:
        return self._lexical.search(expanded(query), plans, _DEPTH)

    def dense(self, query: str, plans: Collection[int] | None) -> list[int]:
        nearness = self._vectors @ np.array(self._latent.embed_query(expanded(query)))
        if plans is not None:
            nearness[~np.isin(self._plans, list(plans))] = -2
        return [int(number) for number in self._ids[np.argsort(-nearness)[:_DEPTH]]]

    def hybrid(self, query: str, plans: Collection[int] | None) -> list[int]:
        voices = [(1.0, self.lexical(query, plans)), (OFFLINE_WEIGHT, self.dense(query, plans))]
        placed = [(number, self._places[number]) for number in fused(voices)]
        return fused([*voices, (SENTENCE_WEIGHT, best_sentences(self._store, expanded(query), placed))])  # type: ignore[arg-type]


class _WithoutContext:
    """The store as ``best_sentences`` reads it, with evidence that stands under no heading."""

    def __init__(self, library: Library) -> None:
        self._store = library.store
        self.units, self.frequency = library.store.units, library.store.frequency

    def evidence(self, plan: int) -> list[Any]:
        return [replace(unit, context="") for unit in self._store.evidence(plan)]


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
    manifest = json.loads((library.retriever.folder / "manifest.json").read_text("utf-8"))
    numbers = range(1, manifest["chunks"] + 1)
    places = dict(zip(numbers, store.chunks(numbers), strict=True))
    quotes = {
        number: [fold(store.quote(plan, unit.span)) for unit in store.evidence(plan)[first : last + 1]]
        for number, (plan, first, last) in places.items()
    }
    regions = {plan.id: plan.metadata.region for plan in store.plans}
    characters = sum(len(re.findall("[\u4e00-\u9fff]", quote)) for held in quotes.values() for quote in held)

    def supporting(expect: dict[str, Any]) -> set[int]:
        wanted = [options if isinstance(options, list) else [options] for options in expect["quote_all"]]
        held = {
            number: sum(
                any(fold(option) in unit for option in options for unit in quotes[number]) for options in wanted
            )
            for number, (plan, _, _) in places.items()
            if any(region in regions[plan] for region in expect["regions"])
        }
        most = max(held.values(), default=0)
        return {number for number, count in held.items() if count == most > 0}

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
            "lexical": bare.lexical,
            "dense": bare.dense,
            "hybrid": bare.hybrid,
            "hybrid + context prefix": lambda query, plans: [n for n, _ in library.retriever.chunks(query, plans)],
        }
        rows = []
        for name, search in variants.items():
            ranked = [(search(query, plans)[:5], right) for query, plans, right in cases]
            first = sum(bool(set(found[:1]) & right) for found, right in ranked)
            among = sum(bool(set(found) & right) for found, right in ranked)
            rows.append((name, first / len(cases), among / len(cases)))
    return rows, len(cases), len(places), characters / len(places)


def print_recall(library: Library, golden: Path) -> None:
    """The table as it stands in the README."""
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
