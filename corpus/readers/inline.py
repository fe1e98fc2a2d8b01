"""What running text of Word files and web pages has in common: characters that nobody sees, raised numbers of notes, and
letters of symbol fonts, which stand for other characters than their codes say."""

import re

from corpus.language.text import raised

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# What is raised behind a figure or a name to point to a note: 1, [1], （1）, 注1, 1,2.
_NOTE = re.compile(r"[\[［(（〔]?注?\s*(\d{1,2})(?:\s*[,，、-]\s*\d{1,2})*\s*[\]］)）〕]?")
_CIRCLED = {chr(0x2460 + n): str(n + 1) for n in range(20)}

# The upper halves of two fonts that show other characters than Unicode has at their codes (the fonts' own code charts).
_SYMBOL = dict(
    enumerate(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
        start=0xA0,
    )
)
_SYMBOL |= dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", start=0x41)) | dict(
    enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", start=0x61)
)
_SYMBOL |= {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"}
_WINGDINGS = dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", start=0x80))
_WINGDINGS |= {0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○"}  # fmt: skip
_WINGDINGS |= {
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFB: "×",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
# Symbol fonts have their codes here in Unicode text.
_PRIVATE = 0xF000
UNKNOWN = "□"


def visible(text: str) -> str:
    """``text`` without characters of no width."""
    return _INVISIBLE.sub("", text)


def raised_text(text: str) -> str:
    """Text that is set above the line: the number of a note as raised digits, the power of a unit likewise, all else as it
    is. Of several notes the first stands for all."""
    bare = "".join(_CIRCLED.get(char, char) for char in text.strip())
    note = _NOTE.fullmatch(bare)
    return raised(note[1]) if note else text


def symbols(text: str, font: str) -> str:
    """``text`` set in ``font`` (a family's name as the file gives it) as the characters that it shows; codes of symbol
    fonts that are not known become UNKNOWN."""
    name = font.strip("'\" ").lower()
    private = any(_PRIVATE <= ord(char) < _PRIVATE + 0x100 for char in text)
    if name not in _FONTS and not private:
        return text
    return "".join(_shown(char, name) for char in text)


def _shown(char: str, font: str) -> str:
    code = ord(char)
    private = _PRIVATE <= code < _PRIVATE + 0x100
    if code >= 0x100 and not private:
        return char
    code &= 0xFF
    # Other pictorial fonts (Wingdings 2, Webdings) are not known; under any other name the Symbol font is meant.
    table = _FONTS.get(font, {} if "ding" in font else _SYMBOL)
    if code in table:
        return table[code]
    return chr(code) if code < 0x7F and table is _SYMBOL else UNKNOWN if code > 0x20 else " "
