"""``make bench-growth``: what an index costs as it grows. Synthetic plans are really indexed at each of the sizes given
(``python -m tests.bench_growth 30 100 300``); then one plan is added and mixed questions are asked. Each step runs in a
process of its own: CPU seconds are those of the process and its children, peaks those of the largest of them. Prints
figures and judges nothing."""

import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

_SIZES = (30, 100, 300)
_QUESTIONS = 150
_WORLDS = 6
_SLOWEST = 5
_HEAD = (
    "| plans (chunks) | index s wall / CPU | CPU ms a plan | peak MB | disk MB / a plan | adding one, s wall / CPU |"
    " questions CPU ms p50 / p95 / max | their peak MB |"
)


def _indexed(data: Path, folder: Path) -> dict[str, float]:
    from retrieval.index import update_index

    report = update_index(data, [folder])
    return {"plans": report.plans, "chunks": report.chunks}


def _asked(data: Path, count: int) -> dict[str, float]:
    from forged_plans import forged_worlds
    from synthetic_questions import questions_of

    from bot.assistant import Assistant
    from bot.library import Library

    cases = [case for world in forged_worlds(count, _WORLDS) for case in questions_of(world)]
    random.Random(count).shuffle(cases)
    assistant = Assistant(Library(data))
    assistant.ask(cases[-1].question)
    times = []
    for case in cases[:_QUESTIONS]:
        started = time.process_time()
        assistant.ask(case.question, case.history)
        times.append((1000 * (time.process_time() - started), case.question))
    times.sort()
    for elapsed, question in times[-_SLOWEST:]:
        print(f"  slow at {count}: {elapsed:.0f} ms {question}", flush=True)
    found = [elapsed for elapsed, _ in times]
    return {"p50": statistics.median(found), "p95": found[int(0.95 * len(found))], "max": found[-1]}


def _measured(connection: Connection, step: Callable[..., dict[str, float]], arguments: tuple[object, ...]) -> None:
    started = time.perf_counter()
    result = step(*arguments)
    own, below = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    used = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    peak = max(own.ru_maxrss, below.ru_maxrss) / 1024
    connection.send({**result, "wall": time.perf_counter() - started, "cpu": used, "peak": peak})


def run(step: Callable[..., dict[str, float]], *arguments: object) -> dict[str, float]:
    """What ``step`` returns, with its wall and CPU seconds and the peak of its memory in MB."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_measured, args=(theirs, step, arguments))
    process.start()
    theirs.close()
    try:
        result: dict[str, float] = ours.recv()
    except EOFError:
        raise SystemExit(1) from None  # the step has said why
    process.join()
    return result


def _size(folder: Path) -> float:
    """MB on the disk below ``folder``, a file with several names once."""
    files = {(found := os.lstat(path)).st_ino: found.st_blocks * 512 for path in folder.rglob("*") if path.is_file()}
    return sum(files.values()) / 1024 / 1024


def measure(count: int) -> str:
    """The row of ``count`` plans."""
    from forged_plans import write_forged

    with tempfile.TemporaryDirectory() as name:
        data, plans, more = Path(name, "data"), Path(name, "plans"), Path(name, "more")
        plans.mkdir()
        more.mkdir()
        write_forged(plans, 0, count)
        write_forged(more, count, count + 1)
        built = run(_indexed, data, plans)
        disk = _size(data)
        added = run(_indexed, data, more)
        asked = run(_asked, data, count)
        return (
            f"| {count} ({built['chunks']:,.0f}) | {built['wall']:.0f} / {built['cpu']:.0f} |"
            f" {1000 * built['cpu'] / count:.0f} | {built['peak']:,.0f} | {disk:.0f} / {disk / count:.2f} |"
            f" {added['wall']:.1f} / {added['cpu']:.1f} |"
            f" {asked['p50']:.0f} / {asked['p95']:.0f} / {asked['max']:.0f} | {asked['peak']:,.0f} |"
        )


def main() -> None:
    """A line a size."""
    print(_HEAD, flush=True)
    for count in [int(size) for size in sys.argv[1:]] or _SIZES:
        print(measure(count), flush=True)


if __name__ == "__main__":
    main()
