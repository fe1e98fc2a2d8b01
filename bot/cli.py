"""The console script ``planbot``."""

import argparse
import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.inert import inert_cell, inert_text
from corpus.errors import PlanbotError
from prompts import say

if TYPE_CHECKING:
    from bot.models import Answer
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
_PLAN_COLUMNS = ("title", "region", "period", "horizon", "status", "issuer", "number", "date", "file")


def main(arguments: list[str] | None = None) -> None:
    """Run one command; exits with 1 and one message where something is wrong that the user can mend."""
    options = _parser().parse_args(arguments)
    try:
        from bot.settings import load_settings

        sys.exit(options.run(options, load_settings()))
    except PlanbotError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("planbot", description=say("cli.planbot"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    index = commands.add_parser("index", help=say("cli.index"))
    index.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    index.add_argument("--fresh", action="store_true", help=say("cli.fresh"))
    index.add_argument("--embed", action="store_true", help=say("cli.embed"))
    index.set_defaults(run=_index)
    ask = commands.add_parser("ask", help=say("cli.ask"))
    ask.add_argument("question", nargs="?")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--batch", metavar="FILE")
    ask.set_defaults(run=_ask)
    explain = commands.add_parser("explain", help=say("cli.explain"))
    explain.add_argument("question")
    explain.add_argument("--after", action="append", default=[], metavar="QUESTION", help=say("cli.after"))
    explain.set_defaults(run=_explain)
    chat = commands.add_parser("chat", help=say("cli.chat"))
    chat.set_defaults(run=_chat)
    show = commands.add_parser("show", help=say("cli.show"))
    show.add_argument("file", metavar="FILE")
    show.add_argument("--at", type=int, required=True, metavar="OFFSET", help=say("cli.show_at"))
    show.set_defaults(run=_show)
    plans = commands.add_parser("plans", help=say("cli.plans"))
    plans.add_argument("--json", action="store_true")
    plans.set_defaults(run=_plans)
    indicators = commands.add_parser("indicators", help=say("cli.indicators"))
    indicators.add_argument("--csv", action="store_true", help=say("cli.csv"))
    indicators.add_argument("--spreadsheet", action="store_true", help=say("cli.spreadsheet"))
    indicators.set_defaults(run=_indicators)
    bot = commands.add_parser("bot", help=say("cli.bot"))
    bot.set_defaults(run=_bot)
    serve = commands.add_parser("serve", help=say("cli.serve"))
    serve.add_argument("--listen", default="127.0.0.1:8080", metavar="HOST:PORT", help=say("cli.listen"))
    serve.set_defaults(run=_serve)
    tools = commands.add_parser("mcp", help=say("cli.mcp"))
    tools.set_defaults(run=_mcp)
    return parser


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

    if not options.batch and not options.question:
        print(say("cli.no_question"), file=sys.stderr)
        return 2
    assistant = Assistant.open(settings)
    if options.batch:
        return _batch(assistant, options.batch)
    answer = assistant.ask(options.question)
    print(json.dumps(answer.as_json(), ensure_ascii=False) if options.json else _words(answer))
    return 0


def _words(answer: "Answer") -> str:
    """The reply to an answer as a terminal shows it."""
    from bot.replying.composing import reply_of
    from bot.replying.lines import lines_of

    return inert_text(lines_of(reply_of(answer)))


def _explain(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.assistant import Assistant

    print(Assistant.open(settings).explain(options.question, options.after))
    return 0


def _batch(assistant: "object", file: str) -> int:
    from bot.assistant import Assistant

    assert isinstance(assistant, Assistant)
    try:
        lines = sys.stdin.read().splitlines() if file == "-" else Path(file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        print(say("cli.bad_batch", file=file, line=0), file=sys.stderr)
        return 1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            question, history = str(item["question"]), [str(past) for past in item.get("history") or []]
        except (ValueError, KeyError, TypeError, AttributeError):
            print(say("cli.bad_batch", file=file, line=number), file=sys.stderr)
            return 1
        answer = replace(assistant.ask(question, history), id=item.get("id"))
        print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)
    return 0


def _chat(_: argparse.Namespace, settings: "Settings") -> int:
    from bot.assistant import Assistant

    assistant = Assistant.open(settings)
    history: list[str] = []
    print(say("cli.chat_start"))
    while True:
        try:
            question = input("> ").strip()
        except EOFError:
            return 0
        if question:
            print(_words(assistant.ask(question, history)))
            history.append(question)


def _show(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.showing import find_plan, shown

    print(inert_text(shown(find_plan(options.file, settings.data_dir), options.at)))
    return 0


def _plans(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.reference import plan_object
    from retrieval.opening import open_store

    for plan in open_store(settings.data_dir).plans:
        row = plan_object(plan)
        print(
            json.dumps(row, ensure_ascii=False)
            if options.json
            else inert_text(" | ".join(str(row.get(name) or "—") for name in _PLAN_COLUMNS))
        )
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

    run(settings)
    return 0


def _serve(options: argparse.Namespace, settings: "Settings") -> int:
    from bot.web import run

    run(settings, options.listen)
    return 0


def _mcp(_: argparse.Namespace, settings: "Settings") -> int:
    from bot.mcp import run

    run(settings)
    return 0
