"""The console script ``planbot``."""

import argparse
import csv
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import SHELLS, Completion, Parser, Version
from bot.inert import inert_cell, inert_text
from corpus.errors import PlanbotError
from prompts import cause_of, say

if TYPE_CHECKING:
    from bot.settings import Settings

_COLUMNS = (
    "region",
    "plan",
    "table",
    "indicator",
    "unit",
    "column",
    "value",
    "year",
    "role",
    "scope",
    "attribute",
    "remark",
)
# Finer lines would be those of libraries, which hold addresses and what is sent there.
_LEVELS = ("info", "warning", "error")
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_PLAN_COLUMNS = ("title", "region", "period", "horizon", "status", "issuer", "number", "date", "file")


def main(arguments: list[str] | None = None) -> None:
    """Run one command; exits with 1 and one message where something is wrong that the user can mend."""
    options, unknown_words = _parser().parse_known_args(arguments)
    if unknown_words:
        options.parser.refuse(unknown_words)
    try:
        from bot.settings import load_settings, unknown_settings

        if options.log_level:
            logging.basicConfig(level=options.log_level.upper(), format=_LOG_FORMAT)
        settings = load_settings()
        if unknown := unknown_settings():
            names = [say("settings.meant", name=name, near=near) if near else name for name, near in unknown.items()]
            print(say("settings.unknown", names="、".join(names)), file=sys.stderr)
        sys.exit(options.run(options, settings))
    except PlanbotError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _parser() -> Parser:
    parser = Parser("planbot", description=say("cli.planbot"))
    parser.add_argument("--version", action=Version, nargs=0, help=say("cli.version"))
    parser.add_argument("--completion", action=Completion, choices=SHELLS, help=say("cli.completion"))
    parser.add_argument("--log-level", choices=_LEVELS, help=say("cli.log_level", levels="、".join(_LEVELS)))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, "Settings"], int]) -> Parser:
        made = commands.add_parser(name, help=say(f"cli.{name}"), description=say(f"cli.{name}"))
        made.set_defaults(run=run, parser=made)
        return made

    index = command("index", _index)
    index.add_argument("paths", nargs="*", type=_path, metavar="PATH", help=say("cli.path"))
    index.add_argument("--fresh", action="store_true", help=say("cli.fresh"))
    index.add_argument("--embed", action="store_true", help=say("cli.embed"))
    ask = command("ask", _ask)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help=say("cli.question"))
    ask.add_argument("--json", action="store_true", help=say("cli.json"))
    ask.add_argument("--batch", metavar="FILE", help=say("cli.batch"))
    explain = command("explain", _explain)
    explain.add_argument("question", metavar="QUESTION", help=say("cli.question"))
    explain.add_argument("--after", action="append", default=[], metavar="QUESTION", help=say("cli.after"))
    command("chat", _chat)
    show = command("show", _show)
    show.add_argument("file", metavar="FILE", help=say("cli.show_file"))
    show.add_argument("--at", type=int, required=True, metavar="OFFSET", help=say("cli.show_at"))
    command("plans", _plans).add_argument("--json", action="store_true", help=say("cli.json"))
    indicators = command("indicators", _indicators)
    indicators.add_argument("--csv", action="store_true", help=say("cli.csv"))
    indicators.add_argument("--spreadsheet", action="store_true", help=say("cli.spreadsheet"))
    command("bot", _bot)
    serve = command("serve", _serve)
    serve.add_argument("--listen", default="127.0.0.1:8080", metavar="HOST:PORT", help=say("cli.listen"))
    command("mcp", _mcp)
    command("backup", _backup).add_argument("file", type=Path, metavar="FILE", help=say("cli.backup_file"))
    command("restore", _restore).add_argument("file", type=Path, metavar="FILE", help=say("cli.restore_file"))
    return parser


def _path(text: str) -> Path:
    """A path of the command line; an empty one, which would be the working folder, is refused."""
    if not text.strip():
        raise argparse.ArgumentTypeError(say("cli.empty_path"))
    return Path(text)


