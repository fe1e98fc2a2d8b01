"""The fake Bot API behind HTTP, for a bot in a process of its own."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from fake_bot_api import TOKEN, FakeBotApi


def _decoded(value: str) -> Any:
    """A form field as Telegram reads it: JSON where it is JSON."""
    try:
        return json.loads(value)
    except ValueError:
        return value


@asynccontextmanager
async def served(api: FakeBotApi) -> AsyncIterator[str]:
    """The root address of a server of ``api`` on the loopback interface."""
    # Texts and tokens may look like JSON numbers.
    verbatim = {"text", "caption", "callback_query_id", "inline_query_id", "file_id"}

    async def call(request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        given: dict[str, Any] = {}
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                given[name] = value.file.read()
            else:
                given[name] = value if name in verbatim else _decoded(str(value))
        body = await api.call(request.match_info["method"], given)
        return web.json_response(
            body, status=body.get("error_code", 200), dumps=lambda data: json.dumps(data, default=str)
        )

    async def download(request: web.Request) -> web.Response:
        return web.Response(body=api.files[request.match_info["file"]])

    server = web.Application(client_max_size=64 * 1024 * 1024)
    server.router.add_post("/bot{token}/{method}", call)
    server.router.add_get("/file/bot{token}/documents/{file}", download)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        site = web.SockSite(runner, bound)
        await site.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            await runner.cleanup()
