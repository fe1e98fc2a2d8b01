"""Contrasts: the words of a question that no other word may stand for (民营, 市级, 第二人民医院, 65岁), and whether evidence
holds them. ``contrasts.toml`` lists them."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

# The contrast of institutions of one series.
NUMBERED = "number of an institution"
_HAN = "一二三四五六七八九十"
# What the short names of institutions end with, where it is no other word (湖泽一中, but not 一中心).
_SHORT_NAMES = {
    "院": "院(?![区士长校一合内])",
    "中": "中(?![心学医全央国考期部小型西药之级])",
    "小": "小(?![时学康微型组区])",
}
# What is built and counted through: 云江三桥, 二号线.
_WORKS = "桥(?![头梁])|号线|号楼|环(?=路|线)"
# 第二人民医院, 市二院, 第七中学: one of a series; its number is its name.
_NUMBERED = re.compile(
    rf"第(?P<number>[{_HAN}]{{1,3}}|\d{{1,3}})(?P<kind>人民|中医|妇幼|精神|[\u4e00-\u9fff]{{0,3}}?)(?P<what>医院|中学|小学|幼儿园|福利院|养老院|污水处理厂|水厂|电厂)"
    rf"|(?<![第统之唯{_HAN}两几])(?P<short>[{_HAN}])(?P<house>医院|{'|'.join(_SHORT_NAMES.values())}|{_WORKS})"
)
_UNNUMBERED = re.compile(rf"(?<!第[{_HAN}])(?<!第[{_HAN}][{_HAN}])人民医院")
_AGES = re.compile(r"(?<![\d.])(?P<low>\d{1,3})\s*(?:周?岁)?[至到—\-~～－]+(?P<high>\d{1,3})\s*周?岁")
# 60岁及以上人口 are not those of 65.
_GROWN = re.compile(r"(?<![\d.])[6-9]\d\s*周?岁(?:及|或)?以上")
# 80岁以上老人有多少: 80至89周岁 are others.
_AND_ABOVE = re.compile(r"(?:及|或)?以上[^，。？?]{0,8}?(?:多少|几)(?!钱|元)")
_PAID = re.compile("补|贴|钱|元|发|奖|率|比")
_IN_NEED = re.compile("失能|失智|留守|独居|空巢|特困|低保|残疾")
_AGE = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:周?岁)(?=.{0,3}(?:[以及之]|人|儿|老|的))")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A group of members that exclude one another, each a pattern; ``example`` and ``counter`` are a question with what
    may not, and with what may answer it."""

    name: str
    members: tuple[re.Pattern[str], ...]
    example: tuple[str, str]
    counter: tuple[str, str]
    is_attribute: bool = False  # one thing has one of them: a hospital of the second class is none of the first
    may_be_unsaid: bool = False  # DIP支付改革 need not say 医保, but of 养老保险 it is not
    may_be_apart: bool = False  # of two that a question names, each may stand in a sentence of its own


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
            entry.get("attribute", False),
            entry.get("unsaid", False),
            entry.get("apart", False),
        )
        for entry in data["contrast"]
    )


@dataclass(frozen=True, slots=True)
class Demand:
    """A word of a question that evidence must hold: the contrast it belongs to, the word, the pattern of what is the
    same, and those of what excludes it."""

    contrast: str
    word: str
    same: re.Pattern[str]
    others: tuple[re.Pattern[str], ...] = ()
    is_attribute: bool = False
    may_be_unsaid: bool = False

    def denied_by(self, evidence: str) -> bool:
        """Whether ``evidence`` says that the thing has another attribute of these."""
        return self.is_attribute and any(other.search(evidence) for other in self.others)

    def excluded_by(self, evidence: str) -> bool:
        """Whether ``evidence`` holds a word that excludes this one, and not this one."""
        return not self.same.search(evidence) and any(other.search(evidence) for other in self.others)

    def met_by(self, evidence: str, around: str) -> bool:
        """Whether ``evidence`` holds the word, or what stands ``around`` it does and nothing in it excludes the word."""
        if self.same.search(evidence):
            return True
        if self.may_be_unsaid:
            return not self.excluded_by(evidence)
        return self.same.search(around) is not None and not any(other.search(evidence) for other in self.others)


