"""Links to a place in a document: plain ones for who is signed in, signed ones that open just that document for a while."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from bot.chat.signing import Signer
from bot.models import Answer

_PURPOSE = "document"
_DAY_SECONDS = 86_400
# Links to the same place that are made within so many seconds are the same: what shows them need not be sent anew.
_ALIKE_SECONDS = 3_600


class Links:
    """Makes and checks links. ``root`` is the address that users reach the pages by; "" makes links within the server."""

    def __init__(self, signer: Signer, root: str, days: int, clock: Callable[[], float] = time.time) -> None:
        self._signer = signer
        self._root = root.rstrip("/")
        self._days = days
        self._clock = clock

    def signed(self, file: str, start: int | None = None, end: int | None = None) -> str:
        """A link that opens the document ``file``, lit at ``start:end``, without any other key, for some days."""
        begun = -(-int(self._clock()) // _ALIKE_SECONDS) * _ALIKE_SECONDS
        expires = str(begun + self._days * _DAY_SECONDS)
        key = {"expires": expires, "sig": self._signer.sign(_PURPOSE, file, expires)}
        return f"{self._root}{place_of(file, start, end, key)}"

    def opens(self, file: str, expires: str, signature: str) -> bool:
        """Whether a link with these fields opens the document ``file`` now."""
        alive = expires.isascii() and expires.isdecimal() and len(expires) < 12 and int(expires) > self._clock()
        return self._signer.accepts(signature, _PURPOSE, file, expires) and alive

    def answer_object(self, answer: Answer) -> dict[str, Any]:
        """The answer object of the contract, each citation with the ``url`` of its place."""
        found = answer.as_json()
        for citation in found["citations"]:
            citation["url"] = self.signed(citation["file"], citation["start"], citation["end"])
        return found


def place_of(file: str, start: int | None = None, end: int | None = None, key: dict[str, str] | None = None) -> str:
    """The path of the document ``file`` within the server, lit at ``start:end`` where these are given, with the fields of a
    signature in ``key``."""
    lit = {} if start is None or end is None else {"start": str(start), "end": str(end)}
    query = urlencode({**lit, **(key or {})})
    return f"/plans/{quote(file, safe='')}{'?' if query else ''}{query}{'#cited' if lit else ''}"
