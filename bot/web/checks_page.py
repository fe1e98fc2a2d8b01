"""The page of question sets: what administrators want answered, and how it went last."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.chat.checking import Checking
from bot.chat.question_sets import BadQuestionSet, expected_in, text_of
from bot.chat.state.checks import Check, Checks
from bot.inert import seen
from bot.web.access import Caller
from bot.web.forms import Forms, led_to
from bot.web.pages import moment
from corpus.errors import PlanbotError
from corpus.readers.encoding import decode
from prompts import say

PATH = "/console/questions"
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question as the page shows it."""

    check: Check
    since: str


@dataclass(frozen=True, slots=True)
class Group:
    """A set as the page shows it, with how many of its questions passed."""

    name: str
    outcomes: tuple[Outcome, ...]
    passed: int


class ChecksPage:
    """/console/questions, and the forms on it."""

    def __init__(self, checks: Checks, checking: Checking, forms: Forms) -> None:
        self._checks = checks
        self._checking = checking
        self._forms = forms

    async def show(self, request: web.Request, caller: Caller) -> web.Response:
        """The sets; the one that is named in ``set`` in the form as well."""
        name = request.query.get("set", "")
        wanted = [check.expected for check in self._checks.all() if check.name == name]
        return self._page(caller, name if wanted else "", text_of(wanted))

    async def put(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Take a set up, and begin to ask it; what is wrong with it stands above what was written."""
        fields = await self._forms.sent(request, caller)
        name, text = seen(fields.get("name", [""])[0]).strip(), fields.get("text", [""])[0]
        given = (await request.post()).get("file")
        try:
            if not name or len(name) > MOST_NAME:
                raise BadQuestionSet(say("checks.no_name", most=MOST_NAME))
            if isinstance(given, web.FileField) and given.filename:
                text = await asyncio.to_thread(decode, given.filename, given.file.read())
            self._checks.put(name, expected_in(text))
        except PlanbotError as error:
            return self._page(caller, name, text, str(error), status=400)
        self._checking.ask_new()
        return led_to(PATH)

    async def remove(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Forget a set."""
        fields = await self._forms.sent(request, caller)
        self._checks.remove(fields.get("name", [""])[0])
        return led_to(PATH)

    async def run(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Ask everything anew."""
        await self._forms.sent(request, caller)
        self._checking.ask_all()
        return led_to(PATH)

    def _page(self, caller: Caller, name: str, text: str, problem: str = "", status: int = 200) -> web.Response:
        checks = self._checks.all()
        session = self._forms.session_of(caller)
        response = self._forms.page(
            caller,
            session,
            "console_checks.html",
            groups=_groups(checks),
            left=self._checking.left,
            name=name,
            text=text,
            problem=problem,
        )
        response.set_status(status)
        return response


def _groups(checks: list[Check]) -> list[Group]:
    names = dict.fromkeys(check.name for check in checks)
    return [_group(name, [check for check in checks if check.name == name]) for name in names]


def _group(name: str, checks: list[Check]) -> Group:
    outcomes = tuple(Outcome(check, moment(check.since) if check.since else "") for check in checks)
    return Group(name, outcomes, sum(check.passed is True for check in checks))
