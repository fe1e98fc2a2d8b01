"""An assistant over plans that a test writes itself."""

import pytest

from bot.assistant import Assistant
from bot.library import Library
from retrieval.index import update_index


def assistant_over(factory: pytest.TempPathFactory, texts: dict[str, str]) -> Assistant:
    """An assistant over an index of the given plans, file name -> text."""
    folder = factory.mktemp("plans")
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    data_dir = factory.mktemp("data")
    update_index(data_dir, [folder])
    return Assistant(Library(data_dir))
