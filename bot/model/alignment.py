"""Whether a passage holds what one part of a sentence says: clause by clause, word by word, figure by figure.

A clause of the part must stand in one clause of a passage's sentence, its words and figures in the same order. What is
skipped there must not matter: no figure, no name, no word that turns the statement round (不, 不得, 力争, 由, 分别) and,
where the clause states a figure, no content at all but what the part has said just before. Clauses may change places.

A clause that only says when (到2025年，力争到2030年) is the lead of those behind it. A year of the part must be the year of
the lead, or stand in the clause itself; the force of a lead (力争) may not be dropped.
"""

import re
from collections.abc import Iterator

from bot.model.clauses import (
    CLAUSE_END,
    CONTENT,
    NAME,
    PERIOD,
    Clause,
    Held,
    Said,
    clauses_of,
    held_in,
    only_when,
)
from bot.model.figures import Figure, normal
from bot.model.wording import canonical, folded, pattern

# 将 and 要求 tell of the future, which a passage does that sets a date or an aim and tells of nothing past.
_FUTURE = re.compile(r"到\d{4}年|\d{4}年底?前|力争|目标")
_PAST = re.compile(r"期间|以来|已|曾|累计")
_WILL = re.compile(r"(?<!即)将(?!来|军)|要求")
# 由 at the head of a clause makes nobody else the agent of it.
_AGENT = re.compile(r"^由")
# How the names of bodies end.
_BODY = re.compile(r"(?:局|委|院|办|中心|站|所|馆|队)")
_AND = re.compile(r"[和与及]")


def holds(text: str, context: str, region: str, part: str) -> bool:
    """Whether a passage's ``text``, which stands under ``context`` of a plan of ``region``, holds ``part`` by itself."""
    context = folded(context)
    return any(
        _held_by(held, context, variant)
        for variant in _variants(canonical(part), normal(region))
        for held in held_in(text)
    )


def _variants(part: str, region: str) -> Iterator[str]:
    """The part, and it without the name of the plan's own region: at the head of a clause it says whose plan it is, and
    before a body it stands for 市, 县 or 区. And each with a sign for 和, which the segmenter may take into a word."""
    variants = [part]
    if region and region in part:
        variants.append(re.sub(rf"(?:(?<=[,;:年])|(?<=期间)|(?<=提出)|^){re.escape(region)}(?:的|要)?", "", part))
        before_body = rf"{re.escape(region)}(?=[\u4e00-\u9fff]{{1,10}}?{_BODY.pattern})"
        variants.append(re.sub(before_body, region[-1], part))
    for variant in variants:
        yield variant
        if _AND.search(variant):
            yield _AND.sub("、", variant)


def _held_by(held: Held, context: str, part: str) -> bool:
    if _WILL.search(part) and not _WILL.search(held.text):
        if _PAST.search(held.text) or not _FUTURE.search(held.text + context):
            return False
        part = _WILL.sub("", part)
    clauses = clauses_of(part)
    said = "".join(clause.words for clause in clauses)
    if any(condition[0] not in said for condition in pattern("conditions").finditer(held.text)):
        return False
    substance = [clause for clause in clauses if not only_when(clause.items)]

    def follow(number: int, subject: int | None) -> bool:
        """Whether the clauses from ``number`` on are held; ``subject``: whom the one before them speaks of."""
        if number == len(substance):
            return True
        before = substance[number - 1].words if number else ""
        return any(
            (number == 0 or at.names or at.subject == subject)
            and _Search(held, at, context, substance[number], before, said).found(opening=number == 0)
            and follow(number + 1, at.subject)
            for at in held.clauses
        )

    return bool(substance) and follow(0, None)


