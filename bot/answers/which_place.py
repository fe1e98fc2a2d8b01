"""A question that each document answers for itself (什么时候印发的, 基本原则有哪些), where many are loaded: its place is asked for, and
the likeliest are offered."""

from collections.abc import Iterable

from bot.library import MOST_READ, Library
from bot.models import Answer
from bot.question import Question
from prompts import say

# Buttons that fit three rows of a phone.
_LIKELIEST = 6


def is_open(question: Question, library: Library) -> bool:
    """Whether the question names no place and more are loaded than are shown beside each other."""
    return not question.regions and len(library.store.plans) > MOST_READ


def which_place(question: Question, library: Library, likeliest: Iterable[str]) -> Answer:
    """The question for the place, with the ``likeliest`` regions, these first."""
    loaded = library.loaded.regions
    shown = "、".join(list(dict.fromkeys((*likeliest, *loaded)))[:_LIKELIEST])
    text = say("refusal.which_place", count=len(loaded), likeliest=shown)
    return Answer(question.text, True, "which_place", text)
