"""Conversations of two to five turns, as people type them on a phone: see ``conversations.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from corpus.language.text import fold

CONVERSATIONS = tomllib.loads(Path(__file__).with_name("conversations.toml").read_text("utf-8"))["conversation"]


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: " / ".join(case["turns"]))
def test_the_last_reply_of_a_conversation(assistant: Assistant, case: dict[str, Any]) -> None:
    *history, question = case["turns"]
    answer = assistant.ask(question, history)
    assert answer.refused is case.get("refused", False), answer.text
    text = fold(answer.text)
    for wanted in case.get("has", []):
        assert fold(wanted) in text
    for banned in case.get("lacks", []):
        assert fold(banned) not in text
