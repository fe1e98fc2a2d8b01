"""Markdown: front matter, headings by # or a rule below, tables by pipes or in HTML; the rest reads as plain text."""

import re
from dataclasses import replace

from corpus.language.text import clean, half_width, usual_forms
from corpus.models import Unread
from corpus.readers.base import Block, Document, Paragraph
from corpus.readers.encoding import decode
from corpus.readers.front_matter import front_matter
from corpus.readers.furniture import around_copy
from corpus.readers.markdown.tables import html_grids
from corpus.readers.markdown.text import markdown_text
from corpus.readers.plain.layout import Line, blocks_of, lines_of

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"(={2,}|-{3,})\s*$")
# A rule between paragraphs, or the fence of a verbatim block.
_RULE = re.compile(r"[ ]{0,3}(?:-{3,}\s*$|\*{3,}\s*$|_{3,}\s*$|`{3,}|~{3,})")
# Boxes (专栏) are often written as block quotes.
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
# clean() drops the blank behind it before a Chinese character.
_BULLET = re.compile(r"[-*+]\s*(?=[\u4e00-\u9fff“《（(【\d])")
_LONGEST_FRONT = 10_000
# A line over --- may be a paragraph's last one before a rule.
_LONGEST_TITLE = 60


def read_markdown(file: str, data: bytes) -> Document:
    """The blocks of a .md file. Raises UnreadableDocument where it does not decode."""
    source = decode(file, data)
    # What is read has the usual characters, what is quoted those of the file; one for one, so that offsets are the same.
    usual = half_width(usual_forms(source))
    read = markdown_text(usual)
    head = lines_of(usual, 0, _LONGEST_FRONT)
    front, taken = front_matter([line.text for line in head])
    at = head[taken].start if taken and taken < len(head) else 0
    text, site = _without_page(_without_quote_marks(usual, read.text), at)
    blocks: list[Block] = []
    warnings: list[str] = []
    for grid in html_grids(usual, text):
        blocks += _blocks(text, at, grid.span.start, warnings)
        blocks.append(grid)
        at = grid.span.end
    blocks += _blocks(text, at, len(source), warnings)
    unread = [Unread("picture", at=tuple(read.pictures))] if read.pictures else []
    unread += [Unread("attachment", names=tuple(dict.fromkeys(read.files)))] if read.files else []
    return Document(file, source, tuple(blocks), front, tuple(warnings), unread=tuple(unread), site=site)


def _without_quote_marks(source: str, text: str) -> str:
    """``text``, which is read of ``source``, with blanks for the marks of block quotes."""
    characters = list(text)
    for mark in _QUOTE.finditer(source):
        characters[mark.start() : mark.end()] = " " * len(mark[0])
    return "".join(characters)


def _without_page(text: str, start: int) -> tuple[str, str]:
    """``text`` with blanks for the lines from ``start`` on that a web page put around the document, and the site's name."""
    lines = lines_of(text, start)
    around, site = around_copy([line.text for line in lines])
    pieces, at = [], 0
    for number in sorted(around):
        line = lines[number]
        pieces += [text[at : line.start], " " * len(line.text)]
        at = line.end
    return "".join([*pieces, text[at:]]), site


def _blocks(text: str, start: int, end: int, warnings: list[str]) -> list[Block]:
    """The blocks of a stretch without tables in HTML."""
    lines = lines_of(text, start, end)
    blocks: list[Block] = []
    run: list[Line] = []

    def heading(line: Line, begin: int, level: int) -> None:
        words = line.text.rstrip()
        bare = words.rstrip("#")  # ## Heading ##
        stop = line.start + len(bare if bare.endswith(" ") else words)
        body = clean(text, line.start + begin, stop)
        if body.text:
            blocks.append(Paragraph(body, level))

    for number, line in enumerate(lines):
        marked = _HEADING.match(line.text)
        under = _UNDERLINE.match(lines[number + 1].text) if number + 1 < len(lines) else None
        titled = under and not marked and _is_title(line) and not (number and not lines[number - 1].blank)
        if marked or titled or _RULE.match(line.text):
            blocks += blocks_of(text, run, warnings)
            run = []
            if marked:
                heading(line, marked.end(), len(marked[1]))
            elif titled and under:
                heading(line, 0, 1 if under[1][0] == "=" else 2)
        else:
            run.append(line)
    return [_without_bullet(block) for block in (*blocks, *blocks_of(text, run, warnings))]


def _without_bullet(block: Block) -> Block:
    """A paragraph without the mark that makes it an item of a list (- , * , + )."""
    mark = _BULLET.match(block.body.text) if isinstance(block, Paragraph) else None
    if mark is None or not isinstance(block, Paragraph):
        return block
    return replace(block, body=block.body.slice(mark.end(), len(block.body.text)))


def _is_title(line: Line) -> bool:
    text = line.text.strip()
    return bool(text) and len(text) <= _LONGEST_TITLE and "|" not in text and not text.endswith(("。", "；", "："))
