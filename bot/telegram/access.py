"""Who is served."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """The allow-list. ``allowed`` holds user and chat ids (groups are negative); empty serves everybody.

    Admins are always served, and listing admins restricts nobody else.
    """

    allowed: frozenset[int]
    admins: frozenset[int]

    def serves(self, user: int, chat: int) -> bool:
        """Whether ``user`` is answered in ``chat``: any member of a listed group, and listed users in private.

        A private chat has the id of its user, so one look-up of the chat covers both.
        """
        return not self.allowed or user in self.admins or chat in self.allowed
