"""The console of administrators: the documents and what was warned of them, changes of the index, and how things are."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiohttp import BodyPartReader, web

from bot.archive import Archive
from bot.chat.answering import Answering
from bot.chat.links import place_of
from bot.chat.state import State
from bot.chat.uploads import UploadRefused, Uploads
from bot.reference import plan_object
from bot.web.access import Caller
from bot.web.faults import Failure
from bot.web.forms import Forms, led_to
from bot.web.index_work import IndexWork
from bot.web.pages import moment
from corpus.models import Plan, Table
from prompts import say

# As ``bot.chat.state.answers.place_words`` writes it.
_PLACE = re.compile(r"(?P<file>.+):(?P<start>\d+)-(?P<end>\d+)")
# Files of more are not read.
MOST_BYTES = 50 * 1024 * 1024
_STATUS = {"bad_format": 400, "too_large": 413, "cannot_store": 507}
# Of the fields beside a file.
_MOST_FIELD_BYTES = 2_000
_PIECE_BYTES = 256 * 1024
# Verdicts and refused questions shown: a page or two.
MOST_VERDICTS, MOST_REFUSED = 30, 15
_DAY_SECONDS = 86_400


class Console:
    """The pages below /console."""

    def __init__(
        self,
        state: State,
        answering: Answering,
        archive: Archive,
        forms: Forms,
        work: IndexWork,
        uploads: Uploads,
    ) -> None:
        self._state = state
        self._answering = answering
        self._archive = archive
        self._forms = forms
        self._work = work
        self._uploads = uploads
        self._started = time.time()

    async def show(self, _: web.Request, caller: Caller) -> web.Response:
        """The documents, how the server does, and what chats said of answers."""
        documents = await asyncio.to_thread(self._archive.now)
        checks = self._state.checks.all()
        warnings = await asyncio.to_thread(lambda: documents.store.warnings)
        plans = [{**plan_object(plan), "warnings": len(warnings[plan.id])} for plan in documents.store.plans]
        return self._page(
            caller,
            "console_page.html",
            plans=plans,
            since=moment(self._started),
            model=await self._answering.model_status(),
            chats=self._state.answers.counts(time.time() - _DAY_SECONDS),
            refused=self._state.answers.refused(MOST_REFUSED),
            checks=checks,
            failed=sum(check.passed is False for check in checks),
            verdicts=[(moment(v.at), v, _places(v.evidence)) for v in self._state.answers.feedback(MOST_VERDICTS)],
        )

    async def show_plan(self, request: web.Request, caller: Caller) -> web.Response:
        """A document: what was warned of, and its tables as read beside the text that they were read from."""
        documents = await asyncio.to_thread(self._archive.now)
        stored = documents.find(request.match_info["document"])
        if stored is None:
            raise Failure(404, "no_document", say("web.no_document"))
        plan = await asyncio.to_thread(documents.whole, stored)
        tables = [_table_object(plan, table) for table in plan.tables]
        return self._page(
            caller, "console_plan.html", plan=plan_object(stored), warnings=plan.warnings, tables=tables, read=plan
        )

    async def upload(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Receive a file and begin to read it."""
        upload = await self._received(request, caller)
        try:
            self._work.read(upload)
        except Failure:
            self._uploads.drop(upload)
            raise
        return led_to("/console/work")

    async def show_work(self, _: web.Request, caller: Caller) -> web.StreamResponse:
        """How far the latest change is, or what is to be decided."""
        if self._work.latest is None:
            return led_to("/console")
        return self._page(caller, "console_work.html")

    async def decide(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Take up what was read, or not."""
        fields = await self._forms.sent(request, caller)
        if fields.get("decision") == ["take"]:
            self._work.take_up()
        else:
            self._work.leave()
        return led_to("/console/work")

    async def remove(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """Take a document out of the index."""
        fields = await self._forms.sent(request, caller)
        documents = await asyncio.to_thread(self._archive.now)
        stored = documents.find(fields.get("file", [""])[0])
        if stored is None:
            raise Failure(404, "no_document", say("web.no_document"))
        self._work.remove(stored.file, stored.metadata.title)
        return led_to("/console/work")

    async def close(self) -> None:
        """End what is under way."""
        await self._work.close()

    async def _received(self, request: web.Request, caller: Caller) -> Path:
        """The file of an upload form. Its fields come before it, so that nobody's file is stored unless the form is ours."""
        try:
            parts = await request.multipart()
        except (ValueError, AssertionError):
            raise Failure(400, "bad_request", say("web.bad_request")) from None
        fields: dict[str, str] = {}
        while (part := await parts.next()) is not None:
            if not isinstance(part, BodyPartReader):
                break
            if part.name == "file":
                self._forms.check(caller, fields.get("form_token"))
                self._work.check_free()
                given = {name: fields[name] for name in ("title", "region") if fields.get(name)}
                return await self._stored(part, given)
            text = await part.read_chunk(_MOST_FIELD_BYTES)
            fields[part.name or ""] = text.decode("utf-8", "replace").strip()
        raise Failure(400, "bad_request", say("web.bad_request"))

    async def _stored(self, part: BodyPartReader, given: dict[str, str]) -> Path:
        await asyncio.to_thread(self._uploads.sweep)
        try:
            return await self._uploads.receive(part.filename or "", _pieces(part), given, MOST_BYTES)
        except UploadRefused as error:
            raise Failure(_STATUS[error.code], error.code, str(error)) from None

    def _page(self, caller: Caller, template: str, **values: Any) -> web.Response:
        session = self._forms.session_of(caller)
        return self._forms.page(caller, session, template, work=self._work.latest, **values)


async def _pieces(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(_PIECE_BYTES):
        yield piece


def _places(evidence: tuple[str, ...]) -> list[tuple[str, str]]:
    """The (words, address) of the places of a verdict."""
    found = [(place, _PLACE.fullmatch(place)) for place in evidence]
    return [
        (place, place_of(match["file"], int(match["start"]), int(match["end"])) if match else "")
        for place, match in found
    ]


def _table_object(plan: Plan, table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "unit": table.unit,
        "columns": table.columns,
        "rows": [[cell.text for cell in row] for row in table.rows],
        "values": sum(table.span.start <= value.row.start < table.span.end for value in plan.indicators),
        "source": plan.quote(table.span),
        "start": table.span.start,
        "end": table.span.end,
    }
