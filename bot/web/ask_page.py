"""The page on which one asks: the conversation so far, the answer with links to its sources, and a field to go on in."""

import re
from dataclasses import dataclass

from aiohttp import web

from bot.models import Answer, Citation
from bot.telegram.answering import Answering
from bot.web.access import Caller
from bot.web.forms import Forms
from prompts import say

# Earlier questions that a page carries; a follow-up seldom looks back further.
MOST_TURNS = 8
_MARK = re.compile(r"(\[\d+\])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: text, or the mark of a citation."""

    text: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer: ``lines`` of pieces."""

    question: str
    answer: Answer
    lines: tuple[tuple[Piece, ...], ...]


class AskPage:
    """The page /."""

    def __init__(self, answering: Answering, forms: Forms) -> None:
        self._answering = answering
        self._forms = forms

    async def show(self, request: web.Request, caller: Caller) -> web.Response:
        """The empty page, or the answer to the one question of a link (``q``)."""
        question = request.query.get("q", "").strip()
        return await self._page(caller, [question] if question else [])

    async def answer(self, request: web.Request, caller: Caller) -> web.Response:
        """The conversation that the form carries, with its new question answered."""
        fields = await self._forms.sent(request, caller)
        asked = [question.strip() for question in (*fields.get("history", ()), *fields.get("question", ()))]
        return await self._page(caller, [question for question in asked if question][-MOST_TURNS:])

    async def _page(self, caller: Caller, asked: list[str]) -> web.Response:
        """``asked`` answered one by one, each from what goes before it; what was answered before comes from memory."""
        answers = [await self._answering.ask(question, tuple(asked[:at])) for at, question in enumerate(asked)]
        turns = [Turn(question, answer, lines_of(answer)) for question, answer in zip(asked, answers, strict=True)]
        plans = await self._answering.plans()
        examples = say("web.examples", region=plans[0].region if plans else "").splitlines()
        session = self._forms.session_of(caller)
        return self._forms.page(caller, session, "ask.html", turns=turns, asked=asked, plans=plans, examples=examples)


def lines_of(answer: Answer) -> tuple[tuple[Piece, ...], ...]:
    """The lines of an answer's text, the marks of its citations told from the rest."""
    cited = {f"[{citation.n}]": citation for citation in answer.citations}
    return tuple(
        tuple(Piece(part, cited.get(part)) for part in _MARK.split(line) if part) for line in answer.text.splitlines()
    )
