"""Guards against files that are small on disk and huge when opened. Each looks without keeping what it unpacks."""

import contextlib
import io
import re
import zipfile
import zlib

from corpus.errors import UnreadableDocument
from prompts import say

# A 300-page Word file unpacks to some 20 MB, pictures included; ten times that is an attack or an accident.
MAX_UNPACKED = 200 * 1024 * 1024
# The text of those 300 pages is some 10 MB of XML; as a tree in memory 20 MB take 300.
MAX_XML = 20 * 1024 * 1024
# What the library raises on a part of an archive that is damaged, encrypted or packed in a way that it does not know.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_PIECE = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
# How far before its data a stream's dictionary is looked for.
_DICTIONARY = 1000


def check_zip(file: str, data: bytes, max_xml: int | None = None) -> None:
    """Raise UnreadableDocument where bytes are no archive or unpack to more than any plan needs, ``max_xml`` bytes of XML
    (MAX_XML) among it. Single parts may be damaged: whether they matter is the reader's to judge."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableDocument(say("reading.damaged", file=file)) from error
    max_xml = MAX_XML if max_xml is None else max_xml
    total = xml = 0
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        with contextlib.suppress(*DAMAGE), archive.open(part) as stream:
            # Sizes in the directory may lie, so count what really comes out.
            while piece := stream.read(_PIECE):
                total += len(piece)
                xml += len(piece) if is_xml else 0
                if total > MAX_UNPACKED or xml > max_xml:
                    raise UnreadableDocument(say("reading.bomb", file=file))


def check_pdf(file: str, data: bytes) -> None:
    """Raise UnreadableDocument where a PDF's streams, pictures aside, unpack to more than any plan needs."""
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"FlateDecode" not in head or b"/Image" in head:
            continue
        total += _unpacked(data, match.end(), head.count(b"FlateDecode"), MAX_UNPACKED - total)
        if total > MAX_UNPACKED:
            raise UnreadableDocument(say("reading.bomb", file=file))


def _unpacked(data: bytes, at: int, passes: int, limit: int) -> int:
    """The size of a stream unpacked ``passes`` times, counted up to just over ``limit``."""
    unpackers = [zlib.decompressobj() for _ in range(passes)]
    size = 0
    try:
        while not unpackers[0].eof and at < len(data) and size <= limit:
            piece = data[at : at + 4096]
            at += len(piece)
            for unpacker in unpackers:
                piece = unpacker.decompress(piece)
            size += len(piece)
    except zlib.error:
        pass  # a damaged stream is the reader's to judge; what came out of it so far counts
    return size
