"""Names of indicators: the key that one printed name is compared by, and the form that the ways of writing one name share.

The rules lie in ``names.toml``, each with names that it makes one and names that it must leave apart."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from corpus.language.text import fold, keyed, search_key
from corpus.language.units import is_unit

# What a plan may add to an indicator's name without making it another indicator.
_ADDED = r"^(?:其中|全市|全区|全省|全县|我市|我区|我县|本市|本区|本县|\d{1,2}[.、])+|拥有|常住|的"
_NAME_NOISE = re.compile(rf"{_ADDED}|数量?$")
_ADDED_BEFORE = re.compile(_ADDED)
# The same words in running text.
FILLERS = ("常住", "拥有", "的")
# 人均期望寿命（岁）, 孕产妇死亡率(1/10万), 劳动生产率（万元/人）: a unit behind a name is no part of it.
_BRACKETED = re.compile(r"\s*\(([^()]{1,10})\)$")
_UNIT = re.compile(
    r"[亿万千百]*(?:美元|元|吨标准煤|标准煤|标箱|teu|吨|斤|eflops|人次|人年|标台|批次|微克|公里|平方米|人)(?:/[\u4e00-\u9fff]{1,4})?",
    re.IGNORECASE,
)
# 全科医师（人/千人口): here the unit holds what the name is counted per.
_BASE_IN_UNIT = re.compile(r"/每?[\d千万百]+(?:人|儿童|学生|名)")
# 发明专利拥有量1: the number of a note that lost its place above the line.
_NOTE_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])\d$")


@dataclass(frozen=True, slots=True)
class NameRule:
    """A way of writing brought to another. ``whole``: only of a whole name. ``same`` and ``other`` are its examples, pairs
    of names that it makes one and pairs that stay two."""

    pattern: re.Pattern[str]
    gives: str
    whole: bool
    same: tuple[tuple[str, str], ...]
    other: tuple[tuple[str, str], ...]


@functools.cache
def _data() -> dict[str, object]:
    return tomllib.loads(resources.files("corpus.language").joinpath("names.toml").read_text("utf-8"))


@functools.cache
def name_rules() -> tuple[NameRule, ...]:
    """The rules, in the order in which they are applied."""
    rules = _data()["rule"]
    assert isinstance(rules, list)
    return tuple(
        NameRule(
            re.compile(rule["pattern"]),
            rule["gives"],
            rule.get("whole", False),
            tuple((one, other) for one, other in rule["same"]),
            tuple((one, other) for one, other in rule["other"]),
        )
        for rule in rules
    )


@functools.cache
def narrowing_words() -> tuple[str, ...]:
    """Words for a population, level or kind of institution that make a name another one, as written and as search keys,
    longest first."""
    groups = _data()["narrowing"]
    assert isinstance(groups, dict)
    words = {form for group in groups.values() for word in group for form in (word, search_key(word))}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def populations() -> frozenset[str]:
    """Those of the narrowing words that are populations."""
    groups = _data()["narrowing"]
    assert isinstance(groups, dict)
    return frozenset(groups["populations"])


@functools.cache
def generic_words() -> frozenset[str]:
    """Words that many names share and that tell none of them apart."""
    words = _data()["generic"]
    assert isinstance(words, list)
    return frozenset(words)


@functools.cache
def measure_words() -> frozenset[str]:
    """Words for what is measured of a matter (面积, 产值)."""
    words = _data()["measures"]
    assert isinstance(words, list)
    return frozenset(words)


@functools.lru_cache(maxsize=8192)
def name_key(printed: str) -> str:
    """A printed name as a search key without 其中, 全市, 拥有, 常住, 的 and a final 数."""
    return _without(_NAME_NOISE, search_key(printed))


def _without(noise: re.Pattern[str], key: str) -> str:
    while (shorter := noise.sub("", key)) != key:
        key = shorter
    return key


@functools.lru_cache(maxsize=8192)
def name_form(printed: str) -> str:
    """The form that the ways of writing a name share (每千常住人口床位数, 千人口床位数): equal forms are one indicator."""
    text = fold(printed)
    unit = _BRACKETED.search(text)
    if unit and (is_unit(unit[1]) or _UNIT.fullmatch(unit[1])):
        counted = _BASE_IN_UNIT.search(unit[1]) is not None and "每" not in text
        text = text if counted else text[: unit.start()]
    form = _without(_ADDED_BEFORE, search_key(_NOTE_BEHIND.sub("", text)))
    for rule in name_rules():
        form = rule.pattern.sub(rule.gives, form)
    return form or name_key(printed)


@functools.lru_cache(maxsize=8192)
def text_form(printed: str) -> str:
    """The form that a name has within running text (see ``formed``), where nothing tells its ends."""
    form = name_key(printed)
    for rule in name_rules():
        form = form if rule.whole else rule.pattern.sub(rule.gives, form)
    return form


@functools.lru_cache(maxsize=1024)
def formed(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Running text in the forms of names, as far as they do not speak of a whole name; and for each character of the
    result where in ``text`` it comes from (start, end)."""
    key, places = keyed(text, FILLERS)
    spans = [(place, place + 1) for place in places]
    for rule in name_rules():
        if rule.whole or not (found := list(rule.pattern.finditer(key))):
            continue
        chars, kept, at = [], [], 0
        for match in found:
            given = match.expand(rule.gives)
            chars.append(key[at : match.start()] + given)
            kept += spans[at : match.start()]
            if match.end() > match.start():
                kept += [(spans[match.start()][0], spans[match.end() - 1][1])] * len(given)
            at = match.end()
        key, spans = "".join(chars) + key[at:], kept + spans[at:]
    return key, tuple(spans)
