"""What the margins of PDF pages hold beside the text: running heads, page numbers and footnotes."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from corpus.readers.pages.lines import TextLine
from corpus.readers.pages.page import Page

# Heads and feet are looked for among this many lines at a page's top and bottom.
_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*$")
# A line is a running head where it stands at the edge of at least this share of the pages (even and odd heads differ).
_HEAD_SHARE = 0.3
_SENTENCE = re.compile(r"[，。；]")
_MIN_PAGES = 2
# A footnote opens with the sign that refers to it.
_NOTE_SIGN = re.compile(
    r"[①-⑳⁰¹²³⁴-⁹*＊※]|[\[［〔]\d{1,2}[\]］〕]|注\s*\d*\s*[：:]"
    r"|\d{1,2}\s*(?=[\u4e00-\u9fff《“])(?![年月日个家名所项人万亿])"
)
# The rule above footnotes is at most this share of the text's width; notes stand at most so far below it, in em.
_RULE_SHARE = 0.6
_BELOW_RULE = 2.5
# Footnotes are set in type that is smaller by at least this share, or stand below a rule.
_SMALLER = 0.06
# They fill at most this share of a page, counted in lines.
_NOTES_SHARE = 0.5


def drop_running_heads(pages: Sequence[Page]) -> None:
    """Leave out lines that repeat at one place near the edge of pages, figures in them aside, and page numbers."""
    edges = [[line for line in _edge_lines(page) if not _SENTENCE.search(line.text)] for page in pages]
    seen = Counter(key for lines in edges for key in {_head_key(line) for line in lines})
    repeated = {
        key
        for key, count in seen.items()
        if len(pages) >= _MIN_PAGES and count >= max(_MIN_PAGES, len(pages) * _HEAD_SHARE)
    }
    for page, lines in zip(pages, edges, strict=True):
        dropped = {id(line) for line in lines if _PAGE_NUMBER.match(line.text) or _head_key(line) in repeated}
        page.parts = [part for part in page.parts if id(part) not in dropped]


def _edge_lines(page: Page) -> list[TextLine]:
    """The lines among the first and the last parts from top to bottom (in columns these are not the first and last read)."""
    parts = sorted(page.parts, key=lambda part: part.top)
    edge = parts if len(parts) <= 2 * _EDGE_LINES else parts[:_EDGE_LINES] + parts[-_EDGE_LINES:]
    return [part for part in edge if isinstance(part, TextLine)]


def _head_key(line: TextLine) -> tuple[str, int]:
    """What a running head repeats: its words and its height (the title on the cover stands lower than in the heads)."""
    return re.sub(r"[\d\s]+", "", line.text), round(line.top / 3)


def take_footnotes(page: Page) -> list[TextLine]:
    """The footnotes of a page, which its parts then lack: the last lines, from one that opens with a note's sign on, where
    they are smaller than the text or stand below a short rule."""
    lines = [part for part in page.parts if isinstance(part, TextLine)]
    if len(lines) < 2:
        return []
    usual = median(line.size for line in lines)
    first = len(page.parts)
    for at in range(len(page.parts) - 1, 0, -1):
        part = page.parts[at]
        if not isinstance(part, TextLine) or len(page.parts) - at > max(1, _NOTES_SHARE * len(lines)):
            break
        small = part.size < (1 - _SMALLER) * usual
        ruled = _below_rule(part, page)
        if ruled or (small and _NOTE_SIGN.match(part.text)):
            first = at
        if ruled:
            break
    notes = [part for part in page.parts[first:] if isinstance(part, TextLine)]
    if not notes or not _are_notes(notes, page, usual):
        return []
    page.parts = page.parts[:first]
    return notes


def _are_notes(notes: list[TextLine], page: Page, usual: float) -> bool:
    """Whether lines at a page's foot are footnotes, for two of three reasons: small type, a rule above, a sign in front."""
    small = all(line.size < (1 - _SMALLER) * usual for line in notes)
    ruled = _below_rule(notes[0], page)
    signed = _NOTE_SIGN.match(notes[0].text) is not None
    return small + ruled + signed > 1


def _below_rule(line: TextLine, page: Page) -> bool:
    """Whether a short rule that begins at the left margin stands right above a line."""
    return any(
        0 <= line.top - top + 1 <= _BELOW_RULE * line.size
        and abs(x0 - line.left) < 2 * line.size
        and line.size < x1 - x0 <= _RULE_SHARE * (line.right - line.left)
        for x0, top, x1, _ in page.rules
    )
