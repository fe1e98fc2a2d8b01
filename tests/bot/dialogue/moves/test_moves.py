"""Moves of a conversation in everyday and dialect words: see ``moves.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from corpus.language.text import fold

MOVES = tomllib.loads(Path(__file__).with_name("moves.toml").read_text("utf-8"))["conversation"]


@pytest.mark.parametrize("case", MOVES, ids=lambda case: " / ".join(case["turns"]))
def test_the_last_reply_after_a_move(assistant: Assistant, case: dict[str, Any]) -> None:
    *history, question = case["turns"]
    answer = assistant.ask(question, history)
    assert answer.refused is case.get("refused", False), answer.text
    text = fold(answer.text)
    assert [wanted for wanted in case.get("has", []) if fold(wanted) not in text] == [], answer.text
    assert [banned for banned in case.get("lacks", []) if fold(banned) in text] == [], answer.text
