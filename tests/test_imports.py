"""Imports run one way, and in no circle."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "corpus", "retrieval", "prompts")
# The way of a document, each room knowing those before it: what all of them share stands first.
CORPUS = [
    "corpus.language",
    "corpus.catalogue",
    "corpus.readers",
    "corpus.structure",
    "corpus.records",
    "corpus.loader",
]
# Which families a family of formats is read by: a scan as a page, Markdown as plain text.
READ_BY: dict[str, tuple[str, ...]] = {
    "plain": (),
    "markdown": ("plain", "html"),
    "word": ("html", "scan"),
    "html": ("scan",),
    "sheets": (),
    "pages": (),
    "scan": ("pages",),
    "pdf": ("pages", "scan"),
    "ofd": ("pages",),
}
READERS = {family: f"corpus.readers.{family}" for family in READ_BY}
# What each room may not reach.
WALLS: list[tuple[str, tuple[str, ...]]] = [
    ("corpus", ("bot", "retrieval")),
    ("retrieval", ("bot",)),
    ("prompts", ("bot", "retrieval", "corpus")),
    ("bot.reading", ("bot.answers", "bot.replying", "bot.chat", "bot.telegram", "bot.model", "bot.assistant")),
    ("bot.answers", ("bot.replying", "bot.chat", "bot.telegram", "bot.model", "bot.assistant")),
    ("bot.dialogue", ("bot.replying", "bot.chat", "bot.telegram", "bot.model", "bot.assistant")),
    ("bot.replying", ("bot.chat", "bot.telegram", "bot.model", "bot.assistant", "bot.dialogue")),
    ("bot.chat", ("bot.telegram", "bot.web", "bot.model", "bot.assistant")),
    ("corpus.errors", tuple(CORPUS)),
    ("corpus.models", tuple(CORPUS)),
    *((room, tuple(CORPUS[at + 1 :])) for at, room in enumerate(CORPUS[:-1])),
    *(
        (READERS[family], tuple(room for other, room in READERS.items() if other not in (family, *known)))
        for family, known in READ_BY.items()
    ),
]


def modules() -> dict[str, Path]:
    found = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules that a module imports when it is loaded."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in known else node.module for name in inner}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & set(known)


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    known = modules()
    return {name: imported(path, known) for name, path in known.items()}


def test_no_circle(graph: dict[str, set[str]]) -> None:
    left = {name: set(needs) for name, needs in graph.items()}
    while free := [name for name, needs in left.items() if not needs]:
        for name in free:
            del left[name]
        for needs in left.values():
            needs.difference_update(free)
    assert left == {}


# Libraries of the platforms that faces are of.
PLATFORMS = ("telegram", "aiohttp", "jinja2")


def test_what_faces_share_imports_no_platform() -> None:
    for path in (ROOT / "bot" / "chat").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & set(PLATFORMS), path


def _is_within(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def test_every_family_of_formats_has_its_walls() -> None:
    folders = {path.parent.name for path in (ROOT / "corpus" / "readers").glob("*/__init__.py")}
    assert folders == set(READ_BY)


@pytest.mark.parametrize(("room", "beyond"), WALLS)
def test_rooms_reach_down_only(graph: dict[str, set[str]], room: str, beyond: tuple[str, ...]) -> None:
    within = [name for name in graph if _is_within(name, (room,))]
    assert within
    reached = {(name, need) for name in within for need in graph[name] if _is_within(need, beyond)}
    assert reached == set()
