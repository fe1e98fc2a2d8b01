"""What an update leads to, decided as it arrives: whether it asks anything of the bot, and whether who asks is served.

All of it is quick and waits for nothing, so that no flood keeps back what arrives behind it.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, InlineQuery, Message, Update, User
from telegram.constants import ChatType

from bot.chat.access import Access
from bot.chat.limits import Limits, Verdict
from bot.chat.lines import Line, Lines, Work
from bot.chat.notices import Notices
from bot.chat.state import State
from bot.telegram.addressing import Kind, Request, asker, request_in
from bot.telegram.commands import question_of
from bot.telegram.handlers import Handlers

log = logging.getLogger(__name__)

# Turning pages is cheap and quick, and an inline query comes with every few letters: so many of them are taken where one
# question is.
PRESSES_FOR_A_QUESTION = 3
INLINE_FOR_A_QUESTION = 10


@dataclass(frozen=True, slots=True)
class Errand:
    """``work`` that is to be done in ``line``, on account of the chat (or the user) ``owner``."""

    line: Line
    owner: str
    work: Work


class Reception:
    """Lets updates in. ``moved`` is told of a group that has become a supergroup, as (old id, new id)."""

    def __init__(
        self,
        me: Callable[[], User],
        handlers: Handlers,
        state: State,
        access: Access,
        limits: Limits,
        lines: Lines,
        notices: Notices,
        moved: Callable[[int, int], None],
        *,
        user_limit: int,
        group_limit: int,
    ) -> None:
        self._me = me
        self._handlers = handlers
        self._state = state
        self._access = access
        self._limits = limits
        self._lines = lines
        self._notices = notices
        self._moved = moved
        self._user_limit = user_limit
        self._group_limit = group_limit

    def take(self, update: Update, counts: bool) -> None:
        """Put what ``update`` leads to in its line; mark it as done where it leads to nothing. ``counts``: for the limits.

        One that cannot be understood is logged, and answered by nothing: nobody knows whether it was meant for the bot.
        """
        try:
            errand = self._errand(update, counts)
        except Exception:
            log.exception("not understood update=%d", update.update_id)
            errand = None
        if errand is None:
            self._state.journal.finish(update.update_id)
        else:
            self._lines.put(errand.line, errand.owner, lambda: self._handlers.carry_out(update, errand.work))

    def _errand(self, update: Update, counts: bool) -> Errand | None:
        if update.message:
            return self._message(update.update_id, update.message, counts)
        if update.edited_message:
            return self._edit(update.update_id, update.edited_message, counts)
        if update.callback_query:
            return self._press(update.update_id, update.callback_query, counts)
        if update.inline_query:
            return self._inline(update.inline_query, counts)
        return None

    def _message(self, update_id: int, message: Message, counts: bool) -> Errand | None:
        if message.migrate_to_chat_id:
            self._moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            self._moved(message.migrate_from_chat_id, message.chat.id)
        request, user = request_in(message, self._me()), asker(message)
        if request is None or user is None:
            return None
        line, work, chat = _line_of(message, request), self._handlers, str(message.chat.id)
        if not self._access.serves(user, chat):
            # Strangers are told how to be let in; in a group its members are there for each other.
            if chat != user or not self._notices.due("declined", user):
                return None
            return Errand(line, chat, lambda: work.decline(update_id, message, user))
        return self._within_limits(
            update_id, message, user, counts, line, lambda: work.serve(update_id, message, request, user)
        )

    def _edit(self, update_id: int, message: Message, counts: bool) -> Errand | None:
        """An edited message: of interest where it asks something else than it did."""
        request, user = request_in(message, self._me()), asker(message)
        if request is None or user is None or not self._access.serves(user, str(message.chat.id)):
            return None
        line = _line_of(message, request)
        if request.kind in (Kind.FILE, Kind.NOT_TEXT):
            # In private it was addressed from the start; and only an edited caption can name the bot later.
            if message.chat.type == ChatType.PRIVATE or message.caption is None:
                return None
            return self._within_limits(
                *(update_id, message, user, counts, line),
                lambda: self._handlers.serve_caption(update_id, message, request, user),
            )
        question = request.text if request.kind is Kind.QUESTION else question_of(request)
        turn = self._state.conversations.asked_with(str(message.chat.id), str(message.message_id))
        if not question or (turn and turn.question == question):
            return None
        fresh = request.kind is Kind.COMMAND
        return self._within_limits(
            *(update_id, message, user, counts, line),
            lambda: self._handlers.serve_edit(update_id, message, question, user, fresh),
        )

    def _press(self, update_id: int, query: CallbackQuery, counts: bool) -> Errand | None:
        message, user = query.message, str(query.from_user.id)
        chat, number = (str(message.chat.id), str(message.message_id)) if message else (user, "")
        most = self._user_limit * PRESSES_FOR_A_QUESTION
        verdict = self._asked(update_id, counts, chat, ("presses", user, most))
        if verdict is Verdict.QUIET:
            return None
        # Presses under each message stand in a line of their own, so that none waits for a question.
        if verdict is Verdict.NOTICE:
            return Errand(("press", chat, number), chat, lambda: self._handlers.too_many_presses(query))
        return Errand(("press", chat, number), chat, lambda: self._handlers.press(update_id, query))

    def _inline(self, query: InlineQuery, counts: bool) -> Errand | None:
        user = str(query.from_user.id)
        line = ("inline", user, "")
        verdict = self._asked(0, counts, user, ("inline", user, self._user_limit * INLINE_FOR_A_QUESTION))
        if verdict is Verdict.QUIET:
            return None
        if verdict is Verdict.NOTICE:
            return Errand(line, user, lambda: self._handlers.too_many_inline(query))
        return Errand(line, user, lambda: self._handlers.inline(query))

    def _within_limits(
        self,
        update_id: int,
        message: Message,
        user: str,
        counts: bool,
        line: Line,
        work: Callable[[], Awaitable[None]],
    ) -> Errand | None:
        """``work`` where the request is served; the first one beyond a limit is told so, the others draw no reply."""
        chat = str(message.chat.id)
        keys = [("user", user, self._user_limit)]
        if message.chat.type != ChatType.PRIVATE:
            keys.append(("group", chat, self._group_limit))
        verdict = self._asked(update_id, counts, chat, *keys)
        if verdict is Verdict.QUIET:
            return None
        if verdict is Verdict.NOTICE:
            return Errand(line, chat, lambda: self._handlers.too_many(update_id, message))
        return Errand(line, chat, work)

    def _asked(self, update_id: int, counts: bool, owner: str, *keys: tuple[str, str, int]) -> Verdict:
        """What the limits say; where the owner has no room left, as if a limit were reached."""
        if not counts:
            return Verdict.SERVED
        if self._lines.has_room(owner):
            verdict = self._limits.ask(*keys)
        else:
            verdict = Verdict.NOTICE if self._notices.due("no room", owner) else Verdict.QUIET
        if verdict is not Verdict.SERVED:
            log.info("limited update=%d verdict=%s", update_id, verdict.value)
        return verdict


def _line_of(message: Message, request: Request) -> Line:
    """Messages of a chat are one line. What takes an administrator's index long stands in another, so that no question
    waits for it."""
    slow = request.kind is Kind.FILE or request.command == "reindex"
    return ("file" if slow else "chat", str(message.chat.id), "")
