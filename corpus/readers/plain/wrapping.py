"""Sentences that were broken over lines (PDF to text, typewritten texts): which line goes on with the one before."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.headings import is_heading
from corpus.language.text import display_width

_SENTENCE_END = tuple("。！？；：!?;:…")
# These end a sentence or stand in its midst.
_CLOSING = tuple("”）)》")
_LIST_START = re.compile(r"[ \t]*(?:——|—|[-•·●■◆]|[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、]|[.．](?!\d))|注[：:])")
_ASIDE = re.compile(r"[（(][^）)]*[）)]$")
_DOCUMENT_NUMBER = re.compile(r".{0,10}[〔［\[（(]\s*\d{4}\s*[〕］\]）)]\s*\d+\s*号$")
# A line without any clause mark is a caption, a title or a signature unless it is wider than those get.
_CLAUSE_MARK = re.compile(r"[，、。；：,;]")
_WIDEST_CAPTION = 90
_TITLE_END = re.compile(r"(?:规划|纲要|方案|计划|通知|政府|办公室|委员会)$")
# What no line begins with unless it goes on.
_GOES_ON = re.compile(r"[，。；、：！？）》”,;!?]")
_CONTENTS = re.compile(r"目\s*[录次]$")
_MARKS = re.compile(r"\[bookmark:[^\]]{0,200}\]|\*")
_OPEN = {"《": "》", "（": "）", "(": ")"}
# A sentence's brackets close within so many characters.
_LONGEST_BRACKET = 120
_NARROWEST_BROKEN = 24
# Lines broken at one width: many lines of a file are then about as wide, and a page has room for that.
_WIDEST = 120
_RAGGED = 6
_WRAPPED_SHARE = 0.4
_WIDER_SHARE = 0.05
_LEADERS = re.compile(r"[.…·．]{3,}")
_MIN_WRAPPED = 20


@dataclass(frozen=True, slots=True)
class Wrap:
    """The width at which a file's lines were broken: in columns of the screen (a Chinese character takes two), or twice the
    number of characters where a program counted those."""

    width: int
    by_characters: bool

    def is_full(self, line: str) -> bool:
        """Whether a line is so long that it was broken for lack of room."""
        return _measured(line.rstrip(), self.by_characters) >= self.width - _RAGGED


def wrap_of(lines: Sequence[str]) -> Wrap | None:
    """How the lines of a file were broken, None where a line is a paragraph."""
    bare = [line.rstrip() for line in lines if "\t" not in line and not _LEADERS.search(line)]
    best: tuple[float, Wrap] | None = None
    for by_characters in (False, True):
        widths = [width for line in bare if (width := _measured(line, by_characters)) >= _NARROWEST_BROKEN]
        share, width = _common_width(widths) if len(widths) >= _MIN_WRAPPED else (0.0, 0)
        if width and (best is None or share > best[0]):
            best = share, Wrap(width, by_characters)
    return best[1] if best else None


def _measured(line: str, by_characters: bool) -> int:
    return 2 * len(line) if by_characters else display_width(line)


def _common_width(widths: list[int]) -> tuple[float, int]:
    """(share of the lines that are full, the width at which they were broken); (0, 0) where they end anywhere."""
    counts = Counter(widths)
    wider = 0
    for widest in sorted(counts, reverse=True):
        full = sum(counts[width] for width in range(widest - _RAGGED, widest + 1)) / len(widths)
        if full >= _WRAPPED_SHARE:
            return (full, widest) if widest <= _WIDEST else (0.0, 0)
        wider += counts[widest]
        if wider > _WIDER_SHARE * len(widths):
            break
    return 0.0, 0


def bare_line(line: str) -> str:
    """A line without the marks of an extraction and the white space around it."""
    return _MARKS.sub("", line).strip()


def breaks_off(line: str, sentence: str, wrap: Wrap | None) -> bool:
    """Whether the last ``line`` of a ``sentence`` so far breaks off, so that the next may go on with it. ``wrap`` is how the
    file's lines were broken."""
    text = bare_line(line)
    if not text or text.endswith(_SENTENCE_END):
        return False
    if _is_open(sentence):
        return True
    width = display_width(line.strip())
    full = wrap is not None and wrap.is_full(line)
    plain = _CLAUSE_MARK.search(text) is None
    if (text.endswith(_CLOSING) and (plain or not full)) or width < _NARROWEST_BROKEN or is_heading(text):
        return False
    return not plain or (not _TITLE_END.search(text) and (full or width > _WIDEST_CAPTION))


def goes_on(line: str) -> bool:
    """Whether a line begins as none does that stands at the head of a sentence."""
    return _GOES_ON.match(bare_line(line)) is not None


def starts_anew(line: str) -> bool:
    """Whether a line begins something of its own: a row, a list item, a heading, an aside."""
    text = bare_line(line)
    return bool(
        "\t" in line.strip()
        or text.startswith("|")
        or _LIST_START.match(text)
        or _CONTENTS.match(text)
        or is_heading(text)
        or _ASIDE.match(text)
        or _DOCUMENT_NUMBER.match(text)
    )


def _is_open(sentence: str) -> bool:
    """Whether a bracket stands open at the end of a sentence so far."""
    tail = sentence[-_LONGEST_BRACKET:]
    return any(tail.rfind(left) > tail.rfind(right) for left, right in _OPEN.items())
