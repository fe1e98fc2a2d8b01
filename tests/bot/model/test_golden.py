"""The golden dev set beside scripted models: no case that passes without a model fails with one."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.library import Library
from bot.model.assisted import AssistedAssistant
from bot.model.chat import ChatModel
from bot.model.usage import Usage
from retrieval.endpoints import Endpoint
from retrieval.index import update_index
from tests.bench import SHARED
from tests.bot.model.stub_openai import Script, lying, obedient, serving, sloppy

GOLDEN = SHARED / "eval" / "dev.jsonl"
pytestmark = pytest.mark.skipif(not GOLDEN.is_file(), reason="the golden dev set is not beside this checkout")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    update_index(folder, [SHARED / "plans"])
    return folder


def passed(assistant: Assistant) -> set[str]:
    """The ids of the cases that pass, by the judge that lies beside the set."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    sources = score.Sources(SHARED / "plans")
    cases = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    return {
        case["id"]
        for case in cases
        if not score.judge(case, assistant.ask(case["question"], case.get("history") or []).as_json(), sources)
    }


@pytest.mark.parametrize("model", [obedient, sloppy, lying])
def test_no_model_lowers_the_golden_score(data: Path, model: Callable[[str, str], str]) -> None:
    library = Library(data)
    with serving(Script(chat=model)) as url:
        assisted = AssistedAssistant(library, ChatModel(Endpoint(url, "stub"), Usage(0, 0)), 20, 4096)
        assert passed(assisted) >= passed(Assistant(library))
