"""Front matter: ``name: value`` lines between two fences (---) at a file's head, which say what a plan's text does not."""

import re
from collections.abc import Sequence

FIELDS = frozenset(
    ["title", "region", "superiors", "period", "horizon", "outlook", "base_year", "issuer", "number", "date", "status", "extract"]
)  # fmt: skip
_FENCE = re.compile(r"\ufeff?---\s*$")


def front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """(fields, number of lines that the front matter takes); ({}, 0) where there is none. A rule (---) that no known
    field follows is no front matter."""
    if not lines or not _FENCE.match(lines[0]):
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.match(line)), 0)
    front: dict[str, str] = {}
    for line in lines[1:end]:
        name, _, value = line.partition(":")
        front[name.strip()] = value.strip().strip("\"'")
    return (front, end + 1) if front.keys() & FIELDS else ({}, 0)
