"""The lexical index: BM25 over character bigrams, by tantivy. The seam to that library."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from corpus.language.text import bigrams, search_key

# A chunk's context (region, title, section path) helps to find it but counts for less than its own words.
_CONTEXT_WEIGHT = 0.4
_WRITER_MEMORY = 64 * 1024 * 1024


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk", stored=True, indexed=True)
    builder.add_text_field("plan", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build_lexical(folder: Path, chunks: Iterable[tuple[int, int, str, str]]) -> None:
    """Write the index of (chunk id, plan id, text, context) into the new folder ``folder``."""
    import tantivy

    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
    for chunk, plan, text, context in chunks:
        document = tantivy.Document()
        document.add_unsigned("chunk", chunk)
        document.add_text("plan", str(plan))
        document.add_text("body", " ".join(bigrams(search_key(text))))
        document.add_text("context", " ".join(bigrams(search_key(context))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class LexicalIndex:
    """A reader of one built index."""

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
            allowed = [(Occur.Should, Query.term_query(self._schema, "plan", str(plan))) for plan in plans]
            only = Query.boost_query(Query.boolean_query(allowed), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        hits = self._searcher.search(query, limit, count=False).hits
        return [int(self._searcher.doc(address)["chunk"][0]) for _, address in hits]
