"""Follow-ups on figures: an edit of the last query (another place, year or indicator, one more, one less, all, the others,
the winner, the n-th), decided from spans; a question that is complete takes nothing over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.records import BASELINES
from bot.dialogue.items import chosen
from bot.dialogue.levels import above, are_counties
from bot.dialogue.query import Operation, Query, operation_of
from bot.dialogue.state import State
from bot.dialogue.variants import variant_of
from bot.loaded import LoadedPlans
from bot.mentions import places_in
from bot.models import Answer
from bot.question import IndicatorMention, Kind, Question, RegionYears
from bot.reading.rules import Span, spans_in
from corpus.catalogue import load_catalogue
from corpus.language.numerals import number_of
from corpus.language.text import search_key
from corpus.models import Role
from prompts import say

_FOLLOWS = re.compile(r"^(?:那|换|再|还有|其中|它|该|这|比|和|跟|与|按|把|去掉|不算|谁|哪|第|最)|呢[?？]?$")
_SHORT = 14
# 五年要提高多少: words of so little weight ask for nothing themselves.
_SOFT = 0.3
# 五年累计目标多少 asks for the target, which is a sum.
_SUMS_UP = frozenset(("累计", "合计", "总计"))
# 小学的2020年是多少: the year, and the words that ask, around the one that changes the indicator.
_YEAR_ASKED = re.compile(r"的?(?:到)?20\d\d年?(?:底|末)?(?:的)?|(?:是|为|有)?(?:多少|几)[?？]?$")
# 比…多几个: against another place, not against the place's own state.
_AGAINST = re.compile(
    r"比(?!现在|目前|现状|基期|基数|起点|上|20|\d)[^，,。？?]{2,}?[多少高低大小长短](?:出|了)?(?:多少|几)"
    r"|[谁哪][^，,。？?]{0,6}?[多少高低大小][，, ]?[多少高低大小](?:出|了)?(?:多少|几)|^[多高大](?:出|了)?(?:多少|几)"
)
_ALTOGETHER = re.compile(
    r"(?:加起来|加在?一[起块]|合起来|合(?:到|在)?一[起块]|合计|一共|总共|统共|拢共)(?:是|有|要|为|配|招|建|达到|打到|到|会|能)*(?:多少|几)"
)
_MORE = re.compile(r"比[^，,。？?]{1,16}?[高低多少大小长短]")
_STARTS_AGAINST = re.compile(r"^(?:那么?)?(?:是不是|是否|它|有没有)?(?:还是|还|也)?比")
_WITH_ANOTHER = re.compile(
    r"^(?:那|要是|如果)?(?:[和跟与同][^，,。？?]{2,8}?|)(?:相?比|对比|比较)(?:[^，,。？?]{2,6})?(?:一?下|起来)?(?:呢|怎么样|如何|咋样|会)?[？?]?$"
)
_BESIDE = re.compile(r"[比和跟与同](?:市里|市一级|市级|上级|全市)")
_TO_COME = re.compile(r"要|将|计划|打算|准备|得")
# 谁最低 asks among those just shown, 各地谁最低 among all.
_EACH = re.compile(r"各|所有|全部|每")
_ASKS_WHO = re.compile(r"谁|哪")
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


def edited(question: Question, state: State, plans: LoadedPlans, names: Sequence[tuple[str, str]]) -> Question | None:
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
        or not (question.terms or question.indicators or question.regions)  # 2025年目标是不是降到3‰以下
        or _FOLLOWS.search(question.plain) is not None
        or any(span.kind in _GOES_ON for span in spans)
    )
    if follows and not operation and any((span.kind, span.value) == ("together", "order") for span in spans):
        operation = replace(operation, order="descending")  # 对比一下, of the places just talked about
    variant = None
    if follows and last is not None and not question.indicators:
        variant = variant_of(_bare(question, spans), last.indicators, names)
    # Words that no span explains ask for more than figures of an indicator.
    words = [
        term
        for term in question.terms
        if len(term.text) > 1
        and term.weight > _SOFT
        and term.text not in _SUMS_UP
        and not _inside(term.start, spans)
        and not any(term.text in printed for printed, key in names if key in question.indicator_keys)
    ]
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
    if operation.difference and Role.TARGET in question.roles and question.roles & BASELINES and not question.regions:
        operation = replace(operation, difference=False, amount=True)  # 目标和现状差多少 of the one place
    if follows and not operation and _WITH_ANOTHER.search(question.plain):
        operation = replace(operation, difference=True)  # 跟廉江比呢
    against = operation.difference or (operation.extremes and _STARTS_AGAINST.search(question.plain))
    if against and follows and last is not None and len(last.regions) == 1 == len(named):
        named = tuple(dict.fromkeys((*last.regions, *named)))
    if (
        (operation.extremes or operation.order or operation.difference)
        and len(named) == 1
        and taken
        and not question.regions
        and not question.asks_whether
    ):
        named = _compared_before(state)
    if len(named) != 1 and last is not None and follows and _asks_for_winner(question, spans, state):
        narrowed = whole is not None and set(whole) < set(state.shown)
        named = named if narrowed or _EACH.search(question.plain) else state.shown or named
    ends, end_roles = _ends_before(state, named) if last is not None and follows else ((), frozenset())
    if operation.difference and len(named) == 1 and taken and len(ends) + bool(end_roles) > 1:
        operation = replace(operation, difference=False, amount=True)  # 差多少 of two years of one place
    operation = _between(operation, question, named)
    if len(named) > 1 and _ALTOGETHER.search(question.plain):
        operation = replace(operation, total=True)  # 两个县的床位合起来多少张
    claimed = _claimed(question, operation, last.regions if last is not None and follows else ())
    if claimed:
        operation = replace(operation, claimed=claimed)
        named = named if len(named) > 1 and claimed in named else _compared_with(claimed, spans, state, plans)
    wrong = {year for span in spans if span.kind == "wrong" for year in _years_of(span.part("wrong"))}
    years = tuple(year for year in question.years if year not in wrong) or question.years
    roles = question.roles
    if last is not None and follows and (taken or not question.indicators):
        if not years and not roles:
            years, roles = last.years, last.roles
            if operation.amount and len(ends) + bool(end_roles) > 1:
                years, roles = ends, end_roles
            elif operation.amount and _TO_COME.search(question.plain):
                years, roles = (), frozenset()  # 五年要增长多少 after 现在多少: from there to the target
            taken += [say("answer.in_year", year=year) for year in years]
        elif operation.amount or operation.change:
            # 和20年比增加多少, 比现在多多少: the other end of the way is what was shown.
            years = tuple(dict.fromkeys((*years, *last.years))) if years or Role.TARGET not in roles else ()
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
        regions=tuple(RegionYears(region, years) for region in named),
        indicators=tuple(_mention(question, key) for key in indicators),
        years=years,
        roles=roles,
        terms=(),
        quantities=() if operation.threshold or variant else question.quantities,
        carried=(*question.carried, *taken),
        operation=operation,
        earlier=last.said if last is not None and taken and not variant else "",
    )


def words_of(query: Query) -> str:
    """A query in words, for a follow-up on running text to go on from."""
    years = [say("answer.in_year", year=year) for year in query.years]
    roles = [] if years else [say(f"role.{role.value}") for role in sorted(query.roles)]
    names = "、".join(_name(key) for key in query.indicators)
    return f"{'、'.join(query.regions)}{'、'.join(years)}{names}{'、'.join(roles)}"


def in_text(question: Question, state: State, plans: LoadedPlans) -> Question:
    """``question``, about running text, with its places and with what it asks to be done with their figures."""
    spans = spans_in(question.plain)
    complete = over_places(question, state, plans)
    operation = _between(operation_of(spans, question.plain), complete, complete.region_names)
    if len(complete.regions) > 1 and _ALTOGETHER.search(question.plain):
        operation = replace(operation, total=True)  # 两个县2020年合计多少
    claimed = _claimed(question, operation, ())
    if claimed and complete.terms and len(complete.regions) == 1:
        years = question.years
        every = _compared_with(claimed, spans, state, plans)
        terms = tuple(term for term in complete.terms if not _inside(term.start, spans))
        regions = tuple(RegionYears(region, years) for region in every)
        complete = replace(complete, kind=Kind.COMPARE, regions=regions, terms=terms)
    return replace(complete, operation=replace(operation, claimed=claimed))


def over_places(question: Question, state: State, plans: LoadedPlans) -> Question:
    """``question``, about running text, with the places that its words for sets of places give (三家各要建几个), and without
    the words that only say what is done with them."""
    spans = spans_in(question.plain)
    ranks = any(span.kind == "extreme" for span in spans)
    # 最少的是哪家 asks for no document.
    alone = question.kind in _ALONE and not (question.kind is Kind.WHICH_DOCUMENT and ranks)
    if alone or question.strangers or not any(span.kind == "places" for span in spans):
        return question
    whole = set_of_places(question, state, plans)
    if whole is None and not question.regions and _over_all(spans):
        whole = tuple(plans.regions)  # 谁最短 asks each of them
    terms = tuple(term for term in question.terms if not _inside(term.start, spans))
    if whole is None or len(whole) < 2 or not terms:
        return question
    years = question.years
    kind = Kind.COMPARE if ranks else question.kind
    return replace(question, kind=kind, regions=tuple(RegionYears(region, years) for region in whole), terms=terms)


def query_of(question: Question, answer: Answer) -> Query | None:
    """The query of a question about figures, for the next turn to edit; None where it is about something else, or says more
    than the names of the figures of its ``answer`` do."""
    names = [fact.printed_name for fact in answer.facts]
    more = (term for term in question.terms if term.weight > _SOFT and not any(term.text in name for name in names))
    if not question.indicators or any(more) or (question.terms and not names):
        return None
    return Query(
        question.region_names,
        question.indicator_keys,
        question.years,
        question.roles,
        question.operation,
        question.plain if question.indicators[0].places or not question.earlier else question.earlier,
    )


def _bare(question: Question, spans: Sequence[Span]) -> str:
    """What a follow-up says besides the words that only go on: 说错了，是5岁以下的 says 5岁以下."""
    gone = {at for span in spans if span.kind in (*_GOES_ON, "wrong") for at in range(span.start, span.end)}
    kept = "".join(char for at, char in enumerate(question.plain) if at not in gone)
    return search_key(_YEAR_ASKED.sub("", kept)).removesuffix("的")


def _years_of(text: str) -> list[int]:
    """The years that a few words name."""
    return [int(match) for match in re.findall(r"20\d\d", text)]


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


def _ends_before(state: State, places: Sequence[str]) -> tuple[tuple[int, ...], frozenset[Role]]:
    """The years, and the roles that stand for one, of the last turns that were about the same indicators of the same places:
    the ends of the way that 涨了多少 asks for."""
    found: list[int] = []
    roles: set[Role] = set()
    for turn in reversed(state.turns):
        query = turn.query
        if state.last is None or query is None or query.indicators != state.last.indicators or query.operation:
            break
        if query.regions == tuple(places):
            found = [*query.years, *found]
            roles |= set() if query.years else query.roles
    return tuple(sorted(set(found))), frozenset(roles)


def _talked_of(state: State) -> tuple[str, ...]:
    """The places of the turns about whatever, the last of each at the end."""
    found: list[str] = []
    for turn in reversed(state.turns):
        found += [region for region in reversed(turn.regions) if region not in found]
    return tuple(reversed(found))


def _between(operation: Operation, question: Question, named: Sequence[str]) -> Operation:
    """The operation with the difference between places for the change within one, where two are put against each other
    (甲比乙多几个)."""
    if len(named) > 1 and operation.amount and not operation.change and _AGAINST.search(question.plain):
        return replace(operation, amount=False, difference=True)
    return operation


# 某乡老龄化全县最高 sets the towns of the county against each other.
_AMONG_ITS_OWN = re.compile(r"全[市县区州省镇乡](?:里|内|范围内?|当中)?(?:都?是)?(?:最|倒数|第)")


def _claimed(question: Question, operation: Operation, before: Sequence[str]) -> str:
    """The place that a question says is the highest or lowest, and asks whether it is so (三家里甲最低，对吧; 甲比乙高，对吧);
    "" where it claims nothing of the kind. ``before`` are the places of the last query, where it goes on from that."""
    # 是不是比乙低 says it of the place just talked about.
    named = before if before and _STARTS_AGAINST.search(question.plain) else question.region_names or before
    if not (operation.extremes and named and question.asks_whether) or _ASKS_WHO.search(question.plain):
        return ""
    if (len(named) > 1 and "都" in question.plain) or _AMONG_ITS_OWN.search(question.plain):
        return ""  # it is said of each of them, or of a place within
    return named[0] if len(named) == 1 or _MORE.search(question.plain) else ""


def _compared_with(claimed: str, spans: Sequence[Span], state: State, plans: LoadedPlans) -> tuple[str, ...]:
    """The places among which ``claimed`` is said to be the first: those just compared, else all."""
    shown = state.shown
    counted = next((span for span in spans if span.value == "counted"), None)
    fits = counted is None or number_of(counted.part("count")) == len(shown)
    if len(shown) > 1 and claimed in shown and fits:
        return tuple(shown)
    return tuple(plans.regions)


def _changes(question: Question, spans: Sequence[Span]) -> bool:
    """Whether the question changes a facet of the last query."""
    moves = any(span.kind in (*_GOES_ON[:-1], "places") for span in spans)
    return moves or bool(question.regions or question.years or question.roles)


def _over_all(spans: Sequence[Span]) -> bool:
    return any(span.kind == "places" and span.value == "all" for span in spans)


def _asks_for_winner(question: Question, spans: Sequence[Span], state: State) -> bool:
    return len(state.shown) > 1 and not question.regions and any(span.kind == "extreme" for span in spans)


def set_of_places(question: Question, state: State, plans: LoadedPlans) -> tuple[str, ...] | None:
    """The places that the words for sets of places and the moves of the conversation give; None where there are none."""
    spans = spans_in(question.plain)
    loaded = list(plans.regions)
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
    if "swap" in moves and len(named) == 2 and len(kept) > 1 and named[0] in kept:
        return tuple(dict.fromkeys((*(region for region in kept if region != named[0]), named[1])))
    if "drop" in moves and kept and (gone := _superior(question, spans, _counties(kept), plans) or named):
        return tuple(region for region in kept if region not in gone)
    if excluded is not None:
        said = spans_in(excluded.part("places", "behind"))
        if gone := _superior(question, said, _counties(loaded), plans) or named:
            return tuple(region for region in loaded if region not in gone)
    sets = [span for span in spans if span.kind == "places" and span.value != "superior"]
    above_them = _superior(question, spans, named or kept, plans)
    if above_them:
        beside = "add" in moves or _BESIDE.search(question.plain)  # 比市里高还是低
        return tuple(dict.fromkeys((*(kept if beside and not named else named), *above_them)))
    below = any(span.value == "below" for span in sets)
    if "add" in moves and kept and (named or sets):
        together = tuple(dict.fromkeys((*kept, *(named or loaded))))
        told = next((number_of(span.part("count")) for span in sets if span.value == "counted"), len(together))
        # 再加上宁川，五个谁最低: as many as the talk has come to, or all.
        before = tuple(dict.fromkeys((*_compared_before(state), *named)))
        return next((places for places in (together, before, tuple(loaded)) if len(places) == told), together)
    if any(span.value == "others" for span in sets):
        return tuple(region for region in loaded if region not in (named or kept))
    if below and (question.scopes or named):
        above = set(question.scopes or named)
        return tuple(dict.fromkeys(plan.region for plan in plans if above & set(plan.superiors)))
    counted = next((span for span in sets if span.value == "counted"), None)
    if counted is not None and not named:
        number = number_of(counted.part("count"))
        level = counted.part("level", "bare")
        for among in (kept, loaded):
            of_level = tuple(region for region in among if region.endswith(level))
            if level and len(of_level) == number < len(among):
                return of_level  # 两个县 of a city and two counties
        before = _compared_before(state)
        if len(before) < number:
            before = _talked_of(state)
        return (
            tuple(state.shown)
            if number == len(state.shown)
            else before[-number:]
            if len(state.shown) < number <= len(before)
            else tuple(loaded)
            if number == len(loaded)
            else None
        )
    if sets and not named and not any(span.kind == "extreme" for span in spans):
        return tuple(loaded)
    if moves & {"correct", "only"} and named:
        return tuple(named)
    return None


def _superior(question: Question, spans: Sequence[Span], places: Sequence[str], plans: LoadedPlans) -> tuple[str, ...]:
    """The loaded places above ``places`` that 市里 means; none where it is not said, or says the end of a place's name."""
    aliases = plans.aliases
    inside = {at for place in places_in(question.plain, aliases) for at in range(place.start, place.end)}
    if not any(span.value == "superior" and span.start not in inside for span in spans):
        return ()
    return above(places, plans)


def _counties(places: Sequence[str]) -> tuple[str, ...]:
    """Those of ``places`` that lie below a city."""
    return tuple(place for place in places if are_counties([place]))


def _mention(question: Question, key: str) -> IndicatorMention:
    own = next((mention for mention in question.indicators if mention.key == key), None)
    return own or IndicatorMention(key, frozenset(), True)


def _name(key: str) -> str:
    entry = load_catalogue().get(key)
    return entry.name if entry else key
