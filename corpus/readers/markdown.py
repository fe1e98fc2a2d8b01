"""Markdown: front matter, # headings, pipe tables; the rest reads as plain text."""

import re

from corpus.readers.base import Block, Document, Paragraph
from corpus.readers.encoding import decode
from corpus.readers.layout import blocks_of, lines_of
from corpus.text import clean

_FENCE = re.compile(r"---\s*$")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_COMMENTARY = re.compile(r"\s*>")


def read_markdown(file: str, data: bytes) -> Document:
    """The blocks of a .md file. Block quotes (> …) are the editor's remarks, not the plan's text, and are left out.
    Raises UnreadableDocument where it does not decode."""
    source = decode(file, data)
    lines = lines_of(source)
    front: dict[str, str] = {}
    at = 0
    if lines and _FENCE.match(lines[0].text):
        end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line.text)), 0)
        for line in lines[1:end]:
            name, _, value = line.text.partition(":")
            front[name.strip()] = value.strip().strip("\"'")
        at = end + 1
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
