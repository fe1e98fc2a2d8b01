"""One PDF page -> its lines and tables in reading order, and what of it cannot be read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.encoding import reads_as_chinese
from corpus.readers.pages.columns import columns_of
from corpus.readers.pages.glyphs import MISSING, Box, Glyph, PageBox, View, glyphs_of, rounded, turned
from corpus.readers.pages.lines import TextLine, lines_of
from corpus.readers.pages.objects import Objects
from corpus.readers.pages.rows import is_small_set, is_wide_set, rows_of
from corpus.readers.pages.ruled import Region, edges_of, ruled_tables
from corpus.readers.pages.runs import with_tables
from corpus.readers.pages.unruled import Line

# Lines that run another way than the page's are read where there are at least so many characters: a label at the side or
# a page number is no text.
_FEWEST_GLYPHS = 10
# A page has text from so many letters on; a stamp or a page number leaves fewer.
_FEWEST_LETTERS = 10
# Of a page's characters, the share that its font maps to nothing readable before all of it is given up.
_GARBLED_SHARE = 0.2
# So many Han characters show by the commonest of them whether they are Chinese.
_FEWEST_HAN = 100
# A page with at least so many drawn shapes of the size of letters has letters that are drawn.
_FEWEST_SHAPES = 100

# A page without text is a scan where pictures fill at least this share of it.
WHOLE_PAGE = 0.5
# Pictures of a page beyond so many are the pieces of a drawing.
_MOST_PICTURES = 200
# Signs of that block which Chinese documents print, unlike its letters.
_LATIN_SIGNS = "·°×±÷§®©²³¹«»"

Part = TextLine | Region


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page: a key that is the same where the same picture is drawn at the same place, its share of the page's
    area, how many letters stand upon it, and its box on the page as shown."""

    key: object
    share: float
    letters: int
    box: Box


@dataclass(slots=True)
class Page:
    """One page: its lines and tables in reading order, and short rules across (x0, top, x1 on the page as turned), below
    which footnotes stand. ``fault`` is the code of an ``Unread`` where the whole page cannot be read; ``recognised`` are
    the boxes on the page as shown whose text was recognised in pictures."""

    number: int
    parts: list[Part] = field(default_factory=list)
    rules: list[PageBox] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    letters: int = 0
    missing: bool = False
    outlines: bool = False
    fault: str = ""
    recognised: list[PageBox] = field(default_factory=list)

    @property
    def is_picture(self) -> bool:
        """Whether nothing of the page can be read but by looking at it: a scan, drawn letters, a garbled text layer."""
        covered = sum(picture.share for picture in self.pictures) >= WHOLE_PAGE
        return self.fault == "garbled" or (not self.fault and not self.has_text and (covered or self.outlines))

    @property
    def has_text(self) -> bool:
        """Whether more than a stamp or a page number was read."""
        return self.letters >= _FEWEST_LETTERS


def page_of(number: int, objects: Objects) -> Page:
    """The parts of page ``number`` by what is drawn on it. Text askew (stamps, watermarks) is left out."""
    frame = objects.frame
    glyphs = glyphs_of(objects.chars, frame)
    letters = sum(glyph.text.isalpha() for glyph in glyphs)
    found = Page(number, letters=letters, pictures=_pictures(objects, glyphs))
    if _is_garbled(glyphs):
        found.fault, found.letters = "garbled", 0
        return found
    found.outlines = objects.letters >= _FEWEST_SHAPES
    found.missing = any(glyph.text == MISSING for glyph in glyphs)
    turns = [turn for turn, _ in Counter(glyph.turn for glyph in glyphs).most_common()]
    small_set = is_small_set(glyphs)
    views = [View(frame, turn, is_wide_set(turned(glyphs, frame, turn)), small_set) for turn in turns]
    edges = {view: edges_of(objects.lines, frame, view.turn) for view in views}
    tables = {
        view: ruled_tables(lines, turned(glyphs, frame, view.turn), view) for view, lines in edges.items() if lines
    }
    held = [_page_box(region, view) for view, regions in tables.items() for region in regions]
    free = [glyph for glyph in glyphs if not any(_within(glyph, box) for box in held)]
    blocks: list[tuple[float, list[Part]]] = []
    for view in views:
        regions = tables.get(view, [])
        own = [glyph for glyph in turned(free, frame, view.turn) if glyph.turn == 0]
        if view is not views[0] and len(own) < _FEWEST_GLYPHS:
            own = []
        parts = _parts(own, regions, view, _free_rules(edges[view], regions))
        if view is views[0]:
            blocks += [(part.top, [part]) for part in parts]
            found.rules = [rounded(rule) for rule in _free_rules(edges[view], regions)]
        elif parts:
            blocks.append((min(_top(part, view, views[0].turn) for part in parts), parts))
    found.parts = _in_order(blocks)
    return found


