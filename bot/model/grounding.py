"""The grounding check: which sentences of a model's text may reach a reader.

A sentence passes where all of it is held by the passages that it cites itself:

* Every part of it ends in its own marks ``[n]``, every ``n`` is the number of a passage, and what stands before the marks
  is held by each of those passages alone.
* "Held" means that its figures (number, unit, bound and year, in normal form) and its words align, in the same order,
  with one sentence of the passage. So figures and years cannot be swapped, subjects not exchanged, sentences not merged.
* What the alignment skips inside the passage must not matter: no figure, no name, no word that turns the statement round
  (不, 不得, 力争, 已, 以上) and, where the part states a figure, no content at all.
* Words of the passage's own context (region, plan, section, table title) may stand before what is aligned.

The check knows nothing of who wrote the text. It drops honest paraphrases too: the extractive answer then stands.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from bot.model.figures import Figure, figures_in, normal

_MARKS = re.compile(r"(?:\s*[\[［【]\s*\d+(?:\s*[,，、]\s*\d+)*\s*[\]］】])+")
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])(?![\s]*[\[［【]\s*\d|[”」』）)])")
_PASSAGE_END = re.compile(r"[。！？!?]")
_BOUNDARY = re.compile(r"[,，;；:：、|。！？!?]")
_NAME = re.compile(
    r"[\u4e00-\u9fff](?:省|市|区|县|旗|镇|乡|村|街道|医院|卫生院|中心|局|委|办|大学|学院|公司|集团)|[a-z“”「」『』《》]"
)
_QUOTED = re.compile(r"[“「『《]([^”」』》]+)[”」』》]")
_BULLET = re.compile(r"^\s*(?:[-*•·]+|\d{1,2}[.、)）](?!\d))\s*")
_CONTENT = re.compile(r"[\w%‰+]")
# Chinese digits inside words count as figures do: 三甲 and 3甲 are one word.
_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
# Emoji, arrows, invisible and control characters: no words of a plan, and able to mislead.
_SIGNS = ("So", "Cf", "Cc", "Co", "Cn")
# A passage sentence is short; a text without full stops is cut off for the search's sake.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as the model saw it: its number, its verbatim text, and what it stands under (region, plan, section)."""

    n: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that passed: its text with its marks, and the numbers that it cites, in order."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure, or a word in normal form; ``clause`` counts the clauses of the part from 0."""

    value: Figure | str
    clause: int


@dataclass(frozen=True, slots=True)
class _Held:
    """A sentence of a passage: normal text with Chinese digits folded, and its figures as (figure, start, end)."""

    text: str
    figures: tuple[tuple[Figure, int, int], ...]


@functools.cache
def _words(kind: str) -> re.Pattern[str]:
    """The word list ``kind`` of wording.toml, longest first."""
    listed = tomllib.loads(resources.files(__package__).joinpath("wording.toml").read_text("utf-8"))[kind]
    return re.compile("|".join(sorted((_folded(word) for word in listed), key=len, reverse=True)))


def _folded(text: str) -> str:
    return normal(text).translate(_DIGITS)


