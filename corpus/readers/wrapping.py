"""Sentences that were broken over lines (PDF to text, typewritten texts): which line goes on with the one before."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.headings import is_heading
from corpus.text import display_width

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
_MARKS = re.compile(r"\[bookmark:[^\]]*\]|\*")
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


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which a file's lines were broken, in columns of the screen (a Chinese character takes two), or None
    where a line is a paragraph."""
    bare = [line.strip() for line in lines if "\t" not in line and not _LEADERS.search(line)]
    widths = [width for line in bare if (width := display_width(line)) >= _NARROWEST_BROKEN]
    if len(widths) < _MIN_WRAPPED:
        return None
    counts = Counter(widths)
    wider = 0
    for widest in sorted(counts, reverse=True):
        full = sum(counts[width] for width in range(widest - _RAGGED, widest + 1))
        if full >= _WRAPPED_SHARE * len(widths) or wider > _WIDER_SHARE * len(widths):
            return widest if widest <= _WIDEST and wider <= _WIDER_SHARE * len(widths) else None
        wider += counts[widest]
    return None


def bare_line(line: str) -> str:
    """A line without the marks of an extraction and the white space around it."""
    return _MARKS.sub("", line).strip()


def breaks_off(line: str, sentence: str, wrap: int | None) -> bool:
    """Whether the last ``line`` of a ``sentence`` so far breaks off, so that the next may go on with it. ``wrap`` is the width
    at which the file's lines were broken (see ``wrap_width``)."""
    text = bare_line(line)
    if not text or text.endswith(_SENTENCE_END):
        return False
    if _is_open(sentence):
        return True
    width = display_width(line.strip())
    # Some programs count characters and not columns: a line of figures is then full and yet narrow.
    full = wrap is not None and 2 * len(line.strip()) >= wrap - _RAGGED
    if (text.endswith(_CLOSING) and not full) or width < _NARROWEST_BROKEN or is_heading(text):
        return False
    plain = _CLAUSE_MARK.search(text) is None
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
