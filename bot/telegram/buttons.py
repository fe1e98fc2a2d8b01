"""The buttons under messages, and what they carry: a short code, the token of what they belong to, and a number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.state.answers import StoredAnswer
from prompts import say

_DATA = re.compile(r"(?P<action>[a-z]):(?P<token>[\w-]{1,40})(?::(?P<number>\d{1,4}))?")


class Action(StrEnum):
    """What a press does; the value is its code in the button's data and never changes its meaning."""

    SOURCE = "s"
    PAGE = "p"  # another page of passages that are shown already
    COMPARE = "c"
    CHART = "g"
    OTHER = "o"
    USEFUL = "y"
    WRONG = "n"
    CONFIRM = "k"
    CANCEL = "x"


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed. ``number`` is a page, or which of several readings."""

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


def answer_keyboard(answer: StoredAnswer, helpful: bool = False) -> InlineKeyboardMarkup | None:
    """The buttons under an answer, those that lead somewhere; none under one that only says what the bot can do.

    ``helpful`` is such an answer: neither a refusal nor one with evidence.
    """
    if helpful:
        return None
    reading = [Action.SOURCE] if answer.evidence else []
    if answer.subjects:
        reading += [Action.COMPARE, Action.CHART]
    judging = [Action.USEFUL, Action.WRONG]
    if answer.alternatives:
        judging.append(Action.OTHER)
    return _rows([[Press(action, answer.token) for action in row] for row in (reading, judging) if row])


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
