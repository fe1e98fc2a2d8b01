"""``make bench-memory``: how much memory and time the text of a PDF of 2,000 pages takes to read. Some minutes."""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

# The same plan again and again makes the file; this one fills 0.9 of two pages.
_PAGES = 2000
_PLAN_PAGES = 1.8


def write(path: Path, pages: int) -> None:
    """A PDF of about ``pages`` pages with ruled tables, running heads and page numbers."""
    from synthetic import make_plan
    from synthetic_formats import bytes_of

    plan = make_plan(1, plain=True)
    plan.items = plan.items * round(pages / _PLAN_PAGES)
    path.write_bytes(bytes_of(plan, ".pdf"))


def read(path: Path) -> None:
    """Read the file and print its figures; run in a process of its own, whose peak is the reader's alone."""
    from corpus.readers import read_document

    before = _peak()
    started = time.perf_counter()
    document = read_document(path)
    seconds = time.perf_counter() - started
    print(
        f"{len(document.source):,} characters in {seconds:.0f} s; peak {_peak():.0f} MB ({before:.0f} MB before reading)"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write in one process and read in another."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        for step, arguments in ((write, (path, _PAGES)), (read, (path,))):
            process = spawn.Process(target=step, args=arguments)
            process.start()
            process.join()


if __name__ == "__main__":
    main()
