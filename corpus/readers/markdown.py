"""Markdown: front matter, # headings, pipe tables; the rest reads as plain text."""

import re

from corpus.readers.base import Block, Document, Paragraph
from corpus.readers.encoding import decode
from corpus.readers.front_matter import front_matter
from corpus.readers.layout import blocks_of, lines_of
from corpus.text import clean

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_COMMENTARY = re.compile(r"\s*>")


def read_markdown(file: str, data: bytes) -> Document:
    """The blocks of a .md file. Block quotes (> …) are the editor's remarks, not the plan's text, and are left out.
    Raises UnreadableDocument where it does not decode."""
    source = decode(file, data)
    lines = lines_of(source)
    front, at = front_matter([line.text for line in lines])
    blocks: list[Block] = []
    run: list[int] = []
    for number in range(at, len(lines)):
        heading = _HEADING.match(lines[number].text)
        if heading or _COMMENTARY.match(lines[number].text):
            blocks += blocks_of(source, [lines[n] for n in run])
            run = []
            if heading:
                line = lines[number]
                blocks.append(Paragraph(clean(source, line.start + heading.end(), line.end), len(heading.group(1))))
        else:
            run.append(number)
    blocks += blocks_of(source, [lines[n] for n in run])
    return Document(file, source, tuple(blocks), front)