class _Search:
    """Looks for one clause of the part from one clause of the passage on."""

    def __init__(self, held: Held, at: Clause, context: str, clause: Said, before: str, said: str) -> None:
        """``before``: the words of the part's clause before; ``said``: those of the whole part."""
        self._held = held
        self._at = at
        self._context = context
        self._clause = clause
        self._before = before
        self._said = said
        self._together = bool(pattern("together").search(held.text[at.start : at.end]))
        self._dead: set[tuple[int, int]] = set()

    def found(self, *, opening: bool) -> bool:
        """``opening``: the clause may begin with words of the context."""
        at, items = self._at, self._clause.items
        if any(force[0] not in self._said for force in pattern("guards").finditer(at.lead)):
            return False
        own = frozenset(
            figure for figure, start, _ in self._held.figures if figure.is_year and at.start <= start < at.end
        )
        if self._clause.years and self._clause.years != (at.lead_years or own):
            return False
        first = 0
        while True:
            rest = items[first:]
            # What is left of a name of the context (市卫生健康|局) is no beginning.
            cut = first and rest and isinstance(rest[0], str) and _BODY.fullmatch(rest[0])
            if not cut and any(isinstance(item, Figure) or len(item) > 1 for item in rest) and self._from(first):
                return True
            if not rest or not self._may_lead(rest[0], opening):
                return False
            first += 1

    def _may_lead(self, item: Figure | str, opening: bool) -> bool:
        if isinstance(item, Figure):
            return item in self._at.lead_years
        return item in self._at.lead or (opening and item in self._context and not PERIOD.search(item))

    def _from(self, first: int) -> bool:
        items, at = self._clause.items, self._at
        self._strict = self._together or any(isinstance(item, Figure) for item in items[first:])
        self._dead.clear()
        return any(
            not self._matters(at.start, start) and self._follow(first + 1, stop)
            for start, stop in self._places(items[first], at.start)
            if start < at.end
        )

    def _follow(self, number: int, end: int) -> bool:
        """Whether the items from ``number`` on align behind ``end``, where the item before them ends."""
        items = self._clause.items
        if number == len(items):
            return not self._matters(end, self._clause_end(end), after=True)
        if (number, end) in self._dead:
            return False
        for start, stop in self._places(items[number], end):
            figure = isinstance(items[number], Figure)
            if not self._matters(end, start, to_figure=figure) and self._follow(number + 1, stop):
                return True
        self._dead.add((number, end))
        return False

    def _places(self, item: Figure | str, begin: int) -> Iterator[tuple[int, int]]:
        """Where an item stands at or behind ``begin``; a word never inside a figure."""
        figures, text = self._held.figures, self._held.text
        if isinstance(item, Figure):
            yield from ((start, end) for figure, start, end in figures if figure == item and start >= begin)
            return
        start = text.find(item, begin)
        while start >= 0:
            end = start + len(item)
            if all(end <= left or right <= start for _, left, right in figures):
                yield start, end
            start = text.find(item, start + 1)

    def _clause_end(self, at: int) -> int:
        found = CLAUSE_END.search(self._held.text, at)
        return found.start() if found else len(self._held.text)

    def _matters(self, begin: int, end: int, *, after: bool = False, to_figure: bool = False) -> bool:
        """Whether leaving out what stands between ``begin`` and ``end`` changes what is said. ``after``: it ends the
        clause; ``to_figure``: a figure of the part follows it."""
        text = self._held.text[begin:end]
        if not text:
            return False
        if to_figure and self._held.text.startswith("提高到", end - 2):
            text = text.removesuffix("提高")  # 提高到 before a figure says no more than 达到 does
        if begin == self._at.start:
            text = _AGENT.sub("", text)
        if pattern("guards").search(text):
            return True
        # 11个乡镇中的8个 is another number than 11个乡镇; behind the next 、 something else is spoken of.
        last = begin + text.find("、") if after and not self._together and "、" in text else end
        if any(begin <= start < last for _, start, _ in self._held.figures):
            return True
        crossed = len(CLAUSE_END.findall(text))
        if crossed > 1 or (crossed and not pattern("topics").search(self._held.text[max(0, begin - 2) : end])):
            return True
        remaining = pattern("light").sub("", pattern("neutral").sub("", text))
        if not CONTENT.search(remaining):
            return False
        if self._strict and (self._together or not after):
            bare = re.sub(r"[,，;；:：、|]", "", remaining)
            return bare not in self._context and not _covered(bare, self._before)
        return not after and bool(NAME.search(text) or CLAUSE_END.search(text))


def _covered(text: str, said: str) -> bool:
    """Whether ``text`` is made of words of ``said``."""
    return bool(said) and all(text[at : at + 2] in said for at in range(0, max(1, len(text) - 1)))
