"""Plain text in any of the encodings that Chinese offices use."""

from corpus.readers.base import Document
from corpus.readers.encoding import decode
from corpus.readers.layout import blocks_of, lines_of


def read_text(file: str, data: bytes) -> Document:
    """The blocks of a .txt file. Raises UnreadableDocument where it does not decode."""
    source = decode(file, data)
    return Document(file, source, blocks_of(source, lines_of(source)), {})
