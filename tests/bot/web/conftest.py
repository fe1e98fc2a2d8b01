"""The server as it is, over an index of two made-up plans, asked by aiohttp's own client."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from web_server import PASSWORD, Client, Start, settings_of, sign_in

from bot.assistant import Assistant
from bot.chat.answering import Answering
from bot.chat.state import State
from bot.chat.workshop import Workshop
from bot.web.application import build
from retrieval.index import current_generation


@pytest.fixture
async def start(data_dir: Path) -> AsyncIterator[Start]:
    """Starts a server with settings; each is stopped at the end."""
    clients: list[Client] = []
    answerings: list[Answering] = []
    states: list[State] = []

    async def started(folder: Path = data_dir, **more: Any) -> Client:
        settings = settings_of(folder, **more)
        answerings.append(Answering(lambda: Assistant.open(settings), lambda: current_generation(folder)))
        states.append(State(folder, settings.telegram_retention_days))
        workshop = Workshop(folder, asyncio.Event())
        client = TestClient(TestServer(build(settings, answerings[-1], states[-1], workshop)))
        clients.append(client)
        await client.start_server()
        return client

    yield started
    for client in clients:
        await client.close()
    for held in (*answerings, *states):
        held.close()


@pytest.fixture
async def client(start: Start) -> Client:
    """A server with a token and a console."""
    return await start()


@pytest.fixture
def own_dir(tmp_path: Path, data_dir: Path) -> Path:
    """An index that a test may change, with a store of its own."""
    return Path(shutil.copytree(data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("telegram.sqlite3*")))


@pytest.fixture
async def console(start: Start, own_dir: Path) -> Client:
    """A server at whose console one is signed in."""
    client = await start(own_dir)
    assert await sign_in(client, PASSWORD) == 303
    return client
