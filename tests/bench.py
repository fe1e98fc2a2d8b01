"""``make bench``: how long reading, indexing and answering take, on ../shared/plans where present, else on the bundled
fact sheets. Prints figures and judges nothing."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.assistant import Assistant
from bot.library import Library
from corpus.loader import load_plan
from retrieval.index import plan_files, update_index
from tests.bench_retrieval import print_recall

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
QUESTIONS = [
    "{}2025年孕产妇死亡率目标是多少？",
    "{}床位",
    "{}每年开展多少场讲座？",
    "各地护士数比一比",
    "{}2040年预期寿命目标",
]


def main() -> None:
    """Read, index and ask; milliseconds at the median and at the 95th percentile."""
    folder = SHARED / "plans" if (SHARED / "plans").is_dir() else ROOT / "corpus" / "plans"
    started = time.perf_counter()
    for path in plan_files([folder]):
        load_plan(path)
    print(f"read {len(plan_files([folder]))} plans: {time.perf_counter() - started:.2f} s")
    with tempfile.TemporaryDirectory() as data:
        started = time.perf_counter()
        report = update_index(Path(data), [folder])
        print(f"index {report.plans} plans, {report.chunks} chunks: {time.perf_counter() - started:.2f} s")
        assistant = Assistant(Library(Path(data)))
        golden = SHARED / "eval" / "dev.jsonl"
        if golden.is_file():
            questions = [json.loads(line)["question"] for line in golden.read_text("utf-8").splitlines()]
        else:
            questions = [form.format(plan.region) for plan in assistant.plans() for form in QUESTIONS]
        assistant.ask(questions[0])
        times = sorted(assistant.ask(question).elapsed_ms for question in questions)
        print(
            f"ask {len(times)} questions: p50 {statistics.median(times):.1f} ms, p95 {times[int(0.95 * len(times))]:.1f} ms"
        )
        if golden.is_file():
            print_recall(Library(Path(data)), golden)
        # In processes of their own: one serves the fake Bot API, and imports it by its place.
        subprocess.run([sys.executable, ROOT / "tests/bot/telegram/own_time.py", data], check=True)
        subprocess.run([sys.executable, ROOT / "tests/bot/web/own_rate.py", data], check=True)


if __name__ == "__main__":
    main()
