"""Embeddings: text -> unit vectors. The default needs no model, no fitting and no network."""

import math
import zlib
from collections import Counter
from typing import Protocol

from corpus.text import bigrams, search_key


class Embedder(Protocol):
    """What the index needs of an embedding; LangChain's ``Embeddings`` classes fit it. ``name`` goes into the index."""

    name: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of equal length for each text."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        ...


class HashedEmbedder:
    """Character bigrams hashed into a fixed number of signed buckets (feature hashing, Weinberger et al. 2009).

    It knows no synonyms: it is a second voice beside BM25 that weighs by length differently. It needs no fitting, so a
    new plan never changes the vectors of the others and the same input always gives the same index.
    """

    name = "hashed-bigrams-512"
    # With some 300 bigrams a chunk, 512 signed buckets keep collisions from dominating; more would only cost memory.
    _DIMENSIONS = 512

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * self._DIMENSIONS
        for gram, count in Counter(bigrams(search_key(text))).items():
            code = zlib.crc32(gram.encode())
            vector[code % self._DIMENSIONS] += (1 if code & 0x80000000 else -1) * (1 + math.log(count))
        norm = math.sqrt(sum(value * value for value in vector))
        if norm == 0:
            vector[0] = norm = 1.0  # the store takes no zero vector; a text without words is near to nothing
        return [value / norm for value in vector]
