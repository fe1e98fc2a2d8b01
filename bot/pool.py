"""Several answering processes behind what looks like one assistant, each over the same generation of the index. One that dies
loses no question: those that it had are asked again of another, and a new process takes its place."""

import functools
import itertools
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.answering_process import AnsweringProcess, ProcessDied
from bot.models import Answer
from corpus.errors import AnsweringFailed
from corpus.models import PlanMetadata
from prompts import say

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings

log = logging.getLogger(__name__)

# A question that is under way whenever a process dies is likely what they die of.
_TRIES = 3


def open_assistant(settings: "Settings") -> "Assistant | AssistantPool":
    """What answers from the index of ``settings.data_dir``: one assistant in this process, or as many processes as the
    settings say. Raises IndexUnavailable and SettingsInvalid."""
    from bot.assistant import Assistant
    from retrieval.opening import leased_generation

    if settings.answering_processes == 1:
        return Assistant.open(settings)
    folder, release = leased_generation(settings.data_dir)
    try:
        return AssistantPool(functools.partial(Assistant.open, settings, folder), settings.answering_processes, release)
    except BaseException:
        release()
        raise


class AssistantPool:
    """``count`` processes with an assistant each, which ``opening`` opens there; safe to call from several threads.
    ``release`` is called when it is closed. Raises what ``opening`` does."""

    def __init__(
        self, opening: Callable[[], "Assistant"], count: int, release: Callable[[], None] = lambda: None
    ) -> None:
        self._opening = opening
        self._release = release
        self._turn = itertools.count()
        self._changed = threading.Condition()
        self._closed = False
        self._starting = 0
        self._processes: list[AnsweringProcess] = []
        begun = [AnsweringProcess(opening) for _ in range(count)]
        try:
            for process in begun:
                process.wait_until_open()
        except BaseException as error:
            for process in begun:
                process.kill()
            if isinstance(error, ProcessDied):
                raise AnsweringFailed(say("pool.not_started")) from None
            raise
        for process in begun:
            self._admit(process)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to ``question``, by the process with the least to do."""
        answer: Answer = self._one("ask", question, tuple(history))
        return answer

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        """The answer as it grows, from its beginning again where the process that made it dies."""
        return self._results("ask_stream", question, tuple(history))

    def stating(self, figure: str) -> Answer | None:
        """The places that print ``figure``; None where none does, or it is no figure."""
        answer: Answer | None = self._one("stating", figure)
        return answer

    def plans(self) -> list[PlanMetadata]:
        """The metadata of the loaded plans."""
        return self._plans

    @functools.cached_property
    def _plans(self) -> list[PlanMetadata]:
        found: list[PlanMetadata] = self._one("plans")
        return found

    def context(self, file: str, start: int, end: int) -> str:
        """The verbatim text of ``file`` around ``start:end``; empty where the file is not loaded."""
        text: str = self._one("context", file, start, end)
        return text

    def model_status(self) -> str:
        """How the model does, in a few lines for the operator: each process counts for itself."""
        told = list(self._of_each("model_status"))
        if len(set(told)) == 1:
            return str(told[0])
        return "\n".join(say("pool.process", number=number, status=text) for number, text in enumerate(told, 1))

    def warm_up(self) -> None:
        """Have every process load what is loaded at first use."""
        list(self._of_each("warm_up"))

    def close(self) -> None:
        """End the processes; nobody may be asking, or ask again."""
        with self._changed:
            self._closed = True
            processes, self._processes = self._processes, []
            self._changed.notify_all()
        for process in processes:
            process.end()
        self._release()

    def _one(self, name: str, *arguments: object) -> Any:
        """What the method ``name`` of an assistant returns."""
        return next(self._results(name, *arguments))

    def _of_each(self, name: str) -> Iterator[Any]:
        """What the method ``name`` returns in each process that lives; they work side by side."""
        with self._changed:
            calls = [process.begin(name, ()) for process in self._processes]
        for call in calls:
            try:
                yield from call
            except ProcessDied:
                log.warning("an answering process died at %s", name)

    def _results(self, name: str, *arguments: object) -> Iterator[Any]:
        """What the method ``name`` returns or yields; asked again of another process where one dies of it."""
        for _ in range(_TRIES):
            try:
                yield from self._least_busy().begin(name, arguments)
                return
            except ProcessDied:
                log.warning("an answering process died; asking another one")
        raise AnsweringFailed(say("pool.failed"))

    def _least_busy(self) -> AnsweringProcess:
        """The process with the least to do, in turn where several have; waits for one that is being started."""
        with self._changed:
            self._changed.wait_for(lambda: self._processes or not self._starting or self._closed)
            if not self._processes:
                raise AnsweringFailed(say("pool.failed"))
            least = min(process.busy for process in self._processes)
            free = [process for process in self._processes if process.busy == least]
            return free[next(self._turn) % len(free)]

    def _admit(self, process: AnsweringProcess) -> None:
        with self._changed:
            if self._closed:
                process.end()
                return
            self._processes.append(process)
            self._changed.notify_all()
        process.follow(lambda: self._replace(process))

    def _replace(self, dead: AnsweringProcess) -> None:
        """A new process for one that died; one fewer where it does not open."""
        with self._changed:
            if self._closed:
                return
            self._processes.remove(dead)
            self._starting += 1
        fresh = AnsweringProcess(self._opening)
        try:
            fresh.wait_until_open()
            self._admit(fresh)
        except Exception as error:
            log.error("an answering process could not be replaced error=%r", error)
            fresh.kill()
        finally:
            with self._changed:
                self._starting -= 1
                self._changed.notify_all()