def sentences_of(text: str) -> list[str]:
    """The sentences of a model's text, each with the marks that follow it; the last may be unfinished."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def grounded(text: str, sources: Sequence[Source]) -> list[Sentence]:
    """The sentences of ``text`` that the check lets through, in order, once each."""
    found = [checked(sentence, sources) for sentence in sentences_of(text)]
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def checked(sentence: str, sources: Sequence[Source]) -> Sentence | None:
    """The sentence as it may be shown, or None where any part of it is not held by what it cites."""
    sentence = " ".join(_BULLET.sub("", sentence).replace("**", "").split())
    if any(unicodedata.category(char) in _SIGNS for char in sentence):
        return None
    by_number = {source.n: source for source in sources}
    cited: list[int] = []
    at = 0
    for marks in _MARKS.finditer(sentence):
        part, at = sentence[at : marks.start()], marks.end()
        numbers = [int(number) for number in _NUMBER.findall(marks[0])]
        if any(number not in by_number or not _holds(by_number[number], part) for number in numbers):
            return None
        cited += numbers
    if not cited or _CONTENT.search(sentence[at:]):
        return None
    return Sentence(sentence, tuple(dict.fromkeys(cited)))


def _holds(source: Source, part: str) -> bool:
    items = _items(part)
    if not any(isinstance(item.value, Figure) or len(item.value) > 1 for item in items):
        return False
    context, text = _folded(source.context), _folded(source.text)
    if any(_folded(quoted) not in text and _folded(quoted) not in context for quoted in _QUOTED.findall(part)):
        return False
    leading = 0
    while leading < len(items) and _in_context(items[leading], context):
        leading += 1
    for skipped in range(leading + 1):
        rest = items[skipped:]
        if any(isinstance(item.value, Figure) or len(item.value) > 1 for item in rest) and any(
            _aligned(rest, held, context) for held in _sentences(source.text)
        ):
            return True
    return False


def _in_context(item: _Item, context: str) -> bool:
    return isinstance(item.value, str) and item.value in context


def _items(part: str) -> list[_Item]:
    """The figures and the words that count of a part, in order."""
    import rjieba

    text = normal(part)
    items: list[_Item] = []
    clause = 0

    def words(run: str) -> None:
        nonlocal clause
        for piece in re.split(f"({_BOUNDARY.pattern})", run):
            if _BOUNDARY.fullmatch(piece):
                clause += 1
                continue
            for word in rjieba.cut(piece):
                folded = word.translate(_DIGITS)
                if _CONTENT.search(folded) and not _words("neutral").fullmatch(folded):
                    items.append(_Item(folded, clause))

    at = 0
    for placed in figures_in(text):
        words(text[at : placed.start])
        items.append(_Item(placed.figure, clause))
        at = placed.end
    words(text[at:])
    return items


@functools.lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[_Held, ...]:
    held = []
    for sentence in _PASSAGE_END.split(normal(text)):
        sentence = sentence[:_LONGEST]
        figures = tuple((placed.figure, placed.start, placed.end) for placed in figures_in(sentence))
        held.append(_Held(sentence.translate(_DIGITS), figures))
    return tuple(held)


def _aligned(items: list[_Item], held: _Held, context: str) -> bool:
    """Whether ``items`` stand in ``held`` in this order with nothing between them that matters."""
    said = "".join(item.value for item in items if isinstance(item.value, str))
    counting = {item.clause for item in items if isinstance(item.value, Figure)}
    dead: set[tuple[int, int]] = set()

    def follow(number: int, end: int) -> bool:
        """Whether the items from ``number`` on align behind ``end``, where the item before them ends."""
        if number == len(items):
            return not _matters(held.text[end : _clause_end(held, end)], said, held, end, strict=False, context="")
        if (number, end) in dead:
            return False
        item = items[number]
        same = item.clause == items[number - 1].clause
        strict = item.clause in counting
        for start, stop in _places(item, held, end):
            # Between two clauses whole clauses may be left out; what leads into the new clause may not.
            gap = end if same else max(end, _clause_start(held, start))
            if not same and any(figure.is_year for figure, at, _ in held.figures if end <= at < start):
                continue
            if _matters(held.text[gap:start], said, held, gap, strict=strict, context=context, within=same):
                continue
            if follow(number + 1, stop):
                return True
        dead.add((number, end))
        return False

    for start, stop in _places(items[0], held, 0):
        first = _clause_start(held, start)
        strict = items[0].clause in counting
        before = held.text[first:start]
        if not _matters(before, said, held, first, strict=strict, context=context) and follow(1, stop):
            return True
    return False


def _places(item: _Item, held: _Held, begin: int) -> Iterator[tuple[int, int]]:
    """Where an item stands at or behind ``begin``; a word never inside a figure."""
    if isinstance(item.value, Figure):
        yield from ((start, end) for figure, start, end in held.figures if figure == item.value and start >= begin)
        return
    start = held.text.find(item.value, begin)
    while start >= 0:
        end = start + len(item.value)
        if all(end <= left or right <= start for _, left, right in held.figures):
            yield start, end
        start = held.text.find(item.value, start + 1)


def _clause_start(held: _Held, at: int) -> int:
    return max((match.end() for match in _BOUNDARY.finditer(held.text, 0, at)), default=0)


def _clause_end(held: _Held, at: int) -> int:
    match = _BOUNDARY.search(held.text, at)
    return match.start() if match else len(held.text)


def _matters(
    text: str, said: str, held: _Held, offset: int, *, strict: bool, context: str, within: bool = True
) -> bool:
    """Whether leaving out ``text``, which stands at ``offset`` of ``held``, changes what is said. ``strict``: the clause
    states a figure, so that only empty words and context may go. ``within``: it is skipped inside a clause."""
    if not text:
        return False
    if any(guard[0] not in said for guard in _words("guards").finditer(text)):
        return True
    end = offset + len(text)
    if context and any(offset <= start < end for _, start, _ in held.figures):
        return True
    remaining = _words("neutral").sub("", text)
    if not _CONTENT.search(remaining):
        return False
    if strict:
        return _BOUNDARY.sub("", remaining) not in context
    return bool(context) and within and bool(_NAME.search(text) or _BOUNDARY.search(text))
