"""The extras that features ask for are those of pyproject.toml, and each is told of by a module that it alone brings."""

import sys
import tomllib
from pathlib import Path

import pytest

from corpus.extras import EXTRAS, has_extra

PROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
# What developing needs and no user is told of.
OF_DEVELOPERS = {"dev", "browser"}


def test_each_extra_is_one_of_the_project() -> None:
    assert set(EXTRAS) == set(PROJECT["optional-dependencies"]) - OF_DEVELOPERS


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_module_comes_with_the_extra_and_not_without(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    package = EXTRAS[extra].replace("_", "-")
    assert any(line.startswith(f"{package}>") for line in PROJECT["optional-dependencies"][extra])
    assert not any(line.startswith(package) for line in PROJECT["dependencies"])
    monkeypatch.setitem(sys.modules, EXTRAS[extra], None)
    assert not has_extra(extra)
