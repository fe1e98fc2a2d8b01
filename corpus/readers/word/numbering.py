"""The automatic numbers of Word paragraphs (ECMA-376 part 1, 17.9): they are shown and printed, and stand nowhere in the
text. Without them 一、 and （一） are lost, and with them the outline."""

import re
from typing import Any

from corpus.language.numerals import han_of
from corpus.readers.package import child, w

_PLACEHOLDER = re.compile(r"%(\d)")
_HAN_FORMATS = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
)


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, part: Any | None) -> None:
        """``part`` is the root element of numbering.xml, or None."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if part is None:
            return
        for abstract in part.findall(w("abstractNum")):
            levels = {int(level.get(w("ilvl"))): _level(level) for level in abstract.findall(w("lvl"))}
            self._levels[abstract.get(w("abstractNumId"))] = levels
        for number in part.findall(w("num")):
            self._lists[number.get(w("numId"))] = _value(number, "abstractNumId")

    def label(self, list_id: str, level: int) -> str:
        """The number printed before the next paragraph of a list level: 第一章, （二）, 3.; "" for bullets."""
        levels = self._levels.get(self._lists.get(list_id, ""), {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form, pattern, _ = levels[level]
        if form in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown, _, start = levels.get(at, ("decimal", "", 1))
            return _count(counts.get(at, start), shown)

        return _PLACEHOLDER.sub(printed, pattern)


def _level(element: Any) -> tuple[str, str, int]:
    """(number format, pattern such as 第%1章, first number)."""
    start = _value(element, "start")
    return _value(element, "numFmt") or "decimal", _value(element, "lvlText"), int(start) if start.isdigit() else 1


def _value(element: Any, tag: str) -> str:
    found = child(element, tag)
    return "" if found is None else found.get(w("val")) or ""


def _count(number: int, form: str) -> str:
    if form in _HAN_FORMATS:
        return han_of(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)
