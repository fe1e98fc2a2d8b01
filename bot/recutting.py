"""Words that a segmenter cut one character too late (智慧养老|院到), cut anew where the documents hold what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.question import Term

# What leads from a noun to what is asked of it: 智慧养老院|到2025年, 老年人口|会有多少.
_LEADING = frozenset("会到设建有是能要在可将")
_PAIR = 2


def recut(terms: Sequence[Term], stands: Callable[[str], int]) -> tuple[Term, ...]:
    """``terms`` with each guessed pair that stands nowhere in the documents given back: its first character to the noun
    that stands right before it. ``stands`` gives how often a pair of characters stands there."""
    import rjieba

    found: list[Term] = []
    for term in terms:
        before = found[-1] if found else None
        if (
            before is not None
            and before.end == term.start
            and len(term.text) == _PAIR
            and term.text[1] in _LEADING
            and not rjieba.has_word(term.text)
            and not stands(term.text)
            and stands(before.text[-1] + term.text[0])
        ):
            found[-1] = replace(before, text=before.text + term.text[0])
        else:
            found.append(term)
    return tuple(found)
