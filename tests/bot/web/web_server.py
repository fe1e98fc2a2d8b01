"""What the tests of the server share: its settings, signing in, the marks of a page."""

import html
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient
from pydantic import SecretStr

from bot.settings import Settings

TOKEN, PASSWORD = "test-token-of-a-reader", "test-password"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
# Of a caller in a window, unless a test is about it.
MOST_REQUESTS = 10_000

Client = TestClient[Any, Any]
Start = Callable[..., Awaitable[Client]]


def settings_of(data_dir: Path, **more: Any) -> Settings:
    """Settings of the server over ``data_dir``, unlike those of the machine."""
    given = {
        "api_tokens": frozenset({SecretStr(TOKEN)}),
        "console_password": SecretStr(PASSWORD),
        "web_limit": MOST_REQUESTS,
    }
    return Settings(_env_file=None, data_dir=data_dir, **{**given, **more})


def form_token(page: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]


async def sign_in(client: Client, word: str) -> int:
    """Sign in as a browser does; the status of what comes back."""
    page = await (await client.get("/login")).text()
    sent = {"form_token": form_token(page), "word": word, "next": "/"}
    async with client.post("/login", data=sent, allow_redirects=False) as response:
        return response.status


def marked(page: str) -> str:
    """The joined text of the mark elements of a page."""
    return "".join(html.unescape(text) for text in re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
