"""Blocks -> the section tree, the passages under it, and each grid with the caption above and the notes below it."""

import re
from dataclasses import dataclass, field

from corpus.language.headings import (
    MAX_CAPTION,
    MAX_HEADING,
    STYLES,
    heading_style,
    is_outer,
    ordinal,
    plain_heading,
    run_in_heading,
)
from corpus.language.text import CleanText
from corpus.models import Passage, Section
from corpus.readers.base import Block, Grid, Paragraph

# Sentences longer than this are cut at their semicolons: a phone shows about 20 characters a line.
_LONG_SENTENCE = 160
# What is longer is no sentence (plans' longest have 600 characters) and is cut wherever that is.
LONGEST_SENTENCE = 3000
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」）)]*|[^。！？!?]+$")
_CLAUSE = re.compile(r"[^；;]*[；;]|[^；;]+$")
_FIRST_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*\d*\s*[：:.．、]|[*＊①¹]|\[1\]")
_NOTE = re.compile(rf"{_FIRST_NOTE.pattern}|[（(]?\d{{1,2}}\s*[）)]?\s*[.．、]|[②-⑳²³⁴-⁹]|\[\d+\]")
_UNIT_INSIDE = re.compile(r"[（(]\s*(?:计量)?单位\s*[：:]\s*(?P<unit>[^）)\s]{1,8})\s*[）)]$")
_ASIDE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[：:]\s*(?P<unit>[^）)\s]{1,8})\s*[）)]?$|[（(].*[）)]$")
_PREFACE = re.compile(r"(?:前|序|引|导)\s*言$")
_CONTENTS = re.compile(r"目\s*[录次]$")
_CONTINUED = re.compile(r"[（(]?\s*(?:续表|续)\s*\d*\s*[）)]?|(?<=.)[（(]续[）)]$")
_ANNEX = next(index for index, (name, _) in enumerate(STYLES) if name == "annex")
# Markdown levels (1-6) stand outside the numbering styles, whatever those are.
_STYLE_BASE = 10


_HAN, _HAN_BRACKET, _BOX = (
    _STYLE_BASE + 2 * index for index, (name, _) in enumerate(STYLES) if name in ("han", "han_bracket", "box")
)


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A grid with what surrounds it: its caption, its section path, the notes right below and the unit above (单位：…).
    ``continues``: nothing but a repeated caption stands between it and the grid before."""

    grid: Grid
    caption: str
    section: tuple[str, ...]
    notes: tuple[str, ...]
    continues: bool
    unit: str = ""


@dataclass(slots=True)
class Outline:
    """The outline of one document, in document order; ``overlong`` counts the sentences that were cut at LONGEST_SENTENCE."""

    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    grids: list[PlacedGrid] = field(default_factory=list)
    overlong: int = 0


def outline_of(blocks: tuple[Block, ...]) -> Outline:
    """The section tree of ``blocks``. A paragraph is a heading by its format's level, by its numbering style, or as a
    short line between running text; a heading may also open its paragraph (（一）加强领导。各级……)."""
    outline = Outline()
    stack: list[tuple[int, str]] = []
    orders = _Orders(blocks)
    noted = _noted(blocks)
    for number, block in enumerate(blocks):
        path = tuple(title for _, title in stack)
        if isinstance(block, Grid):
            before = outline.grids[-1] if outline.grids else None
            outline.grids.append(_place(blocks, number, path, before))
            continue
        body = block.body
        if not body.text:
            continue
        order, length = orders.of(number)
        if number in noted:
            order = None  # 2.第9项为初步数 below a table is no heading
        if order is not None:
            order = _inside_box(order, body.text, stack)
            stack = _behind_box(order, body.text, stack, outline.sections)
            stack = _behind_preface(body.text, stack)
            stack = [(level, title) for level, title in stack if level < order]
            run_in = length < len(body.text)
            stack.append((order, body.text[:length].rstrip("。：:") if run_in else _title(blocks, number, order)))
            path = tuple(title for _, title in stack)
            outline.sections.append(Section(path, order, body.span(0, length)))
        sentences = _sentences(body, path, number)
        outline.overlong += sum(len(sentence.text) == LONGEST_SENTENCE for sentence in sentences)
        outline.passages.extend(sentences)
    return outline


def _noted(blocks: tuple[Block, ...]) -> set[int]:
    """The numbers of the paragraphs that are notes of the grid before them."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            found |= set(range(number + 1, number + 1 + len(_notes(blocks[number + 1 :]))))
    return found


