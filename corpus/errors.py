"""The one tree of errors: each carries a message that a user may read, in the words of ``prompts/messages.toml``."""


class PlanbotError(Exception):
    """Something that the user or operator can mend; its text is one clear sentence for them."""


class UnreadableDocument(PlanbotError):
    """A file cannot be read as a plan: unknown format, wrong encoding, damaged, empty or too large."""


class IndexUnavailable(PlanbotError):
    """There is no usable index: none was built, it was made by another version, or it is damaged."""


class IndexBusy(PlanbotError):
    """Another process is writing the index."""


class SettingsInvalid(PlanbotError):
    """A setting is missing or has a value that cannot be used."""


class TelegramUnavailable(PlanbotError):
    """Telegram refused the token or cannot be reached at the start."""
