"""Who is served."""

from dataclasses import dataclass

from bot.chat.state.grants import Grants

# Who decided that a supergroup is allowed since the group was: nobody in particular.
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Access:
    """The allow-list. ``allowed`` holds user and chat ids; empty serves everybody.

    Admins are always served, and listing admins restricts nobody else. What admins decided in chats (``grants``) goes
    before ``allowed``: a denied id is not served, an allowed one is as if it were listed.
    """

    allowed: frozenset[str]
    admins: frozenset[str]
    grants: Grants

    @property
    def restricted(self) -> bool:
        """Whether only those who are listed are served."""
        return bool(self.allowed)

    def serves(self, user: str, chat: str) -> bool:
        """Whether ``user`` is answered in ``chat``: any member of a listed group, and listed users in private.

        A private chat has the id of its user, so one look-up of the chat covers both.
        """
        if user in self.admins:
            return True
        if self.grants.decision(user) is False or self.grants.decision(chat) is False:
            return False
        return not self.restricted or self._listed(chat)

    def moved(self, old: str, new: str) -> None:
        """The group ``old`` goes by the id ``new`` now, and is served as it was."""
        decided = self.grants.decision(old)
        if decided is not None or old in self.allowed:
            self.grants.decide(new, decided is not False, NOBODY)

    def _listed(self, subject: str) -> bool:
        return self.grants.decision(subject) is True or subject in self.allowed
