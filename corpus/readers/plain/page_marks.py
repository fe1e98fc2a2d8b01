"""What pages leave in a plain text: form feeds, page numbers, and running heads beside them."""

import re
from collections import defaultdict
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"[-—–－·~]{0,3}\s*\d{1,4}\s*[-—–－·~]{0,3}|第\s*\d{1,4}\s*页(?:\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Longer lines are not looked at: white space in their midst would take more than linear time.
_LONGEST_MARK = 40
_FORM_FEED = re.compile(r"[\x0b\x0c\x1c]")
# A running head is no sentence, is short, stands at most pages beside a page mark, and comes at least so often.
_LONGEST_HEAD = 60
_FEWEST_HEADS = 2
_BESIDE_SHARE = 0.6
_SENTENCE = re.compile(r"[，。；]")


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page's number, bare or in dashes or words."""
    text = line.strip()
    return 0 < len(text) <= _LONGEST_MARK and _PAGE_NUMBER.fullmatch(text) is not None


def is_page_mark(line: str) -> bool:
    """Whether a line is nothing but a page's number in dashes or words (- 6 -, 第 6 页) or a form feed; a bare number may
    be anything."""
    text = line.strip()
    return (not text.isdigit() and is_page_number(text)) or (not text and _FORM_FEED.search(line) is not None)


def page_marks(lines: Sequence[str]) -> set[int]:
    """The indexes of lines that only a page puts there: numbers of pages, form feeds, and running heads (words that come
    again and again right beside one of those). Table rows are none."""
    marks = {n for n, line in enumerate(lines) if _FORM_FEED.search(line) and not line.strip()}
    marks |= {n for n, line in enumerate(lines) if is_page_number(line) and "\t" not in line}
    filled = [n for n, line in enumerate(lines) if line.strip() or n in marks]
    places: dict[str, list[int]] = defaultdict(list)
    for at, number in enumerate(filled):
        key = re.sub(r"[\d\s]+", "", lines[number])
        if number in marks or not key or len(key) > _LONGEST_HEAD or _SENTENCE.search(key):
            continue
        if "\t" not in lines[number].strip():
            places[key].append(at)
    for found in places.values():
        beside = [at for at in found if filled[at - 1] in marks or (at + 1 < len(filled) and filled[at + 1] in marks)]
        if len(beside) >= _FEWEST_HEADS and len(beside) >= _BESIDE_SHARE * len(found):
            marks |= {filled[at] for at in beside}
    return marks
