"""The way in: who may have a request handled, how often, and what is counted of it."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from bot.chat.limits import Limits, Verdict
from bot.web.access import Caller, Gate, address_of
from bot.web.faults import Failure, Handler
from bot.web.forms import led_to
from bot.web.sessions import Role
from prompts import say

Served = Callable[[web.Request, Caller], Awaitable[web.StreamResponse]]

# Passwords tried from one address in a window.
MOST_SIGN_INS = 10


class Doors:
    """Wraps handlers. ``most`` requests of one caller are handled in a window of ``seconds``."""

    def __init__(self, gate: Gate, limits: Limits, most: int, seconds: float) -> None:
        self._gate = gate
        self._limits = limits
        self._most = most
        self._seconds = seconds

    def to(self, handler: Served, *roles: Role) -> Handler:
        """``handler`` for callers of one of the ``roles``. At a browser, others are sent to sign in."""

        async def admitted(request: web.Request) -> web.StreamResponse:
            caller = self._gate.caller(request)
            self._count("caller", caller.name if caller else address_of(request), self._most)
            if caller is None:
                raise Failure(401, "bad_token", say("web.bad_token"), {"WWW-Authenticate": "Bearer"})
            if caller.role in roles:
                return await handler(request, caller)
            if request.path.startswith("/api/") or request.path == "/metrics":
                raise Failure(401, "no_token", say("web.no_token"), {"WWW-Authenticate": "Bearer"})
            return led_to(f"/login?next={quote(request.path_qs, safe='')}")

        return admitted

    def count_sign_in(self, request: web.Request) -> None:
        """Count an attempt to sign in; raises ``Failure`` beyond ``MOST_SIGN_INS``."""
        self._count("sign in", address_of(request), MOST_SIGN_INS)

    def _count(self, kind: str, name: str, most: int) -> None:
        if self._limits.ask((kind, name, most)) is not Verdict.SERVED:
            raise Failure(429, "too_many", say("web.too_many"), {"Retry-After": str(round(self._seconds))})
