"""Who is asking, and what he may do."""

import hashlib
import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from bot.web.sessions import COOKIE, Role, Session, Sessions

# What proxies add. A request with one of these comes from elsewhere, though the proxy may be on this machine.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking: what he may do, under which name his requests are counted, and his browser's session, if any."""

    role: Role
    name: str
    session: Session | None = None


class Gate:
    """Admits by a bearer token, a session, or, where no tokens are set, because the request comes from this machine."""

    def __init__(self, tokens: Iterable[str], password: str, sessions: Sessions) -> None:
        self._tokens = [_digest(token) for token in tokens]
        self._password = _digest(password) if password else b""
        self._sessions = sessions

    def caller(self, request: web.Request) -> Caller | None:
        """Who sent the request; None for a bearer token that is none of ours."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            number = self._number(token.strip())
            return None if number is None else Caller(Role.READER, f"token {number}")
        session = self._sessions.read(request.cookies.get(COOKIE, ""))
        if session is not None and session.role is not Role.VISITOR:
            return Caller(session.role, f"session {session.nonce}", session)
        open_here = not self._tokens and is_local(request)
        return Caller(Role.READER if open_here else Role.VISITOR, address_of(request), session)

    def role_of(self, word: str) -> Role | None:
        """What who knows a password or token may do; None where it is neither. Takes as long for any word."""
        admin = bool(self._password) and secrets.compare_digest(_digest(word), self._password)
        reader = self._number(word) is not None
        return Role.ADMIN if admin else Role.READER if reader else None

    @property
    def has_console(self) -> bool:
        """Whether anybody can become an administrator."""
        return bool(self._password)

    def _number(self, token: str) -> int | None:
        """Which token it is, from 1; all are compared."""
        digest = _digest(token)
        found = [n for n, known in enumerate(self._tokens, 1) if secrets.compare_digest(digest, known)]
        return found[0] if found else None


def is_local(request: web.Request) -> bool:
    """Whether a request was made on this machine, to a name of this machine: not through a proxy, nor by a page that has its
    own name resolve to this machine."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        name = urlsplit(f"//{request.host}").hostname or ""
        return ipaddress.ip_address(request.remote or "").is_loopback and name in _LOCAL_NAMES
    except ValueError:
        return False


def address_of(request: web.Request) -> str:
    """The name of a caller who is known by his address alone."""
    return f"address {request.remote}"


def _digest(word: str) -> bytes:
    return hashlib.sha256(word.encode(errors="replace")).digest()
