"""Where the citations of an answer stand: the plan once, the place, and the words where the reply does not show them."""

import re
from collections.abc import Iterable, Sequence

from bot.models import Answer, Citation
from bot.replying.blocks import Block, Headline, Quotation, Rows, Run, Source, plain
from bot.replying.runs import without_leading
from corpus.language.headings import unnumbered
from corpus.language.text import fold
from prompts import say

_BLANKS = re.compile(r"\s+")
_BROKEN = re.compile(r"\s*\n\s*")


def quotation(answer: Answer, shown: Iterable[Block]) -> list[Block]:
    """The sources of ``answer`` below the blocks ``shown``; none where it cites nothing."""
    words = _key("".join(_words(block) for block in shown))
    sources, above = [], ""
    for citation in answer.citations:
        title = "" if citation.title == above else say("reply.title", title=citation.title)
        above = citation.title
        sources.append(_source(citation, title, words))
    return [Quotation(tuple(sources))] if sources else []


def _source(citation: Citation, title: str, shown: str) -> Source:
    quote = _BROKEN.sub("", citation.quote)
    place = _place(citation)
    is_shown = bool(citation.cells) or (bool(place or title) and _is_shown(quote, shown))
    return Source(
        citation.n,
        title,
        place,
        () if is_shown else (Run(quote),),
        tuple((_BLANKS.sub("", head), cell) for head, cell in citation.cells),
        citation.file,
        citation.start,
        citation.end,
    )


def _place(citation: Citation) -> str:
    """The table, else the innermost section, with the page."""
    section = unnumbered(citation.section.split(" > ")[-1]) if citation.section else ""
    page = say("reply.page", page=citation.page) if citation.page else ""
    return " ".join(part for part in (citation.table or section, page) if part)


def _words(block: Block) -> str:
    if isinstance(block, Headline):
        return "".join(plain(text) for text in (block.text, *block.beneath))
    if isinstance(block, Rows):
        return "".join(plain(row.text) for row in block.rows)
    return ""


def _key(text: str) -> str:
    """Words without what a shown passage may have lost at its ends."""
    return fold(_BLANKS.sub("", text)).strip("-—·。；;，,")


def _is_shown(quote: str, shown: str) -> bool:
    """Whether the reply shows a quotation, but for the mark or number that it opens with."""
    return _key(without_leading(quote)) in shown or _key(unnumbered(quote)) in shown


def together(sources: Sequence[Source]) -> list[tuple[tuple[int, ...], Source]]:
    """The sources with their numbers, those that say no more than that they stand at the place of the one above with it."""
    found: list[tuple[tuple[int, ...], Source]] = []
    for source in sources:
        bare = not (source.title or source.quote or source.cells)
        if found and bare and source.place == found[-1][1].place:
            found[-1] = ((*found[-1][0], source.n), found[-1][1])
        else:
            found.append(((source.n,), source))
    return found
