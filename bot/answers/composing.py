"""What something consists of: the sentence that says so of it beats one that lists it among the parts of something larger."""

from dataclasses import replace

from bot.form_lists import COMPOSED
from bot.gaps import Gap
from bot.question import Question, Wanted
from bot.support import held
from bot.weighing import Weighed
from corpus.language.text import search_key


def composed_alike(question: Question, pieces: list[Weighed]) -> list[Weighed]:
    """The ``pieces`` for a list asked for: a sentence that says what the thing asked about consists of goes before the others,
    one that only names it as a part of something larger lists none of its parts."""
    nouns = [term.text for term in question.terms if term.weight == 1]
    if Wanted.LIST not in question.wanted or question.wanted_count > 1 or not nouns:
        return pieces
    whole = [
        replace(piece, share=1.0)  # all nouns are met, by the sentence and its heading
        for piece in pieces
        if piece.gap is None and _whole_named(nouns, piece)
    ]
    if whole:
        shown = {piece.evidence.position for piece in whole}
        left = [piece for piece in pieces if piece.gap is not None or not _only_part(nouns, piece)]
        return [*whole, *(piece for piece in left if piece.evidence.position not in shown)]
    lacking = [
        replace(piece, gap=Gap.LIST) if piece.gap is None and _only_part(nouns, piece) else piece for piece in pieces
    ]
    return sorted(lacking, key=lambda piece: piece.gap is not None)


def _whole_named(nouns: list[str], piece: Weighed) -> bool:
    """Whether a sentence says what the ``nouns`` consist of: they stand before the verb, or in the heading above."""
    match = COMPOSED.search(piece.evidence.unit.text)
    if match is None or piece.evidence.unit.table is not None:
        return False
    own = search_key(match["whole"])
    around = own + search_key(" ".join(piece.evidence.unit.section[-1:]))
    return any(held(noun, own) == 1 for noun in nouns) and all(held(noun, around) == 1 for noun in nouns)


def _only_part(nouns: list[str], piece: Weighed) -> bool:
    """Whether the ``nouns`` stand only among the parts of something else."""
    text = piece.evidence.unit.text
    match = COMPOSED.search(text)
    if match is None or piece.evidence.unit.table is not None:
        return False
    parts = search_key(match["of"] or match["parts"] or "")
    rest = search_key(text.replace(match["of"] or match["parts"] or "", ""))
    return all(held(noun, parts) == 1 for noun in nouns) and not any(held(noun, rest) == 1 for noun in nouns)
