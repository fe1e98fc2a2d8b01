"""Deep links: t.me/BOT?start=PAYLOAD opens the bot in private with an answer to the question that the payload holds."""

import base64
import binascii

# Telegram's limit; a question of sixteen Chinese characters fits.
PAYLOAD_CHARACTERS = 64
PREFIX = "q_"


def payload_of(question: str) -> str | None:
    """The payload of a link to the answer of ``question``, None where it is too long for one."""
    payload = PREFIX + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return payload if len(payload) <= PAYLOAD_CHARACTERS else None


def question_in(payload: str) -> str | None:
    """The question that a payload of ours holds."""
    if not payload.startswith(PREFIX):
        return None
    encoded = payload.removeprefix(PREFIX)
    try:
        return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode().strip() or None
    except (binascii.Error, UnicodeDecodeError):
        return None


def link_to(question: str, bot: str) -> str | None:
    """The address that opens the answer of ``question`` in a private chat with the bot of that username."""
    payload = payload_of(question)
    return f"https://t.me/{bot}?start={payload}" if payload else None
