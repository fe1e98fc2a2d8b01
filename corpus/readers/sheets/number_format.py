"""The number formats of worksheets (ECMA-376 part 1, 18.8.30 and 18.8.31): what a cell shows of the value that it holds."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Digits that office programs keep of a number: 80.59999999999999 is 80.6. General shows ten of them in a wide cell.
_STORED_DIGITS = 15
_GENERAL_DIGITS = 10
# A number from here on is no figure of a plan, and too long for its digits to be laid out.
_HUGE = 1e15
# The formats that have no code in a file, in their Chinese form (18.8.30, zh-cn).
CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    14: "yyyy/m/d",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<clock>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])|(?P<date>[ymdhs]+)|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?$")


@dataclass(slots=True)
class _Token:
    """A piece of a format: its kind (a group of ``_TOKEN``, or literal) and the text that it shows."""

    kind: str
    text: str


def shown_number(value: float, code: str) -> str:
    """What a cell of the format ``code`` shows of a number: 3.8 as 3.80, 0.125 as 12.5%, 2025 as 2025年. Scientific
    formats and fractions show it plainly."""
    if not abs(value) < _HUGE:
        return str(value)
    number = Decimal(f"{value:.{_STORED_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    tokens, signed = _section_for(number, _sections(code))
    kinds = [token.kind for token in tokens]
    sign = "-" if signed and number < 0 else ""
    fraction = any(token.kind == "other" and token.text == "/" for token in tokens) and kinds.count("digit") > 1
    if "exponent" in kinds or fraction or kinds == ["text"]:
        return sign + _general(abs(number))
    if "general" in kinds:
        return sign + "".join(_general(abs(number)) if t.kind == "general" else t.text for t in tokens)
    if "digit" in kinds:
        body = _digits(abs(number), tokens)
        return sign + body if re.search("[1-9]", body) else body
    return sign + "".join(token.text for token in tokens if token.kind != "text")


def shown_text(text: str, code: str) -> str:
    """What a cell of the format ``code`` shows of a text: as it is, but for a section made for texts ("≥"@)."""
    sections = _sections(code)
    tokens = sections[3] if len(sections) > 3 else sections[-1]
    if not any(token.kind == "text" for token in tokens):
        return text
    return "".join(text if token.kind == "text" else token.text for token in tokens)


def shown_date(moment: dt.datetime | dt.date | dt.time, code: str) -> str:
    """What a cell of the format ``code`` shows of a date or time: 2026年5月, 2026/5/1, 9:30."""
    tokens = _sections(code)[0]
    if not any(token.kind == "date" for token in tokens):
        tokens = _sections("yyyy-mm-dd" if isinstance(moment, dt.date) else "h:mm")[0]
    letters = [token.text[0].lower() if token.kind == "date" else "" for token in tokens]
    parts = []
    for at, token in enumerate(tokens):
        if token.kind != "date":
            parts.append("" if token.kind in ("text", "clock") else token.text)
            continue
        before = next((letter for letter in reversed(letters[:at]) if letter), "")
        behind = next((letter for letter in letters[at + 1 :] if letter), "")
        letter = "n" if letters[at] == "m" and (before == "h" or behind == "s") else letters[at]
        parts.append(_moment(moment, letter, len(token.text)))
    return "".join(parts).strip()


def _moment(moment: dt.datetime | dt.date | dt.time, letter: str, width: int) -> str:
    """One part of a date: y(ear), m(onth), d(ay), h(our), n (minute), s(econd)."""
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "n": "minute", "s": "second"}[letter]
    value = getattr(moment, name, 0)
    if letter == "y":
        return f"{value % 100:02}" if width < 3 else str(value)
    return f"{value:02}" if width == 2 else str(value)


def _sections(code: str) -> list[list[_Token]]:
    """The sections of a format, for positive and negative numbers, zero and text."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code or "General"):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped"):
            sections[-1].append(_Token("literal", text))
        elif kind == "space":
            sections[-1].append(_Token("literal", " "))
        elif kind == "bracket" and (symbol := _CURRENCY.match(text)):
            sections[-1].append(_Token("literal", symbol[1]))
        elif kind == "bracket" and _CONDITION.match(text):
            sections[-1].append(_Token("condition", text))
        elif kind not in ("bracket", "fill"):
            sections[-1].append(_Token(kind, text))
    return sections


def _section_for(number: Decimal, sections: list[list[_Token]]) -> tuple[list[_Token], bool]:
    """The section that a number is shown by, conditions aside, and whether its sign is shown beside it."""
    numeric = sections[:3]
    for at, tokens in enumerate(numeric):
        condition = next((token.text for token in tokens if token.kind == "condition"), "")
        if condition and _holds(number, condition):
            return [token for token in tokens if token.kind != "condition"], at == 0
    if any(token.kind == "condition" for tokens in numeric for token in tokens):
        return [token for token in numeric[-1] if token.kind != "condition"], True
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    return (numeric[2] if number == 0 and len(numeric) > 2 else numeric[0]), True


def _holds(number: Decimal, condition: str) -> bool:
    match = _CONDITION.match(condition)
    assert match is not None
    sign, bound = match[1], Decimal(match[2])
    return ("<" in sign and number < bound) or (">" in sign and number > bound) or ("=" in sign and number == bound)


def _general(number: Decimal) -> str:
    """A number without format: ten digits at most, no zeros behind the point."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    text = f"{Decimal(f'{number:.{_GENERAL_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(number: Decimal, tokens: Sequence[_Token]) -> str:
    """The tokens with the digits of ``number`` in their places: the last ones of its whole part from the right, all that
    are left in the first place, rounded half up behind the point."""
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    whole, behind = [at for at in places if at < point], [at for at in places if at > point]
    last = whole[-1] if whole else point
    commas = [at for at, token in enumerate(tokens) if token.kind == "comma"]
    thousands = sum(at > last for at in commas)
    grouped = any(whole and whole[0] < at < last for at in commas)
    number = number.scaleb(2 * sum(token.kind == "percent" for token in tokens) - 3 * thousands)
    text = f"{number.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP):f}"
    front, _, rest = text.partition(".")
    front = front.lstrip("0")
    shown = {}
    for left, at in zip(range(len(whole) - 1, -1, -1), reversed(whole), strict=True):
        cut = len(front) if left == 0 else 1
        digit, front = front[max(0, len(front) - cut) :], front[: max(0, len(front) - cut)]
        shown[at] = digit or ("0" if tokens[at].text == "0" else "")
    for at, digit in zip(reversed(behind), reversed(rest), strict=True):
        needless = (
            digit == "0" and tokens[at].text != "0" and not any(shown.get(later) for later in behind if later > at)
        )
        shown[at] = "" if needless else digit
    if grouped:
        digits = "".join(shown[at] for at in whole)
        shown |= dict.fromkeys(whole, "") | {whole[0]: f"{int(digits):,}" if digits else ""}
    kept = (shown.get(at, token.text) for at, token in enumerate(tokens) if token.kind != "comma")
    return "".join(kept).strip().removesuffix(".")
