"""The server as it is, over an index of two made-up plans, asked by aiohttp's own client."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from web_server import Client, Start, settings_of

from bot.assistant import Assistant
from bot.chat.answering import Answering
from bot.web.application import build
from retrieval.index import current_generation


@pytest.fixture
async def start(data_dir: Path) -> AsyncIterator[Start]:
    """Starts a server with settings; each is stopped at the end."""
    clients: list[Client] = []
    answerings: list[Answering] = []

    async def started(folder: Path = data_dir, **more: Any) -> Client:
        settings = settings_of(folder, **more)
        answerings.append(Answering(lambda: Assistant.open(settings), lambda: current_generation(folder)))
        client = TestClient(TestServer(build(settings, answerings[-1])))
        clients.append(client)
        await client.start_server()
        return client

    yield started
    for client in clients:
        await client.close()
    for answering in answerings:
        answering.close()


@pytest.fixture
async def client(start: Start) -> Client:
    """A server with a token and a console."""
    return await start()
