"""What administrators decided in chats about who is served."""

from collections.abc import Callable

from bot.chat.state.database import Database


class Grants:
    """User and chat ids that are allowed or denied, kept in memory too: every update asks."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self._clock = clock
        rows = self._db.execute("SELECT id, allowed FROM grants")
        self._decided: dict[str, bool] = {subject: bool(allowed) for subject, allowed in rows}

    def decision(self, subject: str) -> bool | None:
        """True: allowed; False: denied; None: no administrator has said anything."""
        return self._decided.get(subject)

    def all(self) -> dict[str, bool]:
        """Every decision, by id."""
        return dict(self._decided)

    def decide(self, subject: str, allowed: bool, admin: str) -> None:
        """``admin`` allows or denies ``subject``, in place of an earlier decision."""
        self._db.execute("REPLACE INTO grants VALUES (?, ?, ?, ?)", (subject, allowed, admin, self._clock()))
        self._decided[subject] = allowed
