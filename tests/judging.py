"""Judging answers to questions with known truth: what ``eval/score.py`` of the golden sets asks of an answer, in little."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.models import Answer

# A string that must be there, or several of which one must.
Wanted = str | tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A question of a kind with what is expected: a refusal, or the regions that must be cited and those that must not
    (``strangers``), the strings that the text must hold (``texts``), and those that some quote must hold (``quotes``)."""

    kind: str
    question: str
    refused: bool = False
    regions: tuple[str, ...] = ()
    texts: tuple[Wanted, ...] = ()
    quotes: tuple[Wanted, ...] = ()
    strangers: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


def judge(case: Case, answer: Answer, sources: Mapping[str, str]) -> list[str]:
    """What is wrong with an answer; empty where it passes. ``sources`` are the folded texts of the files by name."""
    if case.refused or answer.refused:
        return [] if case.refused == answer.refused else ["answered" if case.refused else f"refused: {answer.reason}"]
    text = fold(answer.text)
    quotes = [fold(citation.quote) for citation in answer.citations]
    cited = {citation.region for citation in answer.citations}
    wrong = [] if quotes else ["no citation"]
    wrong += [f"no citation of {region}" for region in case.regions if region not in cited]
    wrong += [f"text lacks {wanted}" for wanted in case.texts if not _has(text, wanted)]
    wrong += [f"cites {region}" for region in case.strangers if region in cited]
    wrong += [f"no quote holds {wanted}" for wanted in case.quotes if not any(_has(quote, wanted) for quote in quotes)]
    for citation in answer.citations:
        parts = [fold(part) for part in citation.quote.split("\n")]
        if not all(part in sources[citation.file] for part in parts):
            wrong.append(f"quote not verbatim in {citation.file}")
    return wrong


def fold(text: str) -> str:
    """Text as it is compared: NFKC, without white space and marks."""
    text = re.sub(r"\[bookmark:[^\]]*\]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s*\u200b\ufeff\u00ad]+", "", text)


def _has(text: str, wanted: Wanted) -> bool:
    return any(fold(option) in text for option in ((wanted,) if isinstance(wanted, str) else wanted))
