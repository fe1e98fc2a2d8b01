"""An assistant with a scripted model over the index of the two made-up plans."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.library import Library
from bot.model.assisted import AssistedAssistant
from bot.model.chat import ChatModel
from bot.model.usage import Usage
from retrieval.endpoints import Endpoint
from tests.bot.model.stub_openai import Script, serving

Made = Callable[[Script], AssistedAssistant]


@pytest.fixture
def assisted(data_dir: Path) -> Iterator[Made]:
    with ExitStack() as stack:

        def make(script: Script, seconds: float = 5.0) -> AssistedAssistant:
            url = stack.enter_context(serving(script))
            model = ChatModel(Endpoint(url, "stub", "sk-secret"), Usage(1.0, 2.0))
            return AssistedAssistant(Library(data_dir), model, seconds, 4096)

        yield make
