"""The bot, run whole against the strict fake: real bot, real polling, real store; a stand-in assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_bot_api import BASE_URL, TOKEN, FakeBotApi, FakeRequest
from made_answers import figures
from pydantic import SecretStr

from bot.chat.answering import Answering
from bot.chat.state import State
from bot.models import Answer
from bot.settings import Settings
from bot.telegram import application, sending, updates
from bot.telegram.application import serve
from corpus.models import PlanMetadata, Status


class FakeAssistant:
    """Answers with what it was asked and the history it was given; ``on_ask`` may block, fail or answer instead; what
    ``on_stream`` gives comes before that where the answer is streamed."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.on_ask: Callable[[str], str | Answer | None] = lambda _question: None
        self.on_stream: Callable[[str], Iterable[Answer]] = lambda _question: ()

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, list(history)))
        given = self.on_ask(question) or f"答:{question}"
        return given if isinstance(given, Answer) else Answer(question, False, None, given)

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        """The states of ``on_stream``, else the one answer."""
        yield from self.on_stream(question)
        yield self.ask(question, history)

    def model_status(self) -> str:
        return "模型：未使用"

    def stating(self, figure: str) -> Answer | None:
        return figures("甲市") if figure == "1.5" else None

    def context(self, file: str, start: int, end: int) -> str:
        return f"{file}前文\n\n  <引文{start}>  后文{end}"

    def warm_up(self) -> None: ...

    def close(self) -> None: ...

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

    def __init__(self, folder: Path, *silences: float) -> None:
        self.changed = asyncio.Event()
        super().__init__(folder, 30, *silences)
        finish = self.journal.finish

        def watched(update_id: int) -> None:
            finish(update_id)
            self.changed.set()

        self.journal.finish = watched  # type: ignore[method-assign]


class RunningBot:
    """A bot that polls ``api``."""

    def __init__(self, api: FakeBotApi, state: WatchedState, stop: asyncio.Event, serving: asyncio.Task[None]) -> None:
        self.api, self.state, self.stop, self.serving = api, state, stop, serving
        self.said: list[dict[str, Any]] = []  # what all calls of ``settle`` found

    async def settle(self) -> list[dict[str, Any]]:
        """Wait until every pushed update has been dealt with; what the bot sent since the last call."""
        ids = list(self.api.pushed)
        async with asyncio.timeout(20):
            while not all(self._done(update_id) for update_id in ids):
                self.state.changed.clear()
                await self.state.changed.wait()
        sent, self.api.sent = self.api.sent, []
        self.said += sent
        return sent

    def _done(self, update_id: int) -> bool:
        query = "SELECT 1 FROM updates WHERE id = ? AND done IS NOT NULL"
        return self.state._database.execute(query, (update_id,)).fetchone() is not None


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


@pytest.fixture(autouse=True)
def no_chart_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that draws nothing does not load what draws."""

    async def nothing() -> None: ...

    monkeypatch.setattr(application, "warm_up", nothing)


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
        **changed: Any,
    ) -> AsyncIterator[RunningBot]:
        settings = Settings(
            _env_file=None,
            telegram_token=SecretStr(TOKEN),
            telegram_base_url=f"{BASE_URL}/",
            allowed_chats=allowed_chats,
            admins=admins,
            data_dir=folder,
            **changed,
        )
        silences = (settings.telegram_group_context_minutes * 60, settings.telegram_private_context_minutes * 60)
        state, stop, answering = WatchedState(folder, *silences), asyncio.Event(), Answering(lambda: assistant)
        serving = asyncio.create_task(serve(settings, answering, state, stop, FakeRequest(api)))
        try:
            yield RunningBot(api, state, stop, serving)
            stop.set()
            await serving
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            answering.close()
            state.close()

    return start