def narrowing_in(text: str) -> list[tuple[int, int]]:
    """Where words of contrasts stand in ``text``, as (start, end)."""
    return [match.span() for one in contrasts() for member in one.members for match in member.finditer(text)]


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
        named = [(member, match) for member in contrast.members if (match := member.search(text))]
        attribute, unsaid = contrast.is_attribute, contrast.may_be_unsaid
        if len(named) > 1 and contrast.may_be_apart:
            # 中期评估和终期评估 may stand in a sentence each.
            either = re.compile("|".join(member.pattern for member, _ in named))
            others = tuple(member for member in contrast.members if all(member is not one for one, _ in named))
            found.append(Demand(contrast.name, named[0][1][0], either, others, attribute, unsaid))
            continue
        for member, match in named:
            others = tuple(other for other in contrast.members if other is not member)
            found.append(Demand(contrast.name, match[0], member, others, attribute, unsaid))
    found += [Demand(NUMBERED, match[0], _numbered(match)) for match in _NUMBERED.finditer(text)]
    match = _UNNUMBERED.search(text)
    if match:
        found.append(Demand(NUMBERED, match[0], _UNNUMBERED))
    spans = list(_AGES.finditer(text))
    found += [Demand("age", match[0], _same_ages(match["low"], match["high"])) for match in spans]
    within = {at for match in spans for at in range(*match.span())}
    # What stands around 失能老年人1.52万人 does not make them those of 80.
    others = (_GROWN,) if _IN_NEED.search(text) else (_GROWN, _IN_NEED)
    found += [
        Demand("age", m[0], _same_age(m[1], text, m.end()), others)
        for m in _AGE.finditer(text)
        if m.start() not in within
    ]
    return tuple(found)


def _same_ages(low: str, high: str) -> re.Pattern[str]:
    """A range of ages however it is written (60到79岁, 60—79周岁)."""
    return re.compile(rf"(?<![\d.]){low}\s*(?:周?岁)?[至到—\-~～－]+{high}\s*周?岁")


def _same_age(age: str, text: str, end: int) -> re.Pattern[str]:
    """The age itself, or a range that it lies in (90至99周岁 for 95岁); how many are of an age and above (``end`` is where it ends in the
    question) only those of that age and above tell."""
    if _AND_ABOVE.match(text, end) and not _PAID.search(text):
        return re.compile(rf"(?<![\d.—-]){age}\s*周?岁(?:及|或)?以上")
    tens = int(age) // 10 * 10
    inside = "|".join(
        f"{low}[至到—-]{high}" for low in range(tens, int(age) + 1) for high in range(int(age), tens + 10)
    )
    return re.compile(rf"(?<![\d.])(?:{age}|{inside})\s*周?岁")


def unmet_contrasts(question: str, evidence: str, earlier: str = "", around: str = "") -> list[str]:
    """The words of ``question`` (and of the one ``earlier`` that it goes on from) that must stand in ``evidence`` or
    ``around`` it and do not."""
    return [demand.word for demand in demanded(question, earlier) if not demand.met_by(evidence, around)]


def full_names(text: str) -> list[str]:
    """The full names of the institutions that ``text`` calls by their number alone (县二中: 第二中学)."""
    houses = {"院": "人民医院", "医院": "人民医院", "中": "中学", "小": "小学"}
    return [
        f"第{match['short']}{houses[match['house']]}" for match in _NUMBERED.finditer(text) if match["house"] in houses
    ]


def _numbered(match: re.Match[str]) -> re.Pattern[str]:
    number = match["number"] or match["short"]
    if match["house"] and re.match(_WORKS, match["house"] + "路"):
        return re.compile(rf"第?{number}(?:号|座)?大?{match['house']}")
    kind = match["what"][0] if match["what"] else match["house"]
    short = {"医": "院", "中": "中", "小": "小"}.get(kind, kind)
    long = {"院": "医院", "中": "中学", "小": "小学"}.get(short, match["what"] or "")
    ways = [rf"第{number}[\u4e00-\u9fff]{{0,4}}?{long}", rf"[市县区]第?{number}{short}"]
    ways.append(rf"(?<![一二三四五六七八九十第]){number}医院")
    if short in _SHORT_NAMES:
        ways.append(rf"(?<![第统之唯{_HAN}两几]){number}{_SHORT_NAMES[short]}")
    return re.compile("|".join(ways))
