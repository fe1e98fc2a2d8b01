"""Asks the question sets of administrators: after each change of the index, and when told to."""

import asyncio
import logging

from bot.chat.answering import Answering
from bot.chat.question_sets import is_as_expected
from bot.chat.state.checks import Check, Checks
from bot.chat.state.database import StateUnwritable
from bot.chat.troubles import Seldom
from corpus.errors import PlanbotError
from prompts import say

log = logging.getLogger(__name__)


class Checking:
    """Used on the event loop. Readers' questions come in between: one question is asked at a time."""

    def __init__(self, checks: Checks, answering: Answering) -> None:
        self._checks = checks
        self._answering = answering
        self._wake = asyncio.Event()
        self._wake.set()  # the index may have changed while nothing ran
        self._trouble = Seldom(log)

    @property
    def left(self) -> int:
        """How many questions wait to be asked."""
        return len(self._checks.due(self._answering.serving))

    def ask_new(self) -> None:
        """Ask what was not yet asked of the index that is served."""
        self._wake.set()

    def ask_all(self) -> None:
        """Ask everything anew. Raises ``StateUnwritable``."""
        self._checks.renew()
        self._wake.set()

    async def follow(self) -> None:
        """Ask whenever something is to be asked, until cancelled."""
        self._answering.on_switch = self.ask_new
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._ask()
                self._trouble.over()
            except StateUnwritable as error:
                self._trouble.say(f"question sets cannot be noted error={error}")

    async def _ask(self) -> None:
        """Ask what is due; what a set put anew or another index brings meanwhile, too."""
        failed = asked = 0
        while due := self._checks.due(index := self._answering.serving):
            for check in due:
                passed = await self._one(check, index)
                asked, failed = asked + 1, failed + (not passed)
                if index != self._answering.serving:
                    break
        if asked:
            log.info("question sets asked=%d failed=%d", asked, failed)

    async def _one(self, check: Check, index: str) -> bool:
        try:
            answer = await self._answering.ask(check.expected.question)
            passed, reply = is_as_expected(answer, check.expected), answer.text
        except PlanbotError as error:
            passed, reply = False, str(error)
        except Exception:
            log.exception("a question of a set failed")
            passed, reply = False, say("checks.broken")
        self._checks.note(check, index, passed, reply)
        return passed
