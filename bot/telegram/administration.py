"""The commands of administrators."""

import time
from datetime import datetime

from telegram import Message

from bot.chat.access import Access
from bot.chat.answering import Answering
from bot.chat.state import State
from bot.chat.state.answers import Feedback
from bot.telegram.addressing import Request
from bot.telegram.deskwork import PlanDesk
from bot.telegram.formatting import messages
from bot.telegram.questions import Asked
from bot.telegram.sending import Sender
from bot.telegram.subjects import Unclear, subject_of
from prompts import say

DAY_SECONDS = 86_400
# Verdicts shown by /feedback, and how much of each: two or three screens of a phone.
SHOWN_VERDICTS, SHOWN_CHARACTERS = 15, 80


class Administration:
    """/status /reindex /feedback /allow /deny /remove."""

    def __init__(
        self, answering: Answering, state: State, sender: Sender, access: Access, desk: PlanDesk, started: float
    ) -> None:
        self._answering = answering
        self._state = state
        self._sender = sender
        self._access = access
        self._desk = desk
        self._started = started

    def admits(self, user: str) -> bool:
        """Whether ``user`` is an administrator."""
        return user in self._access.admins

    async def run(self, asked: Asked, message: Message, request: Request) -> None:
        """Carry out an administrator's command and say what came of it."""
        name = request.command
        if name == "remove":
            await self._desk.propose_removal(asked.update_id, asked.place, asked.user, request.text)
            return
        if name == "status":
            text = await self._status()
        elif name == "reindex":
            async with self._sender.typing(asked.place):
                text = await self._desk.reindex()
        elif name == "feedback":
            text = self._feedback()
        else:
            text = self._decide(asked, message, request.text, allowed=name == "allow")
        await self._sender.reply(asked.update_id, asked.place, messages(text))

    async def _status(self) -> str:
        counts = self._state.answers.counts(time.time() - DAY_SECONDS)
        return say(
            "admin.status",
            since=_moment(self._started),
            plans=len(await self._answering.plans()),
            waiting=self._state.journal.waiting() - 1,  # but for this command
            access=say("admin.restricted" if self._access.restricted else "admin.open"),
            model=await self._answering.model_status(),
            **counts,
        )

    def _feedback(self) -> str:
        verdicts = self._state.answers.feedback(SHOWN_VERDICTS)
        if not verdicts:
            return say("admin.no_feedback")
        counts = self._state.answers.counts(time.time())
        heading = say("admin.feedback", good=counts["good"], bad=counts["bad"], shown=len(verdicts))
        return "\n\n".join((heading, *map(_verdict, verdicts)))

    def _decide(self, asked: Asked, message: Message, text: str, *, allowed: bool) -> str:
        """Allow or deny whom the command means."""
        try:
            subject = subject_of(message, text)
        except Unclear as question:
            return str(question)
        if not allowed and str(subject.id) in self._access.admins:
            return say("admin.not_an_admin")
        self._state.grants.decide(str(subject.id), allowed, asked.user)
        if allowed and not self._access.restricted:
            return say("admin.allowed_open", subject=subject.name)
        return say("admin.allowed" if allowed else "admin.denied", subject=subject.name)


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")


def _verdict(verdict: Feedback) -> str:
    return say(
        "admin.verdict",
        at=_moment(verdict.at),
        verdict=say("button.useful" if verdict.good else "button.wrong"),
        user=verdict.user,
        question=verdict.question,
        answer=verdict.answer[:SHOWN_CHARACTERS],
        evidence="、".join(verdict.evidence) or say("admin.no_evidence"),
    )
