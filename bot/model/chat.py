"""The chat model, through LangChain's OpenAI-compatible class. The seam to it: no type or error of it leaks."""

import logging
import math
import queue
import threading
import time
from collections.abc import Iterator
from typing import Any

from bot.model.breaker import Breaker
from bot.model.usage import Usage
from corpus.errors import ModelUnavailable
from prompts import say
from retrieval.endpoints import Endpoint

log = logging.getLogger(__name__)

# A reply of a few sentences; longer ones are cut by the endpoint and their unfinished sentence is dropped.
REPLY_TOKENS = 700
# Calls under way at once. An abandoned call keeps its place until its connection ends, so that a hanging endpoint
# cannot pile up threads.
_MOST_CALLS = 8


class Deadline:
    """The time that all model calls of one question may still take."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())


class ChatModel:
    """One chat endpoint with its breaker and counters. Safe for several threads.

    ``complete`` and ``stream`` raise ModelUnavailable, never later than the deadline, whatever the endpoint does: a call
    runs in a thread of its own, which is left behind where it hangs.
    """

    def __init__(self, endpoint: Endpoint, usage: Usage) -> None:
        self._endpoint = endpoint
        self.usage = usage
        self.breaker = Breaker()
        self._places = threading.BoundedSemaphore(_MOST_CALLS)

    def complete(self, system: str, user: str, deadline: Deadline) -> str:
        """The whole reply."""
        return "".join(self._run(system, user, deadline, streaming=False))

    def stream(self, system: str, user: str, deadline: Deadline) -> Iterator[str]:
        """The reply in pieces as they come."""
        return self._run(system, user, deadline, streaming=True)

    def _run(self, system: str, user: str, deadline: Deadline, *, streaming: bool) -> Iterator[str]:
        if deadline.left <= 0:
            raise self._refuse("timeout")
        if not self._places.acquire(blocking=False):
            raise self._refuse("busy")
        if not self.breaker.allows():
            self._places.release()
            raise self._refuse("resting")
        pieces: queue.Queue[str | ModelUnavailable | tuple[int, int]] = queue.Queue()
        started = time.monotonic()
        arguments = (pieces, system, user, deadline.left, streaming)
        threading.Thread(target=self._call, args=arguments, daemon=True, name="planbot-model").start()
        written = 0
        settled = False
        try:
            while True:
                try:
                    piece = pieces.get(timeout=deadline.left)
                except queue.Empty:
                    piece = _unavailable("timeout")
                if isinstance(piece, ModelUnavailable):
                    settled = True
                    seconds = time.monotonic() - started
                    self.usage.failed(piece.code, seconds)
                    self.breaker.failed(piece.retry_after)
                    log.warning("model call failed code=%s seconds=%.1f", piece.code, seconds)
                    raise piece
                if isinstance(piece, tuple):
                    settled = True
                    self.breaker.succeeded()
                    # An endpoint that tells no usage is counted by characters, two thirds of a token each.
                    tokens_in = piece[0] or (len(system) + len(user)) * 2 // 3
                    self.usage.called(time.monotonic() - started, tokens_in, piece[1] or written * 2 // 3)
                    return
                written += len(piece)
                yield piece
        finally:
            if not settled:  # the reader of a stream went away; that says nothing about the endpoint
                self.breaker.succeeded()

    def _refuse(self, code: str) -> ModelUnavailable:
        self.usage.failed(code)
        return _unavailable(code)

    def _call(self, pieces: "queue.Queue[Any]", system: str, user: str, seconds: float, streaming: bool) -> None:
        """Put the reply's pieces, then (prompt tokens, reply tokens), or a ModelUnavailable, into ``pieces``."""
        try:
            client = self._client(seconds)
            messages = [("system", system), ("user", user)]
            tokens = (0, 0)
            got = False
            for message in client.stream(messages) if streaming else [client.invoke(messages)]:
                got = True
                if isinstance(message.content, str) and message.content:
                    pieces.put(message.content)
                if message.usage_metadata:
                    tokens = (message.usage_metadata["input_tokens"], message.usage_metadata["output_tokens"])
                if message.response_metadata.get("finish_reason") == "length":
                    self.usage.failed("truncated")
            pieces.put(tokens if got else _unavailable("malformed"))
        except Exception as error:
            pieces.put(_mapped(error))
        finally:
            self._places.release()

    def _client(self, seconds: float) -> Any:
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=self._endpoint.model,
            openai_api_base=self._endpoint.base_url,
            openai_api_key=SecretStr(self._endpoint.api_key or "none"),
            temperature=0.0,
            max_tokens=REPLY_TOKENS,
            # Whole seconds: LangChain keeps a connection pool for each value; the deadline itself is kept by ``_run``.
            request_timeout=float(math.ceil(seconds)),
            max_retries=0,
        )


def _mapped(error: Exception) -> ModelUnavailable:
    """An error of the client as one of ours. What it says is not kept: it may hold the key or the question."""
    import openai

    if isinstance(error, openai.APITimeoutError):
        return _unavailable("timeout")
    if isinstance(error, openai.APIConnectionError):
        return _unavailable("unreachable")
    if isinstance(error, openai.RateLimitError):
        return _unavailable("rate_limited", _seconds(error.response.headers.get("retry-after")))
    if isinstance(error, openai.APIStatusError):
        return _unavailable("server_error" if error.status_code >= 500 else "refused")
    return _unavailable("malformed")


def _seconds(header: str | None) -> float | None:
    """A Retry-After header as seconds; None where it is missing or no number."""
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _unavailable(code: str, retry_after: float | None = None) -> ModelUnavailable:
    return ModelUnavailable(code, say("model.endpoint_failed", cause=code), retry_after)
