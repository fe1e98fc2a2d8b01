"""Units by what they measure, to notice one that is misprinted. The source is never corrected: a figure keeps its printed
unit, and the usual one stands beside it."""

import re
import unicodedata

from corpus.catalogue import Catalogue

# (what is measured, its units as a search key). Counts of people and things are printed in many ways (人, 名, 个, 张, or
# with their base, 人/千人口) and are one kind: none of them is a misprint of another.
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"%|百分之|个?百分点")),
    ("permille", re.compile(r"‰|千分之")),
    ("per100000", re.compile(r"1?/(?:10|十)万|(?:10|十)万分之一")),
    ("years", re.compile(r"周?岁")),
    ("money", re.compile(r"[千百十]?[万亿]?元")),
    ("days", re.compile(r"[天日]$")),
    ("area", re.compile(r"[万亿]?平方(?:米|公里)|㎡|m2")),
    ("count", re.compile(r"[千百十]?[万亿]?[人名个张床所家间台辆户例项]")),
)


def kind_of(unit: str) -> str:
    """What a printed unit measures, "" where it is none of the common ones."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", unit)).lower()
    return next((kind for kind, pattern in _KINDS if pattern.match(bare)), "")


def usual_unit(indicator: str, printed: str, catalogue: Catalogue) -> str:
    """The catalogue's unit of an indicator where the printed one measures something else (‰ for a rate per 100,000);
    "" where they agree or either is unknown."""
    entry = catalogue.get(indicator)
    if entry is None:
        return ""
    usual, found = kind_of(entry.unit), kind_of(printed)
    return entry.unit if usual and found and usual != found else ""
