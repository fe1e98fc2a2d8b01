"""Numbers as documents and questions write them: in figures of either width, with thousands separators, and in Chinese
numerals."""

import re
import unicodedata
from fractions import Fraction

# ``\d`` takes full-width figures (８０．６) as well.
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.．]\d+)?"
# What joins the two ends of a range.
RANGE = r"[-－—–~～]{1,2}|至|到"
# The characters of Chinese numerals, 两 for two among them.
HAN_DIGITS = "零〇○一二两三四五六七八九"
HAN_NUMERAL = f"{HAN_DIGITS}十百千万亿"
_DIGITS = "〇一二三四五六七八九"
_VALUE = {char: value for value, chars in enumerate(("零〇○", "一", "二两", *"三四五六七八九")) for char in chars}
_SMALL = {"十": 10, "百": 100, "千": 1000}
DIGIT_BY_DIGIT = {ord(char): str(value) for char, value in _VALUE.items() if char != "○"}
"""For ``str.translate``: 三甲 and 3甲, 五年 and 5年 are one word. 十 stays, and ○, which is a sign of its own as well."""


def plain_number(printed: str) -> str:
    """A printed number in the one form in which numbers are compared: 1,250.0 is 1250, ７ is 7. A ratio (1:1.25) and
    whatever is no number stay, without white space."""
    folded = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", printed)).replace("∶", ":")
    if not re.fullmatch(r"\d+(?:\.\d+)?", folded):
        return folded
    whole, _, decimals = folded.partition(".")
    return (whole.lstrip("0") or "0") + (f".{decimals.rstrip('0')}" if decimals.strip("0") else "")


def exact(printed: str) -> Fraction:
    """The value of a number in figures, exactly. Raises ValueError where it is none."""
    return Fraction(plain_number(printed))


def han_number(text: str) -> int:
    """The value of a Chinese numeral: 十二 is 12, 两千零五 2005, 三万二 32000, 二〇三五 2035. Raises ValueError for other
    text."""
    if not text or set(text) - set(HAN_NUMERAL):
        raise ValueError(text)
    if not set(text) & set("十百千万亿"):
        return int("".join(str(_VALUE[char]) for char in text))
    total = section = digit = 0
    scale = 1  # of the last unit named: behind 万 a bare digit counts thousands (三万二)
    for char in text:
        if char in _VALUE:
            digit = _VALUE[char]
            scale = 1 if not digit else scale
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, scale = 0, _SMALL[char]
        else:
            below = section + digit
            total = ((total + below) or 1) * 10**8 if char == "亿" else total + (below or 1) * 10**4
            section = digit = 0
            scale = 10**8 if char == "亿" else 10**4
    return total + section + digit * (scale // 10 if scale > 10 else 1)


def han_of(number: int) -> str:
    """1-99 in Chinese numerals: 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def number_of(text: str) -> int:
    """A whole number in figures or Chinese numerals."""
    return int(text) if text.isdigit() else han_number(text)


def han_decimal(text: str) -> str:
    """A Chinese numeral with or without decimals in figures: 九十五点五 is 95.5, 百 is 100."""
    whole, point, decimals = text.partition("点")
    return str(han_number(whole)) + ("." + "".join(str(_VALUE[char]) for char in decimals) if point else "")
