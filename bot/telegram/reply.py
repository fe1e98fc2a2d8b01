"""The messages that answer one question, kept up with an answer that grows."""

import time

from telegram import InlineKeyboardMarkup

from bot.chat.state import State
from bot.telegram.sending import Place, Sender

# Telegram takes about one message or edit a second in one chat.
EDIT_SECONDS = 1.0

# The HTML of a message, and its buttons.
Part = tuple[str, InlineKeyboardMarkup | None]


class Reply:
    """The answer of one turn as its reader sees it.

    New messages are sent until they arrive. An edit on the way is tried once, since a newer one follows it; at the end
    whatever is not shown as it should be is edited until it is.
    """

    def __init__(self, sender: Sender, state: State, update_id: int, place: Place, turn: int, *, anew: bool) -> None:
        """``anew``: the messages that the turn has already are to be edited. Otherwise those that an earlier attempt sent
        are left as they are, but where a stop came while they were growing."""
        self._sender = sender
        self._conversations = state.conversations
        self._update_id = update_id
        self._place = place
        self._turn = turn
        self._messages = dict(enumerate(map(int, self._conversations.messages_of(turn))))
        self._settled = 0 if anew or self._conversations.growing(turn) else len(self._messages)
        self._shown: dict[int, Part] = {}
        self._next_edit = 0.0

    async def show(self, html: list[str], keyboard: InlineKeyboardMarkup | None) -> None:
        """Show a state that may be followed by another; nothing where Telegram would not take an edit yet."""
        for number, part in self._unshown(html, keyboard):
            if number not in self._messages:
                await self._send(number, part, growing=True)
            elif time.monotonic() < self._next_edit:
                return
            else:
                refused = await self._sender.try_edit(self._place.chat, self._messages[number], *part)
                self._next_edit = time.monotonic() + max(EDIT_SECONDS, refused or 0)
                if refused is not None:
                    return
                self._shown[number] = part

    async def finish(self, html: list[str], keyboard: InlineKeyboardMarkup | None) -> None:
        """Show the last state. Raises ``Undeliverable``, and ``Interrupted`` at a stop."""
        unshown = self._unshown(html, keyboard)
        if any(number in self._messages for number, _ in unshown):
            await self._sender.wait(self._next_edit - time.monotonic())
        for number, part in unshown:
            held = self._messages.get(number)
            if held is not None and await self._sender.edit(self._place.chat, held, *part):
                continue
            if held is not None:
                self._forget(held)
            await self._send(number, part)
        for number in range(max(len(html), self._settled), len(self._messages)):
            await self._sender.delete(self._place.chat, self._messages[number])
            self._forget(self._messages[number])
        self._conversations.grown(self._turn)

    async def _send(self, number: int, part: Part, growing: bool = False) -> None:
        html, keyboard = part
        self._messages[number] = await self._sender.part(
            self._update_id, self._place, number, html, self._turn, keyboard, growing=growing
        )
        self._shown[number] = part
        self._next_edit = time.monotonic() + EDIT_SECONDS

    def _forget(self, message: int) -> None:
        self._conversations.forget_message(str(self._place.chat), str(message))

    def _unshown(self, html: list[str], keyboard: InlineKeyboardMarkup | None) -> list[tuple[int, Part]]:
        last = len(html) - 1
        parts = [(number, (text, keyboard if number == last else None)) for number, text in enumerate(html)]
        return [(n, part) for n, part in parts if n >= self._settled and self._shown.get(n) != part]
