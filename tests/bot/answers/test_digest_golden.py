"""Golden questions for digests of a topic and for lists, over two plans of made-up places in two fields."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.answers.digest import answer_digest
from bot.assistant import Assistant
from bot.library import Library
from corpus.language.text import fold

HERE = Path(__file__).resolve().parent
CASES = tomllib.loads((HERE / "digest_cases.toml").read_text("utf-8"))["case"]
# What a phone shows at one glance.
LONGEST = 800


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    from retrieval.index import update_index

    data_dir = tmp_path_factory.mktemp("digest-data")
    update_index(data_dir, sorted((HERE / "plans").glob("*.txt")))
    return Assistant(Library(data_dir))


@pytest.mark.parametrize("case", CASES, ids=[case["question"] for case in CASES])
def test_the_right_sentences_are_cited(assistant: Assistant, case: dict[str, Any]) -> None:
    answer = assistant.ask(case["question"], case.get("history", ()))
    assert answer.refused is case.get("refused", False), answer.text
    if answer.refused:
        return
    quotes = [fold(citation.quote) for citation in answer.citations]
    for wanted in case["quotes"]:
        assert any(fold(wanted) in quote for quote in quotes), (wanted, answer.text)
    for unwanted in case.get("none", []):
        assert not any(fold(unwanted) in quote for quote in quotes), (unwanted, answer.text)
    assert len(answer.text) <= LONGEST


@pytest.mark.parametrize("question", ["那谁牵头呢", "床位数", "规划什么时候印发的"])
def test_another_question_after_one_for_a_topic_is_no_follow_up(assistant: Assistant, question: str) -> None:
    assert answer_digest(assistant.understood(question, ["云陂养老人才怎么培养"]), assistant._library) is None


def test_what_no_section_speaks_of_is_left_to_others(assistant: Assistant) -> None:
    assert answer_digest(assistant.understood("澄湾校园欺凌有什么措施"), assistant._library) is None
