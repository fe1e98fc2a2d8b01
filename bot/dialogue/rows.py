"""Follow-ups that stay within one table of a document: another place of its rows, the other institutions of its rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answers.records import INSTITUTION
from bot.dialogue.rewording import Wording, at_time
from bot.dialogue.state import Turn
from bot.library import Library
from bot.question import Question
from bot.reading.contrasts import unmet_contrasts
from bot.reading.rules import Span
from corpus.language.places import stem
from prompts import say
from retrieval.records import INNER_PLACE

# Such a row adds up others.
_TOGETHER = re.compile(r"合计|小计|总计|\d所|等")


@dataclass(frozen=True, slots=True)
class InnerReading:
    """The last question put to another place within the one whose document ``host`` is: ``words`` name it, ``place`` is it;
    ``own``: a loaded document is of it, which may answer as well."""

    words: str
    place: str
    host: str
    own: bool


def of_inner_place(
    question: Question, own: Wording, last: Wording, turn: Turn, library: Library
) -> InnerReading | None:
    """The last question, worded as ``last``, of another place within the same larger one (那东湾镇呢), where the follow-up names
    such a place, a time or a role, and nothing else to be asked; None for others."""
    if len(turn.regions) != 1 or own.indicators or question.quoted or turn.answer.reason == "no_plan":
        return None
    (host,) = turn.regions
    inside = [place for place in turn.question.inside if place != host]
    place, said = _place_in(own, library, host) or _row_said(own, inside)
    if not place or place == host or _names_more(own, said):
        return None
    timed = bool(own.times or own.roles)
    loaded = library.loaded.regions
    if timed and place in loaded:
        return None  # its own document says what became of it
    words = at_time(last, own) if timed else turn.words
    before = next((form for old in inside for form in (old, stem(old)) if form in words), "")
    if inside and not before:
        return None
    if before:
        words = words.replace(before, place)
    else:
        if not any(term.weight == 1 for term in turn.question.terms) and not turn.question.indicators:
            return None
        words = f"{place}{words}"
    return InnerReading(words, place, host, place in loaded)


def _place_in(own: Wording, library: Library, host: str) -> tuple[str, str] | None:
    """The place of a row of the host's tables that the follow-up names, and the words that do."""
    plans = {plan.id for plan in library.plans_of([host])}
    for place, among in library.store.inner_places.items():
        if plans & set(among):
            for form in (place, stem(place)):
                if len(form) > 1 and form in own.plain:
                    return place, form
    return None


def _row_said(own: Wording, inside: Iterable[str]) -> tuple[str, str]:
    """A place that no row is of, where the last question was about one of a row."""
    rest = own.rest
    return (rest, rest) if list(inside) and INNER_PLACE.fullmatch(rest) else ("", "")


def _names_more(own: Wording, said: str) -> bool:
    """Whether the follow-up names another matter beside the place that it calls ``said``."""
    at = own.plain.find(said)
    inside = set(range(at, at + len(said)))
    return any(not inside & set(range(term.start, term.end)) for term in own.nouns)


def others_of_kind(span: Span, question: Question, turn: Turn, library: Library) -> str | None:
    """The last question asked of the other institutions of the table in which the one just asked about has its row; None where
    it was about none, or the table has no other of the kind that ``span`` says."""
    keys = set(turn.question.indicator_keys)
    plans = library.plans_of(list(turn.regions))
    values = [(plan, value) for plan in plans for _, value in library.store.values_of_plan(plan.id)]
    row = next(
        (pair for pair in values if pair[1].indicator in keys and INSTITUTION.search(pair[1].printed_name)), None
    )
    if row is None:
        return None
    plan, known = row
    kind = span.part("kind")
    names: dict[str, str] = {}
    for other, value in values:
        name = value.printed_name
        same = other.id == plan.id and value.table == known.table and value.indicator not in keys
        if same and name.endswith(kind[-1]) and not _TOGETHER.search(name):
            names.setdefault(value.indicator, name)
    if not names or unmet_contrasts(kind, f"{known.table}，{''.join(names.values())}"):
        return None
    years = question.years or turn.question.years
    when = "".join(say("answer.in_year", year=year) for year in years)
    asked = "".join(
        mention.words(turn.question.plain)
        for mention in turn.question.indicators
        if mention.key != known.indicator and mention.places
    )
    return f"{plan.metadata.region}{when}{'、'.join(names.values())}{asked}"
