"""Whom an administrator's /allow or /deny is about. Unless that is clear it is asked, never guessed."""

import re
from dataclasses import dataclass

from telegram import Chat, Message, MessageOriginUser, User

from bot.inert import inert_name
from bot.telegram.transport import LARGEST
from prompts import say

_NUMBER = re.compile(r"-?[0-9]+")
# Digits of a number of 64 bits.
_MOST_DIGITS = 19


class Unclear(Exception):
    """Nobody knows who is meant; the text asks the administrator."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A user or a group, with the ``name`` that an administrator tells it by."""

    id: int
    name: str


def subject_of(message: Message, text: str) -> Subject:
    """Whom the command in ``message`` means: the id in ``text``, else the person replied to, else the group that it is
    said in. Raises ``Unclear``.

    Inside a topic every message replies to the service message that opened it; that is no reply to its creator.
    """
    target = message.reply_to_message
    if text:
        return _numbered(text)
    if target and not target.forum_topic_created:
        return _author(target)
    if message.external_reply or message.reply_to_story:
        raise Unclear(say("admin.unclear_elsewhere"))
    if message.chat.type == Chat.PRIVATE:
        raise Unclear(say("admin.whom"))
    return Subject(message.chat.id, say("admin.group", name=inert_name(message.chat.title or ""), id=message.chat.id))


def _numbered(text: str) -> Subject:
    if not _NUMBER.fullmatch(text) or not text.strip("-0"):
        raise Unclear(say("admin.not_an_id"))
    if len(text.lstrip("-")) > _MOST_DIGITS or abs(int(text)) > LARGEST:
        raise Unclear(say("admin.too_long_an_id"))
    return Subject(int(text), say("admin.number", id=int(text)))


def _author(target: Message) -> Subject:
    """The person who wrote ``target``. Who writes as a group or a channel stands under the name of an account of
    Telegram's, and a forward has two authors."""
    if target.sender_chat or target.from_user is None:
        raise Unclear(say("admin.unclear_sender"))
    if target.from_user.is_bot:
        raise Unclear(say("admin.unclear_bot"))
    sender, origin = target.from_user, target.forward_origin
    if isinstance(origin, MessageOriginUser):
        people = {"by": _person(sender), "author": _person(origin.sender_user)}
        raise Unclear(say("admin.unclear_forward", **people))
    if origin:
        raise Unclear(say("admin.unclear_sender"))
    return Subject(sender.id, _person(sender))


def _person(user: User) -> str:
    return say("admin.person", name=inert_name(user.full_name), id=user.id)
