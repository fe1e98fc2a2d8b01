"""``python -m tests.bench_pool PROCESSES...`` (on a quiet machine): questions a second of as many answering processes, asked by four
threads a process, over ../shared/plans where present, else the bundled fact sheets. Prints a line a number; 1 is the
assistant in this process. Judges nothing."""

import itertools
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.pool import open_assistant
from bot.settings import Settings
from retrieval.index import update_index

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "plans"
_FORMS = (
    "{}2025年孕产妇死亡率目标是多少？",
    "{}床位",
    "{}每年开展多少场讲座？",
    "各地护士数比一比",
    "{}2040年预期寿命目标",
)
_QUESTIONS = 1200
_THREADS = 4


def rate(data: Path, processes: int) -> tuple[float, float]:
    """(questions a second, CPU seconds of this process a second) of ``processes``."""
    assistant = open_assistant(Settings(_env_file=None, data_dir=data, answering_processes=processes))
    assistant.warm_up()
    forms = [form.format(plan.region) for plan in assistant.plans() for form in _FORMS]
    # The same words with a different end are no question that was answered before.
    asked = [
        f"{form}{'？' * (turn % 7)}" for turn, form in zip(range(_QUESTIONS), itertools.cycle(forms), strict=False)
    ]
    with ThreadPoolExecutor(_THREADS * processes) as threads:
        list(threads.map(assistant.ask, forms))
        started, used = time.perf_counter(), time.process_time()
        list(threads.map(assistant.ask, asked))
        elapsed = time.perf_counter() - started
    assistant.close()
    return len(asked) / elapsed, (time.process_time() - used) / elapsed


def main() -> None:
    """A line a number of processes."""
    with tempfile.TemporaryDirectory() as data:
        update_index(Path(data), [SHARED if SHARED.is_dir() else ROOT / "corpus" / "plans"])
        for processes in map(int, sys.argv[1:] or ("1", "2")):
            answered, own = rate(Path(data), processes)
            load = os.getloadavg()[0]
            print(f"{processes}: {answered:.0f} questions a second, {own:.2f} CPU here (load {load:.1f})", flush=True)


if __name__ == "__main__":
    main()
