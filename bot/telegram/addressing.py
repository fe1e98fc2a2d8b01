"""When the bot speaks: a message to what it asks of the bot, or to None where the bot keeps quiet."""

from dataclasses import dataclass
from enum import Enum

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.attachments import file_of
from bot.telegram.entities import marked, names, without
from bot.telegram.pointing import pointing_of

# What everybody may say, and what administrators may; others' use of the latter is an unknown command.
COMMANDS = ("start", "help", "plans", "indicator", "compare", "source", "figure", "chart", "reset")
ADMIN_COMMANDS = ("status", "reindex", "feedback", "allow", "deny", "remove")


class Kind(Enum):
    """What a message wants."""

    QUESTION = "question"
    COMMAND = "command"
    UNKNOWN_COMMAND = "unknown command"
    FILE = "file"
    NOT_TEXT = "not text"  # a forward, a picture, a caption: the bot reads typed questions only


@dataclass(frozen=True, slots=True)
class Request:
    """``text`` is the question without the bot's name (it may be empty), or what follows the command.

    ``command`` has no slash and no bot name, in lower case; empty for questions. ``named`` tells whether the message
    leaves no doubt that this bot is meant: in private, or by its name.
    """

    kind: Kind
    text: str = ""
    command: str = ""
    named: bool = True


def request_in(message: Message, me: User) -> Request | None:
    """What ``message`` asks of the bot ``me``; None for whatever is not addressed to it.

    Private chats are always addressed. In groups it takes a command, a mention entity with the bot's name (in a caption
    too), or a reply to the bot; this holds with privacy mode on and off. Bots, inline results and service messages are
    never answered.
    """
    # A payment is a service message, but the library has it among the attachments.
    if asker(message) is None or message.via_bot or message.is_automatic_forward or message.successful_payment:
        return None
    private = message.chat.type == ChatType.PRIVATE
    if message.document:
        return Request(Kind.FILE) if private or _attachment_is_meant(message, me) else None
    if message.forward_origin or message.text is None:
        spoken_to = message.forward_origin or message.effective_attachment if private else _speaks(message, me)
        return Request(Kind.NOT_TEXT) if spoken_to else None
    if message.entities and message.entities[0].type == MessageEntity.BOT_COMMAND and message.entities[0].offset == 0:
        return _command(message, me, private)
    mentions = [entity for entity, text in marked(message).items() if names(text, entity, me)]
    if (private or mentions) and file_of(message):
        return Request(Kind.FILE)
    if private or mentions or _replies_to(message, me):
        # A mere mention in reply to somebody's question asks that question.
        return Request(Kind.QUESTION, without(message.text, mentions) or pointing_of(message, me).words)
    return None


def asker(message: Message) -> str | None:
    """The id of the person who asks; None for bots and channels.

    An anonymous administrator writes as the group itself, under the name of a bot of Telegram's.
    """
    if message.sender_chat:
        return str(message.chat.id) if message.sender_chat.id == message.chat.id else None
    if message.from_user is None or message.from_user.is_bot:
        return None
    return str(message.from_user.id)


def topic_of(message: Message) -> int | None:
    """The forum topic, None outside topics. A thread id alone may be a mere chain of replies, which is no topic."""
    return message.message_thread_id if message.is_topic_message else None


def _command(message: Message, me: User, private: bool) -> Request | None:
    """The command that opens ``message``, unless it is another bot's: named so, or unknown here and not named ours."""
    name, _, target = message.parse_entity(message.entities[0])[1:].lower().partition("@")
    if target and target != (me.username or "").lower():
        return None
    named = private or bool(target)
    if name in COMMANDS + ADMIN_COMMANDS:
        mentions = [e for e in message.entities[1:] if names(message.parse_entity(e), e, me)]
        return Request(Kind.COMMAND, without(message.text or "", [message.entities[0], *mentions]), name, named)
    return Request(Kind.UNKNOWN_COMMAND) if named else None


def _attachment_is_meant(message: Message, me: User) -> bool:
    """In a group what is attached is for the bot where its caption names the bot or it replies to the bot; forwards never
    are."""
    if message.forward_origin:
        return False
    mentions = any(names(text, entity, me) for entity, text in marked(message).items())
    return mentions or _replies_to(message, me)


def _speaks(message: Message, me: User) -> bool:
    """Whether a group's picture or voice message asks the bot something; a sticker in reply to it is mere applause."""
    applause = message.sticker or message.animation
    return bool(message.effective_attachment) and not applause and _attachment_is_meant(message, me)


def _replies_to(message: Message, me: User) -> bool:
    """Whether ``message`` replies to a message of the bot's.

    Inside a topic every message "replies" to the service message that opened it; that is no reply to its creator.
    """
    target = message.reply_to_message
    if target is None or target.forum_topic_created:
        return False
    return target.from_user is not None and target.from_user.id == me.id
