"""What an office installs from is in step with the code: the example of settings, the container, the changelog."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from bot.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def examples() -> dict[str, str]:
    """The variables of .env.example, each in a line that waits for its # to be taken off."""
    return dict(re.findall(rf"^# ({PREFIX}\w+)=(.*)$", text(".env.example"), re.MULTILINE))


def test_the_example_of_settings_names_each_of_them() -> None:
    assert set(examples()) == {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_example_of_a_setting_can_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in examples().items()), "utf-8")
    settings = load_settings()
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        assert getattr(settings, name) is not None
        if default not in (None, "", frozenset()):
            assert getattr(settings, name) == default, name
    assert settings.chat_endpoint() is not None
    assert settings.retrieval_options().chroma_url


def test_an_example_that_is_copied_as_it_stands_sets_nothing() -> None:
    lines = text(".env.example").splitlines()
    assert all(not line or line.startswith("#") for line in lines)


def test_the_container_holds_every_room() -> None:
    rooms = {pattern.rstrip("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert set(re.findall(r"^COPY (\w+) \1$", text("deploy/Containerfile"), re.MULTILINE)) == rooms
    assert {f"!{room}" for room in rooms} <= set(text(".dockerignore").splitlines())
    assert all((ROOT / room / "py.typed").is_file() for room in rooms)


def test_the_service_and_the_container_name_settings_and_commands_that_exist() -> None:
    from bot.cli import main

    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in ("deploy/planbot.service", "deploy/Containerfile"):
        assert set(re.findall(rf"{PREFIX}\w+", text(name))) <= known
    started = re.findall(r"^ExecStart=\S+ (\w+)$", text("deploy/planbot.service"), re.MULTILINE)
    started += re.findall(r'^CMD \["(\w+)"\]$', text("deploy/Containerfile"), re.MULTILINE)
    started += re.findall(r'CMD \["planbot", "(\w+)"\]', text("deploy/Containerfile"))
    assert started == ["bot", "bot", "plans"]
    for command in started:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0


def test_the_changelog_has_the_version_of_the_project() -> None:
    assert f"## [{PROJECT['project']['version']}]" in text("CHANGELOG.md")


def test_what_runs_before_a_commit_is_the_lint_of_the_makefile() -> None:
    hooks = [hook for repo in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    lint = text("Makefile").split("\nlint: setup\n")[1].split("\n\n")[0]
    commands = [line.strip().replace("$(BIN)", ".venv/bin").removesuffix(" .") for line in lint.splitlines()]
    assert [hook["entry"] for hook in hooks] == commands
    assert all(hook["language"] == "system" for hook in hooks)
