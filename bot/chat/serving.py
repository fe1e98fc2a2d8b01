"""The assistant that is served, until it is replaced and its last question has ended."""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar


class Closable(Protocol):
    """What holds resources."""

    def close(self) -> None: ...


A = TypeVar("A", bound=Closable)


class Served(Generic[A]):
    """``assistant`` with how many questions are on it. Used on the event loop; ``close`` is told when to close it."""

    def __init__(self, assistant: A, close: Callable[[A], object]) -> None:
        self.assistant = assistant
        self._close = close
        self._questions = 0
        self._replaced = False

    def hold(self, work: "asyncio.Future[Any]") -> None:
        """Keep it open until ``work`` has ended."""
        self._questions += 1
        work.add_done_callback(lambda _: self._ended())

    def replace(self) -> None:
        """There will be no more questions."""
        self._replaced = True
        if not self._questions:
            self._close(self.assistant)

    def _ended(self) -> None:
        self._questions -= 1
        if self._replaced and not self._questions:
            self._close(self.assistant)
