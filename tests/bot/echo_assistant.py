"""A stand-in for the assistant in processes of their own: these import it alone, which is quick."""

import os
import time
from collections.abc import Iterator, Sequence

from bot.models import Answer
from corpus.errors import IndexUnavailable


class Echo:
    """Tells the number of its process; 慢 takes a while, 死 ends the process, 错 raises."""

    def ask(self, question: str, _history: Sequence[str] = ()) -> Answer:
        if question == "慢":
            time.sleep(0.05)
        if question == "死":
            os._exit(1)
        if question == "错":
            raise IndexUnavailable("读不了")
        return Answer(question, False, None, str(os.getpid()))

    def ask_stream(self, question: str, _history: Sequence[str] = ()) -> Iterator[Answer]:
        for text in ("先", "后"):
            yield Answer(question, False, None, text)

    def warm_up(self) -> None: ...


def unopened() -> Echo:
    raise IndexUnavailable("没有索引")
