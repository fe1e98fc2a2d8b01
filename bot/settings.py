"""Settings: environment variables with the prefix PLANBOT_, also read from ``.env``."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from bot.model.settings import ModelSettings
from corpus.errors import SettingsInvalid
from prompts import say

PREFIX = "PLANBOT_"
FILE = ".env"
# Settings whose values have a form that is worth telling, by the message that tells it.
_KINDS = {"web_url": "settings.no_address"}


class Settings(ModelSettings):
    """One field a variable: ``data_dir`` is PLANBOT_DATA_DIR. The table of settings in docs/operators.md is made of these.

    A field whose variable has a value that cannot be used raises SettingsInvalid where it is read, so that it stops only
    what needs it (``load_settings``).
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=FILE, env_file_encoding="utf-8", extra="ignore")

    data_dir: Path = Field(default=Path(".planbot"), description="folder of the index and of the bot's state")
    answering_processes: int = Field(
        default=1, ge=1, description="processes that answer questions side by side; 1: the bot's own"
    )
    telegram_token: SecretStr | None = Field(default=None, description="the bot's token from BotFather")
    telegram_base_url: str | None = Field(default=None, description="root of a self-hosted Bot API server")
    allowed_chats: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="user and chat ids served, divided by commas; empty: everybody"
    )
    telegram_retention_days: int = Field(default=30, ge=1, description="days that conversations and answers are kept")
    telegram_group_context_minutes: float = Field(
        default=30, gt=0, description="silence of a member after which the next question takes nothing over"
    )
    telegram_private_context_minutes: float = Field(default=1440, gt=0, description="the same in a private chat")
    telegram_user_limit: int = Field(default=30, ge=10, description="requests of one user that are served in a window")
    telegram_group_limit: int = Field(
        default=60, ge=10, description="requests in one group that are served in a window"
    )
    telegram_window_seconds: float = Field(default=60, gt=0, description="length of that window")
    telegram_log_text: bool = Field(default=False, description="whether the log may hold the words of questions")
    telegram_webhook_url: str | None = Field(default=None, description="public https address; unset: polling")
    telegram_webhook_listen: str = Field(default="127.0.0.1:8443", description="where the webhook listens")
    admins: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="user ids of administrators, divided by commas; always served"
    )

    web_url: str | None = Field(default=None, description="address that users reach the pages by, for links")
    web_listen: str | None = Field(default=None, description="host:port of the pages in the bot's own process")
    web_link_days: int = Field(default=7, ge=1, description="days that a link to a source opens it")
    web_limit: int = Field(default=120, ge=10, description="requests of one caller that are served in a window")
    api_tokens: Annotated[frozenset[SecretStr], NoDecode] = Field(
        default=frozenset(), description="bearer tokens of the API, divided by commas; empty: this machine, without one"
    )
    console_password: SecretStr | None = Field(default=None, description="opens the console; unset: there is none")

    @field_validator("web_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if not value:
            return None
        parts = urlsplit(value)
        bare = parts.path in ("", "/") and not (
            parts.query or parts.fragment or parts.username or set(" \t") & set(value)
        )
        if parts.scheme not in ("http", "https") or not parts.hostname or not bare or parts.port == 0:
            raise ValueError("no root of a server")
        return value

    @field_validator("api_tokens", mode="before")
    @classmethod
    def _tokens(cls, value: Any) -> Any:
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.replace("，", ",").split(",") if part.strip())
        return value

    @field_validator("allowed_chats", "admins", mode="before")
    @classmethod
    def _ids(cls, value: Any) -> Any:
        if isinstance(value, str):
            return frozenset(int(part) for part in value.replace("，", ",").split(",") if part.strip())
        return value

    if not TYPE_CHECKING:  # a type checker would take it for leave to read any name

        def __getattr__(self, name: str) -> Any:
            if name in type(self).model_fields:
                raise SettingsInvalid(say(_KINDS.get(name, "settings.invalid"), name=_variable(name)))
            return super().__getattr__(name)


def load_settings() -> Settings:
    """The settings of the environment. Raises SettingsInvalid where ``.env`` is no text; a wrong value raises when its
    field is read."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingsInvalid(say("settings.no_text", file=FILE)) from None
    except ValidationError as error:
        wrong = {str(problem["loc"][0]) for problem in error.errors()}
    settings = Settings(**{name: Settings.model_fields[name].get_default() for name in wrong})
    for name in wrong:
        del settings.__dict__[name]
    return settings


def unknown_settings() -> dict[str, str]:
    """The variables with the prefix that are no setting, each with the name that was likely meant, or ""."""
    known = [_variable(name) for name in Settings.model_fields]
    given = sorted({name.upper() for name in (*os.environ, *dotenv_values(FILE, encoding="utf-8"))})
    unknown = [name for name in given if name.startswith(PREFIX) and name not in known]
    return {name: next(iter(get_close_matches(name, known, 1, 0.85)), "") for name in unknown}


def _variable(field: str) -> str:
    return PREFIX + field.upper()
