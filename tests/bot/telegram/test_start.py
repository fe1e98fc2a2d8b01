"""Starting: what the operator reads when it cannot, and that no one ever reads the token."""

import asyncio
import logging
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import StartBot
from fake_bot_api import TOKEN, FakeBotApi, Refusal
from pydantic import SecretStr
from telegram.error import NetworkError

from bot.telegram import application, logs, run
from bot.telegram.application import START_ATTEMPTS
from corpus.errors import TelegramUnavailable
from prompts import say


@pytest.mark.parametrize("token", [None, SecretStr(""), SecretStr(" ")])
def test_a_missing_token_is_one_sentence(token: SecretStr | None) -> None:
    settings: Any = SimpleNamespace(telegram_token=token)
    with pytest.raises(TelegramUnavailable) as raised:
        run(settings)
    assert str(raised.value) == say("telegram.token_missing")


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_is_one_sentence_without_the_token(
    api: FakeBotApi, start_bot: StartBot, code: int
) -> None:
    api.faults["getMe"].append(Refusal(code, "refused"))
    with pytest.raises(TelegramUnavailable) as raised:
        async with start_bot():
            pass
    assert str(raised.value) == say("telegram.token_refused")
    assert TOKEN not in repr(raised.value)
    assert raised.value.__cause__ is None


async def test_an_outage_at_the_start_is_waited_out_and_then_named(
    api: FakeBotApi, start_bot: StartBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []

    async def pause(_stop: asyncio.Event, seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(application, "pause", pause)
    api.faults["getMe"] += [NetworkError("down")] * START_ATTEMPTS
    with pytest.raises(TelegramUnavailable) as raised:
        async with start_bot():
            pass
    assert str(raised.value) == say("telegram.unreachable")
    api.faults["getMe"] += [NetworkError("down")] * (START_ATTEMPTS - 1)
    async with start_bot() as bot:
        api.says({"id": 7, "type": "private"}, {"id": 7, "is_bot": False, "first_name": "李"}, "甲")
        assert len(await bot.settle()) == 1
    assert waited == [0.5, 1.0, 2.0, 4.0] * 2


def test_the_token_is_kept_out_of_every_log_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "GET /bot%s/getMe", (TOKEN,), None)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        record.exc_info = sys.exc_info()
    line = logs.Redacting(logging.Formatter(), TOKEN).format(record)
    assert "GET /bot***/getMe" in line
    assert "ValueError: ***" in line
    assert TOKEN not in line


def test_other_commands_do_not_pay_for_the_library() -> None:
    code = "import sys, bot.telegram; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
