"""Signing in at a browser, by a password or token, and out again."""

from aiohttp import web

from bot.web.access import Caller, Gate
from bot.web.doors import Doors
from bot.web.forms import Forms, led_to, own_path
from bot.web.sessions import COOKIE, Sessions
from prompts import say


class SigningIn:
    """The page /login, and /logout."""

    def __init__(self, gate: Gate, doors: Doors, sessions: Sessions, forms: Forms) -> None:
        self._gate = gate
        self._doors = doors
        self._sessions = sessions
        self._forms = forms

    async def show(self, request: web.Request, caller: Caller) -> web.Response:
        """The form; ``next`` is where one is led afterwards."""
        return self._page(caller, request.query.get("next", "/"), "")

    async def enter(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Sign in, or say that the word is none of those that admit."""
        fields = await self._forms.sent(request, caller)
        self._doors.count_sign_in(request)
        then = fields.get("next", ["/"])[0]
        role = self._gate.role_of(fields.get("word", [""])[0].strip())
        if role is None:
            return self._page(caller, then, say("web.wrong_word"), status=403)
        response = led_to(own_path(then))
        self._forms.remember(response, self._sessions.begin(role))
        return response

    async def leave(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Sign out."""
        await self._forms.sent(request, caller)
        response = led_to("/login")
        response.del_cookie(COOKIE)
        return response

    def _page(self, caller: Caller, then: str, problem: str, status: int = 200) -> web.Response:
        session = self._forms.session_of(caller)
        response = self._forms.page(caller, session, "login.html", then=own_path(then), problem=problem)
        response.set_status(status)
        return response
