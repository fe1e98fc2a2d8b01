"""Webhook mode, over HTTP on the loopback interface."""

import asyncio
import socket

import aiohttp
from conftest import StartBot
from fake_bot_api import FakeBotApi
from people import LI, PRIVATE

from bot.telegram.webhook import SECRET_HEADER


async def test_updates_come_by_webhook_with_the_secret_only(api: FakeBotApi, start_bot: StartBot) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with start_bot(telegram_webhook_url="https://bot.example/hook", telegram_webhook_listen=listen) as bot:
        async with aiohttp.ClientSession() as outside:
            while not api.webhook:
                assert not bot.serving.done()
                await asyncio.sleep(0.01)
            api.says(PRIVATE, LI, "甲")
            update, url = api.updates[-1], f"http://{listen}/hook"
            async with outside.post(url, json=update, headers={SECRET_HEADER: "guess"}) as answer:
                assert answer.status == 403
            for _ in range(2):
                headers = {SECRET_HEADER: api.webhook["secret_token"]}
                async with outside.post(url, json=update, headers=headers) as answer:
                    assert answer.status == 200
        assert [sent["plain"] for sent in await bot.settle()] == ["答:甲"]
    assert "getUpdates" not in api.calls
