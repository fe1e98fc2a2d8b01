"""The console command in a process of its own, over HTTP: killed, stopped, and refused."""

import asyncio
import shutil
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot_process import kill, start_bot_process
from fake_bot_api import FakeBotApi
from fake_server import served
from people import LI

# Generous: the machine may be busy with other things.
PATIENCE_SECONDS = 60
CHATS, EACH, SENT_BEFORE = 6, 4, 7


async def test_what_was_under_way_at_a_kill_is_answered_after_the_restart(
    api: FakeBotApi, data_dir: Path, tmp_path: Path
) -> None:
    """All updates are confirmed to Telegram, some answers are out, the others in flight or waiting: SIGKILL."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    held = asyncio.Event()

    async def passes() -> None: ...

    async def never_arrives() -> None:
        held.set()
        await asyncio.Event().wait()

    api.faults["sendMessage"] += [passes] * SENT_BEFORE + [never_arrives] * (CHATS * EACH)
    asked = {}
    async with served(api) as root, asyncio.timeout(PATIENCE_SECONDS):
        process = await start_bot_process(folder, root)
        for n in range(EACH):
            for chat in range(1, CHATS + 1):
                message = api.says({"id": chat, "type": "private"}, {**LI, "id": chat}, f"云溪 床位 202{n}")
                asked[chat, message["message_id"]] = message["text"]
        await held.wait()
        while len(api.sent) < SENT_BEFORE or api.updates:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)  # what was taken is noted
        await kill(process)
        assert len(api.sent) == SENT_BEFORE
        api.faults.clear()
        process = await start_bot_process(folder, root)
        while len(api.sent) < len(asked):
            await asyncio.sleep(0.02)
        assert await kill(process, signal.SIGTERM) == 0
    assert Counter((sent["chat_id"], sent["reply_to"]) for sent in api.sent) == dict.fromkeys(asked, 1)
    for chat in range(1, CHATS + 1):
        replies = [sent["reply_to"] for sent in api.sent if sent["chat_id"] == chat]
        assert replies == sorted(replies), "in the order in which they were asked"


@asynccontextmanager
async def hanging() -> AsyncIterator[tuple[str, asyncio.Event]]:
    """The address of a server that takes every call and answers none, and whether it was called."""
    open_ended, called = asyncio.Event(), asyncio.Event()

    async def hang(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await open_ended.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", called
    finally:
        open_ended.set()
        server.close()


async def test_sigterm_ends_it_under_load_within_five_seconds(api: FakeBotApi, data_dir: Path, tmp_path: Path) -> None:
    """Every chat waits for a send that hangs, or for a model that does not answer."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)

    async def never_arrives() -> None:
        await asyncio.Event().wait()

    api.faults["sendMessage"] += [never_arrives] * 200
    async with served(api) as root, hanging() as (model, _), asyncio.timeout(PATIENCE_SECONDS):
        process = await start_bot_process(folder, root, LLM_BASE_URL=f"{model}/v1", LLM_MODEL="m", LLM_SECONDS="50")
        for chat in range(1, 201):
            text = "云溪 床位 2025" if chat % 2 else f"哪份规划提到远程医疗{chat}？"
            api.says({"id": chat, "type": "private"}, {**LI, "id": chat}, text)
        while api.calls.count("sendMessage") < 50:
            await asyncio.sleep(0.02)
        started = time.monotonic()
        assert await kill(process, signal.SIGTERM) == 0
        assert time.monotonic() - started < 5


async def test_sigterm_ends_a_start_that_hangs(data_dir: Path) -> None:
    async with hanging() as (root, called), asyncio.timeout(PATIENCE_SECONDS):
        process = await start_bot_process(data_dir, root)
        await called.wait()
        started = time.monotonic()
        assert await kill(process, signal.SIGTERM) == 0
        assert time.monotonic() - started < 5


async def test_a_start_with_a_missing_or_refused_token_ends_in_a_few_lines(api: FakeBotApi, data_dir: Path) -> None:
    async with served(api) as root, asyncio.timeout(PATIENCE_SECONDS):
        for token in (None, "123456:refused"):
            process = await start_bot_process(data_dir, root, token)
            output, _ = await process.communicate()
            lines = output.decode().splitlines()
            assert process.returncode == 1
            assert 1 <= len(lines) <= 3
            assert "Traceback" not in output.decode()
            assert "refused" not in output.decode()
