"""The marked parts of a message (Telegram's entities): mentions of the bot, and the text without them."""

from collections.abc import Iterable

from telegram import Message, MessageEntity, User


def names(text: str, entity: MessageEntity, me: User) -> bool:
    """Whether ``entity``, which spans ``text``, is a mention of the bot."""
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and text.lower() == f"@{me.username}".lower()


def without(text: str, entities: Iterable[MessageEntity]) -> str:
    """``text`` with ``entities`` cut out. Telegram counts their offsets in UTF-16 units, two bytes each."""
    data = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        data = data[: 2 * entity.offset] + data[2 * (entity.offset + entity.length) :]
    return data.decode("utf-16-le", "ignore").strip()


def marked(message: Message) -> dict[MessageEntity, str]:
    """The entities of the text, or of the caption, with what each spans; none where there is neither."""
    if message.text:
        return message.parse_entities()
    return message.parse_caption_entities() if message.caption else {}


def said(message: Message, me: User) -> str:
    """What ``message`` says, in its text or caption, without mentions of the bot and the name of a command."""
    parts = marked(message).items()
    calls = [e for e, text in parts if names(text, e, me) or e.type == MessageEntity.BOT_COMMAND]
    return without(message.text or message.caption or "", calls)
