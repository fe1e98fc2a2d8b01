"""The dense voice of one generation: the embedding endpoint's vectors, where one is set and made the index's."""

import json
import logging
import threading
from collections.abc import Collection
from pathlib import Path

from corpus.errors import IndexUnavailable, ModelUnavailable
from prompts import say
from retrieval.endpoints import EndpointEmbedder, Rest, RetrievalOptions
from retrieval.vectors import VectorCollection, VectorPlace, can_embed

log = logging.getLogger(__name__)

# A trained embedding knows paraphrases that the lexical rank cannot, so both count alike.
ENDPOINT_WEIGHT = 1.0


class DenseIndex:
    """Reads the vectors of the generation ``folder``; it has none where no endpoint embedded it. Never raises for a dead
    endpoint or server: it finds less."""

    def __init__(self, folder: Path, options: RetrievalOptions) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        url = options.chroma_url if manifest["vectors"] == "server" else None
        self._place = VectorPlace(folder / "vectors", url, folder.name)
        self._endpoint = EndpointEmbedder(options.embedding) if options.embedding and can_embed() else None
        if options.embedding and not self._endpoint:
            log.warning(say("model.missing"))
        if self._endpoint and manifest["embedding"] != self._endpoint.name:
            log.warning("embedding differs from the index: no vectors are used until planbot index --embed")
            self._endpoint = None
        if manifest["vectors"] == "server" and url is None:
            self._endpoint = None
        self._collection: VectorCollection | None = None
        self._opening = threading.Lock()
        self._endpoint_rest, self._server_rest = Rest(), Rest()

    def search(self, query: str, plans: Collection[int] | None, limit: int) -> tuple[float, list[int]]:
        """(weight of this voice, chunk ids, nearest first); ``plans`` as they were entered."""
        vector = self._asked(query) if self._server_rest.over else None
        if vector is None:
            return 0.0, []
        try:
            return ENDPOINT_WEIGHT, self._opened().search(vector, plans, limit)
        except IndexUnavailable as error:
            log.warning("vector search without Chroma server: %s", error)
            self.close()
            self._server_rest.begin()
            return 0.0, []

    def close(self) -> None:
        """Let go of the collection."""
        with self._opening:
            if self._collection is not None:
                self._collection.close()
                self._collection = None

    def _opened(self) -> VectorCollection:
        with self._opening:
            if self._collection is None:
                self._collection = VectorCollection(self._place)
            return self._collection

    def _asked(self, query: str) -> list[float] | None:
        """The question's vector by the endpoint, or None where there is none or it rests."""
        if self._endpoint is None or not self._endpoint_rest.over:
            return None
        try:
            return self._endpoint.embed_query(query)
        except ModelUnavailable as error:
            log.warning("embedding endpoint failed code=%s: no vectors are used", error.code)
            self._endpoint_rest.begin()
            return None
