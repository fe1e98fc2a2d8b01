"""Who signed in at a browser: a signed cookie that holds a role, and the tokens of forms that belong to it."""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.signing import Signer

COOKIE = "planbot_session"
# A working day; then one signs in again.
LIFE_SECONDS = 12 * 3_600


class Role(StrEnum):
    """What somebody may do; who is nobody in particular may open signed links and sign in."""

    VISITOR = "visitor"
    READER = "reader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Session:
    """A browser. ``nonce`` tells it from others, ``value`` is what its cookie holds."""

    role: Role
    nonce: str
    value: str


class Sessions:
    """Makes sessions and reads cookies. Nothing is stored: a session ends with its time, and all of a role with a change of
    the password or tokens (``keys``) that admit to it."""

    def __init__(self, signer: Signer, keys: dict[Role, Iterable[str]], clock: Callable[[], float] = time.time) -> None:
        self._signer = signer
        self._keys = {role: hashlib.sha256("\n".join(sorted(keys.get(role, ()))).encode()).hexdigest() for role in Role}
        self._clock = clock

    def begin(self, role: Role) -> Session:
        """A new session."""
        nonce, expires = secrets.token_urlsafe(16), str(int(self._clock()) + LIFE_SECONDS)
        signature = self._signer.sign("session", role, self._keys[role], nonce, expires)
        return Session(role, nonce, f"{role}.{nonce}.{expires}.{signature}")

    def read(self, cookie: str) -> Session | None:
        """The session whose cookie this is; None where it is forged or past its time."""
        parts = cookie.split(".")
        if len(parts) != 4 or parts[0] not in set(Role):
            return None
        role, nonce, expires, signature = Role(parts[0]), *parts[1:]
        if not self._signer.accepts(signature, "session", role, self._keys[role], nonce, expires):
            return None
        return Session(role, nonce, cookie) if int(expires) > self._clock() else None

    def form_token(self, session: Session) -> str:
        """What a form of this session carries."""
        return self._signer.sign("form", session.nonce)

    def accepts_form(self, session: Session, token: str) -> bool:
        """Whether a form with this token was made for this session."""
        return self._signer.accepts(token, "form", session.nonce)
