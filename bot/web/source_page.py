"""The page of a document, lit where an answer cites it."""

import asyncio

from aiohttp import web

from bot.archive import Archive, Documents
from bot.reference import plan_object
from bot.web.access import Caller
from bot.web.faults import Failure
from bot.web.forms import Forms
from bot.web.layout import blocks_of, outline_of
from bot.web.links import Links
from bot.web.pages import Pages
from bot.web.sessions import Role
from corpus.models import Span
from prompts import say
from retrieval.store import StoredPlan

# Digits of an offset: files of more than 50 MB are not read.
_MOST_DIGITS = 9


class SourcePages:
    """/plans and /plans/{document}."""

    def __init__(self, archive: Archive, links: Links, pages: Pages, forms: Forms) -> None:
        self._archive = archive
        self._links = links
        self._pages = pages
        self._forms = forms

    async def list(self, _: web.Request, caller: Caller) -> web.Response:
        """The documents."""
        documents = await asyncio.to_thread(self._archive.now)
        plans = [plan_object(stored) for stored in documents.store.plans]
        return self._forms.page(caller, self._forms.session_of(caller), "plans.html", plans=plans)

    async def show(self, request: web.Request, caller: Caller) -> web.StreamResponse:
        """A document, for readers and for who has a link to it."""
        file, query = request.match_info["document"], request.query
        has_link = self._links.opens(file, query.get("expires", ""), query.get("sig", ""))
        if caller.role is Role.VISITOR and not has_link:
            raise Failure(403, "bad_link", say("web.bad_link"))
        documents = await asyncio.to_thread(self._archive.now)
        stored = documents.find(file)
        if stored is None:
            raise Failure(404, "no_document", say("web.no_document"))
        text = await asyncio.to_thread(self._page, documents, stored, query.get("start"), query.get("end"), caller)
        return web.Response(text=text, content_type="text/html")

    def _page(
        self, documents: Documents, stored: StoredPlan, start: str | None, end: str | None, caller: Caller
    ) -> str:
        plan = documents.whole(stored)
        cited = _span(start, end, len(plan.source))
        return self._pages.render(
            "source_page.html",
            role=caller.role,
            plan=plan_object(stored),
            extract=stored.metadata.extract,
            recognised=bool(stored.recognised),
            outline=outline_of(plan),
            blocks=blocks_of(plan, cited),
            cited=cited,
            pages=list(dict.fromkeys(place.page for place in documents.store.places(stored.id, cited)))
            if cited
            else [],
        )


def _span(start: str | None, end: str | None, length: int) -> Span | None:
    """The span of the fields of a link; None where it has none. Raises ``Failure`` where the text has no such span."""
    if start is None and end is None:
        return None
    given = [int(at) for at in (start, end) if at and at.isascii() and at.isdecimal() and len(at) <= _MOST_DIGITS]
    if len(given) != 2 or not given[0] < given[1] <= length:
        raise Failure(400, "no_place", say("web.no_place"))
    return Span(*given)
