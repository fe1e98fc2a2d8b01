"""What the model calls of this process cost and how they ended, for the operator's /status and logs."""

import threading
from collections import Counter
from dataclasses import dataclass

from prompts import say


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Counts since the start. ``failures`` maps a code of ModelUnavailable to its count; ``cost`` is in the currency of
    the settings' prices; ``seconds`` is the time of all calls together; ``dropped`` counts sentences that the grounding
    check held back, ``kept`` those it let through."""

    calls: int
    failures: dict[str, int]
    tokens_in: int
    tokens_out: int
    cost: float
    seconds: float
    slowest: float
    kept: int
    dropped: int
    questions: int
    breaker_open: bool


class Usage:
    """Counters that several threads may write."""

    def __init__(self, price_in: float, price_out: float) -> None:
        """Prices of a million tokens of prompt and of reply."""
        self._prices = (price_in / 1e6, price_out / 1e6)
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._failures: Counter[str] = Counter()
        self._seconds = self._slowest = 0.0

    def called(self, seconds: float, tokens_in: int, tokens_out: int) -> None:
        """A call that gave a reply."""
        with self._lock:
            self._counts.update(calls=1, tokens_in=tokens_in, tokens_out=tokens_out)
            self._seconds += seconds
            self._slowest = max(self._slowest, seconds)

    def failed(self, code: str, seconds: float = 0.0) -> None:
        """A call that gave none, or a reply that could not be used."""
        with self._lock:
            self._failures[code] += 1
            self._seconds += seconds
            self._slowest = max(self._slowest, seconds)

    def judged(self, kept: int, dropped: int) -> None:
        """Sentences of one reply after the grounding check."""
        with self._lock:
            self._counts.update(kept=kept, dropped=dropped)

    def asked(self) -> None:
        """A question that a model was used for."""
        with self._lock:
            self._counts["questions"] += 1

    def snapshot(self, breaker_open: bool = False) -> Snapshot:
        """The counters as of now; ``breaker_open``: whether the endpoint is left alone."""
        with self._lock:
            counts = self._counts
            cost = counts["tokens_in"] * self._prices[0] + counts["tokens_out"] * self._prices[1]
            return Snapshot(
                calls=counts["calls"],
                failures=dict(self._failures),
                tokens_in=counts["tokens_in"],
                tokens_out=counts["tokens_out"],
                cost=cost,
                seconds=self._seconds,
                slowest=self._slowest,
                kept=counts["kept"],
                dropped=counts["dropped"],
                questions=counts["questions"],
                breaker_open=breaker_open,
            )


def status_text(snapshot: Snapshot) -> str:
    """The snapshot as an operator reads it, a few lines."""
    failures = "、".join(f"{code}×{count}" for code, count in sorted(snapshot.failures.items()))
    questions = max(1, snapshot.questions)
    return say(
        "model.status",
        state=say("model.resting" if snapshot.breaker_open else "model.working"),
        questions=snapshot.questions,
        calls=snapshot.calls,
        failures=failures or say("model.no_failures"),
        tokens_in=snapshot.tokens_in,
        tokens_out=snapshot.tokens_out,
        cost=f"{snapshot.cost:.4f}",
        each=f"{snapshot.cost / questions:.4f}",
        seconds=f"{snapshot.seconds / questions:.1f}",
        slowest=f"{snapshot.slowest:.1f}",
        kept=snapshot.kept,
        dropped=snapshot.dropped,
    )
