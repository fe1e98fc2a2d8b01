"""The one tree of errors: each carries a message that a user may read, in the words of ``prompts/messages.toml``."""


class PlanbotError(Exception):
    """Something that the user or operator can mend; its text is one clear sentence for them."""


class UnreadableDocument(PlanbotError):
    """A file cannot be read as a plan: unknown format, wrong encoding, damaged, empty or too large."""


class UntitledDocument(UnreadableDocument):
    """Nothing says how a document is called; a title that is given mends it."""


class IndexUnavailable(PlanbotError):
    """There is no usable index: none was built, it was made by another version, or it is damaged."""


class IndexBusy(PlanbotError):
    """Another process is writing the index."""


class AnsweringFailed(PlanbotError):
    """The processes that answer died of a question, or none of them could be started again."""


class SettingsInvalid(PlanbotError):
    """A setting is missing or has a value that cannot be used."""


class StateUnusable(PlanbotError):
    """The store of the chats is damaged, was written by a newer version, or cannot be opened."""


class BackupFailed(PlanbotError):
    """A backup cannot be written or read, or there is a data folder that it would overwrite."""


class TelegramUnavailable(PlanbotError):
    """Telegram refused the token or cannot be reached at the start."""


class WebUnavailable(PlanbotError):
    """The web server cannot listen where it should, or cannot keep its secret."""


class ModelUnavailable(PlanbotError):
    """A model endpoint gave no usable answer. ``code`` says why: timeout, rate_limited, server_error, refused, unreachable,
    malformed, truncated, busy. It never stops an answer: callers go on without the model."""

    def __init__(self, code: str, message: str, retry_after: float | None = None) -> None:
        """``retry_after``: seconds for which the endpoint asked to be left alone, where it said so."""
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after
