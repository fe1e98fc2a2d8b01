"""Bytes -> text without mojibake."""

import codecs
import contextlib
import re

from corpus.errors import UnreadableDocument
from prompts import say

# GB18030 decodes almost any bytes, so a wrong guess must be caught by what comes out: running Chinese text is made of
# common characters, mojibake of rare ones. The 60 below cover about a fifth of all characters of official prose.
_COMMON = frozenset(
    "的一和是在有人年大中市国生服务健康建设发展规划体系卫医疗公共全加强机构管理不为推进工作到防与完善业提升展能力及区"
)
_MIN_COMMON_SHARE = 0.04
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Encodings of Chinese text by the names that pages declare; another name is a mistake of the page. GB 18030 holds the older
# ones.
_DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "xgbk", "cp936", "ms936", "hzgb2312", "euccn"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "xxbig5", "cp950"), "big5hkscs"),
}
# Enough of a page for its text to begin: the head of one with long scripts.
_MARKUP_HEAD = 400_000
# The share of bytes or characters that may be damaged: a bad sector or a cut, not another encoding.
_MAX_DAMAGE = 0.001


def decode(file: str, data: bytes, declared: str = "", markup: bool = False) -> str:
    """The text of ``data``: by its byte order mark, else strict UTF-8, the encoding that the file declares where that is one
    of Chinese text, UTF-16 where zero bytes show it, else GB18030; last, one of those with a few damaged bytes (a file cut
    off in the middle of a character). ``markup``: the text holds tags, which do not count as its characters.

    Raises UnreadableDocument where none of them gives text.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    said = _DECLARED.get(re.sub(r"[^a-z0-9]", "", declared.lower()), "")
    for encoding in [marked] if marked else filter(None, ["utf-8", said, "utf-16-le", "utf-16-be", "gb18030"]):
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            # UTF-8 proves itself, unless zero bytes show UTF-16; any bytes are some text in the others.
            proved = encoding == "utf-8" and text.count("\x00") <= _MAX_DAMAGE * len(text)
            if proved or encoding in (marked, said) or reads_as_chinese(_bare(text) if markup else text):
                return text
    for encoding in [marked] if marked else filter(None, [said, "utf-8", "gb18030"]):
        text = data.decode(encoding, errors="replace")
        damaged = text.count("\ufffd") > 1 + _MAX_DAMAGE * len(text)
        if not damaged and reads_as_chinese(_bare(text) if markup else text):
            return text
    raise UnreadableDocument(say("reading.wrong_encoding", file=file))


def _bare(text: str) -> str:
    """The head of a page without its tags, scripts and styles, which are ASCII."""
    return "".join(char for char in text[:_MARKUP_HEAD] if not char.isascii())


def reads_as_chinese(text: str) -> bool:
    """Whether a text is made of common characters, as running Chinese is and mojibake is not."""
    sample = [char for char in text[:20000] if not char.isspace()]
    return bool(sample) and sum(char in _COMMON for char in sample) / len(sample) >= _MIN_COMMON_SHARE
