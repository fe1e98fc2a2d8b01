"""Inline mode: ready answers while somebody is typing in any chat."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    User,
)
from telegram.constants import ParseMode

from bot.chat.access import Access
from bot.chat.answering import Answering
from bot.inert import inert_text
from bot.models import Answer
from bot.replying.composing import reply_of
from bot.telegram.links import link_to
from bot.telegram.markup import parts_of
from bot.telegram.sending import NO_PREVIEW, Sender
from prompts import say

log = logging.getLogger(__name__)

# Ten answers with their sources fill the list; the last place is kept for what says that there is nothing more.
MOST_RESULTS = 10
# Telegram repeats a list to others who type the same for this long: short enough for a new index to show soon.
CACHE_SECONDS = 60
# What a list shows of an answer in its second line.
SHOWN_CHARACTERS = 120


class Inline:
    """Answers inline queries. Under an allow-list nothing is kept by Telegram for others."""

    def __init__(self, me: Callable[[], User], answering: Answering, sender: Sender, access: Access) -> None:
        self._me = me
        self._answering = answering
        self._sender = sender
        self._access = access

    async def handle(self, query: InlineQuery) -> None:
        """Show up to ten answers; the last one always says 没有依据, since an empty list says nothing."""
        user = str(query.from_user.id)
        if not self._access.serves(user, user):
            await self.refuse(query, say("inline.denied_title"), say("inline.denied"))
            return
        results = await self._results(query.query.strip(), self._me().username or "")
        if self._access.restricted:
            await self._sender.answer_inline(query.id, results, cache_seconds=0, personal=True)
        else:
            await self._sender.answer_inline(query.id, results, cache_seconds=CACHE_SECONDS, personal=False)

    async def refuse(self, query: InlineQuery, title: str, why: str) -> None:
        """Show nothing but ``why``."""
        await self._sender.answer_inline(query.id, [_article(title, why, why)], cache_seconds=0, personal=True)

    async def _results(self, text: str, bot: str) -> list[InlineQueryResultArticle]:
        if not text:
            return [_article(say("inline.none_title"), say("inline.empty"), say("inline.none"))]
        answer = await self._answering.ask(text)
        found: list[InlineQueryResultArticle] = []
        whole = await asyncio.to_thread(_first, answer)
        if not answer.refused:
            found.append(_article(text, answer.text, whole, link_to(text, bot)))
            found += [_article(title, line, html) for title, line, html in await asyncio.to_thread(_single, answer)]
            for other in answer.alternatives[: MOST_RESULTS - 1]:
                reading = await self._answering.ask(other)
                if not reading.refused:
                    html = await asyncio.to_thread(_first, reading)
                    found.append(_article(other, reading.text, html, link_to(other, bot)))
            last = _article(say("inline.none_title"), say("inline.not_among"), say("inline.none"))
        else:
            last = _article(say("inline.none_title"), answer.text, whole)
        once = {result.id: result for result in found[: MOST_RESULTS - 1]}
        return [*once.values(), last]


def _first(answer: Answer) -> str:
    """The first message of the reply."""
    return parts_of(reply_of(answer))[0]


def _single(answer: Answer) -> list[tuple[str, str, str]]:
    """(title, line, message) of each region of an answer that covers several: mostly just one is to be passed on."""
    found = []
    lines = answer.text.splitlines()
    for citation in answer.citations[:MOST_RESULTS] if len(answer.citations) > 1 else ():
        line = next((line for line in lines if f"[{citation.n}]" in line), None)
        if line:
            facts = tuple(fact for fact in answer.facts if fact.citation == citation.n)
            own = replace(answer, text=line, citations=(citation,), facts=facts, alternatives=())
            found.append((citation.region, line, _first(own)))
    return found


def _article(title: str, description: str, html: str, link: str | None = None) -> InlineQueryResultArticle:
    """A list entry that sends ``html`` with a button for ``link``; its id tells it from the others of the list."""
    button = InlineKeyboardButton(say("inline.open"), url=link)
    return InlineQueryResultArticle(
        hashlib.sha256(f"{title}\n{html}".encode()).hexdigest()[:32],
        inert_text(title)[:SHOWN_CHARACTERS],
        InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW),
        description=inert_text(description)[:SHOWN_CHARACTERS],
        reply_markup=InlineKeyboardMarkup([[button]]) if link else None,
    )
