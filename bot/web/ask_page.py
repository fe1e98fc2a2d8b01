"""The page on which one asks: the conversation so far, the answer with links to its sources, and a field to go on in."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from bot.assistant import MAX_QUESTION
from bot.chat.answering import Answering
from bot.chat.charts.chart import chart_of
from bot.chat.links import place_of
from bot.chat.state.answers import Answers, place_words
from bot.models import Answer
from bot.replying.blocks import Action, Deed, Reply
from bot.replying.composing import reply_of
from bot.replying.lines import lines_of
from bot.web.access import Caller
from bot.web.drawing import Drawing, drawing_of
from bot.web.faults import Failure
from bot.web.forms import Forms
from prompts import say

# Earlier questions that a page carries; a follow-up seldom looks back further.
MOST_TURNS = 8
# What the buttons below a reply ask anew; the other deeds are links and parts of the page here.
_ASKING = (Deed.COMPARE, Deed.OTHER, Deed.SUGGESTION)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer as a page shows it. ``places`` are the places of its citations by their numbers, ``drawing``
    its chart, where it has one."""

    question: str
    refused: bool
    reply: Reply
    places: dict[int, str]
    offers: tuple[Action, ...]
    drawing: Drawing | None

    @property
    def judges(self) -> bool:
        """Whether a reader may say what he thinks of it."""
        return any(action.deed is Deed.USEFUL for action in self.reply.actions)


class AskPage:
    """The pages / and /judge."""

    def __init__(self, answering: Answering, answers: Answers, forms: Forms) -> None:
        self._answering = answering
        self._answers = answers
        self._forms = forms

    async def show(self, request: web.Request, caller: Caller) -> web.Response:
        """The empty page, or the answer to the one question of a link (``q``)."""
        question = request.query.get("q", "").strip()
        return await self._page(caller, earlier([question] if question else []))

    async def answer(self, request: web.Request, caller: Caller) -> web.Response:
        """The conversation that the form carries, with its new question answered."""
        return await self._page(caller, _asked(await self._forms.sent(request, caller)))

    async def judge(self, request: web.Request, caller: Caller) -> web.Response:
        """Store what the reader thinks of the last answer of the conversation that the form carries, and show it again."""
        fields = await self._forms.sent(request, caller)
        asked, verdict = _asked(fields), fields.get("verdict", [""])[0]
        if not asked or verdict not in (Deed.USEFUL, Deed.WRONG):
            raise Failure(400, "bad_request", say("web.bad_request"))
        answer = await self._answering.ask(asked[-1], tuple(asked[:-1]))
        reply = await asyncio.to_thread(reply_of, answer)
        judged = any(action.deed == verdict for action in reply.actions)
        if judged:
            places = [place_words(cited.file, cited.start, cited.end) for cited in answer.citations]
            token, user = _token(*asked), _token(caller.name)
            self._answers.judge(token, asked[-1], lines_of(reply), places, user=user, good=verdict == Deed.USEFUL)
        return await self._page(caller, asked, judged=judged)

    async def _page(self, caller: Caller, asked: list[str], *, judged: bool = False) -> web.Response:
        """``asked`` answered one by one, each from what goes before it; what was answered before comes from memory."""
        answers = [await self._answering.ask(question, tuple(asked[:at])) for at, question in enumerate(asked)]
        turns = await asyncio.to_thread(lambda: list(map(_turn, asked, answers)))
        plans = await self._answering.plans()
        examples = say("web.examples", region=plans[0].region if plans else "").splitlines()
        session = self._forms.session_of(caller)
        return self._forms.page(
            caller, session, "ask.html", turns=turns, asked=asked, plans=plans, examples=examples, judged=judged
        )


def earlier(questions: Sequence[str]) -> list[str]:
    """Questions as they are remembered: of a longer one than is answered, enough to see that it is."""
    return [question[: MAX_QUESTION + 1] for question in questions]


def _asked(fields: dict[str, list[str]]) -> list[str]:
    """The questions of the conversation that a form carries."""
    given = (*fields.get("history", ()), *fields.get("question", ()))
    asked = earlier([question.strip() for question in given])
    return [question for question in asked if question][-MOST_TURNS:]


def _token(*words: str) -> str:
    """A name for a conversation or a caller, the same each time, that tells nothing of him."""
    return f"web-{hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]}"


def _turn(question: str, answer: Answer) -> Turn:
    reply = reply_of(answer)
    places = {citation.n: place_of(citation.file, citation.start, citation.end) for citation in answer.citations}
    offers = tuple(action for action in reply.actions if action.deed in _ASKING)
    chart = None if answer.refused else chart_of(answer)
    return Turn(question, answer.refused, reply, places, offers, drawing_of(chart) if chart else None)
