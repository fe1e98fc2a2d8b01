"""One of the things just shown: the n-th, the named one, the n-th by rank, several of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answers.joining import joined
from bot.answers.recalled import answer_against, answer_item
from bot.dialogue.editing import words_of
from bot.dialogue.items import chosen, items_in_force
from bot.dialogue.query import Operation, Query
from bot.dialogue.rewording import Wording, ranked_so
from bot.dialogue.state import State, Turn
from bot.library import Library
from bot.models import Answer
from bot.question import Question
from bot.reading.rules import Span
from bot.support import held
from corpus.language.numerals import number_of
from corpus.language.text import search_key
from prompts import say

# Projects are added up by their money (第三个和第五个一共多少).
_SUM_OF_MONEY = re.compile(r"(?<=[共来起计总])(?:是|有)?多少$")
# Words of a rank that count from below: 第二低.
_LOW = "小低少早短"


class Talk(Protocol):
    """What picking needs of a conversation: its library, a question in words read and answered, a message after turns."""

    library: Library

    def turn(self, text: str, state: State) -> Turn: ...

    def carried(self, words: str, only: Sequence[str] = ()) -> Question: ...

    def complete(self, question: Question) -> Turn: ...

    def wording(self, question: Question) -> Wording: ...


def ranked(talk: Talk, spans: tuple[Span, ...], state: State) -> Turn | None:
    """The second, the third … of what the last question for an extreme or an order ranked (第二大的呢)."""
    span = next((span for span in spans if span.kind == "rank"), None)
    if span is None or state.turn is None:
        return None
    said, way = span.part("nth", "nth2"), span.part("way")
    for turn in reversed(state.turns):
        if turn.query is None:
            superlative = turn.question.projects.superlative if turn.question.projects else ""
            ranked = ranked_so(superlative, said, way)
            if ranked and superlative in turn.words:
                return talk.complete(talk.carried(turn.words.replace(superlative, ranked, 1)))
            continue
        operation = turn.query.operation
        if operation.extremes or operation.order or len(turn.answer.places) > 1:
            return _of_rank(talk, span, turn, turn.query)
        if operation:
            return None
    return None


def _of_rank(talk: Talk, span: Span, turn: Turn, query: Query) -> Turn:
    """The place of the n-th rank among those that ``turn`` put in order."""
    order, number = turn.answer.places, number_of(span.part("nth", "nth2"))
    lowest = [value for value, _ in query.operation.extremes] == ["lowest"]
    if span.part("way") and query.operation.extremes:
        lowest = span.part("way") in _LOW
    if lowest != (query.operation.order == "ascending"):
        order = order[::-1]
    if not 0 < number <= len(order):
        text = say("recall.no_rank", count=len(order), asked=span.part("nth", "nth2"))
        return replace(turn, answer=Answer(turn.question.text, True, "not_stated", text), aside=True)
    words = words_of(replace(query, regions=(order[number - 1],), operation=Operation()))
    turn = talk.complete(talk.carried(words))
    return replace(turn, answer=replace(turn.answer, winners=(order[number - 1],)), aside=True)


def _against(talk: Talk, question: Question, span: Span, state: State) -> Turn | None:
    """What was asked of one thing of a list, asked of the n-th as well, and both put in order (跟第三个比哪个投得多)."""
    last = state.turn
    if last is None or not last.picked or "比" not in question.plain[span.end :] or last.answer.refused:
        return None
    other = talk.turn(f"{question.plain[span.start : span.end]}{last.picked}", state)
    if other.answer.refused:
        return None
    return replace(other, answer=answer_against(question, last.answer, other.answer))


def picked(talk: Talk, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
    """The n-th or the named one of the things just shown, or of the turns where nothing was listed."""
    if these := next((span for span in spans if span.kind == "these"), None):
        return _just_picked(talk, question, these, state)
    picks = [span for span in spans if span.kind in ("nth", "named")]
    if len(picks) > 1 and all(span.kind == "nth" for span in picks) and not question.indicators:
        return _several(talk, question, picks, state)
    if len(picks) != 1 or state.turn is None or len(state.shown) > 1 or question.indicators:
        return None
    own, span = talk.wording(question), picks[0]
    if span.kind == "nth" and (turn := _against(talk, question, span, state)):
        return turn
    listing, items = items_in_force(state, talk.library)
    if span.kind == "named":
        found = (n for n, item in enumerate(items) if held(span.part("name"), search_key(item.text)) == 1)
        at = next(found, None)
        if at is None:
            return None
    else:
        at = chosen(span, len(items) or len(state.turns))
    if at is None:
        listed = "recall.no_item" if items else "recall.no_items"
        text = say(listed, count=len(items), asked=span.part("nth"))
        return Turn(question, question.plain, None, Answer(question.text, True, "not_stated", text))
    rest = own.without((span.start, span.end), *own.going_on)
    if listing is None:
        said = state.turns[at]
        return None if rest else replace(said, answer=replace(said.answer, question=question.text))
    if not items[at].name or any(other.kind == "recall" for other in spans):
        answer = answer_item(items[at], items, question, rest, talk.library)
        return Turn(listing.question, listing.words, None, answer, rest)
    rest = rest or state.turn.picked or ""
    words = f"{items[at].region}{items[at].text}{rest or say('project.content')}"
    return replace(talk.complete(talk.carried(words, [items[at].region])), picked=rest)


def _just_picked(talk: Talk, question: Question, span: Span, state: State) -> Turn | None:
    """The things picked one by one in the last turns (这两个一共多少钱)."""
    _, items = items_in_force(state, talk.library)
    said = span.part("count")
    count = len(state.turns) if said == "几" else number_of(said)
    picked = [turn for turn in state.turns[-count:] if turn.picked is not None]
    own = [item for turn in picked for item in items if item.name and item.text in turn.words]
    if len(own) < 2:
        return None
    names = say("query.and").join(dict.fromkeys(item.text for item in own))
    rest = talk.wording(question).without((span.start, span.end))
    return talk.complete(talk.carried(f"{own[0].region}{names}{rest}", [i.region for i in own]))


def _several(talk: Talk, question: Question, picks: list[Span], state: State) -> Turn | None:
    """Several of the things just shown (第二个和第三个差多少钱): side by side where they have names, else each by itself."""
    listing, items = items_in_force(state, talk.library)
    if listing is None or len(state.shown) > 1:
        return None
    at = [chosen(span, len(items)) for span in picks]
    if None in at:
        missing = picks[at.index(None)].part("nth")
        text = say("recall.no_item", count=len(items), asked=missing)
        return Turn(question, question.plain, None, Answer(question.text, True, "not_stated", text))
    own = [items[n] for n in dict.fromkeys(at) if n is not None]
    rest = talk.wording(question).without(*((span.start, span.end) for span in picks))
    if all(item.name for item in own):
        rest = _SUM_OF_MONEY.sub(say("query.money"), rest) if own[0].citation.table else rest
        names = say("query.and").join(item.text for item in own)
        return replace(
            talk.complete(talk.carried(f"{own[0].region}{names}{rest}", [i.region for i in own])), picked=rest
        )
    answers = [answer_item(item, items, question, rest, talk.library) for item in own]
    if all(answer.refused for answer in answers):
        return Turn(listing.question, listing.words, None, answers[0], rest)
    return Turn(listing.question, listing.words, None, joined(question.text, answers, [i.text for i in own]), rest)
