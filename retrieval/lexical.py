"""The lexical index: BM25 over character bigrams, by tantivy. The seam to that library."""

import functools
import os
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from corpus.language.text import bigrams, search_key

# A chunk's context (region, title, section path) helps to find it but counts for less than its own words.
_CONTEXT_WEIGHT = 0.4
_WRITER_MEMORY = 64 * 1024 * 1024
# What the library changes in place, by writing it anew, or holds while it writes; all else never changes once written.
_CHANGING = ("meta.json", ".managed.json")
_LOCKS = ".lock"
# Figures side by side (5.1 6.3; 3、5), which a search key would make one.
_TWO_FIGURES = re.compile(r"(?<=\d)[\s、，；;：:（）()]+(?=\d)")


@functools.cache
def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk", stored=True, indexed=True)
    builder.add_text_field("plan", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def take_over_lexical(served: Path, folder: Path) -> None:
    """Make the new folder ``folder`` an index of its own that holds what ``served`` holds: its files, which never change, get
    a second name, where the disk allows that."""
    folder.mkdir()
    for file in served.iterdir():
        if file.name.endswith(_LOCKS):
            continue
        if file.name not in _CHANGING:
            try:
                os.link(file, folder / file.name)
                continue
            except OSError:
                pass  # a file system without second names
        shutil.copy2(file, folder / file.name)


def change_lexical(folder: Path, removed: Iterable[int], added: Iterable[tuple[int, int, str, str]]) -> None:
    """Take the chunks of the plans ``removed`` out of the index in ``folder``, which is made where it is missing, and enter
    those ``added``: (chunk id, plan, text, context)."""
    import tantivy

    folder.mkdir(exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder), reuse=True)
    writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
    for plan in removed:
        writer.delete_documents_by_term("plan", str(plan))
    for chunk, plan, text, context in added:
        document = tantivy.Document()
        document.add_unsigned("chunk", chunk)
        document.add_text("plan", str(plan))
        document.add_text("body", " ".join(grams_of(text)))
        document.add_text("context", " ".join(grams_of(context)))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def grams_of(text: str) -> list[str]:
    """The pairs of characters, words and figures by which ``text`` is found, in order."""
    return [gram for part in _TWO_FIGURES.split(text) for gram in bigrams(search_key(part))]


class LexicalIndex:
    """A reader of one built index. ``plans`` are plans as they were entered."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """Let go of the files; the library does so with the last reference."""
        self._index = self._searcher = None

    def search(self, text: str, plans: Collection[int] | None, limit: int) -> list[int]:
        """Chunk ids, best first; ``plans`` restricts them to those plans. A text without words finds nothing."""
        from tantivy import Occur, Query

        # Word by word: two figures side by side (2025 500) must not become one.
        grams = list(dict.fromkeys(gram for word in text.split() for gram in bigrams(search_key(word))))
        if not grams or limit < 1:
            return []
        words = []
        for gram in grams:
            words.append((Occur.Should, Query.term_query(self._schema, "body", gram)))
            context = Query.term_query(self._schema, "context", gram)
            words.append((Occur.Should, Query.boost_query(context, _CONTEXT_WEIGHT)))
        query = Query.boolean_query(words)
        if plans is not None:
            only = Query.boost_query(self._of_plans(plans), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        return self._found(query, limit)

    def holding(
        self, grams: Collection[str], *, among: Collection[int] = (), without: Collection[int] = (), most: int = 0
    ) -> list[int] | None:
        """The ids of all chunks whose own text holds each of these grams: of the plans ``among`` (none: of all), but for those
        of the plans ``without``. None where these are more than ``most`` (0: any number)."""
        from tantivy import Occur, Query

        parts = [(Occur.Must, Query.term_query(self._schema, "body", gram)) for gram in grams]
        parts += [(Occur.Must, self._of_plans(among))] if among else []
        parts += [(Occur.MustNot, self._of_plans(without))] if without else []
        query = Query.boolean_query(parts)
        count = self._searcher.search(query, 1, count=True).count
        if most and count > most:
            return None
        return self._found(query, count) if count else []

    def _of_plans(self, plans: Collection[int]) -> Any:
        from tantivy import Occur, Query

        terms = [(Occur.Should, Query.term_query(self._schema, "plan", str(plan))) for plan in plans]
        return Query.boolean_query(terms)

    def _found(self, query: Any, limit: int) -> list[int]:
        hits = self._searcher.search(query, limit, count=False).hits
        return [int(self._searcher.doc(address)["chunk"][0]) for _, address in hits]
