"""Bytes -> text without mojibake."""

import codecs

from corpus.errors import UnreadableDocument
from prompts import say

# GB18030 decodes almost any bytes, so a wrong guess must be caught by what comes out: running Chinese text is made of
# common characters, mojibake of rare ones. The 60 below cover about a fifth of all characters of official prose.
_COMMON = frozenset(
    "的一和是在有人年大中市国生服务健康建设发展规划体系卫医疗公共全加强机构管理不为推进工作到防与完善业提升展能力及区"
)
_MIN_COMMON_SHARE = 0.04


def decode(file: str, data: bytes) -> str:
    """The text of ``data``: by its byte order mark, else strict UTF-8, UTF-16 where zero bytes show it, else GB18030.

    Raises UnreadableDocument where none of them gives text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(file, data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        return text
    for encoding in ("utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_chinese(text):
            return text
    raise UnreadableDocument(say("reading.wrong_encoding", file=file))


def _strict(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(say("reading.wrong_encoding", file=file)) from error


def _reads_as_chinese(text: str) -> bool:
    sample = [char for char in text[:20000] if not char.isspace()]
    return bool(sample) and sum(char in _COMMON for char in sample) / len(sample) >= _MIN_COMMON_SHARE
