"""Follow-ups on figures: an edit of the last query (another place, year or indicator, one more, one less, all, the others,
the winner, the n-th), decided from spans; a question that is complete takes nothing over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.query import Operation, Query, State, operation_of
from bot.question import IndicatorMention, Kind, Question, RegionYears
from bot.reading.rules import Span, spans_in
from corpus.catalogue import load_catalogue
from corpus.language.numerals import number_of
from corpus.models import PlanMetadata
from prompts import say

_FOLLOWS = re.compile(r"^(?:那|换|再|还有|其中|它|该|这|比|和|跟|与|按|把|去掉|不算|谁|哪|第|最)|呢[?？]?$")
_SHORT = 14
# 不是云州，是宁川: what stands behind 不是 is put right by what stands behind 是.
_NOT_THIS = re.compile(r"不是(?P<wrong>[^，。,是]{1,16}?)[，,、 ]?(?:而?是|我(?:问|说|要|指)的是)")
# Kinds of questions that no edit touches.
_ALONE = (Kind.EMPTY, Kind.FABRICATE, Kind.OUTSIDE, Kind.HELP, Kind.GREETING, Kind.PLANS, Kind.WHICH_DOCUMENT, Kind.PROJECTS)


def edited(question: Question, state: State, plans: Sequence[PlanMetadata]) -> Question | None:
    """``question`` as a complete question about figures, with its operation, its places resolved against the loaded
    ``plans`` and with what it takes over from ``state``; None where it is none (then nothing is changed)."""
    if question.kind in _ALONE or question.strangers or question.quoted:
        return None
    spans = spans_in(question.plain)
    operation = operation_of(spans, question.plain)
    last = state.last
    follows = last is not None and (
        len(question.plain) <= _SHORT
        or _FOLLOWS.search(question.plain) is not None
        or any(span.kind in ("move", "deixis") for span in spans)
    )
    # Words that no span explains ask for more than figures of an indicator.
    words = [term for term in question.terms if len(term.text) > 1 and not _inside(term.start, spans)]
    if words or (question.projects is not None and question.projects.speaks):
        return None
    loaded = list(dict.fromkeys(plan.region for plan in plans))
    whole = _places(question, spans, state, plans, loaded)
    indicators = tuple(question.indicator_keys)
    taken: list[str] = []
    if not indicators:
        earlier = last.indicators if last else ()
        if not follows or not earlier or not (whole or operation or _changes(question, spans)):
            return None
        indicators = earlier
        taken += [_name(key) for key in indicators]
    named = whole if whole is not None else tuple(question.region_names)
    if not named and whole is None and follows and last is not None and last.regions:
        named = last.regions if not _over_all(spans) else ()
        taken += named
    if len(named) > 1 and last is not None and follows and _asks_for_winner(question, spans, state):
        named = state.shown or named
    years, roles = tuple(question.years), frozenset(question.roles)
    if not years and not roles and follows and last is not None and (taken or not question.indicators):
        years, roles = last.years, last.roles
        taken += [say("answer.in_year", year=year) for year in years]
    if not operation and last is not None and follows and not question.indicators and last.operation and len(named) != 1:
        operation = last.operation
    plain_lookup = not operation and whole is None and not taken
    if plain_lookup or question.scopes:
        return None
    several = len(named) != 1
    return replace(
        question,
        kind=Kind.COMPARE if several else Kind.LOOKUP,
        regions=[RegionYears(region, years) for region in named],
        indicators=[_mention(question, key) for key in indicators],
        years=list(years),
        roles=set(roles),
        terms=[],
        quantities=[] if operation.threshold else question.quantities,
        carried=[*question.carried, *taken],
        operation=operation,
        earlier=last.said if last is not None and taken else "",
    )


def over_places(question: Question, state: State, plans: Sequence[PlanMetadata]) -> Question:
    """``question``, about running text, with the places that its words for sets of places give (三家各要建几个), and without
    the words that only say what is done with them."""
    spans = spans_in(question.plain)
    if question.kind in _ALONE or question.strangers or not any(span.kind == "places" for span in spans):
        return question
    whole = _places(question, spans, state, plans, list(dict.fromkeys(plan.region for plan in plans)))
    terms = [term for term in question.terms if not _inside(term.start, spans)]
    if whole is None or len(whole) < 2 or not terms:
        return question
    years = tuple(question.years)
    return replace(question, regions=[RegionYears(region, years) for region in whole], terms=terms)


def query_of(question: Question) -> Query | None:
    """The query of a question about figures, for the next turn to edit; None where it is about something else."""
    if not question.indicators or question.terms:
        return None
    return Query(
        tuple(question.region_names),
        tuple(question.indicator_keys),
        tuple(question.years),
        frozenset(question.roles),
        question.operation or Operation(),
        question.plain if question.indicators[0].places or not question.earlier else question.earlier,
    )


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _changes(question: Question, spans: Sequence[Span]) -> bool:
    """Whether the question changes a facet of the last query."""
    moves = any(span.kind in ("move", "deixis", "places") for span in spans)
    return moves or bool(question.regions or question.years or question.roles)


def _over_all(spans: Sequence[Span]) -> bool:
    return any(span.kind == "places" and span.value == "all" for span in spans)


def _asks_for_winner(question: Question, spans: Sequence[Span], state: State) -> bool:
    return bool(state.shown) and not question.regions and any(span.kind == "extreme" for span in spans)


def _places(
    question: Question, spans: Sequence[Span], state: State, plans: Sequence[PlanMetadata], loaded: Sequence[str]
) -> tuple[str, ...] | None:
    """The places that the words for sets of places and the moves of the conversation give; None where there are none."""
    named = [region for region in question.region_names if not _is_put_right(question, region)]
    moves = {span.value for span in spans if span.kind == "move"}
    kept = state.last.regions if state.last and state.last.regions else state.shown
    for span in spans:
        if span.kind == "deixis" and span.value == "winner" and (state.winners or len(kept) == 1):
            return state.winners or kept
        if span.kind == "deixis" and span.value == "nth" and state.shown:
            number = number_of(span.part("nth")) if span.part("nth") else len(state.shown)
            return (state.shown[number - 1],) if number <= len(state.shown) else ()
    excluded = next((span for span in spans if span.value == "except"), None)
    if "drop" in moves and named and kept:
        return tuple(region for region in kept if region not in named)
    if excluded is not None and named:
        return tuple(region for region in loaded if region not in named)
    sets = [span for span in spans if span.kind == "places"]
    if "add" in moves and kept and (named or sets):
        return tuple(dict.fromkeys((*kept, *(named or loaded))))
    if any(span.value == "others" for span in sets):
        return tuple(region for region in loaded if region not in (named or kept))
    if any(span.value == "below" for span in sets) and (question.scopes or named):
        above = set(question.scopes or named)
        return tuple(dict.fromkeys(plan.region for plan in plans if above & set(plan.superiors)))
    counted = next((span for span in sets if span.value == "counted"), None)
    if counted is not None and not named:
        number = number_of(counted.part("count"))
        return tuple(state.shown) if number == len(state.shown) else tuple(loaded) if number == len(loaded) else None
    if sets and not named and not any(span.kind == "extreme" for span in spans):
        return tuple(loaded)
    if "correct" in moves and named:
        return tuple(named)
    return None


def _is_put_right(question: Question, region: str) -> bool:
    match = _NOT_THIS.search(question.plain)
    return match is not None and (match["wrong"] in region or region in match["wrong"])


def _mention(question: Question, key: str) -> IndicatorMention:
    own = next((mention for mention in question.indicators if mention.key == key), None)
    return own or IndicatorMention(key, frozenset(), True)


def _name(key: str) -> str:
    entry = load_catalogue().get(key)
    return entry.name if entry else key


