"""The parts of a document (results, problems, tasks, safeguards …): which one a question asks for, and which one a section
belongs to. ``digest.toml`` holds the words, with examples and counter-examples, which are the tests."""

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from corpus.language.headings import unnumbered
from corpus.language.text import search_key

# Headings of these parts may stand within a chapter of the others (发展环境 > 存在问题); all other chapters are of one piece.
REVIEWS = frozenset(("results", "problems", "challenges"))
_REVIEW = REVIEWS | {"status", "background"}
# Chapters of these are cut up by their inner headings.
_OPEN = _REVIEW | {"general", "goals"}
# What stands for these names in the patterns.
_SHAPES = {
    "{END}": r"(?=[，,。？?！!；;\s]|$)",
    "{WHAT}": r"(?:哪(?:些|几)(?:个|项|条|点)?(?:方面)?|什么样?|啥|何种|怎样|些(?:什么|啥))的?(?:新|好|主要|重点|重要|重大|突出|明显|显著|具体)*的?",
    "{WHICH}": r"(?:哪(?:些|[几一二两三四五六七八九十\d]+)大?(?:个|项|条|点|块)?(?:方面)?)的?(?:主要|重点|重要|突出|明显)*的?",
    "{BE}": r"(?:都|主要|具体|又)?(?:有|是|在|为|分为?|包括|出在|体现在|表现在)?(?:哪(?:些|里|儿|几)?(?:个|条|项|点|块)?(?:方面)?|什么样?|啥|怎么?样|咋样|如何)[呀啊呢嘛哦啦]?",
    "{WEAK}": r"(?<!补)(?<!补齐)(?:问题|短板|不足|差距|困难|难题|难点|痛点|堵点|瓶颈|弱项|毛病|欠缺|缺口|难处|薄弱环节|薄弱点|薄弱的?地方)",
    "{HOW}": r"(?:怎么样?|怎样|如何|咋样?)",
}
# A section that no heading tells: what will be done is headed by itself (构建高质量教育体系).
_UNTOLD = frozenset(("tasks",))


@dataclass(frozen=True, slots=True)
class Part:
    """A part that may be asked for: its name, how it is asked for, in which parts of a document the answer stands (the
    first before the others), whether it may be asked of a document as a whole, and what tells its sentences where they stand
    in another part."""

    name: str
    asks: re.Pattern[str]
    looks: tuple[str, ...]
    bare: bool
    cue: re.Pattern[str] | None = None


@functools.cache
def words() -> dict[str, Any]:
    """The data file, read once at first use."""
    data: dict[str, Any] = tomllib.loads(resources.files("bot.answers").joinpath("digest.toml").read_text("utf-8"))
    return data


def _filled(pattern: str) -> str:
    for name, shape in _SHAPES.items():
        pattern = pattern.replace(name, shape)
    return pattern


@functools.cache
def parts() -> tuple[Part, ...]:
    """All parts that may be asked for."""
    return tuple(
        Part(
            entry["name"],
            re.compile(_filled(entry["asks"])),
            tuple(entry["looks"]),
            entry["bare"],
            re.compile(entry["cue"]) if "cue" in entry else None,
        )
        for entry in words()["part"]
    )


def part_asked(plain: str) -> tuple[Part, re.Match[str]] | None:
    """The part that the question ``plain`` asks for and the words that ask, None where it asks for none; of two parts the
    one with more words."""
    found = [(part, match) for part in parts() if (match := part.asks.search(plain))]
    # What is asked of a topic at large (怎么讲的) is asked of the part that is named beside it (短板).
    return max(found, key=lambda pair: (pair[0].name != "about", len(pair[1][0])), default=None)


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


@functools.lru_cache(maxsize=8192)
def section_parts(path: tuple[str, ...], title: str = "") -> frozenset[str]:
    """The parts that a section of the document ``title`` (which is no heading of it, even as an annex) belongs to by the headings of its path, from the outermost: the
    tasks where none tells. An inner heading tells more only where the outer ones tell nothing, a review or generalities;
    what is built stands in boxes within the tasks."""
    own = [heading for heading in path if not title or not search_key(heading).endswith(search_key(title))]
    named = frozenset[str]().union(*map(heading_parts, own))
    if "works" in named:
        return frozenset(("works",)) if "annex" in named else _UNTOLD | {"works"}
    found: frozenset[str] = frozenset()
    for heading in own:
        if not found <= _OPEN:
            break
        found = heading_parts(heading) or found
    return found or (_UNTOLD if own else frozenset())


def sections_of(part: str, sections: Sequence[tuple[str, ...]], title: str) -> list[tuple[str, ...]]:
    """Those of a document's ``sections`` that belong to a part, in order; a review of several (发展环境 > 存在问题) is
    none of them."""
    others = {
        path[:end]
        for path in sections
        if part in _OPEN and part not in section_parts(path, title)
        for end in range(1, len(path))
    }
    return [path for path in sections if part in section_parts(path, title) and path not in others]


def headed_so(part: str, sections: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those of the ``sections`` of a part that their own heading tells (重点任务), not only that they are of no other."""
    return [path for path in sections if part in heading_parts(path[-1])]