def _inside_box(order: int, title: str, stack: list[tuple[int, str]]) -> int:
    """The order of a heading behind the heading of a box: a style that stands outside boxes goes on inside one where
    its number does not follow from the last heading of that style before the box."""
    depth = next((at for at, (level, _) in enumerate(stack) if level == _BOX), None)
    if depth is None or order not in (_HAN, _HAN_BRACKET):
        return order
    before = next((name for level, name in stack[:depth] if level == order), None)
    number = ordinal(title)
    follows = before is not None and number == (ordinal(before) or 0) + 1
    return order if follows or (before is None and number != 1 and len(stack) == depth + 1) else _BOX + 1


def _behind_box(order: int, title: str, stack: list[tuple[int, str]], sections: list[Section]) -> list[tuple[int, str]]:
    """``stack`` without the box at its end, where the number of a heading goes on from the last one of its style before
    the box and the box has none of that style: 2. behind 1. and a box."""
    depth = next((at for at, (level, _) in enumerate(stack) if level == _BOX), None)
    if depth is None or order <= _BOX:
        return stack
    outer, box = (tuple(name for _, name in stack[:end]) for end in (depth, depth + 1))
    before = [section.path[-1] for section in sections if section.path[:-1] == outer and section.level == order]
    within = any(section.path[:-1] == box and section.level == order for section in sections)
    goes_on = before and not within and ordinal(title) == (ordinal(before[-1]) or 0) + 1
    return stack[:depth] if goes_on else stack


