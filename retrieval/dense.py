"""The dense voice of one generation: the embedding endpoint's vectors where it answers, else the offline ones."""

import json
import logging
import threading
from collections.abc import Collection
from pathlib import Path

from corpus.errors import IndexUnavailable, ModelUnavailable
from retrieval.embeddings import LatentEmbedder
from retrieval.endpoints import EndpointEmbedder, Rest, RetrievalOptions
from retrieval.vectors import VectorCollection, VectorPlace

log = logging.getLogger(__name__)

# The offline embedding is the weaker voice: it breaks ties of the lexical rank and adds what that missed. Golden recall
# at rank 1 falls from 0.3 on; at 5 it is whole from 0.1 on.
OFFLINE_WEIGHT = 0.2
# A trained embedding knows paraphrases that the lexical rank cannot, so both count alike.
ENDPOINT_WEIGHT = 1.0


class DenseIndex:
    """Reads the vectors of the generation ``folder``. Never raises for a dead endpoint or server: it finds less."""

    def __init__(self, folder: Path, options: RetrievalOptions) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        url = options.chroma_url if manifest["vectors"] == "server" else None
        self._reachable = manifest["vectors"] == "folder" or url is not None
        self._place = VectorPlace(folder / "vectors", url, folder.name)
        self._offline = LatentEmbedder.load(folder)
        self._endpoint = EndpointEmbedder(options.embedding) if options.embedding else None
        if self._endpoint and manifest["embedding"] != self._endpoint.name:
            log.warning("embedding differs from the index: offline vectors are used until planbot index --embed")
            self._endpoint = None
        self._collections: dict[str, VectorCollection] = {}
        self._opening = threading.Lock()
        self._endpoint_rest, self._server_rest = Rest(), Rest()

    def search(self, query: str, plans: Collection[int] | None, limit: int) -> tuple[float, list[int]]:
        """(weight of this voice, chunk ids, nearest first)."""
        if not self._reachable or not self._server_rest.over:
            return 0.0, []
        weight, voice, vector = ENDPOINT_WEIGHT, "endpoint", self._asked(query)
        if vector is None:
            weight, voice, vector = OFFLINE_WEIGHT, "offline", self._offline.embed_query(query)
        try:
            return weight, self._collection(voice).search(vector, plans, limit)
        except IndexUnavailable as error:
            log.warning("vector search without Chroma server: %s", error)
            self.close()
            self._server_rest.begin()
            return 0.0, []

    def close(self) -> None:
        """Let go of the collections."""
        with self._opening:
            while self._collections:
                self._collections.popitem()[1].close()

    def _collection(self, voice: str) -> VectorCollection:
        with self._opening:
            if voice not in self._collections:
                self._collections[voice] = VectorCollection(self._place, voice)
            return self._collections[voice]

    def _asked(self, query: str) -> list[float] | None:
        """The question's vector by the endpoint, or None where there is none or it rests."""
        if self._endpoint is None or not self._endpoint_rest.over:
            return None
        try:
            return self._endpoint.embed_query(query)
        except ModelUnavailable as error:
            log.warning("embedding endpoint failed code=%s: offline vectors are used", error.code)
            self._endpoint_rest.begin()
            return None
