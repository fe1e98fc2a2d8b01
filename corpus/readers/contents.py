"""Contents pages: lists of headings that are no content. They come with page numbers behind or (as converters write
them) glued on in front, with dot leaders, or with no numbers at all where links stood for them."""

import re
from collections.abc import Sequence

_TITLE = re.compile(r"\s*(?:目\s*[录次]|CONTENTS|Contents)\s*$")
_LEADERS = re.compile(r"\S.*?[.…·．]{3,}\s*[-—]?\s*\d{1,3}\s*[-—]?\s*$")
_FILLING = re.compile(r"[\s.…·．\ufeff]+")
# 141.加强… is page 14 and heading 1.; 1（一）… is page 1; 1.加强… is a heading without a page.
_PAGE = re.compile(r"^\d{1,3}(?=[^\d.．、])|^\d{1,3}(?=\d[.．、])|(?<![\d.．、])[-—（(]?\d{1,3}[-—）)]?$")
# Longer than any entry with its leaders taken out: a line of running text.
_LONGEST_ENTRY = 60
# Longer than any entry with its leaders, whose pattern takes more than linear time.
_LONGEST_LINE = 300


def contents_end(lines: Sequence[str], at: int) -> int:
    """Where the contents page that begins at line ``at`` ends (the index behind it); ``at`` where none begins there."""
    if _TITLE.match(lines[at]):
        return _entries_end(lines, at + 1)
    if _has_leaders(lines[at]):
        following = next((line for line in lines[at + 1 : at + 4] if line.strip()), "")
        if _has_leaders(following):
            return _entries_end(lines, at)
    return at


def _entries_end(lines: Sequence[str], at: int) -> int:
    """With page numbers the last numbered entry ends the page (an entry may be broken over two lines). Without them
    the body begins where the first entry is printed again; where it never is, only the title goes."""
    seen: set[str] = set()
    end, pages = at, False
    for number in range(at, len(lines)):
        bare = _FILLING.sub("", lines[number])
        if not bare:
            continue
        entry = _PAGE.sub("", bare)
        paged = entry != bare
        if len(bare) > _LONGEST_ENTRY or bare.endswith("。") or ("\t" in lines[number].strip() and not paged):
            return end
        if entry in seen and not paged:
            return number if not pages else end
        if paged:
            pages, end = True, number + 1
        elif pages and not _goes_on(lines, number + 1):
            return end
        seen.add(entry)
    return end


def _goes_on(lines: Sequence[str], at: int) -> bool:
    """Whether the next line that is not blank is an entry with its page, so that the line before is its first half."""
    following = next((lines[n] for n in range(at, len(lines)) if lines[n].strip()), "")
    return _has_leaders(following)


def _has_leaders(line: str) -> bool:
    """Whether dots lead from an entry to its page."""
    return len(line) <= _LONGEST_LINE and _LEADERS.match(line) is not None
