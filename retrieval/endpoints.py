"""Optional endpoints that help retrieval: embeddings and reranking over the OpenAI protocol. The seam to both."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import ModelUnavailable
from prompts import say

# A question waits this long for its embedding or its reranking and then goes on without.
QUERY_SECONDS = 3.0
# A batch of texts, at indexing, may sit in the queue of a busy server.
_BATCH_SECONDS = 60.0
# Texts a call: small enough for the request limits of hosted services (often 64 to 2,048), large enough to be quick.
BATCH = 64


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is served. ``api_key`` may be empty and is never shown."""

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RetrievalOptions:
    """What retrieval may use beyond the machine it runs on; by default nothing."""

    embedding: Endpoint | None = None
    rerank: Endpoint | None = None
    chroma_url: str | None = None


OFFLINE = RetrievalOptions()


class EndpointEmbedder:
    """An OpenAI-compatible embedding endpoint. Every method raises ModelUnavailable where it gives no usable vectors."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = f"endpoint:{endpoint.model}@{endpoint.base_url}"
        self._endpoint = endpoint

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector for each text, all of one length."""
        return self._embed(texts, _BATCH_SECONDS)

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question, within QUERY_SECONDS."""
        return self._embed([text], QUERY_SECONDS)[0]

    def _embed(self, texts: list[str], seconds: float) -> list[list[float]]:
        from langchain_openai import OpenAIEmbeddings
        from openai import OpenAIError
        from pydantic import SecretStr

        client = OpenAIEmbeddings(
            model=self._endpoint.model,
            openai_api_base=self._endpoint.base_url,
            openai_api_key=SecretStr(self._endpoint.api_key or "none"),
            # Counting tokens would download a vocabulary; chunks are far below any model's limit.
            check_embedding_ctx_length=False,
            request_timeout=seconds,
            max_retries=0,
            chunk_size=BATCH,
        )
        try:
            vectors = client.embed_documents(texts)
        except OpenAIError as error:
            raise _unavailable(type(error).__name__) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # what the client raises on a strange body
            raise _unavailable(type(error).__name__, "malformed") from None
        return _unit(vectors, len(texts))


class EndpointReranker:
    """A reranking endpoint (``POST /rerank`` as Jina, Cohere, vLLM and Xinference serve it)."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def order(self, query: str, texts: Sequence[str]) -> list[int]:
        """The positions of ``texts``, best first; those that the endpoint leaves out follow in their old order. Raises
        ModelUnavailable."""
        import httpx

        key = self._endpoint.api_key
        try:
            reply = httpx.post(
                f"{self._endpoint.base_url.rstrip('/')}/rerank",
                json={
                    "model": self._endpoint.model,
                    "query": query,
                    "documents": list(texts),
                    "top_n": len(texts),
                },
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=QUERY_SECONDS,
            )
            reply.raise_for_status()
            results = [(float(item["relevance_score"]), int(item["index"])) for item in reply.json()["results"]]
        except httpx.HTTPError as error:
            raise _unavailable(type(error).__name__) from None
        except (ValueError, KeyError, TypeError) as error:
            raise _unavailable(type(error).__name__, "malformed") from None
        if any(not math.isfinite(score) or not 0 <= at < len(texts) for score, at in results):
            raise _unavailable("index", "malformed")
        named = list(dict.fromkeys(at for _, at in sorted(results, key=lambda item: (-item[0], item[1]))))
        return named + [at for at in range(len(texts)) if at not in set(named)]


class Rest:
    """Whether an endpoint that failed is left alone for now, so that no question waits for it again and again."""

    # A minute spares a dead endpoint and still notices soon that it came back.
    SECONDS = 60.0

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def over(self) -> bool:
        """Whether it may be asked again."""
        return time.monotonic() >= self._until

    def begin(self) -> None:
        """Leave it alone for ``SECONDS`` from now."""
        self._until = time.monotonic() + self.SECONDS


def _unavailable(cause: str, code: str = "unreachable") -> ModelUnavailable:
    return ModelUnavailable(code, say("model.endpoint_failed", cause=cause))


def _unit(vectors: Any, expected: int) -> list[list[float]]:
    """``vectors`` at length 1; ModelUnavailable where they are not ``expected`` usable vectors of one length."""
    try:
        rows = [[float(value) for value in vector] for vector in vectors]
    except (TypeError, ValueError):
        raise _unavailable("vectors", "malformed") from None
    norms = [math.sqrt(sum(value * value for value in row)) for row in rows]
    usable = len(rows) == expected and len({len(row) for row in rows}) == 1
    if not usable or any(not math.isfinite(norm) or norm == 0 for norm in norms):
        raise _unavailable("vectors", "malformed")
    return [[value / norm for value in row] for row, norm in zip(rows, norms, strict=True)]
