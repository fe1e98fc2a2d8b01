"""Clauses: of a passage's sentences, with what says when they hold, and of what a model says."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model.figures import Figure, figures_in
from bot.model.wording import canonical, pattern
from corpus.language.numerals import DIGIT_BY_DIGIT

CLAUSE_END = re.compile(r"[,，;；:：|]")
CONTENT = re.compile(r"[\w%‰+]")
NAME = re.compile(
    r"[\u4e00-\u9fff](?:省|市|区|县|旗|镇|乡|村|街道|院|中心|局|委|办|大学|公司|集团)|[a-z“”「」『』《》]"
)
# 十四五, its last digit folded.
PERIOD = re.compile(r"十[1-9]5")
_LEVELS = ("省", "市", "区", "县", "镇", "乡", "村")
_PASSAGE_END = re.compile(r"[。！？!?]")
# A passage sentence is short; a text without full stops is cut off for the search's sake.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a passage's sentence; ``lead``: the text of the clause that says when, and its years. ``names``: it
    names somebody; ``subject``: where the clause starts that does so last, -1 where none does."""

    start: int
    end: int
    lead: str
    lead_years: frozenset[Figure | str]
    names: bool
    subject: int


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence of a passage: its folded text, its figures as (figure, start, end), and its clauses."""

    text: str
    figures: tuple[tuple[Figure, int, int], ...]
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class Said:
    """A clause of the part: figures and words in order; ``years`` are those of the part's lead."""

    items: list[Figure | str] = field(default_factory=list)
    years: frozenset[Figure | str] = frozenset()

    @property
    def words(self) -> str:
        """What it says besides its figures."""
        return "".join(item for item in self.items if isinstance(item, str))


def clauses_of(part: str) -> list[Said]:
    """The clauses of a part with the years of their leads. A clause of bare figures belongs to the one before it; a
    lead at the end goes for all clauses that have none."""
    clauses: list[Said] = [Said()]
    years: frozenset[Figure | str] = frozenset()
    at = 0
    for placed in [*figures_in(part), None]:
        between = part[at : placed.start if placed else len(part)]
        # Behind a figure 、 parts two statements as a comma does.
        pieces = CLAUSE_END.split(f",{between[1:]}" if at and between.startswith("、") else between)
        for number, piece in enumerate(pieces):
            if number:
                clauses.append(Said())
            clauses[-1].items += _content(piece)
        if placed:
            clauses[-1].items.append(placed.figure)
            at = placed.end
    merged: list[Said] = []
    for clause in clauses:
        if merged and clause.items and not clause.words and not only_when(clause.items):
            merged[-1].items += clause.items
        elif clause.items:
            merged.append(clause)
    for clause in merged:
        if only_when(clause.items):
            years = dates(clause.words, clause.items)
        clause.years = years
    for clause in merged:
        clause.years = clause.years or years
    return merged


def _content(piece: str) -> list[Figure | str]:
    """The words that count of a piece without figures."""
    import rjieba

    words: list[str] = []
    for word in rjieba.cut(piece):
        # 市 and 医保局 are one name: 市 by itself stands in many words.
        level = words.pop() if words and words[-1] in _LEVELS else ""
        words.append(level + word.translate(DIGIT_BY_DIGIT))
    return [word for word in words if CONTENT.search(word) and not pattern("neutral").fullmatch(word)]


def only_when(items: Sequence[Figure | str]) -> bool:
    """Whether a clause says nothing but when."""
    words = "".join(item for item in items if isinstance(item, str))
    dated = bool(PERIOD.search(words)) or any(isinstance(item, Figure) for item in items)
    undated = any(isinstance(item, Figure) and not item.is_year for item in items)
    return dated and not undated and not CONTENT.search(pattern("when").sub("", PERIOD.sub("", words)))


def dates(words: str, items: Sequence[Figure | str]) -> frozenset[Figure | str]:
    """The years among ``items`` and the periods (十三五) in ``words``."""
    years = [item for item in items if isinstance(item, Figure) and item.is_year]
    return frozenset([*years, *PERIOD.findall(words)])


@functools.lru_cache(maxsize=256)
def held_in(text: str) -> tuple[Held, ...]:
    """The sentences of a passage, each with its figures and clauses, cut at its longest."""
    held = []
    for sentence in _PASSAGE_END.split(canonical(text)):
        sentence = sentence[:_LONGEST]
        placed = figures_in(sentence)
        lead, years = "", frozenset[Figure | str]()
        clauses, start, subject = [], 0, -1
        for piece in CLAUSE_END.split(sentence):
            inside = [one for one in placed if start <= one.start < start + len(piece)]
            words = piece
            for one in reversed(inside):
                words = words[: one.start - start] + words[one.end - start :]
            items: list[Figure | str] = [*_content(words), *(one.figure for one in inside)]
            if items and only_when(items):
                lead = piece.translate(DIGIT_BY_DIGIT)
                years = dates(lead, items)
            else:
                names = bool(NAME.search(pattern("neutral").sub("", piece)))
                subject = start if names else subject
                clauses.append(Clause(start, start + len(piece), lead, years, names, subject))
            start += len(piece) + 1
        figures = tuple((one.figure, one.start, one.end) for one in placed)
        held.append(Held(sentence.translate(DIGIT_BY_DIGIT), figures, tuple(clauses)))
    return tuple(held)
