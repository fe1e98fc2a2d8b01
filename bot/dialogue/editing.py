"""Follow-ups on figures: an edit of the last query (another place, year or indicator, one more, one less, all, the others,
the winner, the n-th), decided from spans; a question that is complete takes nothing over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.records import BASELINES
from bot.dialogue.items import chosen
from bot.dialogue.query import Operation, Query, operation_of
from bot.dialogue.state import State
from bot.dialogue.variants import variant_of
from bot.question import IndicatorMention, Kind, Question, RegionYears
from bot.reading.rules import Span, spans_in
from corpus.catalogue import load_catalogue
from corpus.language.numerals import number_of
from corpus.models import PlanMetadata
from corpus.text import search_key
from prompts import say

_FOLLOWS = re.compile(r"^(?:那|换|再|还有|其中|它|该|这|比|和|跟|与|按|把|去掉|不算|谁|哪|第|最)|呢[?？]?$")
_SHORT = 14
_GOES_ON = ("move", "deixis", "winner", "nth", "frame")
# Kinds of questions that no edit touches.
_ALONE = (
    Kind.EMPTY,
    Kind.FABRICATE,
    Kind.OUTSIDE,
    Kind.HELP,
    Kind.GREETING,
    Kind.PLANS,
    Kind.WHICH_DOCUMENT,
    Kind.PROJECTS,
)


def edited(
    question: Question, state: State, plans: Sequence[PlanMetadata], names: Sequence[tuple[str, str]]
) -> Question | None:
    """``question`` as a complete question about figures, with its operation, its places resolved against the loaded
    ``plans`` and with what it takes over from ``state``; None where it is none (then nothing is changed). ``names`` are the
    loaded plans' indicators as (printed name, key)."""
    if question.kind in _ALONE or question.strangers or question.quoted:
        return None
    spans = spans_in(question.plain)
    operation = operation_of(spans, question.plain)
    if question.checks and operation.threshold:
        operation = replace(operation, threshold=None)  # 目标是大于79岁，对吗 states a figure and filters nothing
    last = state.last
    follows = last is not None and (
        len(question.plain) <= _SHORT
        or _FOLLOWS.search(question.plain) is not None
        or any(span.kind in _GOES_ON for span in spans)
    )
    variant = None
    if follows and last is not None and not question.indicators:
        variant = variant_of(_bare(question, spans), last.indicators, names)
    # Words that no span explains ask for more than figures of an indicator.
    words = [term for term in question.terms if len(term.text) > 1 and not _inside(term.start, spans)]
    if (words and not variant) or (question.projects is not None and question.projects.speaks):
        return None
    whole = set_of_places(question, state, plans)
    indicators = (variant,) if variant else tuple(question.indicator_keys)
    taken: list[str] = []
    if variant:
        taken.append(_name(variant))
    elif not indicators:
        earlier = last.indicators if last else ()
        if not follows or not earlier or not (whole or operation or _changes(question, spans)):
            return None
        indicators = earlier
        taken += [_name(key) for key in indicators]
    named = whole if whole is not None else tuple(question.region_names)
    if not named and whole is None and follows and last is not None and last.regions:
        named = last.regions if not _over_all(spans) else ()
        taken += named
    if operation.difference and follows and last is not None and len(last.regions) == 1 == len(named):
        named = tuple(dict.fromkeys((*last.regions, *named)))
    if (operation.extremes or operation.order) and len(named) == 1 and taken and not question.regions:
        named = _compared_before(state)
    if len(named) > 1 and last is not None and follows and _asks_for_winner(question, spans, state):
        named = state.shown or named
    years, roles = tuple(question.years), frozenset(question.roles)
    if last is not None and follows and (taken or not question.indicators):
        if not years and not roles:
            years, roles = last.years, last.roles
            taken += [say("answer.in_year", year=year) for year in years]
        elif operation.amount or operation.change:
            # 和20年比增加多少, 比现在多多少: the other end of the way is what was shown.
            years = tuple(dict.fromkeys((*years, *last.years)))
            roles = roles | last.roles if last.roles else roles - BASELINES if last.years else frozenset()
    if (
        not operation
        and last is not None
        and follows
        and not question.indicators
        and last.operation
        and len(named) != 1
    ):
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
        quantities=[] if operation.threshold or variant else question.quantities,
        carried=[*question.carried, *taken],
        operation=operation,
        earlier=last.said if last is not None and taken and not variant else "",
    )


