"""Contrasts: the words of a question that no other word may stand for (民营, 市级, 第二人民医院, 65岁), and whether evidence
holds them. ``contrasts.toml`` lists them."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

_HAN = "一二三四五六七八九十"
# 第二人民医院, 市二院, 第七中学: one of a series; its number is its name.
_NUMBERED = re.compile(
    rf"第(?P<number>[{_HAN}]{{1,3}}|\d{{1,3}})(?P<kind>人民|中医|妇幼|精神|[\u4e00-\u9fff]{{0,3}}?)(?P<what>医院|中学|小学|幼儿园|福利院|养老院)"
    rf"|[市县区](?P<short>[{_HAN}])(?P<house>院|中|小)(?![心学医])|(?<![第{_HAN}两几])(?P<bare>[{_HAN}])院(?![区士长校一合])"
)
_UNNUMBERED = re.compile(rf"(?<!第[{_HAN}])(?<!第[{_HAN}][{_HAN}])人民医院")
_AGE = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:周?岁)(?=.{0,3}(?:[以及之]|人|儿|老|的))")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A group of members that exclude one another, each a pattern; ``example`` and ``counter`` are a question with what
    may not, and with what may answer it."""

    name: str
    members: tuple[re.Pattern[str], ...]
    example: tuple[str, str]
    counter: tuple[str, str]


@functools.cache
def contrasts() -> tuple[Contrast, ...]:
    """All contrasts, read once at first use."""
    data = tomllib.loads(resources.files("bot.reading").joinpath("contrasts.toml").read_text("utf-8"))
    return tuple(
        Contrast(
            entry["name"],
            tuple(re.compile("|".join(member)) for member in entry["members"]),
            tuple(entry["example"]),
            tuple(entry["counter"]),
        )
        for entry in data["contrast"]
    )


@dataclass(frozen=True, slots=True)
class Demand:
    """A word of a question that evidence must hold: the contrast it belongs to, the word, and the pattern of what is
    the same."""

    contrast: str
    word: str
    same: re.Pattern[str]


@functools.lru_cache(maxsize=512)
def demanded(text: str, earlier: str = "") -> tuple[Demand, ...]:
    """What the question ``text`` demands of evidence, and what of the question ``earlier``, which it goes on from, it does
    not change (那民营的呢 after 公立医院床位)."""
    own = _demanded(text)
    changed = {demand.contrast for demand in own}
    return (*own, *(demand for demand in (_demanded(earlier) if earlier else ()) if demand.contrast not in changed))


def _demanded(text: str) -> tuple[Demand, ...]:
    found: list[Demand] = []
    for contrast in contrasts():
        for member in contrast.members:
            match = member.search(text)
            if match:
                found.append(Demand(contrast.name, match[0], member))
    found += [Demand("number of an institution", match[0], _numbered(match)) for match in _NUMBERED.finditer(text)]
    match = _UNNUMBERED.search(text)
    if match:
        found.append(Demand("number of an institution", match[0], _UNNUMBERED))
    ages = ((match[0], match[1]) for match in _AGE.finditer(text))
    found += [Demand("age", word, re.compile(rf"(?<![\d.]){age}\s*周?岁")) for word, age in ages]
    return tuple(found)


def unmet_contrasts(question: str, evidence: str, earlier: str = "") -> list[str]:
    """The words of ``question`` (and of the one ``earlier`` that it goes on from) that must stand in ``evidence`` and do
    not."""
    return [demand.word for demand in demanded(question, earlier) if not demand.same.search(evidence)]


def _numbered(match: re.Match[str]) -> re.Pattern[str]:
    number = match["number"] or match["short"] or match["bare"]
    kind = match["what"][0] if match["what"] else match["house"] or "院"
    short = {"医": "院", "中": "中", "小": "小"}.get(kind, kind)
    long = {"院": "医院", "中": "中学", "小": "小学"}.get(short, match["what"] or "")
    return re.compile(rf"第{number}[\u4e00-\u9fff]{{0,4}}?{long}|[市县区]第?{number}{short}")
