"""The bot, run whole against the strict fake: real Application, real polling, real store; a stand-in assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fake_bot_api import BASE_URL, TOKEN, FakeBotApi, FakeRequest
from pydantic import SecretStr

from bot.models import Answer
from bot.telegram import sending, updates
from bot.telegram.application import serve
from bot.telegram.state import State
from corpus.models import PlanMetadata, Status


class FakeAssistant:
    """Answers with what it was asked and the history it was given; ``on_ask`` may block, fail or answer instead."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.on_ask: Callable[[str], str | None] = lambda _question: None

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, list(history)))
        text = self.on_ask(question) or f"答:{question}"
        return Answer(question=question, refused=False, reason=None, text=text)

    def plans(self) -> list[PlanMetadata]:
        fields: dict[str, Any] = {
            "superiors": (), "period": (2026, 2030), "horizon": 2030, "outlook": None,
            "issuer": "", "number": "", "date": "",
        }  # fmt: skip
        return [
            PlanMetadata(title="甲市规划 <全本>", region="甲市", status=Status.FINAL, **fields),
            PlanMetadata(title="乙区规划", region="乙区", status=Status.DRAFT, **fields),
        ]


class WatchedState(State):
    """A store that tells when it has nothing left to do."""

    def __init__(self, folder: Path) -> None:
        self.changed = asyncio.Event()
        super().__init__(folder, retention_days=30)

    def finish(self, update_id: int) -> None:
        super().finish(update_id)
        self.changed.set()


class RunningBot:
    """A bot that polls ``api``."""

    def __init__(self, api: FakeBotApi, state: WatchedState, stop: asyncio.Event, serving: asyncio.Task[None]) -> None:
        self.api, self.state, self.stop, self.serving = api, state, stop, serving

    async def settle(self) -> list[dict[str, Any]]:
        """Wait until every pushed update has been dealt with; what the bot sent since the last call."""
        ids = list(self.api.pushed)
        async with asyncio.timeout(5):
            while not all(self._done(update_id) for update_id in ids):
                self.state.changed.clear()
                await self.state.changed.wait()
        sent, self.api.sent = self.api.sent, []
        return sent

    def _done(self, update_id: int) -> bool:
        query = "SELECT 1 FROM updates WHERE id = ? AND done IS NOT NULL"
        return self.state._db.execute(query, (update_id,)).fetchone() is not None


StartBot = Callable[..., AbstractAsyncContextManager[RunningBot]]


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    """The Bot API. At the end of the test nothing may have been refused, but for what the test forgave."""
    api = FakeBotApi()
    yield api
    assert api.violations == []


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses asked for, none of them waited."""
    asked: list[float] = []

    async def pause(_stop: asyncio.Event, seconds: float) -> None:
        asked.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(sending, "pause", pause)
    monkeypatch.setattr(updates, "pause", pause)
    return asked


@pytest.fixture
def start_bot(api: FakeBotApi, assistant: FakeAssistant, tmp_path: Path) -> StartBot:
    """``async with start_bot() as bot``; a second start on the same ``folder`` takes up the first one's store."""

    @asynccontextmanager
    async def start(
        *,
        allowed_chats: frozenset[int] = frozenset(),
        admins: frozenset[int] = frozenset(),
        folder: Path = tmp_path,
    ) -> AsyncIterator[RunningBot]:
        settings: Any = SimpleNamespace(
            telegram_token=SecretStr(TOKEN),
            telegram_base_url=f"{BASE_URL}/",
            allowed_chats=allowed_chats,
            admins=admins,
            data_dir=folder,
        )
        state, stop = WatchedState(folder), asyncio.Event()
        serving = asyncio.create_task(serve(settings, assistant, state, stop, FakeRequest(api)))
        try:
            yield RunningBot(api, state, stop, serving)
            stop.set()
            await serving
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            state.close()

    return start
