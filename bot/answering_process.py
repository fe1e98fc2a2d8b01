"""A process that answers: an assistant at the other end of a pipe, which may be asked several things at once."""

import atexit
import itertools
import logging
import multiprocessing
import os
import pickle
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

log = logging.getLogger(__name__)

# Not forked: a process with threads (those of the bot, of libraries) cannot be safely.
_SPAWN = multiprocessing.get_context("spawn")
# Slow questions (a model composes) that one process has under way side by side.
_THREADS = 32
# What a message to the parent is: a result, the last of a call, what a call raised, the end of the process.
_STATE, _END, _ERROR, _DIED = range(4)
_STOP = None
# A method of the assistant all of whose results are sent, as they come.
_STREAM = "ask_stream"


class ProcessDied(Exception):
    """The process ended under a call."""


class AnsweringProcess:
    """A process in which ``opening`` opens an assistant. What it is asked waits for nothing but its own threads."""

    def __init__(self, opening: Callable[[], Any]) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, opening), daemon=True)
        self._process.start()
        theirs.close()
        # The end of an interpreter waits for its processes; this one ignores what politely ends others.
        atexit.register(self._process.kill)
        self._numbers = itertools.count()
        self._guard = threading.Lock()
        self._waiting: dict[int, queue.SimpleQueue[tuple[int, Any]]] = {}
        self._dead = False

    @property
    def busy(self) -> int:
        """How many calls it has under way."""
        return len(self._waiting)

    def wait_until_open(self) -> None:
        """Wait for the assistant. Raises what its opening does, and ProcessDied."""
        try:
            error = self._connection.recv()
        except (EOFError, OSError):
            raise ProcessDied from None
        if error is not None:
            raise error

    def follow(self, died: Callable[[], None]) -> None:
        """Give out what comes from now on, in a thread of its own; ``died`` is called there at the end of the process."""
        threading.Thread(target=self._follow, args=(died,), daemon=True, name="answering-process").start()

    def begin(self, name: str, arguments: tuple[object, ...]) -> Iterator[Any]:
        """Call a method of the assistant; its results, to be waited for. Raises there what it raises, and ProcessDied."""
        results: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        with self._guard:
            if self._dead:
                results.put((_DIED, None))
            else:
                number = next(self._numbers)
                self._waiting[number] = results
                try:
                    self._connection.send((number, name, arguments))
                except OSError:  # its end is noticed by who follows it
                    self._waiting.pop(number)
                    results.put((_DIED, None))
        return _given(results)

    def end(self) -> None:
        """Have it end by itself; nobody may be asking."""
        with self._guard, suppress(OSError):  # it has ended
            self._connection.send(_STOP)

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()
        self._connection.close()
        atexit.unregister(self._process.kill)

    def _follow(self, died: Callable[[], None]) -> None:
        try:
            while True:
                number, kind, result = self._connection.recv()
                waiting = self._waiting.get(number) if kind == _STATE else self._waiting.pop(number, None)
                if waiting is not None:
                    waiting.put((kind, result))
        except (EOFError, OSError, pickle.UnpicklingError):
            pass
        with self._guard:
            self._dead = True
            lost = list(self._waiting.values())
            self._waiting.clear()
        self.kill()
        for results in lost:
            results.put((_DIED, None))
        died()


def _given(results: "queue.SimpleQueue[tuple[int, Any]]") -> Iterator[Any]:
    while True:
        kind, result = results.get()
        if kind == _STATE:
            yield result
        elif kind == _END:
            return
        elif kind == _ERROR:
            raise result
        else:
            raise ProcessDied


def _serve(connection: Connection, opening: Callable[[], Any]) -> None:
    """In the process: answer what comes over ``connection`` until it is told to stop or the parent is gone."""
    for stopping in (signal.SIGINT, signal.SIGTERM):  # of a whole group of processes: the parent says when
        signal.signal(stopping, signal.SIG_IGN)
    try:
        assistant = opening()
    except Exception as error:
        connection.send(_portable(error))
        return
    connection.send(None)
    sending = threading.Lock()

    def send(number: int, kind: int, result: object) -> None:
        with sending:
            connection.send((number, kind, result))

    def answer(number: int, name: str, arguments: tuple[object, ...]) -> None:
        try:
            results = getattr(assistant, name)(*arguments)
            for result in results if name == _STREAM else (results,):
                send(number, _STATE, result)
            send(number, _END, None)
        except Exception as error:
            if not isinstance(error, BrokenPipeError):
                send(number, _ERROR, _portable(error))

    threads = ThreadPoolExecutor(_THREADS)
    while True:
        try:
            call = connection.recv()
        except (EOFError, OSError):
            call = _STOP
        if call is _STOP:
            os._exit(0)  # nobody waits for what still computes
        threads.submit(answer, *call)


def _portable(error: Exception) -> Exception:
    """The error as it can be sent: one that does not come out of a pipe is told in words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(repr(error))
    return error
