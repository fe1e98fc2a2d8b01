"""Reading and indexing plans in a process of their own: ``python -m bot.chat.plan_work COMMAND DATA_DIR [ARGUMENT]``.

Both compute for seconds, and a damaged file may take them down; the bot goes on answering meanwhile. Each line of
standard output is a JSON object: {"step", "done", "total"} on the way, {"result"} or {"error", "busy"} at the end.
"""

import json
import sys
from pathlib import Path
from typing import Any

from corpus.errors import IndexBusy, PlanbotError, UntitledDocument
from prompts import cause_of, say


def found(data_dir: Path, path: Path) -> dict[str, Any]:
    """What reading the file at ``path`` finds, and what it would replace in the index."""
    from corpus.language.text import search_key
    from corpus.loader import load_plan

    plan, held = load_plan(path), _held(data_dir)
    meta = plan.metadata
    twins = [file for file, title in held.items() if search_key(title) == search_key(meta.title)]
    return {
        "title": meta.title,
        "region": meta.region,
        "period": meta.period_text,
        "draft": meta.status.value == "draft",
        "passages": len(plan.passages),
        "tables": len(plan.tables),
        "indicators": len({value.indicator for value in plan.indicators}),
        "values": len(plan.indicators),
        "warnings": list(plan.warnings),
        "replaces": twins,
        "name_taken": plan.file in held and plan.file not in twins,
    }


def indexed(data_dir: Path, paths: list[Path]) -> dict[str, Any]:
    """What taking the files at ``paths`` into the index leads to."""
    from bot.settings import load_settings
    from retrieval.index import update_index

    report = update_index(
        data_dir,
        paths,
        options=load_settings().retrieval_options(),
        progress=lambda step, done, total: _say(step=step, done=done, total=total),
    )
    errors = [file.error for file in report.files if file.plan is None]
    return {"plans": report.plans, "errors": errors, "changed": report.changed}


def removed(data_dir: Path, file: str) -> dict[str, Any]:
    """What taking the plan of ``file`` out of the index leads to."""
    from bot.settings import load_settings
    from retrieval.index import remove_plan

    return {
        "plans": remove_plan(data_dir, file, load_settings().retrieval_options()).plans,
        "errors": [],
        "changed": True,
    }


def main(arguments: list[str]) -> None:
    """Run one command; whatever goes wrong that the user can mend is told in an ``error`` line."""
    command, data_dir, argument = arguments[0], Path(arguments[1]), arguments[2]
    try:
        if command == "read":
            result = found(data_dir, Path(argument))
        elif command == "index":
            result = indexed(data_dir, [Path(argument)])
        else:
            result = removed(data_dir, argument)
    except UntitledDocument as error:
        _say(error=f"{error}\n{say('desk.name_it')}", busy=False)
    except PlanbotError as error:
        _say(error=str(error), busy=isinstance(error, IndexBusy))
    except OSError as error:
        _say(error=say("index.cannot_write", folder=data_dir, cause=cause_of(error)), busy=False)
    else:
        _say(result=result)


def _held(data_dir: Path) -> dict[str, str]:
    """Titles of the plans in the index, by file name."""
    from retrieval.opening import open_store

    return {plan.file: plan.metadata.title for plan in open_store(data_dir).plans}


def _say(**fields: Any) -> None:
    print(json.dumps(fields), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
