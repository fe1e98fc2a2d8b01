"""The HTTP API: the assistant and the index for programs. ``openapi.json`` describes it."""

import asyncio
import functools
import json
from pathlib import Path
from typing import Any, TypeGuard

from aiohttp import web

from bot.archive import Archive
from bot.chat.answering import Answering
from bot.chat.links import Links
from bot.models import Answer
from bot.reference import NotHeld, Wanted, indicator_objects, passage_object, plan_object
from bot.web.access import Caller
from bot.web.ask_page import earlier
from bot.web.faults import Failure, json_response
from bot.web.metrics import Metrics
from prompts import say

# Earlier questions that one request may carry, and how long a question may be beyond what the assistant declines.
MOST_HISTORY = 20
MOST_CHARACTERS = 2_000
_MOST_DIGITS = 9


class Api:
    """The handlers below /api. Every one of them answers one JSON object."""

    def __init__(self, answering: Answering, archive: Archive, links: Links, metrics: Metrics) -> None:
        self._answering = answering
        self._archive = archive
        self._links = links
        self._metrics = metrics

    async def ask(self, request: web.Request, _: Caller) -> web.Response:
        """The answer object to {"question", "history"}."""
        question, history = await _asked(request)
        return self._answer(await self._answering.ask(question, history))

    async def plans(self, _: web.Request, __: Caller) -> web.Response:
        """The documents."""
        documents = await asyncio.to_thread(self._archive.now)
        found = [{**plan_object(stored), "url": self._links.signed(stored.file)} for stored in documents.store.plans]
        return json_response({"plans": found})

    async def indicators(self, request: web.Request, _: Caller) -> web.Response:
        """Indicator values by region, document, indicator, year and role."""
        query = request.query
        wanted = Wanted(
            query.get("region", ""),
            query.get("document", ""),
            query.get("indicator", ""),
            _number(query, "year"),
            query.get("role", ""),
        )
        documents = await asyncio.to_thread(self._archive.now)
        found = await asyncio.to_thread(indicator_objects, documents, wanted)
        values = [{**one, "url": self._links.signed(one["file"], one["start"], one["end"])} for one in found]
        return json_response({"values": values})

    async def compare(self, request: web.Request, _: Caller) -> web.Response:
        """The answer object that compares an indicator across the documents."""
        question = say("asking.compare", name=_text(request, "indicator"))
        return self._answer(await self._answering.ask(question))

    async def figure(self, request: web.Request, _: Caller) -> web.Response:
        """The answer object to which documents state a figure or a phrase."""
        figure = _text(request, "figure")
        answer = await self._answering.ask(say("asking.figure", name=figure))
        stated = await self._answering.stating(figure) if answer.refused else None
        return self._answer(stated or answer)

    async def source(self, request: web.Request, _: Caller) -> web.Response:
        """The verbatim passage at a place of a document."""
        file, start = _text(request, "document"), _number(request.query, "start")
        if start is None:
            raise Failure(400, "bad_request", say("web.needs", name="start"))
        documents = await asyncio.to_thread(self._archive.now)
        try:
            found = await asyncio.to_thread(passage_object, documents, file, start, _number(request.query, "end"))
        except NotHeld as error:
            raise Failure(404, "not_found", str(error)) from None
        return json_response({**found, "url": self._links.signed(file, found["start"], found["end"])})

    async def description(self, _: web.Request, __: Caller) -> web.Response:
        """What this API is, as OpenAPI 3.1."""
        return json_response(description())

    def _answer(self, answer: Answer) -> web.Response:
        self._metrics.answered(answer)
        return json_response(self._links.answer_object(answer))


@functools.cache
def description() -> dict[str, Any]:
    """The OpenAPI description."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text("utf-8"))
    return found


async def _asked(request: web.Request) -> tuple[str, tuple[str, ...]]:
    """(question, history) of a request's body. Raises ``Failure`` where it has another shape."""
    try:
        body = await request.json()
    except (ValueError, LookupError, RecursionError):  # no JSON, an encoding that is none, brackets without end
        raise Failure(400, "bad_json", say("web.bad_json")) from None
    question = body.get("question") if isinstance(body, dict) else None
    history = (body.get("history") or []) if isinstance(body, dict) else None
    if not _is_text(question) or not isinstance(history, list) or not all(map(_is_text, history)):
        raise Failure(400, "bad_shape", say("web.bad_shape", most=MOST_CHARACTERS))
    if len(history) > MOST_HISTORY:
        raise Failure(400, "long_history", say("web.long_history", most=MOST_HISTORY))
    return question, tuple(earlier(history))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= MOST_CHARACTERS


def _text(request: web.Request, name: str) -> str:
    """The field ``name`` of a request's query. Raises ``Failure`` where it is missing or long."""
    text = request.query.get(name, "").strip()
    if not text or len(text) > MOST_CHARACTERS:
        raise Failure(400, "bad_request", say("web.needs", name=name))
    return text


def _number(query: "Any", name: str) -> int | None:
    """The number in the field ``name``, None where there is none. Raises ``Failure`` where it is no number."""
    text = query.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise Failure(400, "bad_request", say("web.no_number", name=name))
    return int(text) if text else None
