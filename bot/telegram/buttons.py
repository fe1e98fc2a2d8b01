"""The buttons under messages, and what they carry: a short code, the token of what they belong to, and a number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.state.answers import StoredAnswer
from bot.replying.blocks import Deed
from prompts import say

_DATA = re.compile(r"(?P<action>[a-z]):(?P<token>[\w-]{1,40})(?::(?P<number>\d{1,4}))?")


class Action(StrEnum):
    """What a press does; the value is its code in the button's data and never changes its meaning."""

    SOURCE = "s"
    PAGE = "p"  # another page of passages that are shown already
    COMPARE = "c"
    CHART = "g"
    OTHER = "o"
    SUGGESTION = "a"
    MORE = "m"  # the messages of the reply that come after those that are shown
    USEFUL = "y"
    WRONG = "n"
    CONFIRM = "k"
    CANCEL = "x"


_CODES = {deed: Action[deed.name] for deed in Deed}


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed. ``number`` is a page, or which of several actions of a kind."""

    action: Action
    token: str
    number: int = 0

    @classmethod
    def read(cls, data: str) -> "Press | None":
        """The press that a callback's data tells of; None for what this bot has not written."""
        match = _DATA.fullmatch(data)
        if match is None or match["action"] not in tuple(Action):
            return None
        return cls(Action(match["action"]), match["token"], int(match["number"] or 0))

    @property
    def data(self) -> str:
        """What the button carries: about 20 of the 64 bytes that Telegram takes."""
        return f"{self.action.value}:{self.token}:{self.number}"


def answer_keyboard(answer: StoredAnswer, more: int = 0, page: str | None = None) -> InlineKeyboardMarkup | None:
    """The buttons under an answer, one for each of its actions; none under one that only says what the bot can do.

    ``more`` is the number of the first message of the reply that is not shown, 0 where all are; ``page`` the address of the
    page of its first source, where there are pages.
    """
    rows = [
        [InlineKeyboardButton(label, callback_data=press.data) for press, label in row]
        for row in _ordered(answer)
        if row
    ]
    if page and rows:
        rows[0].insert(1, InlineKeyboardButton(say("button.open"), url=page))  # beside the passages in the chat
    if more:
        press = Press(Action.MORE, answer.token, more)
        rows.append([InlineKeyboardButton(say("button.more"), callback_data=press.data)])
    return InlineKeyboardMarkup(rows) if rows else None


def _ordered(answer: StoredAnswer) -> list[list[tuple[Press, str]]]:
    """What is read, what is asked instead (two a row), and what is judged, in rows that a phone shows whole."""
    presses: dict[Deed, list[tuple[Press, str]]] = {deed: [] for deed in Deed}
    for action in answer.actions:
        own = presses[action.deed]
        own.append((Press(_CODES[action.deed], answer.token, len(own)), action.label))
    reading = [press for deed in (Deed.SOURCE, Deed.COMPARE, Deed.CHART) for press in presses[deed]]
    asking = presses[Deed.SUGGESTION]
    judging = [press for deed in (Deed.USEFUL, Deed.WRONG, Deed.OTHER) for press in presses[deed]]
    pairs = [asking[at : at + 2] for at in range(0, len(asking), 2)]
    return [reading, *pairs, judging]


def more_keyboard(token: str, more: int) -> InlineKeyboardMarkup | None:
    """The button for the messages from ``more`` on; none where it is 0."""
    return _rows([[Press(Action.MORE, token, more)]]) if more else None


def page_keyboard(token: str, page: int, pages: int) -> InlineKeyboardMarkup | None:
    """Back and forth between ``pages`` passages, counted from 0."""
    if pages < 2:
        return None
    row = []
    for target, name in ((page - 1, "button.back"), (page + 1, "button.forth")):
        if 0 <= target < pages:
            label = say(name, n=target + 1, count=pages)
            row.append(InlineKeyboardButton(label, callback_data=Press(Action.PAGE, token, target).data))
    return InlineKeyboardMarkup([row])


def decision_keyboard(token: str) -> InlineKeyboardMarkup:
    """Confirm or cancel."""
    return _rows([[Press(Action.CONFIRM, token), Press(Action.CANCEL, token)]])


def _rows(rows: list[list[Press]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(say(f"button.{press.action.name.lower()}"), callback_data=press.data)
                for press in row
            ]
            for row in rows
        ]
    )
