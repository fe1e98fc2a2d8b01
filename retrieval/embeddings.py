"""Embeddings: text -> unit vectors. The default needs no model, no weights and no network."""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.language.text import bigrams, search_key

if TYPE_CHECKING:
    import numpy

# The rank at which the golden recall of the dense voice stops rising steeply (128: 0.70, 256: 0.82, 400: 0.82 at rank 1).
_DIMENSIONS = 256
# The fit is cubic in the texts it looks at (1,500: about 2 s); more of the same language change the axes little.
_SAMPLE = 1500
# Bigrams kept, by how many texts hold them: bounds the projection to 20,000 x 256 numbers, 10 MB.
_VOCABULARY = 20_000
# A bigram of one text alone pairs nothing with anything.
_MIN_TEXTS = 2
_FILE = "latent.npz"


class LatentEmbedder:
    """Latent semantic analysis: TF-IDF over character bigrams, projected onto the leading axes of the indexed texts.

    It is a second voice beside BM25 that also counts words which usually stand together; it knows no paraphrases, the
    catalogue's ways of naming do. It is fitted when an index is built and lies in that generation, so that a question
    needs only numpy.
    """

    name = f"latent-bigrams-{_DIMENSIONS}"

    def __init__(self, vocabulary: Sequence[str], weights: "numpy.ndarray", axes: "numpy.ndarray") -> None:
        """``weights``: inverse document frequency of each bigram; ``axes``: bigrams x dimensions."""
        self._places = {gram: place for place, gram in enumerate(vocabulary)}
        self._weights = weights
        self._axes = axes

    @classmethod
    def fit(cls, texts: Sequence[str]) -> "LatentEmbedder":
        """An embedder whose axes are those of ``texts``; no more axes than there are texts."""
        import numpy as np

        counted = [Counter(bigrams(search_key(text))) for text in texts]
        spread = Counter(gram for counts in counted for gram in counts)
        least = _MIN_TEXTS if len(texts) > _MIN_TEXTS else 1
        kept = sorted((gram for gram in spread if spread[gram] >= least), key=lambda gram: (-spread[gram], gram))
        vocabulary = kept[:_VOCABULARY] or ["\n"]  # no text has a word: one axis that nothing lies on
        weights = np.array([math.log((1 + len(texts)) / (1 + spread[gram])) + 1 for gram in vocabulary], np.float32)
        embedder = cls(vocabulary, weights, np.zeros((len(vocabulary), 1), np.float32))
        step = max(1, len(counted) // _SAMPLE)
        sample = counted[::step][:_SAMPLE]
        rows = np.zeros((len(sample), len(vocabulary)), np.float32)
        for row, counts in enumerate(sample):
            places, values = embedder._weighed(counts)
            rows[row, places] = values
        strengths, directions = np.linalg.eigh(rows @ rows.T)
        # Axes without strength are noise that the division below would blow up.
        leading = [at for at in np.argsort(-strengths)[:_DIMENSIONS] if strengths[at] > 1e-4]
        if leading:
            axes = (rows.T @ directions[:, leading]) / np.sqrt(strengths[leading])
            embedder._axes = np.ascontiguousarray(axes, np.float32)
        return embedder

    def save(self, folder: Path) -> None:
        """Write the fitted projection into ``folder``."""
        import numpy as np

        grams = "\n".join(self._places).encode()
        np.savez(
            folder / _FILE,
            vocabulary=np.frombuffer(grams, np.uint8),
            weights=self._weights,
            axes=self._axes.astype(np.float16),
        )

    @classmethod
    def load(cls, folder: Path) -> "LatentEmbedder":
        """The projection that ``save`` wrote. Raises OSError or ValueError where it is missing or damaged."""
        import numpy as np

        with np.load(folder / _FILE, allow_pickle=False) as data:
            vocabulary = data["vocabulary"].tobytes().decode().split("\n")
            return cls(vocabulary, data["weights"], data["axes"].astype(np.float32))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        import numpy as np

        places, values = self._weighed(Counter(bigrams(search_key(text))))
        vector = values @ self._axes[places]
        norm = float(np.linalg.norm(vector))
        if norm == 0:
            vector = np.zeros(self._axes.shape[1], np.float32)
            vector[-1] = norm = 1.0  # the store takes no zero vector; a text without known words is near to nothing
        return [float(value) for value in vector / norm]

    def _weighed(self, counts: Counter[str]) -> tuple[list[int], Any]:
        """The places of the known bigrams and their TF-IDF weights, of length 1 together."""
        import numpy as np

        places = [self._places[gram] for gram in counts if gram in self._places]
        tally = np.array([1 + math.log(counts[gram]) for gram in counts if gram in self._places], np.float32)
        values = tally * self._weights[places] if places else np.zeros(0, np.float32)
        return places, values / (float(np.linalg.norm(values)) or 1.0)
