"""The documents name every setting and command and nothing else, and prompts/ holds just the messages that the code uses."""

import argparse
import ast
import errno
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers.parts import parts
from bot.cli import _parser
from bot.gaps import Gap
from bot.question import Kind
from bot.settings import Settings
from bot.telegram.addressing import ADMIN_COMMANDS, COMMANDS
from bot.telegram.buttons import Action
from corpus.language.text import search_key
from corpus.models import DateKind, Role, Status
from tests.plan_files import SHARED, needs_shared

ROOT = Path(__file__).resolve().parents[1]


def messages() -> set[str]:
    tree = tomllib.loads((ROOT / "prompts" / "messages.toml").read_text("utf-8"))
    return {f"{group}.{name}" for group, texts in tree.items() for name in texts}


# Names that the code puts together at run time, of the members of a list or an enumeration.
FIELD_NAMES = (
    "approved",
    "consultation",
    "date",
    "effective",
    "interpreter",
    "issuer",
    "number",
    "outlook",
    "period",
    "speaker",
)
COMMAND_LINE = next(action.choices for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
MADE = {
    *(f"button.{action.name.lower()}" for action in Action if action not in (Action.PAGE, Action.SUGGESTION)),
    *(f"command.{name}" for name in COMMANDS + ADMIN_COMMANDS),
    *(f"role.{role.value}" for role in Role),
    *(f"status.{status.value}" for status in Status),
    *(f"direction.{way}" for way in ("higher", "lower")),
    *(f"cli.{name}" for name in COMMAND_LINE),
    *(f"cli.{step}" for step in ("reading", "carrying", "indexing", "embedding")),
    *(f"refusal.{kind.value}" for kind in (Kind.FABRICATE, Kind.OUTSIDE)),
    *(f"gap.{gap.value}" for gap in Gap),
    *(f"digest.{part.name}" for part in parts()),
    *(f"metadata.{name}_name" for name in FIELD_NAMES),
    *(f"metadata.{kind.value}" for kind in DateKind),
    *(name for name in messages() if name.removeprefix("cause.").upper() in errno.errorcode.values()),
    *(f"web.{name}" for name in ("region", "period", "issuer", "number", "date")),
    *(f"web.{name}" for name in ("not_found", "bad_method", "too_large")),
    *(f"project.{part}" for part in ("begins", "body", "content", "ends", "funding", "nature", "place", "years")),
    *(f"telegram.{name}" for name in ("start", "help", "usage_compare", "usage_figure", "usage_indicator")),
}


DOCUMENTS = [ROOT / name for name in ("README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
OPERATORS = (ROOT / "docs" / "operators.md").read_text("utf-8")
SETTINGS = {f"PLANBOT_{name.upper()}" for name in Settings.model_fields}


def documented() -> set[str]:
    """The variables of the operators' tables; `A_URL`, `_KEY` stands for A_URL and A_KEY."""
    found: set[str] = set()
    for line in OPERATORS.splitlines():
        if not line.startswith("| `PLANBOT_"):
            continue
        first, *others = re.findall(r"`(\w+)`", line.split("|")[1])
        found.add(first)
        for other in others:
            stem = first.removesuffix("_BASE_URL")
            found.add(stem + other if other.startswith("_") else other)
    return found


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    assert documented() == SETTINGS


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    assert set(re.findall(r"^\| `planbot (\w+)", OPERATORS, re.MULTILINE)) == set(COMMAND_LINE)
    telegram = OPERATORS.split("### Commands of the bot")[1].split("\n### ")[0]
    named = {
        name
        for line in telegram.splitlines()
        for name in re.findall(r"`/(\w+)", line.split("|")[1:2][0] if "|" in line else "")
    }
    assert named == set(COMMANDS + ADMIN_COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_what_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"PLANBOT_[A-Z_]*[A-Z]", text)) <= SETTINGS
    assert set(re.findall(r"`(?:\.venv/bin/)?planbot ([a-z]+)", text)) <= set(COMMAND_LINE)
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    for link in _links(path):
        assert (path.parent / link).exists(), link


def test_every_picture_is_shown_somewhere() -> None:
    shown = {(path.parent / link).resolve() for path in DOCUMENTS for link in _links(path)}
    assert set((ROOT / "docs").glob("*.png")) <= shown


def _links(path: Path) -> list[str]:
    return re.findall(r"\]\((?!https?:)([^)#]*)", path.read_text("utf-8"))


def literals() -> set[str]:
    """The strings of the code, and the messages that templates name."""
    nodes = [
        node
        for room in ("bot", "corpus", "retrieval")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    found = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    templates = (ROOT / "bot" / "web" / "templates").glob("*.html")
    return found.union(*(re.findall(r'say\("([\w.]+)"', path.read_text("utf-8")) for path in templates))


def test_every_message_is_used() -> None:
    assert messages() - literals() - MADE == set()


def test_every_message_that_is_used_exists() -> None:
    groups = {name.split(".")[0] for name in messages()}
    named = {text for text in literals() if re.fullmatch(r"[a-z]+\.[a-z_]*[a-z]", text)}
    used = {name for name in named if name.split(".")[0] in groups and not name.endswith((".png", ".toml"))}
    assert (used | MADE) - messages() == set()


def test_every_prompt_is_used() -> None:
    prompts = {path.stem for path in (ROOT / "prompts").glob("*.md")}
    assert prompts <= literals()


@needs_shared
@pytest.mark.parametrize("path", sorted(ROOT.glob("bot/**/*.toml")), ids=lambda path: path.stem)
def test_no_example_of_a_rule_is_a_question_that_the_bot_is_scored_on(path: Path) -> None:
    scored = [*(SHARED / "eval").glob("*.jsonl"), *(SHARED / "eval").rglob("cases.jsonl")]
    cases = [json.loads(line) for file in scored for line in file.read_text("utf-8").splitlines() if line.strip()]
    asked = "\n".join(search_key(said) for case in cases for said in (case["question"], *case.get("history", ())))
    examples = list(_examples(tomllib.loads(path.read_text("utf-8"))))
    # Eight characters and fewer are an expression of the language (2025年多少), which any question may hold.
    assert [example for example in examples if len(search_key(example)) > 8 and search_key(example) in asked] == []


def _examples(value: object) -> Iterator[str]:
    """The strings of all ``examples`` and ``counters`` of a data file."""
    if isinstance(value, list):
        for item in value:
            yield from _examples(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("examples", "counters"):
                yield from (example for example in item if isinstance(example, str))
            else:
                yield from _examples(item)
