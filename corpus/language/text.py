"""Forms of Chinese text: as printed, as read (white space mended), and as compared (folded)."""

import functools
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.language.numerals import DIGIT_BY_DIGIT
from corpus.models import Span

HAN = "\u3400-\u9fff"

# Marks that an extraction leaves behind and that no reader sees: Word bookmarks, Markdown emphasis, zero-width
# characters, the byte order mark and the replacement character of an undecodable footnote mark.
_INVISIBLE = r"\[bookmark:[^\]]{0,200}\]|\*\*|[\x00\u00ad\u200b-\u200d\ufeff\ufffd]"
# Stands, behind a character, for the rest of what the source writes for it: offsets stay.
FILLER = "\x00"
# The raised number of a note: 80.6¹. Behind m it is a power (m², km³), as in ×10⁹; at the head of a line the note's own.
_NOTE_MARK = r"(?<=[^\smM⁰¹²³⁴-⁹])(?<![×x/]10)[⁰¹²³⁴-⁹]{1,2}(?![⁰¹²³⁴-⁹])"
_UNSEEN = re.compile(_INVISIBLE)
_NOTE_MARKS = re.compile(_NOTE_MARK)
_MARKS = re.compile(f"{_INVISIBLE}|{_NOTE_MARK}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Radicals stand for the characters that they look like in the text layers of many files. Unicode decomposes those of the
# Kangxi block; of the supplement (U+2E80-2EF3) these are characters by themselves (EquivalentUnifiedIdeograph.txt).
_SUPPLEMENT = dict(
    zip(
        "⺠⺧⺩⺫⺬⺭⺷⺸⺻⺽⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⺝⺜⺟⻳",
        "民牛王目示礻羊羊聿臼虎衤西西见角角讠贝足车辶辶辶阝钅長长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀月日母龟",
        strict=True,
    )
)
_USUAL = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6A))}
    | _SUPPLEMENT
)
_WIDE_FIGURE = re.compile(r"[０-９]|\d．\d")
# A point within a figure; behind plain digits at the head of a line, or before a year, it ends the number of a heading.
_WIDE_POINT = re.compile(r"(?:(?<=[０-９])|(?<=[0-9])(?<!^[0-9])(?<!^[0-9]{2}))．(?=\d(?!\d{3}年))", re.MULTILINE)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACES = re.compile(r"[\s\u3000\xa0]+")
# 2 0 2 5: set with spaces between all characters, as some converters see wide type.
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){3,}(?![\d.])")
_FOLD_DROP = re.compile(r"[\s*\x00\u00ad\u200b-\u200d\ufeff\ufffd]+")
_KEY_DROP = re.compile(rf"[^0-9a-z%‰.<>≤≥/+{HAN}-]+")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text as read, with the source offset of every character: ``offsets[i]`` is where ``text[i]`` stands. ``ends`` holds
    where those end that the source writes in several characters (&ge;), by their offsets."""

    text: str
    offsets: array  # type: ignore[type-arg]
    ends: dict[int, int] = field(default_factory=dict)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span of ``text[start:end]``; the slice must not be empty."""
        last = self.offsets[(len(self.text) if end is None else end) - 1]
        return Span(self.offsets[start], self.ends.get(last, last + 1))

    def slice(self, start: int, end: int) -> "CleanText":
        """Its characters ``start`` to ``end`` (exclusive), with their offsets in the source."""
        return CleanText(self.text[start:end], self.offsets[start:end], self.ends)


def clean(source: str, start: int, end: int) -> CleanText:
    """``source[start:end]`` with marks removed, white space between Chinese characters (and between a Chinese
    character and a figure, which extractions put there) removed, and other white space folded to one space."""
    kept_text: list[str] = []
    kept = array("l")
    ends: dict[int, int] = {}
    at = start
    gap = ""
    spaced = {n for match in _SPACED_DIGITS.finditer(source, start, end) for n in range(match.start() + 1, match.end())}
    while at < end:
        mark = _MARKS.match(source, at, end)
        if mark:
            if source[at] == FILLER and kept and ends.get(kept[-1], kept[-1] + 1) == at:
                ends[kept[-1]] = mark.end()
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
    return CleanText(usual_forms("".join(kept_text)), kept, ends)


def clean_pieces(source: str, pieces: Sequence[tuple[int, int]]) -> CleanText:
    """Text that pieces of ``source``, (start, end) each, make together (a sentence without the page number in its midst),
    cleaned like ``clean``; a break between two pieces is one between lines."""
    text, offsets = "", array("l")
    ends: dict[int, int] = {}
    for start, end in pieces:
        piece = clean(source, start, end)
        ends |= piece.ends
        if text and piece.text and _needs_space(text[-1], piece.text[0], "\n"):
            text += " "
            offsets.append(piece.offsets[0])
        text += piece.text
        offsets.extend(piece.offsets)
    return CleanText(text, offsets, ends)


def _needs_space(left: str, right: str, gap: str) -> bool:
    """Only Latin words and figures are divided by spaces; Chinese next to anything is not, and a line break between two
    digits divides one figure."""
    if "\n" in gap and left.isdigit() and right.isdigit():
        return False
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def usual_forms(text: str) -> str:
    """``text`` with radicals and compatibility forms (⽣, ⻓) as the characters that they stand for, one for one: offsets
    stay."""
    return text.translate(_USUAL)


def half_width(text: str) -> str:
    """``text`` with full-width figures (８０．６) as plain ones, one for one: offsets stay."""
    if not _WIDE_FIGURE.search(text):
        return text
    return _WIDE_POINT.sub(".", text).translate(_HALF_WIDTH)


def without_marks(text: str) -> str:
    """``text`` without what no reader sees: emphasis, characters of no width."""
    return _UNSEEN.sub("", text)


def raised(digits: str) -> str:
    """The number of a note as it is printed, above the line: ¹ of 1."""
    return digits.translate(_RAISED)


def without_note_marks(text: str) -> tuple[str, str]:
    """``text`` without the raised numbers of notes, and the last of these as plain digits ("" where there is none)."""
    marks = _NOTE_MARKS.findall(text)
    return _NOTE_MARKS.sub("", text), unicodedata.normalize("NFKC", marks[-1]) if marks else ""


def display_width(text: str) -> int:
    """How many columns of a screen ``text`` takes: a Chinese character two, a Latin one one."""
    return len(text) + sum(unicodedata.east_asian_width(char) in "WFA" for char in text)


def fold(text: str) -> str:
    """The form in which quotes are compared: NFKC, usual characters, no white space, no asterisks, no marks."""
    return _FOLD_DROP.sub("", unicodedata.normalize("NFKC", usual_forms(_MARKS.sub("", text))))


@functools.lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """The form in which words are searched: folded, lower case, no punctuation, Chinese digits as 0-9.

    Digits are mapped one by one (五年 = 5年, 两家 = 2家); 十 stays, since both sides are mapped alike.
    """
    folded = fold(text).lower().replace("～", "-").replace("~", "-").replace("—", "-").replace("–", "-")
    return _KEY_DROP.sub("", folded).translate(DIGIT_BY_DIGIT)


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
