"""Plain text in any of the encodings that Chinese offices use, with front matter where somebody put it."""

from corpus.language.text import half_width, usual_forms
from corpus.readers.base import Document
from corpus.readers.encoding import decode
from corpus.readers.front_matter import front_matter
from corpus.readers.furniture import around_copy
from corpus.readers.plain.layout import blocks_of, lines_of


def read_text(file: str, data: bytes) -> Document:
    """The blocks of a .txt file. Raises UnreadableDocument where it does not decode."""
    source = decode(file, data)
    # What is read has the usual characters, what is quoted those of the file; one for one, so that offsets are the same.
    usual = half_width(usual_forms(source))
    lines = lines_of(usual)
    front, taken = front_matter([line.text for line in lines])
    warnings: list[str] = []
    lines = lines[taken:]
    around, site = around_copy([line.text for line in lines])
    lines = [line for number, line in enumerate(lines) if number not in around]
    blocks = blocks_of(usual, lines, warnings)
    return Document(file, source, blocks, front, tuple(warnings), site=site)
