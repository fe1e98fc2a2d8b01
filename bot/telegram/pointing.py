"""What a message points at by replying to another, or to a part of it."""

from telegram import Message, User

from bot.chat.state.conversations import NOWHERE, Pointing
from bot.telegram.entities import said

# What a question may be long (``bot.assistant``); more is a document, and no question points at all of one.
MOST_CHARACTERS = 500


def pointing_of(message: Message, me: User) -> Pointing:
    """What ``message`` points at. The bot's own words are no question of anybody's, but for a part that is quoted."""
    target, quote = message.reply_to_message, message.quote.text.strip() if message.quote else ""
    if target and not target.forum_topic_created:
        own = target.from_user is not None and target.from_user.id == me.id
        words = quote or ("" if own else said(target, me))
        return Pointing(str(target.message_id), words[:MOST_CHARACTERS], quoted=bool(quote))
    if message.external_reply or message.reply_to_story:
        return Pointing(None, quote[:MOST_CHARACTERS], quoted=bool(quote), elsewhere=True)
    return NOWHERE
