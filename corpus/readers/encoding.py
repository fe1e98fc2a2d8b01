"""Bytes -> text without mojibake."""

import codecs
import contextlib

from corpus.errors import UnreadableDocument
from prompts import say

# GB18030 decodes almost any bytes, so a wrong guess must be caught by what comes out: running Chinese text is made of
# common characters, mojibake of rare ones. The 60 below cover about a fifth of all characters of official prose.
_COMMON = frozenset(
    "的一和是在有人年大中市国生服务健康建设发展规划体系卫医疗公共全加强机构管理不为推进工作到防与完善业提升展能力及区"
)
_MIN_COMMON_SHARE = 0.04
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The share of bytes or characters that may be damaged: a bad sector or a cut, not another encoding.
_MAX_DAMAGE = 0.001


def decode(file: str, data: bytes) -> str:
    """The text of ``data``: by its byte order mark, else strict UTF-8, UTF-16 where zero bytes show it, else GB18030; last,
    one of those with a few damaged bytes (a file cut off in the middle of a character).

    Raises UnreadableDocument where none of them gives text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "utf-16-le", "utf-16-be", "gb18030"]:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            # UTF-8 proves itself, unless zero bytes show UTF-16; any bytes are some text in the others.
            proved = encoding == "utf-8" and text.count("\x00") <= _MAX_DAMAGE * len(text)
            if proved or encoding == marked or reads_as_chinese(text):
                return text
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= 1 + _MAX_DAMAGE * len(text) and reads_as_chinese(text):
            return text
    raise UnreadableDocument(say("reading.wrong_encoding", file=file))


def reads_as_chinese(text: str) -> bool:
    """Whether a text is made of common characters, as running Chinese is and mojibake is not."""
    sample = [char for char in text[:20000] if not char.isspace()]
    return bool(sample) and sum(char in _COMMON for char in sample) / len(sample) >= _MIN_COMMON_SHARE
