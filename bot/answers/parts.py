"""The parts of a document (results, problems, tasks, safeguards …): which one a question asks for, and which one a section
belongs to. ``digest.toml`` holds the words, with examples and counter-examples, which are the tests."""

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from corpus.headings import unnumbered
from corpus.text import search_key

# Headings of these parts may stand within a chapter of the others (发展环境 > 存在问题); all other chapters are of one piece.
REVIEWS = frozenset(("results", "problems", "challenges"))
_REVIEW = REVIEWS | {"status", "background"}
_OPEN = _REVIEW | {"general"}
_END = r"(?=[，,。？?！!；;\s]|$)"
# A section that no heading tells: what will be done is headed by itself (构建高质量教育体系).
_UNTOLD = frozenset(("tasks",))


@dataclass(frozen=True, slots=True)
class Part:
    """A part that may be asked for: its name, how it is asked for, in which parts of a document the answer stands (the
    first before the others), and whether it may be asked of a document as a whole."""

    name: str
    asks: re.Pattern[str]
    looks: tuple[str, ...]
    bare: bool


@functools.cache
def words() -> dict[str, Any]:
    """The data file, read once at first use."""
    data: dict[str, Any] = tomllib.loads(resources.files("bot.answers").joinpath("digest.toml").read_text("utf-8"))
    return data


@functools.cache
def parts() -> tuple[Part, ...]:
    """All parts that may be asked for."""
    return tuple(
        Part(entry["name"], re.compile(entry["asks"].replace("{END}", _END)), tuple(entry["looks"]), entry["bare"])
        for entry in words()["part"]
    )


def part_asked(plain: str) -> tuple[Part, re.Match[str]] | None:
    """The part that the question ``plain`` asks for and the words that ask, None where it asks for none; of two parts the
    one with more words."""
    found = [(part, match) for part in parts() if (match := part.asks.search(plain))]
    return max(found, key=lambda pair: len(pair[1][0]), default=None)


@functools.cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = (*words()["part"], *words()["aside"])
    return tuple((entry["name"], re.compile(entry["heading"])) for entry in entries if "heading" in entry)


@functools.cache
def _deeds() -> re.Pattern[str]:
    return re.compile(words()["deeds"]["heading"])


@functools.lru_cache(maxsize=8192)
def heading_parts(heading: str) -> frozenset[str]:
    """The parts that a heading names; none where it names a matter, or what will be done (补齐短板)."""
    bare = unnumbered(heading)
    found = frozenset(name for name, pattern in _headings() if pattern.search(bare))
    return found - _REVIEW if _deeds().search(bare) else found


def section_parts(path: Iterable[str], title: str = "") -> frozenset[str]:
    """The parts that a section of the document ``title`` belongs to by the headings of its path, from the outermost: the
    tasks where none tells. An inner heading tells more only where the outer ones tell nothing, a review or generalities;
    what is built stands in boxes within the tasks."""
    if any("works" in heading_parts(heading) for heading in path):
        return _UNTOLD | {"works"}
    found: frozenset[str] = frozenset()
    for heading in path:
        if title and search_key(heading).endswith(search_key(title)):
            continue  # the document itself, as an annex of its notice
        if not found <= _OPEN:
            break
        found = heading_parts(heading) or found
    return found or _UNTOLD


def sections_of(part: str, sections: Sequence[tuple[str, ...]], title: str) -> list[tuple[str, ...]]:
    """Those of a document's ``sections`` that belong to a part, in order; a review of several (发展环境 > 存在问题) is
    none of them."""
    others = {
        path[:end]
        for path in sections
        if part in _REVIEW and part not in section_parts(path, title)
        for end in range(1, len(path))
    }
    return [path for path in sections if part in section_parts(path, title) and path not in others]
