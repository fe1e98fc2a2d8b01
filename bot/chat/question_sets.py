"""Question sets as administrators write them, and whether an answer is what was expected.

A line a question: 问题｜应含的词句｜…, divided by a tab, | or ｜; 应拒答 among these wants a refusal. Or JSON:
{"question": …, "reply": … or [… , …], "refused": true}.
"""

import json
import re

from bot.chat.state.checks import Expected
from bot.models import Answer
from corpus.errors import PlanbotError
from corpus.language.text import fold
from prompts import say

# A set is asked in some ten seconds beside what readers ask.
MOST_QUESTIONS = 500
# What the assistant answers (``bot.assistant``).
MOST_CHARACTERS = 500
_DIVIDERS = re.compile(r"[\t|｜]")


class BadQuestionSet(PlanbotError):
    """A set that cannot be understood; its text names the line."""


def expected_in(text: str) -> list[Expected]:
    """The questions of a set, empty lines and those that open with # left out. Raises ``BadQuestionSet``."""
    found: dict[str, Expected] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        one = _of_json(line, number) if line.lstrip().startswith("{") else _of_words(line)
        if not one.question or len(one.question) > MOST_CHARACTERS:
            raise BadQuestionSet(say("checks.bad_question", line=number, most=MOST_CHARACTERS))
        if not one.words and not one.refused:
            raise BadQuestionSet(say("checks.nothing_expected", line=number, refused=say("checks.refused")))
        if one.question in found:
            raise BadQuestionSet(say("checks.twice", line=number))
        found[one.question] = one
    if not 0 < len(found) <= MOST_QUESTIONS:
        raise BadQuestionSet(say("checks.bad_number", most=MOST_QUESTIONS))
    return list(found.values())


def text_of(wanted: list[Expected]) -> str:
    """A set as ``expected_in`` reads it."""
    return "\n".join(map(_line, wanted))


def is_as_expected(answer: Answer, expected: Expected) -> bool:
    """Whether it is a refusal where one is wanted, and only there, and all words stand in its text, whatever the white space
    and the width of characters; a figure as a whole (5.5 is none of 15.5)."""
    text = fold(answer.text)
    return answer.refused == expected.refused and all(_stands(fold(words), text) for words in expected.words)


def _stands(words: str, text: str) -> bool:
    before = r"(?<!\d)(?<!\d\.)" if words[:1].isdigit() else ""
    behind = r"(?!\d)(?!\.\d)" if words[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(words)}{behind}", text) is not None


def _of_words(line: str) -> Expected:
    question, *words = (part.strip() for part in _DIVIDERS.split(line))
    return _expected(question, words, False)


def _of_json(line: str, number: int) -> Expected:
    try:
        given = json.loads(line)
        question, words = given["question"], given.get("reply") or []
        words = [words] if isinstance(words, str) else words
        if not isinstance(words, list) or not all(isinstance(said, str) for said in (question, *words)):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadQuestionSet(say("checks.bad_line", line=number)) from None
    return _expected(question.strip(), [word.strip() for word in words], given.get("refused") is True)


def _expected(question: str, words: list[str], refused: bool) -> Expected:
    mark = say("checks.refused")
    return Expected(question, tuple(word for word in words if word and word != mark), refused or mark in words)


def _line(one: Expected) -> str:
    marks = (say("checks.refused"),) if one.refused else ()
    parts = (one.question, *marks, *one.words)
    if any(_DIVIDERS.search(part) for part in parts) or one.question.startswith(("#", "{")):
        given = {"question": one.question, "reply": one.words, "refused": one.refused}
        return json.dumps(given, ensure_ascii=False)
    return "｜".join(parts)
