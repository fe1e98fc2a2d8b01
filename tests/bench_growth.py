"""``make bench-growth``: what an index costs as it grows. One index of synthetic plans is really grown to each of the sizes
given (``python -m tests.bench_growth 10 30 100 300 --data FOLDER``, which is kept; none: a folder that is not); at each, one
plan more is added by itself and mixed questions are asked. Seconds a plan are those of the plans that came in since the
size before. Each step runs in a process of its own: CPU seconds are those of the process and its children, peaks those
of the largest of them. Prints figures and judges nothing."""

import argparse
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

_SIZES = (10, 30, 100, 300)
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
    assistant.warm_up()
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


@contextmanager
def _plans(first: int, last: int) -> Iterator[Path]:
    """The made-up plans ``first`` to ``last`` (exclusive) as files of a folder."""
    from forged_plans import write_forged

    with tempfile.TemporaryDirectory() as name:
        write_forged(Path(name), first, last)
        yield Path(name)


def measure(data: Path, held: int, count: int) -> str:
    """The row of ``count`` plans, of which the index in ``data`` holds the first ``held``; it holds one more then."""
    with _plans(held, count) as plans:
        built = run(_indexed, data, plans)
    disk = _size(data)
    with _plans(count, count + 1) as more:
        added = run(_indexed, data, more)
    asked = run(_asked, data, count)
    return (
        f"| {count} ({built['chunks']:,.0f}) | {built['wall']:.0f} / {built['cpu']:.0f} |"
        f" {1000 * built['cpu'] / (count - held):.0f} | {built['peak']:,.0f} | {disk:.0f} / {disk / count:.2f} |"
        f" {added['wall']:.1f} / {added['cpu']:.1f} |"
        f" {asked['p50']:.0f} / {asked['p95']:.0f} / {asked['max']:.0f} | {asked['peak']:,.0f} |"
    )


def main() -> None:
    """A line a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES)
    parser.add_argument("--data", type=Path, help="where the index is kept; what it holds of these plans stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = options.data or Path(scratch)
        held = _held(data)
        print(_HEAD, flush=True)
        for count in sorted(options.sizes):
            print(measure(data, held, count), flush=True)
            held = count + 1


def _held(data: Path) -> int:
    """How many of the plans the index in ``data`` holds."""
    from corpus.errors import IndexUnavailable
    from retrieval.opening import open_store

    try:
        return len(open_store(data).plans)
    except IndexUnavailable:
        return 0


if __name__ == "__main__":
    main()
