"""Rules: what the words of a question do, as typed spans over its text. ``rules.toml`` holds them, each with examples and
counter-examples, which are its tests."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

# What stands for these names in the patterns.
_PARTS = {
    "{N}": r"(?:[一二两三四五六七八九十]|\d{1,2})",
    "{WHEN}": r"(?:[什啥][么]?时(?:[候侯间])?|何时|哪一?[天年日月]|几几?[时号月年](?:份)?|哪年哪月)",
    "{PLACE}": r"(?:地方|城市|市县|县区|区县|规划|市|县|区|地|家|份)",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``start:end`` of a question: its kind, its value, the name of the rule that made it, and the named parts
    of the pattern that matched, as (name, text)."""

    kind: str
    value: str
    start: int
    end: int
    rule: str
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, *names: str) -> str:
        """The text of the first of the named parts that matched, "" where none did."""
        return next((text for name, text in self.parts if name in names), "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as data; ``examples`` must give a span of it, ``counters`` must not."""

    name: str
    kind: str
    value: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counters: tuple[str, ...]

    def spans(self, text: str) -> list[Span]:
        """Its spans in ``text``, left to right."""
        return [
            Span(
                self.kind,
                self.value,
                match.start(),
                match.end(),
                self.name,
                tuple((name, part) for name, part in match.groupdict().items() if part is not None),
            )
            for match in self.pattern.finditer(text)
        ]


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules, read once at first use."""
    data = tomllib.loads(resources.files("bot.reading").joinpath("rules.toml").read_text("utf-8"))
    return tuple(
        Rule(
            entry["name"],
            entry["kind"],
            entry["value"],
            re.compile(_filled(entry["pattern"])),
            tuple(entry["examples"]),
            tuple(entry["counters"]),
        )
        for entry in data["rule"]
    )


def _filled(pattern: str) -> str:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return pattern


@functools.lru_cache(maxsize=1024)
def spans_in(text: str) -> tuple[Span, ...]:
    """All spans of ``text``; of two of one kind that overlap the longer one stands."""
    found: list[Span] = []
    every = [span for rule in rules() for span in rule.spans(text)]
    for span in sorted(every, key=lambda span: (span.start - span.end, span.start)):
        if not any(other.kind == span.kind and other.start < span.end and span.start < other.end for other in found):
            found.append(span)
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))
