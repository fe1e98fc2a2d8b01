"""What a message that names no matter of its own has done with the places of the last question on running text: 三个县都列出来, 从高到低排,
一共多少个, 超过150个的有哪些, 去掉甲的."""

import re
from collections.abc import Callable, Sequence

from bot.dialogue.query import operation_of
from bot.dialogue.rewording import Change, Reading, Wording, unranked
from bot.dialogue.state import State, Turn
from bot.question import Kind, Question
from bot.reading.rules import spans_in

# Kinds of questions whose places are no matter of figures.
_OF_DOCUMENTS = (Kind.METADATA, Kind.WHICH_DOCUMENT, Kind.PLANS, Kind.ATTRIBUTE_LIST)
# Words of a message that picks or asks again instead.
_OTHERWISE = ("recall", "nth", "named", "rank", "these", "siblings", "winner", "extreme place")
# Adverbs and the like, of less weight, name no matter (see ``bot.asked_words``).
_SOFT = 0.3
# 哪个标准最高: the measure of whatever was asked.
_OF_ANYTHING = frozenset(("标准", "数量", "数目", "规模", "金额", "个数", "人数", "比例", "水平", "目标"))
_WHO = re.compile(r"谁|哪")
# What is done with the figures, in the message's own words.
_DONE = ("extreme", "order", "change", "difference", "average", "sum", "together", "threshold")


def over_text(
    question: Question,
    state: State,
    own: Wording,
    wording: Callable[[Turn], Wording],
    whole: Sequence[str] | None,
    loaded: Sequence[str],
) -> Reading | None:
    """The last question asked again of the places ``whole`` that the message gives or, where it gives none, of those of the last turns
    about the same matter, with what is to be done with their figures; None where it says more, or nothing of the kind."""
    turn = state.turn
    if turn is None or turn.answer.facts or turn.question.kind in _OF_DOCUMENTS or turn.question.projects:
        return None
    spans = spans_in(question.plain)
    done = [(span.start, span.end) for span in spans if span.kind in _DONE]
    if any(span.kind in _OTHERWISE for span in spans) or not (done or whole) or _says_more(question, own, done, turn):
        return None
    last = wording(turn)
    if not last.nouns and not last.indicators:
        return None
    places = tuple(whole) if whole is not None else _talked_over(state, wording)
    if whole is None and len(places) < 2:
        every = bool(operation_of(spans, question.plain).extremes) and _WHO.search(question.plain)
        places = tuple(loaded) if every else ()
    if not places:
        return None
    change = Change("、".join(places), own.said(*own.times), own.said(*own.roles))
    words = unranked(change.applied(last))
    # 哪些超过150个 sifts the places, and asks for no list of items.
    lists = [(span.start, span.end) for span in spans if (span.kind, span.value) == ("asks", "list")]
    rest = own.without(*own.places, *own.times, *own.roles, *own.going_on, *lists) if done else ""
    return Reading(f"{words}，{rest}" if rest else words, only=places)


def _says_more(question: Question, own: Wording, done: Sequence[tuple[int, int]], turn: Turn) -> bool:
    """Whether the message names a matter: a noun or a verb besides what is done with figures, and besides the last question's own words."""
    if question.indicators or question.quoted or question.projects or question.strangers or question.scopes:
        return True
    inside = {at for start, end in done for at in range(start, end)}
    return any(
        term.weight > _SOFT
        and term.start not in inside
        and term.text not in _OF_ANYTHING
        and term.text not in turn.words
        for term in own.terms
    )


def _talked_over(state: State, wording: Callable[[Turn], Wording]) -> tuple[str, ...]:
    """The places of the last turns that ask the same of one place or several, oldest first."""
    found: list[str] = []
    matter = None
    for turn in reversed(state.turns):
        words = wording(turn)
        own = unranked(words.without(*words.places))
        if matter not in (None, own):
            break
        matter = own
        found = [*turn.regions, *found]
    return tuple(dict.fromkeys(found))
