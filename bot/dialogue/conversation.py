"""A conversation: each message is completed by what was asked and shown before it, and answered."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answers.joining import joined
from bot.answers.recalled import answer_against, answer_item, answer_recalled, prints_ratio, prints_sum
from bot.asked_places import Known
from bot.dialogue.editing import edited, in_text, query_of, set_of_places, words_of
from bot.dialogue.items import chosen, items_in_force
from bot.dialogue.levels import level_above
from bot.dialogue.query import Operation, Query, states_ratio
from bot.dialogue.rewording import Reading, Wording, ranked_so, reworded
from bot.dialogue.rows import of_inner_place, others_of_kind
from bot.dialogue.state import State, Turn
from bot.library import Library
from bot.models import Answer
from bot.question import Kind, Question, RegionYears, Wanted
from bot.reading.content import says_nothing
from bot.reading.rules import Span, spans_in
from bot.reading.years import question_years
from bot.support import held, unmet
from bot.understanding import exact_spans, understand
from corpus.language.numerals import number_of
from corpus.language.places import stem
from corpus.language.text import bigrams, search_key
from corpus.models import Role
from prompts import say

_CONVERSATIONS = 512
# Kinds of messages that ask the documents nothing.
ASKS_NOTHING = (Kind.EMPTY, Kind.GREETING, Kind.HELP, Kind.FABRICATE, Kind.OUTSIDE, Kind.PLANS)


# Words of a rank that count from below: 第二低.
_LOW = "小低少早短"


def _without_put_aside(text: str) -> str:
    """``text`` without the clause that puts an earlier matter aside (托育先放放，…)."""
    span = next((span for span in spans_in(text) if span.value == "put aside"), None)
    return text[span.end :] if span else text


def _not_handed_over(text: str) -> str:
    """``text`` without the words that only have the answer handed over (…的报我), where more is said."""
    span = next((span for span in spans_in(text) if span.value == "handed over"), None)
    return (text[: span.start] + text[span.end :]).strip(" ，,") or text if span else text


class Conversation:
    """Conversations over one library. ``answer`` answers a complete question, ``known`` gives what questions are read
    against."""

    def __init__(self, library: Library, known: Callable[[], Known], answer: Callable[[Question], Answer]) -> None:
        self._library = library
        self._known = known
        self._answer = answer
        # A conversation is read again with each of its turns: its beginnings are remembered.
        self.after = functools.lru_cache(maxsize=_CONVERSATIONS)(self._after)

    def _after(self, history: tuple[str, ...]) -> State:
        """What a conversation of these messages keeps. Messages that ask nothing (thanks, help, refused orders) and those
        that ask again about what was shown leave it as it was."""
        if not history:
            return State()
        state = self.after(history[:-1])
        turn = self.turn(history[-1], state)
        return state if turn.aside or turn.question.kind in ASKS_NOTHING else State((*state.turns, turn))

    def turn(self, text: str, state: State) -> Turn:
        """The message ``text`` after the turns of ``state``, completed and answered."""
        text = _without_put_aside(text)
        text = self._with_place(_not_handed_over(text) if state.turns else text, state)
        level = level_above(text, state.turn.regions, self._known().plans) if state.turn else None
        if level is not None and not level[1]:
            return self._no_level(text, level[0])
        question = self._read(level[0] if level else text)
        spans = spans_in(question.plain)
        kinds = {(span.kind, span.value): span for span in spans}
        if ("aside", "courtesy") in kinds and state.turns:
            return self._aside(question)
        if question.kind in ASKS_NOTHING:
            return Turn(question, question.plain, None, self._answer(question))
        if ("move", "back") in kinds:
            state = self._gone_back(question, state)
        turn = self._ranked(spans, state) or self._picked(question, spans, state)
        turn = turn or self._recalled(question, spans, state)
        if turn is None:
            turn = (
                self._in_table(question, spans, state)
                or self._edited(question, state)
                or self._reworded(question, state)
            )
        if turn.answer.reason == "unsupported" and state.turns and self._is_talk(question):
            return self._aside(question)
        return turn

    def _aside(self, question: Question) -> Turn:
        question.kind = Kind.GREETING
        return Turn(question, question.plain, None, Answer(question.text, False, None, say("recall.aside")))

    def _is_talk(self, question: Question) -> bool:
        """Whether a message in between is small talk: it says nothing, and no document uses its nouns."""
        store = self._library.store
        nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
        known = any(all(store.frequency(gram) for gram in bigrams(search_key(noun))) for noun in nouns)
        return not known and says_nothing(question.whole, exact_spans(question.whole, self._known()))

    def _with_place(self, text: str, state: State) -> str:
        """``text`` with the place named that it means by its level among those just shown (最少那家原文给我)."""
        span = next((span for span in spans_in(text) if span.kind == "extreme place"), None)
        if span is None or state.turn is None or len(state.turn.regions) < 2:
            return text
        asked = say("query.which_place", extreme=span.part("extreme", "extreme2"))
        winners = self.turn(asked, state).answer.winners
        return f"{text[: span.start]}{winners[0]}{text[span.end :]}" if len(winners) == 1 else text

    def _read(self, text: str) -> Question:
        return understand(text, self._known())

    def _wording(self, question: Question) -> Wording:
        known = self._known()
        return Wording(question, known.plans, known.this_year)

    def _gone_back(self, question: Question, state: State) -> State:
        """The turns up to the one that the message goes back to: the last that is about the same matter or, where the
        message names none, the last about a figure."""
        own = self._wording(question)
        keys = set(question.indicator_keys)
        for count in range(len(state.turns), 0, -1):
            turn = state.turns[count - 1]
            same = keys & set(turn.question.indicator_keys) or any(noun.text in turn.words for noun in own.nouns)
            if same or (not keys and not own.nouns and turn.query is not None):
                return State(state.turns[:count])
        return state

    def _recalled(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """What was shown, asked about again (its original words, its page, why), of another place where one is named."""
        # 记得是 is a courtesy to most questions; here it claims a figure.
        claims = (span for span in spans_in(question.whole) if span.value in ("confirm", "way"))
        recalls = [*(span for span in spans if span.kind == "recall"), *claims]
        span = next(iter(recalls), None)
        if span is None or state.turn is None or (span.value == "attribute" and Wanted.LIST in question.wanted):
            return None  # 约束性的有哪些 asks for a list
        own = self._wording(question)
        inside = {at for recall in recalls for at in range(recall.start, recall.end)}
        nouns = [noun for noun in own.nouns if not inside & set(range(noun.start, noun.end))]
        if question.indicators or question.quoted or (nouns and span.value not in ("confirm", "way")):
            return None
        turn = state.turn
        if question.region_names:
            turn = self.turn(own.said(*own.places), state)
        if span.value == "confirm":
            return self._confirmed(span, turn)
        if span.value == "way":
            return self._way_confirmed(span, turn)
        answer = answer_recalled(span, question, turn, self._library)
        return Turn(question, turn.words, turn.query, answer, aside=True) if answer else None

    def _confirmed(self, span: Span, turn: Turn) -> Turn:
        """8.0对吗: whether what ``turn`` is about is the figure of the ``span``."""
        base = self._wording(self._read(turn.words))
        words = words_of(turn.query) if turn.query and turn.query.regions else base.without(*base.asks)
        figure = f"{span.part('number', 'number2')}{span.part('unit', 'unit2')}"
        return self._complete(self._carried(say("query.claim", what=words, figure=figure)))

    def _way_confirmed(self, span: Span, turn: Turn) -> Turn | None:
        """所以是从25年4.12涨到这个: whether what ``turn`` is about began with that figure, beside what was shown."""
        if turn.query is None or turn.answer.refused:
            return None
        time = span.part("time")
        years = tuple(year for year, _, _ in question_years(time, self._known().this_year))
        roles = frozenset() if years else frozenset((Role.BASELINE,))
        words = words_of(replace(turn.query, years=years, roles=roles))
        claim = say("query.claim", what=words, figure=f"{span.part('number')}{span.part('unit')}")
        began = self._complete(self._carried(claim))
        if began.answer.refused:
            return began
        return replace(began, query=turn.query, answer=joined(claim, [began.answer, turn.answer], ["", ""]))

    def _no_level(self, text: str, place: str) -> Turn:
        """What is asked of the level above, where no document of it is loaded."""
        loaded = "、".join(self._known().plans.regions)
        question = self._read(text)
        refusal = say("refusal.no_plan", place=place, loaded=loaded)
        return Turn(question, question.plain, None, Answer(text, True, "no_plan", refusal), aside=True)

    def _ranked(self, spans: tuple[Span, ...], state: State) -> Turn | None:
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
                    return self._complete(self._carried(turn.words.replace(superlative, ranked, 1)))
                continue
            operation = turn.query.operation
            if operation.extremes or operation.order or len(turn.answer.places) > 1:
                return self._of_rank(span, turn, turn.query)
            if operation:
                return None
        return None

    def _of_rank(self, span: Span, turn: Turn, query: Query) -> Turn:
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
        return replace(self._complete(self._carried(words)), aside=True)

    def _against(self, question: Question, span: Span, state: State) -> Turn | None:
        """What was asked of one thing of a list, asked of the n-th as well, and both put in order (跟第三个比哪个投得多)."""
        last = state.turn
        if last is None or not last.picked or "比" not in question.plain[span.end :] or last.answer.refused:
            return None
        other = self.turn(f"{question.plain[span.start : span.end]}{last.picked}", state)
        if other.answer.refused:
            return None
        return replace(other, answer=answer_against(question, last.answer, other.answer))

    def _picked(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """The n-th or the named one of the things just shown, or of the turns where nothing was listed."""
        if these := next((span for span in spans if span.kind == "these"), None):
            return self._just_picked(question, these, state)
        picks = [span for span in spans if span.kind in ("nth", "named")]
        if len(picks) > 1 and all(span.kind == "nth" for span in picks) and not question.indicators:
            return self._several(question, picks, state)
        if len(picks) != 1 or state.turn is None or len(state.shown) > 1 or question.indicators:
            return None
        own, span = self._wording(question), picks[0]
        if span.kind == "nth" and (turn := self._against(question, span, state)):
            return turn
        listing, items = items_in_force(state, self._library)
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
            answer = answer_item(items[at], items, question, rest, self._library)
            return Turn(listing.question, listing.words, None, answer, rest)
        rest = rest or state.turn.picked or ""
        words = f"{items[at].region}{items[at].text}{rest or say('project.content')}"
        return replace(self._complete(self._carried(words, [items[at].region])), picked=rest)

    def _just_picked(self, question: Question, span: Span, state: State) -> Turn | None:
        """The things picked one by one in the last turns (这两个一共多少钱)."""
        _, items = items_in_force(state, self._library)
        count = number_of(span.part("count")) or len(state.turns)
        picked = [turn for turn in state.turns[-count:] if turn.picked is not None]
        own = [item for turn in picked for item in items if item.name and item.text in turn.words]
        if len(own) < 2:
            return None
        names = say("query.and").join(dict.fromkeys(item.text for item in own))
        rest = self._wording(question).without((span.start, span.end))
        return self._complete(self._carried(f"{own[0].region}{names}{rest}", [i.region for i in own]))

    def _several(self, question: Question, picks: list[Span], state: State) -> Turn | None:
        """Several of the things just shown (第二个和第三个差多少钱): side by side where they have names, else each by itself."""
        listing, items = items_in_force(state, self._library)
        if listing is None or len(state.shown) > 1:
            return None
        at = [chosen(span, len(items)) for span in picks]
        if None in at:
            missing = picks[at.index(None)].part("nth")
            text = say("recall.no_item", count=len(items), asked=missing)
            return Turn(question, question.plain, None, Answer(question.text, True, "not_stated", text))
        own = [items[n] for n in dict.fromkeys(at) if n is not None]
        rest = self._wording(question).without(*((span.start, span.end) for span in picks))
        if all(item.name for item in own):
            names = say("query.and").join(item.text for item in own)
            return replace(
                self._complete(self._carried(f"{own[0].region}{names}{rest}", [i.region for i in own])), picked=rest
            )
        answers = [answer_item(item, items, question, rest, self._library) for item in own]
        if all(answer.refused for answer in answers):
            return Turn(listing.question, listing.words, None, answers[0], rest)
        return Turn(listing.question, listing.words, None, joined(question.text, answers, [i.text for i in own]), rest)

    def _in_table(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """The message about other rows of the table that the last question was about; None where it names none."""
        if state.turn is None or question.kind in ASKS_NOTHING:
            return None
        if kind := next((span for span in spans if span.kind == "siblings"), None):
            words = others_of_kind(kind, question, state.turn, self._library)
            return self._complete(self._carried(words)) if words else None
        reading = of_inner_place(
            question, self._wording(question), self._wording(self._read(state.turn.words)), state.turn, self._library
        )
        if reading is None:
            return None
        inner = self._carried(reading.words)
        inner.regions, inner.strangers = [RegionYears(reading.host, tuple(inner.years))], []
        inner.inside = [reading.place]
        turn = self._complete(inner)
        if turn.answer.refused:
            return None if reading.own else turn
        cited = " ".join(f"{c.quote} {c.section} {c.table or ''}" for c in turn.answer.citations)
        nouns = [term for term in inner.terms if term.weight == 1 and len(term.text) > 1]
        missing = [] if turn.answer.facts else [term.text for term in unmet(nouns, search_key(cited))]
        if not missing and stem(reading.place) in cited:
            return turn
        what = "、".join(missing) or reading.place
        text = say("refusal.unsupported", missing=what, searched=reading.host)
        return replace(turn, answer=Answer(turn.answer.question, True, "unsupported", text))

    def _edited(self, question: Question, state: State) -> Turn | None:
        """The message as an edit of the last query of figures."""
        complete = edited(question, state, self._known().plans, self._known().names)
        if complete is None:
            return None
        query = query_of(complete)
        answer = self._answer(complete)
        denied = complete.operation.claimed and answer.reason == "false_premise"
        if query is None or not (answer.indicators or denied):
            return None  # running text is found by words
        return Turn(complete, words_of(query), query, answer)

    def _reworded(self, question: Question, state: State) -> Turn:
        """The message as the last question in other words, the first of its readings that is answered; by itself where it
        is complete."""
        readings: list[Reading] = []
        if state.turn is not None:
            known = self._known()
            winner = any(span.kind == "winner" for span in spans_in(question.plain))
            own = self._wording(question)
            adds = ("move", "add") in {(span.kind, span.value) for span in own.spans}
            # 溪岩的问题也列一下 names its matter itself and asks for that alone.
            alone = winner or (adds and own.places and len(own.rest) > 1)
            places = None if alone else set_of_places(question, state, known.plans)
            base = self._read(state.turn.words)
            readings = reworded(question, state.turn, self._wording, base, places)
        ratio = state.last is not None and states_ratio(state.last) and not (question.terms or question.indicators)
        turns: Iterator[Turn] = (self._with_needs(reading, ratio) for reading in readings)
        tried = []
        for turn in turns:
            if not turn.answer.refused:
                return turn
            tried.append(turn)
        # What takes over least says most plainly what is not there.
        return min(tried, key=lambda turn: len(turn.words)) if tried else self._complete(question)

    def _with_needs(self, reading: Reading, ratio: bool) -> Turn:
        """A reading answered; refused where the answer holds a noun of the follow-up nowhere, or goes on from a ``ratio`` and
        prints none."""
        turn = self._complete(self._carried(reading.words, reading.only))
        answer = turn.answer
        if answer.refused or turn.question.kind is Kind.METADATA or turn.question.projects:
            return turn
        told = [f"{c.quote} {c.section} {c.table or ''} {c.title}" for c in answer.citations]
        keys = [search_key(text) for text in (told if reading.together else [" ".join(told)])]
        missing = "、".join(term.text for term in min((unmet(reading.needs, key) for key in keys), key=len))
        if reading.money and not prints_sum(answer):
            missing = missing or say("project.investment")
        if ratio and not answer.indicators and not prints_ratio(answer):
            missing = missing or reading.words
        if not missing:
            return turn
        searched = "、".join(turn.regions)
        text = say("refusal.unsupported", missing=missing, searched=searched)
        return replace(turn, answer=Answer(answer.question, True, "unsupported", text))

    def _carried(self, words: str, only: Sequence[str] = ()) -> Question:
        """The question ``words``; of the places ``only`` where any are given, whatever place its names hold (青州大桥)."""
        question = self._read(words)
        question.carried = [words]
        if only:
            question.regions = [mention for mention in question.regions if mention.region in only]
        return question

    def _complete(self, question: Question) -> Turn:
        """A question that is complete by itself."""
        known = self._known()
        complete = edited(question, State(), known.plans, known.names)
        if complete is None:
            complete = in_text(question, State(), known.plans)
        return Turn(complete, complete.plain, query_of(complete), self._answer(complete))
