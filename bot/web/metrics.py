"""Figures of how the server does, in the words of Prometheus."""

import time

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.models import Answer
from bot.web.faults import Handler

# Around what a question takes, 10 to 50 ms, and far beyond, where a model composes.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 30.0)


class Metrics:
    """Counted since the start. No word of a question is in them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "planbot_requests", "Requests by route and status.", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "planbot_request_seconds", "How long requests took.", ["route"], buckets=_BUCKETS, registry=self._registry
        )
        self._answers = Counter(
            "planbot_answers", "Answers by reason, empty where answered.", ["reason"], registry=self._registry
        )
        self._plans = Gauge("planbot_plans", "Documents in the index that is served.", registry=self._registry)

    def answered(self, answer: Answer) -> None:
        """An answer was given."""
        self._answers.labels(answer.reason or "").inc()

    def exposition(self, plans: int) -> bytes:
        """All figures as text (format 0.0.4)."""
        self._plans.set(plans)
        return generate_latest(self._registry)

    @web.middleware
    async def measure(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The middleware that counts requests, by the route and not by the address, which anybody may make up."""
        started, status = time.perf_counter(), 500
        try:
            response = await handler(request)
            status = response.status
            return response
        finally:
            resource = request.match_info.route.resource
            route = resource.canonical if resource is not None else "none"
            self._requests.labels(route, str(status)).inc()
            self._seconds.labels(route).observe(time.perf_counter() - started)
