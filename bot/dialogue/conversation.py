"""A conversation: each message is completed by what was asked and shown before it, and answered."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answers.house_tables import bare_title, lists_houses, name_in
from bot.answers.joining import joined
from bot.answers.leading import answer_leading
from bot.answers.recalled import answer_recalled, prints_ratio, prints_sum
from bot.answers.reckoning import answer_reckoned
from bot.asked_places import Known
from bot.dialogue.contents import of_content
from bot.dialogue.counterparts import counterpart
from bot.dialogue.editing import edited, in_text, query_of, set_of_places, words_of
from bot.dialogue.items import chosen, items_in_force
from bot.dialogue.levels import level_above
from bot.dialogue.over_text import over_text
from bot.dialogue.picking import of_project, picked, ranked
from bot.dialogue.query import states_ratio
from bot.dialogue.rewording import Reading, Wording, reworded
from bot.dialogue.rows import of_inner_place, others_of_kind
from bot.dialogue.state import State, Turn
from bot.dialogue.trimming import gone_back, not_handed_over, put_right, with_year, without_put_aside
from bot.library import Library
from bot.models import Answer
from bot.question import Kind, Question, RegionYears, Wanted
from bot.reading.content import says_nothing
from bot.reading.rules import Span, spans_in
from bot.reading.years import question_years
from bot.support import unmet
from bot.understanding import exact_spans, understand
from corpus.language.places import stem
from corpus.language.text import bigrams, search_key
from corpus.models import Role
from prompts import say

_CONVERSATIONS = 512
# Kinds of messages that ask the documents nothing.
ASKS_NOTHING = (Kind.EMPTY, Kind.GREETING, Kind.HELP, Kind.FABRICATE, Kind.OUTSIDE, Kind.PLANS)


# 哪家建得最早, of the institutions just listed.
_WHICH_HOUSE = re.compile(r"哪(?:几|些|一)?[家所]|哪几?个(?!乡|镇|村|街|部|单|县|市|区|局|地)")
# How much of a name tells it from the others: 安颐 of 安颐老年公寓.
_SHORT_NAME = (4, 3, 2)


def _called(plain: str, names: Sequence[str], region: str) -> str:
    """``plain`` with the one of ``names`` in full that it calls by a part of its own; "" where it calls none so, or by all of it."""
    for size in _SHORT_NAME:
        for at in range(len(plain) - size + 1):
            part = plain[at : at + size]
            meant = [name for name in names if part in name]
            if len(meant) == 1 and part not in region and meant[0] not in plain and part.isalpha():
                return plain.replace(part, meant[0], 1)
    return ""


def _shows_one(answer: Answer) -> bool:
    """Whether an answer names one institution of a table."""
    return not answer.refused and len(answer.items) == 1 and bool(name_in(answer.citations[0].cells))


def _pointing(shown: Answer, picked: Answer) -> Answer:
    """The answer ``shown`` with the place that another one ``picked`` from it as the one that 它 means."""
    return replace(shown, winners=picked.winners)


def _placed(reading: Reading, question: Question, own: Wording) -> Reading:
    """A reading with the places that the follow-up itself names, where exchanging words has lost them."""
    names = [own.said(place) for place in own.places]
    if len(names) != len(question.region_names) or any(name in reading.words for name in names):
        return reading
    return replace(reading, words=f"{'、'.join(names)}{reading.words}")


class Conversation:
    """Conversations over one library. ``answer`` answers a complete question, ``known`` gives what questions are read
    against."""

    def __init__(self, library: Library, known: Callable[[], Known], answer: Callable[[Question], Answer]) -> None:
        self.library = library
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
        if turn.aside and len(turn.answer.winners) == 1 and state.turn is not None:
            state = State((*state.turns[:-1], replace(state.turn, answer=_pointing(state.turn.answer, turn.answer))))
        if turn.answer.refused and state.turns and self._names_nothing(turn.question):
            return state  # 挺多的: what says nothing that can be looked up is no matter to go on from
        return state if turn.aside or turn.question.kind in ASKS_NOTHING else State((*state.turns, turn))

    def _names_nothing(self, question: Question) -> bool:
        """Whether a message names no place, time, indicator or thing."""
        named = question.regions or question.years or question.indicators or question.quoted or question.projects
        return not named and not self.wording(self._read(question.text)).nouns

    def turn(self, text: str, state: State) -> Turn:
        """The message ``text`` after the turns of ``state``, completed and answered."""
        text = without_put_aside(text)
        if state.turns:
            text = put_right(text, self._known().plans.aliases)
            text = with_year(text) if state.last else text
        text = self._with_place(not_handed_over(text) if state.turns else text, state)
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
            question = self._read(gone_back(question.plain))
            spans = spans_in(question.plain)
        turn = (
            self._of_houses(question, spans, state)
            or ranked(self, spans, state)
            or picked(self, question, spans, state)
        )
        turn = turn or self._recalled(question, spans, state) or self._led(question, state)
        turn = turn or self._reckoned(question, spans, state)
        if turn is None:
            turn = (
                self._in_table(question, spans, state)
                or self._of_content(question, state)
                or self._edited(question, state)
                or self._reworded(question, state)
            )
            turn = of_project(self, question, spans, state, turn) or turn
        if turn.answer.reason == "unsupported" and state.turns and self._is_talk(question):
            return self._aside(question)
        return turn

    def _aside(self, question: Question) -> Turn:
        question = replace(question, kind=Kind.GREETING)
        return Turn(question, question.plain, None, Answer(question.text, False, None, say("recall.aside")))

    def _is_talk(self, question: Question) -> bool:
        """Whether a message in between is small talk: it says nothing, and no document uses its nouns."""
        store = self.library.store
        nouns = [term.text for term in question.terms if term.weight == 1 and len(term.text) > 1]
        known = any(all(store.frequency(gram) for gram in bigrams(search_key(noun))) for noun in nouns)
        return not known and says_nothing(question.whole, exact_spans(question.whole, self._known()))

    def _with_place(self, text: str, state: State) -> str:
        """``text`` with the place named that it means by its level or its number among those just shown, where it asks about
        these again (最少那家原文给我, 第二个的原文)."""
        spans = spans_in(text)
        if state.turn is None or len(state.turn.regions) < 2:
            return text
        if span := next((span for span in spans if span.kind == "extreme place"), None):
            asked = say("query.which_place", extreme=span.part("extreme", "extreme2"))
            places = self.turn(asked, state).answer.winners
        else:
            numbered = [span for span in spans if span.kind == "nth"]
            if len(numbered) != 1 or not any(span.kind == "recall" for span in spans):
                return text
            (span,) = numbered
            at = chosen(span, len(state.shown))
            places = () if at is None else (state.shown[at],)
        return f"{text[: span.start]}{places[0]}{text[span.end :]}" if len(places) == 1 else text

    def _read(self, text: str) -> Question:
        return understand(text, self._known())

    def wording(self, question: Question) -> Wording:
        known = self._known()
        return Wording(question, known.plans, known.this_year)

    def _wording_of(self, turn: Turn) -> Wording:
        return self.wording(self._read(turn.words))

    def _gone_back(self, question: Question, state: State) -> State:
        """The turns up to the one that the message goes back to: the last that is about the same matter or, where the
        message names none, the last about a figure."""
        own = self.wording(question)
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
        own = self.wording(question)
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
        answer = answer_recalled(span, question, turn, self.library)
        return Turn(question, turn.words, turn.query, answer, aside=True) if answer else None

    def _led(self, question: Question, state: State) -> Turn | None:
        """Who leads what was shown last (那谁牵头的), of another place where one is named; None where more is asked."""
        own = self.wording(question)
        who = [(span.start, span.end) for span in own.spans if (span.kind, span.value) == ("asks", "who")]
        if state.turn is None or not who or own.without(*who, *own.places, *own.going_on):
            return None
        turn = self.turn(own.said(*own.places), state) if question.region_names else state.turn
        answer = answer_leading(question, turn, self.library)
        return Turn(question, turn.words, turn.query, answer, aside=True) if answer else None

    def _reckoned(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """What follows from the figures of the last turns (加起来多少); None where it asks for nothing of them, or they have
        none."""
        span = next((span for span in spans if span.kind == "together"), None)
        if span is None or state.turn is None:
            return None
        answer = answer_reckoned(question, span, state.turns, self.library)
        return Turn(question, state.turn.words, None, answer, aside=True) if answer else None

    def _confirmed(self, span: Span, turn: Turn) -> Turn:
        """8.0对吗: whether what ``turn`` is about is the figure of the ``span``."""
        base = self.wording(self._read(turn.words))
        words = words_of(turn.query) if turn.query and turn.query.regions else base.without(*base.asks)
        figure = f"{span.part('number', 'number2')}{span.part('unit', 'unit2')}"
        return self.complete(self.carried(say("query.claim", what=words, figure=figure)))

    def _way_confirmed(self, span: Span, turn: Turn) -> Turn | None:
        """所以是从25年4.12涨到这个: whether what ``turn`` is about began with that figure, beside what was shown."""
        if turn.query is None or turn.answer.refused:
            return None
        time = span.part("time")
        years = tuple(year for year, _, _ in question_years(time, self._known().this_year))
        roles = frozenset() if years else frozenset((Role.BASELINE,))
        words = words_of(replace(turn.query, years=years, roles=roles))
        claim = say("query.claim", what=words, figure=f"{span.part('number')}{span.part('unit')}")
        began = self.complete(self.carried(claim))
        if began.answer.refused:
            return began
        return replace(began, query=turn.query, answer=joined(claim, [began.answer, turn.answer], ["", ""]))

    def _no_level(self, text: str, place: str) -> Turn:
        """What is asked of the level above, where no document of it is loaded."""
        loaded = "、".join(self._known().plans.regions)
        question = self._read(text)
        refusal = say("refusal.no_plan", place=place, loaded=loaded)
        return Turn(question, question.plain, None, Answer(text, True, "no_plan", refusal), aside=True)

    def _of_houses(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """The message about the institutions listed last (民办的是哪几家, 床位最多的是哪家); None where it asks for none of them."""
        listing, items = items_in_force(state, self.library)
        table = lists_houses(listing.answer) if listing else ""
        if not table or listing is None or any(stem(name) in question.plain for name in question.region_names):
            return None
        if named := _called(question.plain, [item.text for item in items], listing.regions[0]):
            turn = self.complete(self.carried(f"{listing.regions[0]}{named}", listing.regions))
            return None if turn.answer.refused else turn
        which = any(span.kind == "extreme" for span in spans) or _WHICH_HOUSE.search(question.plain)
        if not which or question.indicators:
            return None
        words = f"{listing.regions[0]}{bare_title(table)}，{question.plain}"
        turn = self.complete(self.carried(words, listing.regions))
        return turn if lists_houses(turn.answer) or _shows_one(turn.answer) else None

    def _in_table(self, question: Question, spans: tuple[Span, ...], state: State) -> Turn | None:
        """The message about other rows of the table that the last question was about; None where it names none."""
        if state.turn is None or question.kind in ASKS_NOTHING:
            return None
        if kind := next((span for span in spans if span.kind == "siblings"), None):
            words = others_of_kind(kind, question, state.turn, self.library)
            return self.complete(self.carried(words)) if words else None
        reading = of_inner_place(
            question, self.wording(question), self.wording(self._read(state.turn.words)), state.turn, self.library
        )
        if reading is None:
            return None
        inner = self.carried(reading.words)
        host = RegionYears(reading.host, inner.years)
        inner = replace(inner, regions=(host,), strangers=(), inside=(reading.place,))
        turn = self.complete(inner)
        if turn.answer.refused:
            return None if reading.own else turn
        heads = " ".join(head for c in turn.answer.citations for head, _ in c.cells)
        cited = " ".join(f"{c.quote} {c.section} {c.table or ''}" for c in turn.answer.citations) + heads
        nouns = [term for term in inner.terms if term.weight == 1 and len(term.text) > 1]
        missing = [] if turn.answer.facts else [term.text for term in unmet(nouns, search_key(cited))]
        if not missing and stem(reading.place) in cited:
            return turn
        what = "、".join(missing) or reading.place
        text = say("refusal.unsupported", missing=what, searched=reading.host)
        return replace(turn, answer=Answer(turn.answer.question, True, "unsupported", text))

    def _of_content(self, question: Question, state: State) -> Turn | None:
        """The message about what the project shown last holds; None where it asks for nothing of the kind."""
        words = of_content(question, state.turn, self.library) if state.turn else ""
        turn = self.complete(self.carried(words)) if words else None
        return None if turn is None or turn.answer.refused else turn

    def _edited(self, question: Question, state: State) -> Turn | None:
        """The message as an edit of the last query of figures."""
        complete = edited(question, state, self._known().plans, self._known().names)
        if complete is None:
            return None
        answer = self._answer(complete)
        query = query_of(complete, answer)
        denied = (complete.operation.claimed or complete.checks) and answer.reason == "false_premise"
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
            own = self.wording(question)
            adds = ("move", "add") in {(span.kind, span.value) for span in own.spans}
            # 溪岩的问题也列一下 names its matter itself and asks for that alone.
            alone = winner or (adds and own.places and len(own.rest) > 1)
            places = None if alone else set_of_places(question, state, known.plans)
            if ("deixis", "it") in {(span.kind, span.value) for span in own.spans} and len(state.winners) == 1:
                # 它 is the one just named as the first.
                places = places or (None if question.regions else state.winners)
            base = self._read(state.turn.words)
            over = over_text(question, state, own, self._wording_of, places, tuple(known.plans.regions))
            readings = [
                self._at_own_level(_placed(reading, question, own), question, state.turn)
                for reading in ([over] if over else reworded(question, state.turn, self.wording, base, places))
            ]
        ratio = state.last is not None and states_ratio(state.last) and not (question.terms or question.indicators)
        turns: Iterator[Turn] = (self._with_needs(reading, ratio) for reading in readings)
        tried = []
        for turn in turns:
            if not turn.answer.refused:
                return turn
            tried.append(turn)
        if tried and (near := self._counterpart(question, tried[0], state)):
            return near
        # What takes over least says most plainly what is not there.
        return min(tried, key=lambda turn: len(turn.words)) if tried else self.complete(question)

    def _at_own_level(self, reading: Reading, question: Question, turn: Turn) -> Reading:
        """A reading with the level of its place for that of the last one: what is 市级 in a city is 县级 in a county."""
        before = say("query.level", of=turn.regions[0][-1]) if len(turn.regions) == 1 else ""
        if not before or before not in reading.words or before in question.plain:
            return reading
        places = self._read(reading.words).region_names
        level = say("query.level", of=places[0][-1]) if len(places) == 1 else before
        return replace(reading, words=reading.words.replace(before, level))

    def _counterpart(self, question: Question, refused: Turn, state: State) -> Turn | None:
        """The project of another place that stands for the one shown last, called by its own name, where that place has none of
        the same name; None where the follow-up names a matter of its own."""
        base = state.turn.question.projects if state.turn else None
        reason = refused.answer.reason
        if (
            state.turn is None
            or base is None
            or len(refused.regions) != 1
            or refused.regions == state.turn.regions
            or reason not in ("no_project", "unsupported")
        ):
            return None
        (region,) = refused.regions
        project = counterpart(state.turn, region, self.library)
        if project is None or self.wording(question).nouns:
            return None
        parts = "、".join(say(f"project.{part}") for part in sorted(base.parts))
        turn = self.complete(self.carried(f"{region}{project.name}{parts}", [region]))
        text = f"{say('project.counterpart', region=region, name=project.name)}\n{turn.answer.text}"
        return None if turn.answer.refused else replace(turn, answer=replace(turn.answer, text=text))

    def _with_needs(self, reading: Reading, ratio: bool) -> Turn:
        """A reading answered; refused where the answer holds a noun of the follow-up nowhere, or goes on from a ``ratio`` and
        prints none."""
        turn = self.complete(self.carried(reading.words, reading.only))
        answer = turn.answer
        of_table = turn.question.projects and any(citation.table for citation in answer.citations)
        if answer.refused or turn.question.kind is Kind.METADATA or of_table:
            return turn  # rows are found by their names, however short these are said
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

    def carried(self, words: str, only: Sequence[str] = ()) -> Question:
        """The question ``words``; of the places ``only`` where any are given, whatever place its names hold (青州大桥)."""
        question = replace(self._read(words), carried=(words,))
        if not only:
            return question
        return replace(question, regions=tuple(mention for mention in question.regions if mention.region in only))

    def complete(self, question: Question) -> Turn:
        """A question that is complete by itself."""
        known = self._known()
        complete = edited(question, State(), known.plans, known.names)
        if complete is None:
            complete = in_text(question, State(), known.plans)
        answer = self._answer(complete)
        return Turn(complete, complete.plain, query_of(complete, answer), answer)
