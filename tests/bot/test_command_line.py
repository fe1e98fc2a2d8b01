"""The command line speaks Chinese: its help, and one line for whatever cannot be understood."""

import re
import subprocess

import pytest

from bot.cli import main
from bot.command_line import SHELLS


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "还要写出 COMMAND。用法：planbot -h"),
        (["idnex"], "不认识 idnex，是否想写 index？用法：planbot -h"),
        (["床位"], "COMMAND 不能是“床位”，可以是：index、ask、"),
        (["ask", "床位", "--jsno"], "不认识 --jsno，是否想写 --json？用法：planbot ask -h"),
        (["ask", "床位", "--jsno=1"], "不认识 --jsno=1，是否想写 --json？用法：planbot ask -h"),
        (["plans", "都有"], "不认识 都有。用法：planbot plans -h"),
        (["explain"], "还要写出 QUESTION。用法：planbot explain -h"),
        (["show", "a.txt"], "还要写出 --at。用法：planbot show -h"),
        (["show", "a.txt", "--at"], "--at 后面还要写一个值。用法：planbot show -h"),
        (["show", "a.txt", "--at", "第三"], "--at 应是整数，不能是“第三”。用法：planbot show -h"),
        (["ask", "床位", "--json=1"], "--json 后面不写值（1）。用法：planbot ask -h"),
        (["--log-level", "eror", "plans"], "不认识 eror，是否想写 error？用法：planbot -h"),
        (["--completion", "dos"], "--completion 不能是“dos”，可以是：bash、zsh、fish、tcsh。用法：planbot -h"),
        (["serve", "--l"], "--listen 后面还要写一个值。用法：planbot serve -h"),
        (["index", "--f", "--e", ""], "PATH：路径是空的，请写出规划文件或文件夹。用法：planbot index -h"),
        (["indicators", "--s=1"], "--spreadsheet 后面不写值（1）。用法：planbot indicators -h"),
    ],
)
def test_what_cannot_be_understood_is_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith(said)
    assert not re.search(r"\b(?:error|argument|invalid|required|choose|expected)\b", line.replace(said, ""))


@pytest.mark.parametrize("command", ["", "index", "ask", "show"])
def test_help_has_no_english_of_the_library(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*filter(None, [command]), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：planbot")
    assert not re.search(r"usage|optional|positional|options|show this", said)
    assert "参数:" in said
    assert "选项:" in said


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_of_completion_names_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("index", "ask", "explain", "indicators", "restore", "batch", "spreadsheet", "log-level"):
        assert word in script


def test_bash_completes_commands_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--completion", "bash"]) == 0
    script = capsys.readouterr().out

    def completed(*words: str) -> set[str]:
        typed = " ".join(f"'{word}'" for word in words)
        asked = f"COMP_WORDS=(planbot {typed}); COMP_CWORD={len(words)}; _shtab_planbot '' '{words[-1]}' ''"
        done = subprocess.run(
            ["bash", "-c", f'{script}\n{asked}; printf "%s\\n" "${{COMPREPLY[@]}}"'], capture_output=True, text=True
        )
        assert not done.stderr
        return set(done.stdout.split())

    assert completed("in") == {"index", "indicators"}
    assert completed("plans", "--j") == {"--json"}
