"""The console script: the contract's commands, one clear message for every bad input."""

import argparse
import csv
import io
import json
import logging
import re
import tomllib
from pathlib import Path

import pytest
from synthetic import make_plan
from synthetic_formats import bytes_of
from synthetic_sheets import xls_of, xlsx_of
from synthetic_text import text_of

from bot.cli import _parser, main

ROOT = Path(__file__).resolve().parents[2]


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def _environment(data_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(data_dir))


def test_batch_answers_in_order_with_the_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": "a", "question": "云溪市2025年孕产妇死亡率目标是多少？"},
        {"id": "b", "question": "石桥呢？", "history": ["云溪市2025年孕产妇死亡率目标是多少？"]},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    assert run(["ask", "--batch", "q.jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert [fact["value"] for answer in answers for fact in answer["facts"]] == ["<9", "<11"]


def test_a_spreadsheet_runs_nothing_and_csv_is_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(tmp_path / "data"))
    plan = """湖东县人民政府关于印发湖东县卫生健康发展“十四五”规划的通知

湖东县\u202e卫生健康发展“十四五”规划

湖东县“十四五”时期卫生健康主要指标

领域\t序号\t主要指标\t单位\t2020年\t2025年目标\t指标性质
健康服务\t1\t每千人口\u202e床位数\t张\t-4.10\t5\t=1+2
"""
    (tmp_path / "hudong.txt").write_text(plan, "utf-8")
    run(["index", "hudong.txt"])
    capsys.readouterr()
    rows = {}
    for form in ("--csv", "--spreadsheet"):
        assert run(["indicators", form]) == 0
        rows[form] = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    shown = [(row["value"], row["attribute"], row["indicator"]) for row in rows["--spreadsheet"]]
    assert shown == [("-4.10", "'=1+2", "每千人口床位数"), ("5", "'=1+2", "每千人口床位数")]
    assert {row["attribute"] for row in rows["--csv"]} == {"=1+2"}
    assert {row["indicator"] for row in rows["--csv"]} == {"每千人口\u202e床位数"}


def test_indicators_as_csv_hold_every_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["indicators", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 16
    assert {"region": "石桥县", "value": "6.20", "column": "2025年目标"}.items() <= rows[5].items()


def test_plans_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plans", "--json"]) == 0
    plans = json.loads(capsys.readouterr().out)
    assert [plan["region"] for plan in plans] == ["石桥县", "云溪市"]
    assert plans[1]["date"] == "2022-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "nothing",
        "{}",
        '{"question": 5}',
        '{"question": "床位", "history": "云溪"}',
        '{"question": "床位", "history": [1]}',
    ],
)
def test_a_bad_batch_line_is_named(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.jsonl").write_text(line, "utf-8")
    assert run(["ask", "--batch", "q.jsonl"]) == 1
    assert "q.jsonl 第 1 行不能用" in capsys.readouterr().err


def test_what_is_no_character_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "云溪市2025年孕产妇死亡率目标是多少？\udcff"]) == 0
    assert "<9" in capsys.readouterr().out


def test_an_empty_path_is_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", ""]) == 2
    assert "路径是空的" in capsys.readouterr().err


def test_a_batch_that_cannot_be_read_is_named_with_the_cause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gb.jsonl").write_bytes("{“床位”}".encode("gb18030"))
    for name, cause in {"none.jsonl": "没有这个文件", "gb.jsonl": "UTF-8"}.items():
        assert run(["ask", "--batch", name]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert name in line
        assert cause in line


def test_an_explanation_has_colours_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for forced in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", forced)
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert run(["explain", "云溪市2025年孕产妇死亡率目标是多少？"]) == 0
        said.append(capsys.readouterr().out)
    plain, coloured = said
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert re.search(r"\x1b\[32m  \+ 云溪市", coloured)
    assert re.search(r"\x1b\[1;32m结论：作答", coloured)


def test_an_empty_index_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(tmp_path / "none"))
    assert run(["ask", "云溪床位"]) == 1
    assert "planbot index" in capsys.readouterr().err


def test_a_bad_setting_stops_what_needs_it_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOT_WEB_LINK_DAYS", "soon")
    assert run(["plans"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["serve"]) == 1
    assert "PLANBOT_WEB_LINK_DAYS" in capsys.readouterr().err


def test_an_unknown_setting_is_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOT_TELEGRAM_TOKN", "1:a")
    (tmp_path / ".env").write_text("PLANBOT_COLOUR=red\nOTHER=1\n", "utf-8")
    assert run(["plans", "--json"]) == 0
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert "PLANBOT_COLOUR、PLANBOT_TELEGRAM_TOKN（是否想写 PLANBOT_TELEGRAM_TOKEN？）" in line
    assert json.loads(said.out)


def test_an_env_file_that_is_no_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".env").write_bytes("PLANBOT_LLM_MODEL=通义".encode("gb18030"))
    assert run(["plans"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert ".env" in line
    assert "UTF-8" in line


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert capsys.readouterr().out == f"planbot {project['version']}\n"


def test_logs_are_as_fine_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(logging.getLogger(), "level", logging.WARNING)
    run(["--log-level", "error", "plans"])
    assert logging.getLogger().level == logging.ERROR


def test_every_command_and_option_has_its_help() -> None:
    parsers = [_parser()]
    for parser in parsers:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                assert {choice.dest for choice in action._choices_actions if choice.help} == set(action.choices)
                parsers += action.choices.values()
            else:
                assert action.help, (parser.prog, action.dest)
    assert len(parsers) > 10


def test_a_folder_of_all_kinds_of_files_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANBOT_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "files"
    folder.mkdir()
    forms = (".txt", ".md", ".docx", ".pdf", ".html", ".ofd")
    for seed, form in enumerate(forms * 2):
        data = text_of(make_plan(seed)).encode() if form in (".txt", ".md") else bytes_of(make_plan(seed), form)
        (folder / f"plan{seed}{form}").write_bytes(data)
    for seed, (suffix, write) in enumerate([(".xlsx", xlsx_of), (".xls", xls_of)]):
        (folder / f"{make_plan(seed).title}指标{suffix}").write_bytes(write(make_plan(seed)))
    whole = (folder / "plan2.docx").read_bytes()
    for number, form in enumerate((".docx", ".pdf", ".ofd", ".xlsx", ".doc", ".wps")):
        (folder / f"broken{number}{form}").write_bytes(whole[:900])
        (folder / f"empty{number}{form}").write_bytes(b"")
    (folder / "note.txt").write_text("会议改到周三下午。", "utf-8")
    (folder / "page.html").write_text("<html><body><p>欢迎访问。</p></body></html>", "utf-8")
    for suffix in ["jpg", "png", "zip", "rar", "pptx", "dwg", "mp4", "exe", "csv", "json", "toml", "bak"]:
        (folder / f"foreign.{suffix}").write_bytes(b"foreign")
    (folder / "~$plan2.docx").write_bytes(b"lock")
    (folder / ".DS_Store").write_bytes(b"hidden")
    names = [path.name for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    assert len(names) == 40
    assert run(["index", str(folder)]) == 1
    said = capsys.readouterr()
    *read, counted, _ = (line for line in said.out.splitlines())
    lines = [line for line in [*read, *said.err.splitlines()] if not line.startswith(" ")]
    assert sorted(line.split("：")[0] for line in lines) == sorted(names)
    assert counted == "读入 14 个文件，读不了 14 个，跳过 12 个。"
