"""What browsers send, and what they are given back: forms with their tokens, cookies, pages, places to go on to."""

import re
from typing import Any

from aiohttp import web

from bot.web.access import Caller
from bot.web.faults import Failure
from bot.web.pages import Pages
from bot.web.sessions import COOKIE, LIFE_SECONDS, Role, Session, Sessions
from prompts import say

# A path of this server: no other host, which "//host" and "/\host" would be.
_OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


class Forms:
    """``secure``: cookies are sent over https alone."""

    def __init__(self, sessions: Sessions, pages: Pages, *, secure: bool) -> None:
        self._sessions = sessions
        self._pages = pages
        self._secure = secure

    def page(self, caller: Caller, session: Session, template: str, **values: Any) -> web.Response:
        """The page ``template`` whose forms belong to ``session``, which the browser is given where it has another."""
        token = self._sessions.form_token(session)
        signed_in = session.role is not Role.VISITOR
        text = self._pages.render(template, role=caller.role, signed_in=signed_in, form_token=token, **values)
        response = web.Response(text=text, content_type="text/html")
        if caller.session is None or caller.session.value != session.value:
            self.remember(response, session)
        return response

    def remember(self, response: web.StreamResponse, session: Session) -> None:
        """Give the browser the cookie of ``session``."""
        response.set_cookie(
            COOKIE, session.value, max_age=LIFE_SECONDS, httponly=True, samesite="Lax", secure=self._secure
        )

    def session_of(self, caller: Caller) -> Session:
        """The session of the caller's browser, a new one where it has none."""
        return caller.session or self._sessions.begin(Role.VISITOR)

    def check(self, caller: Caller, token: object) -> None:
        """Raises ``Failure`` unless a form with this token was made for the caller's browser."""
        known = caller.session is not None and isinstance(token, str)
        if not known or not self._sessions.accepts_form(caller.session, token):  # type: ignore[arg-type]
            raise Failure(403, "stale_form", say("web.stale_form"))

    async def sent(self, request: web.Request, caller: Caller) -> dict[str, list[str]]:
        """The fields of a form of ours, each with all its texts. Raises ``Failure`` where it is none."""
        try:
            given = await request.post()
        except (ValueError, LookupError):  # a body that is no form, an encoding that is none
            raise Failure(400, "bad_request", say("web.bad_request")) from None
        fields: dict[str, list[str]] = {}
        for name, value in given.items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value)
        self.check(caller, fields.get("form_token", [""])[0])
        return fields


def own_path(path: str) -> str:
    """``path`` where it is one of this server, else the first page's."""
    return path if _OWN_PATH.fullmatch(path) else "/"


def led_to(path: str) -> web.Response:
    """Sends a browser on to ``path``."""
    return web.Response(status=303, headers={"Location": path})
