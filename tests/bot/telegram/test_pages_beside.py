"""The pages in the bot's own process: one assistant for both, one line where they cannot be, one end."""

import asyncio
import json
import shutil
import signal
import socket
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from bot_process import kill, start_bot_process
from conftest import FakeAssistant
from fake_bot_api import BASE_URL, TOKEN, FakeBotApi, FakeRequest
from fake_server import served
from people import LI, PRIVATE
from pydantic import SecretStr

from bot.chat.answering import Answering
from bot.chat.state import State
from bot.settings import Settings
from bot.telegram.application import serve
from bot.web import beside
from corpus.errors import WebUnavailable

# Generous: the machine may be busy with other things.
PATIENCE_SECONDS = 60


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def settings_of(folder: Path, **more: Any) -> Settings:
    return Settings(
        _env_file=None,
        telegram_token=SecretStr(TOKEN),
        telegram_base_url=f"{BASE_URL}/",
        data_dir=folder,
        **more,
    )


async def asked(root: str, question: str) -> dict[str, Any]:
    """The answer object over HTTP; the server is waited for."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                async with session.post(f"{root}/api/ask", json={"question": question}) as response:
                    return dict(json.loads(await response.text()))
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def test_chats_and_pages_ask_the_same_assistant(
    api: FakeBotApi, assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = settings_of(tmp_path, web_listen=free_address())
    state, stop, answering = State(tmp_path, 30), asyncio.Event(), Answering(lambda: assistant)
    serving = asyncio.create_task(serve(settings, answering, state, stop, FakeRequest(api), beside(settings)))
    answer = await asked(f"http://{settings.web_listen}", "甲市床位?")
    api.says(PRIVATE, LI, "乙区床位?")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not api.sent:
            await asyncio.sleep(0.02)
    stop.set()
    await serving
    answering.close()
    state.close()
    assert answer["text"] == "答:甲市床位?"
    assert assistant.asked == [("甲市床位?", []), ("乙区床位?", [])]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(tuple(settings.web_listen.split(":")), 5)  # type: ignore[union-attr,arg-type]


def test_without_the_setting_there_are_none(tmp_path: Path) -> None:
    assert beside(settings_of(tmp_path)) is None


@pytest.mark.parametrize("listen", ["8080", "localhost:x", "localhost:0", "127.0.0.1:70000"])
def test_an_address_that_is_none_names_the_setting(tmp_path: Path, listen: str) -> None:
    with pytest.raises(WebUnavailable, match=r"^“.*”不能用：PLANBOT_WEB_LISTEN 应写作"):
        beside(settings_of(tmp_path, web_listen=listen))


async def test_an_address_that_is_taken_ends_the_start_in_one_line(
    api: FakeBotApi, data_dir: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(data_dir, tmp_path / "data"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with served(api) as root, asyncio.timeout(PATIENCE_SECONDS):
            process = await start_bot_process(folder, root, WEB_LISTEN=listen)
            output, _ = await process.communicate()
    assert process.returncode == 1
    (line,) = output.decode().splitlines()
    assert line.startswith(f"不能在 {listen} 上监听（")
    assert "PLANBOT_WEB_LISTEN" in line
    assert api.calls == []


async def test_sigterm_ends_both_in_time(api: FakeBotApi, data_dir: Path, tmp_path: Path) -> None:
    """Chats wait for a send that hangs, a browser for nothing: the connection is kept open."""
    folder = Path(shutil.copytree(data_dir, tmp_path / "data"))
    listen = free_address()

    async def never_arrives() -> None:
        await asyncio.Event().wait()

    api.faults["sendMessage"] += [never_arrives] * 10
    async with served(api) as root, asyncio.timeout(PATIENCE_SECONDS):
        process = await start_bot_process(folder, root, WEB_LISTEN=listen)
        api.says(PRIVATE, LI, "云溪 床位 2025")
        while "sendMessage" not in api.calls:
            await asyncio.sleep(0.02)
        async with aiohttp.ClientSession() as session:
            async with session.post(f"http://{listen}/api/ask", json={"question": "云溪市床位"}) as response:
                assert not (await response.json())["refused"]
            started = time.monotonic()
            assert await kill(process, signal.SIGTERM) == 0
            assert time.monotonic() - started < 5
