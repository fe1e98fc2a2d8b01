"""The page of a document, lit where an answer cites it."""

import asyncio

from aiohttp import web

from bot.archive import Archive, Documents
from bot.chat.links import Links
from bot.reference import plan_object
from bot.web.access import Caller
from bot.web.faults import Failure
from bot.web.forms import Forms
from bot.web.layout import blocks_of, outline_of
from bot.web.pages import Pages
from bot.web.pictures import Originals, pages_of
from bot.web.places import span_of
from bot.web.sessions import Role
from prompts import say
from retrieval.records import StoredPlan


class SourcePages:
    """/plans and /plans/{document}."""

    def __init__(self, archive: Archive, originals: Originals, links: Links, pages: Pages, forms: Forms) -> None:
        self._archive = archive
        self._originals = originals
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
        key = {name: query[name] for name in ("expires", "sig") if has_link}
        text = await asyncio.to_thread(self._page, documents, stored, query.get("start"), query.get("end"), caller, key)
        return web.Response(text=text, content_type="text/html")

    def _page(
        self,
        documents: Documents,
        stored: StoredPlan,
        start: str | None,
        end: str | None,
        caller: Caller,
        key: dict[str, str],
    ) -> str:
        plan = documents.whole(stored)
        cited = span_of(start, end, len(plan.source))
        pages = pages_of(documents, stored, cited) if cited else []
        has_original = bool(pages) and self._originals.path_of(stored) is not None
        return self._pages.render(
            "source_page.html",
            role=caller.role,
            plan=plan_object(stored),
            extract=stored.metadata.extract,
            recognised=bool(stored.recognised),
            outline=outline_of(plan),
            blocks=blocks_of(plan, cited),
            cited=cited,
            pages=pages,
            pictures=pages if has_original else [],
            key=key,
        )