def _free_rules(edges: list[dict[str, Any]], regions: list[Region]) -> list[Box]:
    """The lines across that belong to no table."""
    return [
        (edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        for edge in edges
        if edge["orientation"] == "h" and not any(r.top - 3 < edge["top"] < r.bottom + 3 for r in regions)
    ]


def _page_box(region: Region, view: View) -> Box:
    return view.returned((region.x0 - 1, region.top, region.x1 + 1, region.bottom))


def _within(glyph: Glyph, box: Box) -> bool:
    return box[0] <= glyph.x <= box[2] and box[1] <= glyph.y <= box[3]


def _in_order(blocks: list[tuple[float, list[Part]]]) -> list[Part]:
    """The parts, with each block that runs another way before the first part of the page that stands below its top."""
    main = [block for block in blocks if len(block[1]) == 1]
    for top, parts in (block for block in blocks if len(block[1]) != 1):
        at = next((n for n, (other, _) in enumerate(main) if other >= top), len(main))
        main.insert(at, (top, parts))
    return [part for _, parts in main for part in parts]


def _top(part: Part, view: View, page_turn: int) -> float:
    """The top of a part seen as ``view`` on the page turned by ``page_turn``."""
    box = part.box if isinstance(part, TextLine) else _page_box(part, view)
    return view.frame.turned(box, page_turn)[1]


def _parts(glyphs: list[Glyph], regions: list[Region], view: View, rules: list[Box]) -> list[Part]:
    """The lines and tables of what runs to the right on a turned page, columns of text one after the other."""
    items: list[list[Glyph] | Region] = [*rows_of(glyphs, view.small_set), *regions]
    items.sort(key=lambda item: item.top if isinstance(item, Region) else item[0].top)
    parts: list[Part] = []
    for column in columns_of(items):
        lines = lines_of([item for item in column if not isinstance(item, Region)], view.wide_set)
        tables = [item for item in column if isinstance(item, Region)]
        # Lines come from top to bottom already, up to a hair; a table goes where its top is.
        found = sorted([*with_tables(lines, view, rules), *tables], key=lambda part: part.top)
        parts += [_text_line(part, view) if isinstance(part, Line) else part for part in found]
    return parts


def _text_line(line: Line, view: View) -> TextLine:
    box = rounded(view.returned(line.box))
    return TextLine(line.text, line.size, line.x0, line.x1, line.top, line.left, line.right, box)


def _is_garbled(glyphs: list[Glyph]) -> bool:
    """Whether the characters are not what is printed: codes of their font alone, Latin letters with accents where bytes of
    Chinese were taken for Latin ones, or Han characters that no text is made of."""
    if len(glyphs) < _FEWEST_LETTERS:
        return False
    text = "".join(glyph.text for glyph in glyphs)
    odd = sum(char == MISSING or ("\x80" <= char <= "\xff" and char not in _LATIN_SIGNS) for char in text)
    if odd >= _GARBLED_SHARE * len(text):
        return True
    han = "".join(char for char in text if "\u3400" <= char <= "\u9fff")
    return len(han) >= _FEWEST_HAN and not reads_as_chinese(han)


def _pictures(objects: Objects, glyphs: list[Glyph]) -> list[Picture]:
    frame = objects.frame
    pictures = []
    for key, (x0, top, x1, bottom) in objects.pictures[:_MOST_PICTURES]:
        box = max(0.0, x0), max(0.0, top), min(frame.width, x1), min(frame.height, bottom)
        share = max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / (frame.width * frame.height)
        if share:
            letters = sum(glyph.text.isalpha() and _within(glyph, box) for glyph in glyphs)
            pictures.append(Picture((key, round(x0), round(top)), share, letters, box))
    return pictures
