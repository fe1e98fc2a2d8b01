"""Forms of Chinese text: as printed, as read (white space mended), and as compared (folded)."""

import functools
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.models import Span

HAN = "\u3400-\u9fff"

# Marks that an extraction leaves behind and that no reader sees: Word bookmarks, Markdown emphasis, zero-width
# characters, the byte order mark and the replacement character of an undecodable footnote mark.
_MARKS = re.compile(r"\[bookmark:[^\]]{0,200}\]|\*\*|[\x00\u00ad\u200b-\u200d\ufeff\ufffd]")
_SPACES = re.compile(r"[\s\u3000\xa0]+")
# 2 0 2 5: set with spaces between all characters, as some converters see wide type.
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){3,}(?![\d.])")
_NUMERALS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
# Kangxi radicals (U+2F00-2FD5) by their compatibility mapping; simplified forms of the supplement have none.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)
} | str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰", "民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙"
)
_FOLD_DROP = re.compile(r"[\s*\x00\u00ad\u200b-\u200d\ufeff\ufffd]+")
_KEY_DROP = re.compile(rf"[^0-9a-z%‰.<>≤≥/+{HAN}-]+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as read, with the source offset of every character: ``offsets[i]`` is where ``text[i]`` stands."""

    text: str
    offsets: array  # type: ignore[type-arg]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of ``text[start:end]``; the slice must not be empty."""
        end = len(self.text) if end is None else end
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def slice(self, start: int, end: int) -> "CleanText":
        return CleanText(self.text[start:end], self.offsets[start:end])


def usual_characters(text: str) -> str:
    """``text`` with the radicals that PDF programs print for whole characters (⼈⼝ for 人口) as the usual characters, one for
    one."""
    return text.translate(_RADICALS)


def clean(source: str, start: int, end: int) -> CleanText:
    """``source[start:end]`` with marks removed, white space between Chinese characters (and between a Chinese
    character and a figure, which extractions put there) removed, and other white space folded to one space."""
    kept_text: list[str] = []
    kept = array("l")
    at = start
    gap = ""
    spaced = {n for match in _SPACED_DIGITS.finditer(source, start, end) for n in range(match.start() + 1, match.end())}
    while at < end:
        mark = _MARKS.match(source, at, end)
        if mark:
            at = mark.end()
            continue
        space = _SPACES.match(source, at, end)
        if space:
            at, gap = space.end(), space[0]
            continue
        char = source[at]
        if gap and kept_text and at not in spaced and _needs_space(kept_text[-1], char, gap):
            kept_text.append(" ")
            kept.append(at - 1)
        gap = ""
        kept_text.append(char)
        kept.append(at)
        at += 1
    return CleanText(usual_characters("".join(kept_text)), kept)


def clean_pieces(source: str, pieces: Sequence[tuple[int, int]]) -> CleanText:
    """Text that pieces of ``source``, (start, end) each, make together (a sentence without the page number in its midst),
    cleaned like ``clean``; a break between two pieces is one between lines."""
    text, offsets = "", array("l")
    for start, end in pieces:
        piece = clean(source, start, end)
        if text and piece.text and _needs_space(text[-1], piece.text[0], "\n"):
            text += " "
            offsets.append(piece.offsets[0])
        text += piece.text
        offsets.extend(piece.offsets)
    return CleanText(text, offsets)


def _needs_space(left: str, right: str, gap: str) -> bool:
    """Only Latin words and figures are divided by spaces; Chinese next to anything is not, and a line break between two
    digits divides one figure."""
    if "\n" in gap and left.isdigit() and right.isdigit():
        return False
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def display_width(text: str) -> int:
    """How many columns of a screen ``text`` takes: a Chinese character two, a Latin one one."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WFA" for char in text)


def fold(text: str) -> str:
    """The form in which quotes are compared: NFKC, no white space, no asterisks, no marks."""
    return _FOLD_DROP.sub("", unicodedata.normalize("NFKC", usual_characters(_MARKS.sub("", text))))


@functools.lru_cache(maxsize=65536)
def search_key(text: str) -> str:
    """The form in which words are searched: folded, lower case, no punctuation, Chinese digits as 0-9.

    Digits are mapped one by one (五年 = 5年, 两家 = 2家); 十 stays, since both sides are mapped alike.
    """
    folded = fold(text).lower().replace("～", "-").replace("~", "-").replace("—", "-").replace("–", "-")
    return _KEY_DROP.sub("", folded).translate(_NUMERALS)


def bigrams(key: str) -> list[str]:
    """Character bigrams of a search key, Latin words and figures kept whole; a lone character stands for itself."""
    grams: list[str] = []
    for piece in re.findall(rf"[{HAN}]+|[a-z]+|\d+(?:\.\d+)?", key):
        if not ("\u3400" <= piece[0] <= "\u9fff") or len(piece) == 1:
            grams.append(piece)
        else:
            grams.extend(piece[i : i + 2] for i in range(len(piece) - 1))
    return grams


def keyed(text: str, drop: tuple[str, ...] = ()) -> tuple[str, list[int]]:
    """The search key of ``text`` without the words ``drop``, and for each of its characters the place in ``text``."""
    skipped = {at for word in drop for match in re.finditer(word, text) for at in range(*match.span())}
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if place in skipped:
            continue
        for key in search_key(char):
            chars.append(key)
            places.append(place)
    return "".join(chars), places