def _behind_preface(title: str, stack: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """``stack`` without a preface and what stands in it, before a chapter by whatever number: a preface has none. What a
    table of contents names stays in it."""
    preface = next((at for at, (_, name) in enumerate(stack) if _PREFACE.match(name)), None)
    contents = any(_CONTENTS.match(name) for _, name in stack)
    return stack if preface is None or contents or not is_outer(title) else stack[:preface]


def lost_headings(sections: list[Section]) -> list[str]:
    """The titles before which a heading's number is missing: what stood below it is now in the section before. Numbers may
    run on from section to section: （四） of the first, （五） of the second."""
    lost = []
    last: dict[tuple[tuple[str, ...], int], int] = {}
    latest: dict[int, int] = {}
    for section in sections:
        number = ordinal(section.path[-1]) if is_outer(section.path[-1]) else None
        if number is None:
            continue
        place = (section.path[:-1], section.level)
        runs_on = place not in last and number == latest.get(section.level, 0) + 1
        if number > last.get(place, 0) + 1 and not runs_on:
            lost.append(section.path[-1])
        last[place] = latest[section.level] = number
    return lost


class _Orders:
    """How deep each heading of a document stands. Numbered headings nest by their style. A heading that only its format
    marks nests like the numbered ones of its level; where the document has none of those, by its level alone."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._blocks = blocks
        self._levels: dict[int, int] = {}
        texts = [block.body.text for block in blocks if isinstance(block, Paragraph)]
        # A document that numbers its headings has none before the first of them; the cover is not taken for one.
        self._started = not any(is_outer(text) for text in texts)
        self._running = False

    def of(self, number: int) -> tuple[int | None, int]:
        """(order, length of the heading's text) of a paragraph; order None where it is no heading. Called in order."""
        order, length = self._of(number)
        self._started = self._started or order is not None
        self._running = self._running or len(self._text(number) or "") > MAX_HEADING
        return order, length

    def _of(self, number: int) -> tuple[int | None, int]:
        block = self._blocks[number]
        assert isinstance(block, Paragraph)
        text = block.body.text
        style = heading_style(text)
        if style is not None:
            order = 0 if style == _ANNEX else _style_order(style)
            if block.level is not None:
                self._levels[block.level] = order
            return order, len(text)
        if block.level is not None:
            outer = max((order for level, order in self._levels.items() if level < block.level), default=None)
            return self._levels.get(block.level, block.level if outer is None else outer + 1), len(text)
        run_in = run_in_heading(text)
        if run_in is not None:
            return _style_order(run_in[0]), run_in[1]
        # The cover's last line ends no sentence; the first heading below it stands where a thought begins all the same.
        above = self._text(number - 1) if self._running or self._levels else "。"
        plain = plain_heading(text, above, self._text(number + 1)) if self._started else None
        return (None if plain is None else _style_order(plain)), len(text)

    def _text(self, number: int) -> str | None:
        block = self._blocks[number] if 0 <= number < len(self._blocks) else None
        return block.body.text if isinstance(block, Paragraph) else None


def _style_order(style: int) -> int:
    """Two apart, so that an unnumbered heading fits between."""
    return _STYLE_BASE + 2 * style


def _title(blocks: tuple[Block, ...], number: int, order: int) -> str:
    """A heading's title; a bare 附件 takes the line below it along, which names the annex."""
    block = blocks[number]
    assert isinstance(block, Paragraph)
    title = block.body.text.strip().lstrip("-·• ")
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if order == 0 and len(title) <= 4 and isinstance(following, Paragraph) and len(following.body.text) <= MAX_CAPTION:
        return f"{title} {following.body.text}"
    return title


def _sentences(body: CleanText, path: tuple[str, ...], paragraph: int) -> list[Passage]:
    passages = []
    for sentence in _SENTENCE.finditer(body.text):
        pieces = [sentence.span()]
        if sentence.end() - sentence.start() > _LONG_SENTENCE:
            offset = sentence.start()
            pieces = [(offset + m.start(), offset + m.end()) for m in _CLAUSE.finditer(sentence.group())]
        cuts = [
            (cut, min(cut + LONGEST_SENTENCE, end))
            for start, end in pieces
            for cut in range(start, end, LONGEST_SENTENCE)
        ]
        for start, end in cuts:
            text = body.text[start:end].strip()
            if text:
                start += len(body.text[start:end]) - len(body.text[start:end].lstrip())
                passages.append(Passage(text, body.span(start, start + len(text)), path, paragraph))
    return passages


def _place(blocks: tuple[Block, ...], number: int, path: tuple[str, ...], before: PlacedGrid | None) -> PlacedGrid:
    """The grid with its surroundings; ``before`` is the grid before it."""
    grid = blocks[number]
    assert isinstance(grid, Grid)
    caption, unit, continues, back = "", "", False, number - 1
    while back >= 0:
        block = blocks[back]
        if not isinstance(block, Paragraph):
            continues = True
            break
        text = block.body.text
        if len(text) > MAX_CAPTION or text.endswith(("。", "；", "：")):
            break
        aside = _ASIDE.match(text)
        if aside:
            unit = unit or (aside["unit"] or "")
        elif caption and not _same_caption(caption, before):
            break
        elif not _CONTINUED.match(text):
            caption = caption or text
        back -= 1
    if caption and not _same_caption(caption, before):
        continues = False
    caption = caption or (path[-1] if path else "")
    inside = _UNIT_INSIDE.search(caption)
    unit = unit or (inside["unit"] if inside else "")
    return PlacedGrid(grid, caption, path, _notes(blocks[number + 1 :]), continues, unit)


def _same_caption(caption: str, before: PlacedGrid | None) -> bool:
    return before is not None and _CONTINUED.sub("", caption).strip() == before.caption


def is_note(text: str) -> bool:
    """Whether a line reads as a table's note (注：…, * 为…)."""
    return _FIRST_NOTE.match(text) is not None


def _notes(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The notes at the head of ``blocks``: paragraphs that begin like one, and numbered ones behind them."""
    notes: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not _NOTE.match(block.body.text):
            break
        if not notes and not is_note(block.body.text):
            break
        notes.append(block.body.text)
    return tuple(notes)
