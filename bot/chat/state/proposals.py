"""Changes to the index that an administrator has been asked to confirm."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.state.answers import TOKEN_BYTES
from bot.chat.state.database import Database

# A proposal nobody decides on is dropped with its file: the index may have moved on.
PROPOSAL_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Proposal:
    """Take up the plan in the upload ``path`` (below the data folder), or where that is None take ``file`` out.

    ``outcome`` is "done", "cancelled" or "failed", None while it waits or is under way.
    """

    token: str
    chat: str
    admin: str
    file: str
    path: str | None
    title: str
    outcome: str | None


class Proposals:
    """Proposals by token; each belongs to one administrator in one chat."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self._clock = clock

    def make(self, chat: str, admin: str, file: str, path: str | None, title: str) -> str:
        """Store a proposal; its token."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        values = (token, chat, admin, file, path, title, self._clock())
        self._db.execute("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, NULL, ?)", values)
        return token

    def get(self, token: str) -> Proposal | None:
        """The proposal with that token, unless it has been dropped."""
        row = self._db.execute(
            "SELECT token, chat, admin, file, path, title, outcome FROM proposals WHERE token = ?", (token,)
        ).fetchone()
        return Proposal(*row) if row else None

    def close(self, token: str, outcome: str) -> None:
        """It has been decided and carried out."""
        self._db.execute("UPDATE proposals SET outcome = ? WHERE token = ?", (outcome, token))

    def moved(self, old: str, new: str) -> None:
        """The group ``old`` goes by the id ``new`` now."""
        self._db.execute("UPDATE proposals SET chat = ? WHERE chat = ?", (new, old))

    def sweep(self, now: float) -> list[str]:
        """Drop what has waited too long or is done with; the uploads that are needed no more."""
        oldest = (now - PROPOSAL_SECONDS,)
        rows = self._db.execute("SELECT path FROM proposals WHERE at < ? AND path IS NOT NULL", oldest).fetchall()
        self._db.execute("DELETE FROM proposals WHERE at < ?", oldest)
        return [path for (path,) in rows]