def _index(options: argparse.Namespace, settings: "Settings") -> int:
    from rich.progress import Progress

    from retrieval.index import embed_anew, update_index

    paths = options.paths or [Path(__file__).resolve().parent.parent / "corpus" / "plans"]
    with Progress(transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("")

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=say(f"cli.{step}"), completed=done, total=total)

        extra = settings.retrieval_options()
        if options.embed:
            report = embed_anew(settings.data_dir, extra, show)
        else:
            report = update_index(settings.data_dir, paths, fresh=options.fresh, options=extra, progress=show)
    for notice in report.notices:
        print(notice, file=sys.stderr)
    for file in report.files:
        if file.plan is None:
            print(file.error, file=sys.stderr)
            continue
        plan = file.plan
        print(
            say(
                "cli.read",
                file=plan.file,
                title=plan.metadata.title,
                passages=plan.passages,
                tables=plan.tables,
                values=plan.values,
            )
        )
        for warning in plan.warnings:
            print(say("cli.warning", warning=warning), file=sys.stderr)
    for path in report.skipped:
        print(say("cli.skipped", file=path.name), file=sys.stderr)
    for name in report.replaced:
        print(say("cli.replaced", file=name), file=sys.stderr)
    bad = sum(file.plan is None for file in report.files)
    if bad or report.skipped:
        print(say("cli.counted", read=len(report.files) - bad, bad=bad, skipped=len(report.skipped)))
    print(say("cli.indexed", plans=report.plans))
    return 1 if bad else 0


def _ask(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.assistant import Assistant
    from bot.terminal import words_of

    if not options.batch and not options.question:
        print(say("cli.no_question"), file=sys.stderr)
        return 2
    assistant = Assistant.open(settings)
    if options.batch:
        return _batch(assistant, options.batch)
    answer = assistant.ask(options.question)
    print(json.dumps(answer.as_json(), ensure_ascii=False) if options.json else words_of(answer))
    return 0


def _explain(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.assistant import Assistant
    from bot.terminal import show_explanation

    show_explanation(Assistant.open(settings).explain(options.question, options.after))
    return 0


def _batch(assistant: "object", file: str) -> int:
    from bot.assistant import Assistant

    assert isinstance(assistant, Assistant)
    try:
        lines = sys.stdin.read().splitlines() if file == "-" else Path(file).read_text("utf-8").splitlines()
    except OSError as error:
        print(say("cli.no_batch", file=file, cause=cause_of(error)), file=sys.stderr)
        return 1
    except UnicodeDecodeError:
        print(say("settings.no_text", file=file), file=sys.stderr)
        return 1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            question, history = item["question"], item.get("history") or []
            if not isinstance(history, list) or not all(isinstance(said, str) for said in (question, *history)):
                raise ValueError
        except (ValueError, KeyError, TypeError, AttributeError):
            print(say("cli.bad_batch", file=file, line=number), file=sys.stderr)
            return 1
        answer = replace(assistant.ask(question, history), id=item.get("id"))
        print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)
    return 0


def _chat(_: argparse.Namespace, settings: "Settings") -> int:
    from bot.assistant import Assistant
    from bot.terminal import converse

    converse(Assistant.open(settings))
    return 0


def _show(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.showing import find_plan, shown

    print(inert_text(shown(find_plan(options.file, settings.data_dir), options.at)))
    return 0


def _plans(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.reference import plan_object
    from retrieval.opening import open_store

    rows = [plan_object(plan) for plan in open_store(settings.data_dir).plans]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    for row in () if options.json else rows:
        print(inert_text(" | ".join(str(row.get(name) or "—") for name in _PLAN_COLUMNS)))
    return 0


def _indicators(options: argparse.Namespace, settings: "Settings") -> int:
    from retrieval.opening import open_store

    store = open_store(settings.data_dir)
    plans = {plan.id: plan.metadata for plan in store.plans}
    separated = options.csv or options.spreadsheet
    writer = csv.writer(sys.stdout, delimiter="," if separated else "\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for number, value in store.all_values():
        meta = plans[number]
        row = (
            meta.region,
            meta.title,
            value.table,
            value.printed_name,
            value.unit,
            value.column,
            value.value,
            str(value.year or ""),
            value.role.value,
            value.scope,
            value.attribute,
            value.remark,
        )
        writer.writerow(map(inert_cell, row) if options.spreadsheet else row)
    return 0


def _bot(_: argparse.Namespace, settings: "Settings") -> int:
    from bot.telegram import run
    from bot.web import beside

    run(settings, beside(settings))
    return 0


def _serve(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.web import run

    run(settings, options.listen)
    return 0


def _mcp(_: argparse.Namespace, settings: "Settings") -> int:
    from bot.mcp import run

    run(settings)
    return 0


def _backup(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.backup import back_up

    done = back_up(settings.data_dir, options.file)
    size = f"{options.file.stat().st_size / 1e6:.1f}"
    print(say("backup.written", file=options.file, plans=done.plans, files=done.files, size=size))
    if done.vectors_elsewhere:
        print(say("backup.vectors_elsewhere"), file=sys.stderr)
    return 0


def _restore(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.backup import restore

    print(say("backup.restored", folder=settings.data_dir, files=restore(options.file, settings.data_dir)))
    return 0
