"""Which places state a figure: every table row and sentence that prints it, found by the figure itself."""

import re
from collections.abc import Iterator

from bot.answers.wording import plan_name
from bot.citing import Citations
from bot.library import Library
from bot.models import Answer
from corpus.language.numerals import NUMBER
from corpus.language.text import fold
from corpus.language.units import PLAIN_UNIT as UNIT
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import StoredPlan

_FIGURE = re.compile(rf"[<>≤≥]?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT}|/\S+)?\s*")
# A reader looks through as many places; a figure that stands in more is not told apart by itself.
MOST_PLACES = 12
# Characters shown before and behind the figure in a long sentence; the citation holds the whole.
SHOWN_BESIDE = 30


def stating(figure: str, library: Library) -> Answer | None:
    """The places of all plans that print ``figure``, such as "12.58‰"; None where it is no figure, or stands nowhere.

    The unit, where there is one, must stand right behind the number, or in a table anywhere in the row or its header.
    """
    match = _FIGURE.fullmatch(fold(figure))
    if match is None:
        return None
    number, unit = re.escape(match["number"]), fold(match["unit"] or "")
    bare = re.compile(rf"(?<![\d.]){number}(?!\d|\.\d)")
    joined = re.compile(rf"{bare.pattern}\s*{re.escape(unit)}")
    citations = Citations(library.store)
    lines: list[str] = []
    for plan, place in _printing(match["number"], library):
        if _states(place, bare, joined, unit):
            n = citations.add(plan, place.span, place.section, place.table)
            quote = _around(place.text, bare)
            lines.append(say("answer.quote", region=plan.metadata.region, quote=quote, plan=plan_name(plan), n=n))
        if len(lines) == MOST_PLACES:
            break
    return Answer(figure, False, None, "\n".join(lines), citations=citations.verified()) if lines else None


def _printing(number: str, library: Library) -> Iterator[tuple[StoredPlan, Evidence]]:
    """The evidence of the chunks that print a number, in the order of the plans."""
    from retrieval.lexical import grams_of

    for plan, first, last in library.chunks_with(grams_of(number)):
        for place in library.store.evidence(plan, first, last):
            yield library.store.plans[plan - 1], place


def _states(place: Evidence, bare: re.Pattern[str], joined: re.Pattern[str], unit: str) -> bool:
    if place.table is None:
        return joined.search(fold(place.text)) is not None
    # Folding joins what stands in two cells, two numbers perhaps: there the row is searched as it is.
    return bare.search(place.text) is not None and unit in fold(f"{place.text}{place.context}")


def _around(text: str, bare: re.Pattern[str]) -> str:
    """``text`` cut to the surroundings of the figure."""
    match = bare.search(text)
    if match is None or len(text) <= 3 * SHOWN_BESIDE:
        return text
    start, end = max(0, match.start() - SHOWN_BESIDE), match.end() + SHOWN_BESIDE
    return f"{'……' if start else ''}{text[start:end]}{'……' if end < len(text) else ''}"
