"""The file that a message brings or names."""

from telegram import Document, Message

from bot.chat.naming import named_in


def file_of(message: Message) -> Document | None:
    """The file that ``message`` brings, or the one of the message that it names in reply to."""
    replied = message.reply_to_message
    if message.document or replied is None or not named_in(message.text or ""):
        return message.document
    return replied.document
