"""``make bench-formats``: one made-up plan in every format: what of it comes back as from .docx, and what that costs. Each file is
read in a process of its own; a minute or two where scans are recognised."""

import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path += [str(ROOT), str(ROOT / "corpus")]


def forms(folder: Path) -> dict[str, bytes]:
    """The files by name, so far as this machine can make and read them."""
    import shutil

    from test_one_plan import FORMATS, TRUTH, by_scanner, xls_of, xlsx_of

    from corpus.readers.scan.recognition import can_recognise

    makers: dict[str, Callable[[Path], bytes]] = dict(FORMATS)
    if shutil.which("soffice") is None:
        del makers["a.doc"], makers["a.rtf"]
    files = {name: make(folder) for name, make in makers.items()}
    files |= {f"{TRUTH.title}.xlsx": xlsx_of(TRUTH), f"{TRUTH.title}.xls": xls_of(TRUTH)}
    if can_recognise():
        files["scanned.pdf"] = by_scanner()
    return files


def read(path: Path, answer: Connection) -> None:
    """Send back the plan of a file, the CPU seconds that it took, those of converters among them, and the megabytes above
    those of a bare start, or those of a converter where it takes more."""
    import corpus.loader

    corpus.loader.load_catalogue()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, started = _peak(), _cpu_seconds()
    plan = corpus.loader.load_plan(path)
    converter = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    answer.send((plan, _cpu_seconds() - started, max(_peak() - before, converter)))


def _cpu_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _peak() -> float:
    """The most memory that the process took, in megabytes."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Print a row a format."""
    from test_one_plan import sections, sentences, values

    spawn = multiprocessing.get_context("spawn")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in forms(Path(folder)).items():
            path = Path(folder) / name
            path.write_bytes(data)
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=read, args=(path, theirs))
            process.start()
            found[name] = (*ours.recv(), len(data) / 1024)
            process.join()
    like = found["a.docx"][0]
    print(
        "| file | kB | sections | sentences | values | recognised | CPU seconds | MB |\n|---|---|---|---|---|---|---|---|"
    )
    for name, (plan, seconds, memory, size) in found.items():
        same = [
            f"{len(set(part(plan)) & set(part(like)))} of {len(set(part(like)))}"
            for part in (sections, sentences, values)
        ]
        marked = sum(any(r.start <= v.cell.start < r.end for r in plan.recognised) for v in plan.indicators)
        print(f"| {name} | {size:.0f} | {' | '.join(same)} | {marked} | {seconds:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
