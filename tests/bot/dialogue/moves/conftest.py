"""An index of a city and two of its counties, made up, for moves among them."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.library import Library
from retrieval.index import update_index


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("moves")
    update_index(folder, [Path(__file__).with_name("plans")])
    return Assistant(Library(folder))
