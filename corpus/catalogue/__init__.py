"""The indicator catalogue: canonical indicators, the names that plans print and the words that people say."""

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from corpus.language.names import name_form, text_form
from corpus.language.names import name_key as name_key
from corpus.language.text import search_key

# What adds up: so many pieces, heads, kilometres, tons. A mean or a share of such (人均…, 每千人口…, …标准) does not.
_ADDS_UP = re.compile(
    r"[百千万亿]*(?:[个家所名人位张间处件户套项支册台辆架座场起次类]|人次|公里|平方公里|平方米|立方米|亩|吨|美元|元|吨标准煤|标箱|千瓦)$"
)
_MEAN = re.compile(r"均|每|标准$|^单位|^百元|时间")


@dataclass(frozen=True, slots=True)
class SpokenPattern:
    """Groups of alternatives that must all stand in a question, and words that must not. All are search keys."""

    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]

    def match(self, key: str) -> tuple[str, ...] | None:
        """The words that stand in the search key ``key`` for each group, or None."""
        if any(word in key for word in self.forbidden):
            return None
        found = []
        for group in self.required:
            word = next((word for word in group if word in key), None)
            if word is None:
                return None
            found.append(word)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One canonical indicator. ``better`` is "higher", "lower" or "". ``printed`` are the names that plans print, ``names``
    these as name keys (see ``name_key``), ``text_forms`` what they look like in running text (see ``text_form``). ``basis`` is what a ratio is counted per (千人口), "" for others; ``field`` the field of planning (卫生健康)."""

    key: str
    name: str
    unit: str
    better: str
    printed: tuple[str, ...]
    names: tuple[str, ...]
    text_forms: tuple[str, ...]
    spoken: tuple[SpokenPattern, ...]
    basis: str = ""
    field: str = ""

    @property
    def is_total(self) -> bool:
        """Whether it is the number or amount of all there is, of which a single project or institution has some as well."""
        return not self.basis and _ADDS_UP.match(self.unit) is not None and _MEAN.search(self.name) is None


def _pattern(text: str) -> SpokenPattern:
    required, forbidden = [], []
    for group in text.split():
        if group.startswith("-"):
            forbidden.append(search_key(group[1:]))
        else:
            required.append(tuple(search_key(word) for word in group.split("|")))
    return SpokenPattern(tuple(required), tuple(forbidden))


class Catalogue:
    """Indicators by key and by printed name. A name in no entry is its own indicator, under its form."""

    def __init__(self, indicators: tuple[Indicator, ...]) -> None:
        self.indicators = indicators
        self._by_key = {indicator.key: indicator for indicator in indicators}
        self._by_name = {name: indicator for indicator in indicators for name in indicator.names}
        # Each pattern under the beginnings of the words of its most telling group: few of them can stand in one question.
        self._patterns: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, indicator in enumerate(indicators):
            for number, pattern in enumerate(indicator.spoken):
                telling = max(pattern.required, key=lambda group: (min(map(len, group)), -len(group)))
                for beginning in {word[:2] for word in telling}:
                    self._patterns[beginning].append((at, number))

    @functools.cached_property
    def _by_form(self) -> dict[str, Indicator]:
        """What the names have in common with other ways of writing them (see ``name_form``): documents are read by it,
        questions never."""
        found: dict[str, Indicator] = {}
        for indicator in self.indicators:
            for name in indicator.printed:
                # 全科医师 is printed for a ratio to a thousand, 全科医生数 for one to ten thousand: what stands first has it.
                found.setdefault(name_form(name), indicator)
        return found

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def get(self, key: str) -> Indicator | None:
        """The indicator of that key; None where there is none."""
        return self._by_key.get(key)

    def said_in(self, key: str) -> Iterator[tuple[Indicator, tuple[str, ...]]]:
        """The indicators that the search key ``key`` of a question says in its own words, in the order of the catalogue, each
        with every set of words that says so."""
        beginnings = {key[at : at + 2] for at in range(len(key))} | set(key)
        found = {place for beginning in beginnings for place in self._patterns.get(beginning, ())}
        for at, number in sorted(found):
            words = self.indicators[at].spoken[number].match(key)
            if words is not None:
                yield self.indicators[at], words

    def key_of(self, printed: str) -> str:
        """The catalogue key of a printed indicator name, or its form where no entry has that name."""
        form = name_form(printed)
        entry = self._by_name.get(name_key(printed)) or self._by_form.get(form)
        return entry.key if entry else form


@functools.cache
def load_catalogue() -> Catalogue:
    """The catalogue of all fields: every TOML file of this folder, read at first use."""
    indicators = []
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        content = tomllib.loads(file.read_text("utf-8"))
        for entry in content["indicator"]:
            printed = (entry["name"], *entry["printed"])
            spoken = tuple(_pattern(text) for text in entry["spoken"])
            indicators.append(
                Indicator(
                    key=entry["key"],
                    name=entry["name"],
                    unit=entry["unit"],
                    better=entry["better"],
                    printed=printed,
                    names=tuple(dict.fromkeys(name_key(name) for name in printed)),
                    text_forms=tuple(dict.fromkeys(text_form(name) for name in printed)),
                    spoken=spoken,
                    basis=entry.get("basis", ""),
                    field=content["field"],
                )
            )
    return Catalogue(tuple(indicators))
