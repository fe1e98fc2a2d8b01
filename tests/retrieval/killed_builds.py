"""``python killed_builds.py DATA_DIR PLAN...``: kills the build of the last PLAN into the index of DATA_DIR, which holds the
others, before each of its steps in turn, and looks at what is left each time. A step is whatever it does to a file of the
index: opening, naming, linking, removing. Prints the number of steps; ends with 1 where something was broken."""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from corpus.loader import load_plan
from corpus.models import Plan
from retrieval import index
from retrieval.lexical import LexicalIndex
from retrieval.opening import open_store
from retrieval.tokens import encoding

_STEPS = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.copyfile", "sqlite3.connect")
_KILLED = -signal.SIGKILL


class ReadBefore:
    """Gives the plans that were read once, since reading changes no index."""

    def __init__(self, plans: dict[Path, Plan]) -> None:
        self._plans = plans

    def __enter__(self) -> "ReadBefore":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def load(self, path: Path) -> Plan:
        return self._plans[path]


def killed_at(step: int, data: Path, path: Path) -> int:
    """How a process ended that builds and is killed before its step number ``step``."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    done = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in _STEPS and str(data) in str(arguments[0]):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    index.update_index(data, [path])
    os._exit(0)


def left(data: Path) -> int:
    """How many plans the index holds, each of which must be whole and found. Looked at in a process of its own, which leaves
    nothing behind."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    store = open_store(data)
    for plan in store.plans:
        units = store.evidence(plan.id)
        assert store.quote(plan.id, units[0].span)
        assert store.plan(plan.id).metadata == plan.metadata
        words = LexicalIndex(store.folder / "lexical").search(units[0].text, store.keys([plan.id]), 50)
        assert store.chunks(words)[0][0] == plan.id
    os._exit(len(store.plans))


def main() -> int:
    data, paths = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    plans = {path: load_plan(path) for path in paths}
    index.BoundedReader = lambda: ReadBefore(plans)  # type: ignore[assignment, misc]
    encoding()
    if os.fork() == 0:  # the library of words has threads, which the builds must not inherit
        index.update_index(data, paths[:-1])
        os._exit(0)
    os.wait()
    held, step = len(paths) - 1, 0
    while True:
        step += 1
        ended = killed_at(step, data, paths[-1])
        now = left(data)
        if now not in (held, len(paths)) or ended not in (0, _KILLED):
            print(f"step {step}: ended with {ended}, {now} plans are left")
            return 1
        if ended == 0:
            assert now == len(paths)
            print(step - 1)
            return 0
        if now == len(paths):  # the switch was done: back to before
            if os.fork() == 0:
                index.remove_plan(data, plans[paths[-1]].file)
                os._exit(0)
            os.wait()


if __name__ == "__main__":
    sys.exit(main())