def words_of(query: Query) -> str:
    """A query in words, for a follow-up on running text to go on from."""
    years = [say("answer.in_year", year=year) for year in query.years]
    roles = [] if years else [say(f"role.{role.value}") for role in sorted(query.roles)]
    names = "、".join(_name(key) for key in query.indicators)
    return f"{'、'.join(query.regions)}{'、'.join(years)}{names}{'、'.join(roles)}"


def over_places(question: Question, state: State, plans: Sequence[PlanMetadata]) -> Question:
    """``question``, about running text, with the places that its words for sets of places give (三家各要建几个), and without
    the words that only say what is done with them."""
    spans = spans_in(question.plain)
    if question.kind in _ALONE or question.strangers or not any(span.kind == "places" for span in spans):
        return question
    whole = set_of_places(question, state, plans)
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


def _bare(question: Question, spans: Sequence[Span]) -> str:
    """What a follow-up says besides the words that only go on: 说错了，是5岁以下的 says 5岁以下."""
    gone = {at for span in spans if span.kind in (*_GOES_ON, "wrong") for at in range(span.start, span.end)}
    return search_key("".join(char for at, char in enumerate(question.plain) if at not in gone)).removesuffix("的")


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _compared_before(state: State) -> tuple[str, ...]:
    """The places of the last turns that were about the same indicators."""
    found: list[str] = []
    for turn in reversed(state.turns):
        if state.last is None or turn.query is None or turn.query.indicators != state.last.indicators:
            break
        found = [*turn.query.regions, *found]
    return tuple(dict.fromkeys(found))


def _changes(question: Question, spans: Sequence[Span]) -> bool:
    """Whether the question changes a facet of the last query."""
    moves = any(span.kind in (*_GOES_ON[:-1], "places") for span in spans)
    return moves or bool(question.regions or question.years or question.roles)


def _over_all(spans: Sequence[Span]) -> bool:
    return any(span.kind == "places" and span.value == "all" for span in spans)


def _asks_for_winner(question: Question, spans: Sequence[Span], state: State) -> bool:
    return len(state.shown) > 1 and not question.regions and any(span.kind == "extreme" for span in spans)


def set_of_places(question: Question, state: State, plans: Sequence[PlanMetadata]) -> tuple[str, ...] | None:
    """The places that the words for sets of places and the moves of the conversation give; None where there are none."""
    spans = spans_in(question.plain)
    loaded = list(dict.fromkeys(plan.region for plan in plans))
    wrong = [span.part("wrong") for span in spans if span.kind == "wrong"]
    named = [name for name in question.region_names if not any(part in name or name in part for part in wrong)]
    moves = {span.value for span in spans if span.kind == "move"}
    kept = (state.last.regions if state.last else ()) or state.shown or (state.turn.regions if state.turn else ())
    picked = [span for span in spans if span.kind == "nth"]
    if any(span.kind == "winner" for span in spans) and (state.winners or len(kept) == 1):
        return state.winners or kept
    if picked and len(state.shown) > 1:
        at = [chosen(span, len(state.shown)) for span in picked]
        return tuple(state.shown[n] for n in at if n is not None)
    excluded = next((span for span in spans if span.value == "except"), None)
    if "drop" in moves and named and kept:
        return tuple(region for region in kept if region not in named)
    if excluded is not None and named:
        return tuple(region for region in loaded if region not in named)
    sets = [span for span in spans if span.kind == "places"]
    below = any(span.value == "below" for span in sets)
    if "add" in moves and kept and (named or sets):
        return tuple(dict.fromkeys((*kept, *(named or loaded))))
    if any(span.value == "others" for span in sets):
        return tuple(region for region in loaded if region not in (named or kept))
    if below and (question.scopes or named):
        above = set(question.scopes or named)
        return tuple(dict.fromkeys(plan.region for plan in plans if above & set(plan.superiors)))
    counted = next((span for span in sets if span.value == "counted"), None)
    if counted is not None and not named:
        number = number_of(counted.part("count"))
        return tuple(state.shown) if number == len(state.shown) else tuple(loaded) if number == len(loaded) else None
    if sets and not named and not any(span.kind == "extreme" for span in spans):
        return tuple(loaded)
    if moves & {"correct", "only"} and named:
        return tuple(named)
    return None


def _mention(question: Question, key: str) -> IndicatorMention:
    own = next((mention for mention in question.indicators if mention.key == key), None)
    return own or IndicatorMention(key, frozenset(), True)


def _name(key: str) -> str:
    entry = load_catalogue().get(key)
    return entry.name if entry else key
