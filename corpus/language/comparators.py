"""Comparators and qualifiers of figures, however they are drawn or worded, and what they mean."""

import re

# Sign to the ways of writing it, before the figure and behind it. 达到 and 力争 say no more than that a level is reached.
_BEFORE = {
    "≤": "≤|≦|⩽|<=|=<|＜=|＜＝|≯|不高于|不超过|不大于|不多于|不突破|至多|最多|最高",
    "≥": "≥|≧|⩾|>=|=>|＞=|＞＝|≮|不低于|不少于|不小于|不下于|至少|最少|最低",
    "<": "<|＜|﹤|低于|少于|小于|不足|不到|未满",
    ">": ">|＞|﹥|高于|超过|大于|多于|超|突破",
    "≈": "≈|≒|约|大约|近|接近|将近",
    "=": "=|＝|==",
}
_BEHIND = {"≥": "及以上|或以上|以上", "≤": "及以下|或以下|以下|以内|之内", "≈": "左右|上下|余|多"}
REACHED = ("力争达到", "达到", "力争", "达")
_SIGNS = {word: sign for sign, words in _BEFORE.items() for word in words.split("|")}
_QUALIFIERS = {word: sign for sign, words in _BEHIND.items() for word in words.split("|")}


def _pattern(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


# The signs alone, which stand in cells.
SIGN = _pattern(tuple(word for word in _SIGNS if not "\u4e00" <= word[0] <= "\u9fff"))
COMPARATOR = _pattern((*_SIGNS, *REACHED))
# 约, 近, 达 and 超 end many other words (签约, 附近): in running text what stands before them tells.
LONE = ("约", "近", "达")
PLAIN_COMPARATOR = _pattern(tuple(word for word in (*_SIGNS, *REACHED) if word not in LONE))
QUALIFIER = _pattern(tuple(word for word in _QUALIFIERS if word not in ("余", "多")))


def bound_of(comparator: str, qualifier: str = "") -> str:
    """The sign of the bound that a figure's comparator, else its qualifier, sets (≥ of 不低于, ≤ of 以内); "" where none does."""
    return _SIGNS.get(comparator) or _QUALIFIERS.get(qualifier, "")
