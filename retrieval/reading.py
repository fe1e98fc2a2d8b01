"""Reads plans in a process of its own, so that a file which takes too much time or memory, or takes the process down, costs
no more than itself."""

import multiprocessing
import os
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from corpus.errors import UnreadableDocument
from corpus.loader import load_plan
from corpus.models import Plan
from corpus.readers.scan.recognition import can_recognise
from prompts import say

# The longest PDF that is read (3,000 pages) takes five minutes on a small machine, a plan some seconds; to recognise scanned
# pages a file has 25 minutes (corpus.readers.scan.recognition).
MOST_SECONDS = 1800
# A PDF of 2,000 pages takes 140 MB, a text of 8 MB 110 MB, the XML of the largest Word file 300 MB, scanned pages 0.9 GB.
MOST_MEMORY = 2 * 1024 * 1024 * 1024
# Where scans are recognised: the 25 minutes for these and the rest for all else; the models take 900 MB.
SCAN_SECONDS = 1800
SCAN_MEMORY = 3 * 1024 * 1024 * 1024
_FORK = multiprocessing.get_context("fork")


class BoundedReader:
    """A context in which ``load`` reads files one after the other, each within ``seconds`` and ``memory`` bytes."""

    def __init__(self, seconds: int = 0, memory: int = 0) -> None:
        """The bounds are MOST_SECONDS and MOST_MEMORY, those of scans where these are recognised, unless they are given."""
        self._seconds = seconds or (SCAN_SECONDS if can_recognise() else MOST_SECONDS)
        self._memory = memory or (SCAN_MEMORY if can_recognise() else MOST_MEMORY)
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> "BoundedReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def load(self, path: Path) -> Plan:
        """The plan in the file ``path``. Raises UnreadableDocument with a message for the user, also where a bound was
        broken."""
        connection = self._started()
        try:
            connection.send(path)
            result = connection.recv()
        except (EOFError, OSError):
            code = self._stop()
            late = code == -signal.SIGALRM
            message = "reading.too_long" if late else "reading.broke_down"
            raise UnreadableDocument(say(message, file=path.name, seconds=self._seconds)) from None
        if isinstance(result, Plan):
            return result
        raise UnreadableDocument(result)

    def _started(self) -> Connection:
        if self._connection is None:
            self._connection, theirs = _FORK.Pipe()
            self._process = _FORK.Process(target=_serve, args=(theirs, self._seconds, self._memory), daemon=True)
            self._process.start()
            theirs.close()
        return self._connection

    def _stop(self) -> int | None:
        """End the process; the code with which it ended by itself."""
        if self._process is None or self._connection is None:
            return None
        self._connection.close()
        self._process.join(1)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self._process = self._connection = None
        return code


def _serve(connection: Connection, seconds: int, memory: int) -> None:
    """Read the files whose paths come over ``connection`` and send back a Plan or the message that says why not. The kernel
    ends the process where a file takes longer, also when nobody waits for it any more."""
    # What the parent holds open (the lock of the index, the other end of the connection) must end with the parent.
    own = connection.fileno()
    os.closerange(3, own)
    os.closerange(own + 1, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    while True:
        try:
            path = connection.recv()
        except EOFError:
            return
        signal.alarm(seconds)
        result: Plan | str
        try:
            result = load_plan(path)
        except UnreadableDocument as error:
            result = str(error)
        except MemoryError:
            result = say("reading.too_much_memory", file=path.name, limit=memory // 2**20)
        except Exception as error:  # whatever a reader trips over costs this file alone
            result = say("reading.failed", file=path.name, cause=type(error).__name__)
        signal.alarm(0)
        connection.send(result)


def _limit_memory(memory: int) -> None:
    """Allow the process ``memory`` bytes beyond what it has, where the system tells (Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
