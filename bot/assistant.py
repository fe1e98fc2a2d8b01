"""The assistant: question and history in, verified answer out. Safe to call from several threads."""

import datetime
import functools
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.answers.bounded import bounded
from bot.answers.claimed_in_text import confirmed_in_text
from bot.answers.joining import best_of, joined
from bot.answers.parts import part_asked
from bot.answers.premise import told
from bot.answers.recalled import gives_reason, without_reason
from bot.asked_places import Known
from bot.asked_words import terms_of
from bot.asking import QUESTION_WORD
from bot.citing import with_scans_named
from bot.deciding import Deciding
from bot.dialogue.conversation import ASKS_NOTHING, Conversation
from bot.dialogue.state import Turn
from bot.explanation import explanation
from bot.library import Library
from bot.mentions import places_in
from bot.models import Answer
from bot.question import Kind, Question, RegionYears, Term
from bot.reading.asides import without_asides
from bot.reading.asks import asks_of
from bot.reading.contrasts import NUMBERED, demanded, unmet_contrasts
from bot.reading.coordinates import each_of, of_each_place
from bot.reading.cores import clauses_of, core_of
from bot.reading.indicators import indicators_in
from bot.reading.rules import spans_in
from bot.settings import Settings
from bot.spelling import SpelledNames, known_names, repaired, resounded
from bot.stating import stating
from bot.support import unmet
from bot.understanding import counted, exact_spans, understand
from corpus.language.text import search_key
from corpus.models import PlanMetadata, Span
from prompts import say

# A question longer than this is a pasted document.
MAX_QUESTION = 500
_CONTEXT = 300
# Why a claim was not confirmed that a sentence elsewhere may state.
_MAY_BE_SAID = ("unsupported", "no_figure", "not_stated", "false_premise", "no_project")
_ASIDES_MAY_HIDE = ("unsupported", "no_project")
# Nouns beside the core of a message choose among what is found and prove nothing.
_BESIDE = 0.1
# A message that tells something beside what it asks has so many clauses.
_CLAUSES = 2
# Refusals that a misspelt name may have caused.
_MOST_REPAIRS = 3
_MISSPELT = ("unsupported", "no_plan")


class Assistant:
    """Answers from one index."""

    def __init__(self, library: Library, status: str = "") -> None:
        """``status``: what to tell the operator of the model; by default that none is set."""
        self._library = library
        self._status = status or say("model.unused")
        self._deciding = Deciding(library)
        self._conversation = Conversation(library, self._known, self._deciding.answer)

    @classmethod
    def open(cls, settings: Settings, generation: Path | None = None) -> "Assistant":
        """The assistant over the index of ``settings.data_dir``, as it is or of its ``generation``, with the model of the
        settings where one is set. Raises IndexUnavailable, and SettingsInvalid where an endpoint is set by half."""
        library = Library(settings.data_dir, settings.retrieval_options(), generation)
        if not settings.llm_base_url:
            return cls(library)
        from bot.model.assisted import assistant_of

        return assistant_of(library, settings)

    def close(self) -> None:
        """Let go of the index; nobody may be asking, or ask again."""
        self._library.close()

    def warm_up(self) -> None:
        """Ask what the records answer, what a search through all passages does, and what is looked for in vain, so that
        nobody waits for what is loaded at first use."""
        region = next(iter(self._library.loaded.regions), "")
        for question in say("chat.warm_up", region=region).splitlines():
            self.ask(question)

    def model_status(self) -> str:
        """How the model does, in a few lines for the operator."""
        return self._status

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        """The answer as it grows, each one fit to be shown; without a model there is only one."""
        yield self.ask(question, history)

    def plans(self) -> list[PlanMetadata]:
        """The metadata of the loaded plans."""
        return list(self._library.loaded)

    def context(self, file: str, start: int, end: int) -> str:
        """The verbatim text of ``file`` around ``start:end``; empty where the file is not loaded."""
        plan = self._library.store.by_file.get(file)
        return self._library.store.quote(plan.id, Span(max(0, start - _CONTEXT), end + _CONTEXT)) if plan else ""

    def stating(self, figure: str) -> Answer | None:
        """The places that print ``figure``; None where none does, or it is no figure."""
        return stating(figure, self._library)

    def understood(self, text: str, history: Sequence[str] = ()) -> Question:
        """The question with what it takes over from the earlier questions ``history``, oldest first."""
        return self._turn(_sound(text), tuple(map(_sound, history))).question

    def _turn(self, text: str, history: Sequence[str]) -> Turn:
        return self._conversation.turn(text, self._conversation.after(tuple(history)))

    def _known(self) -> Known:
        return Known(
            self._library.loaded,
            self._library.names,
            datetime.date.today().year,
            self._library.is_named,
            self._library.inner_places,
            self._library.store.frequency,
        )

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to ``question``; a refusal where nothing supports one."""
        started = time.perf_counter()
        question, history = _sound(question), tuple(map(_sound, history))
        if len(question) > MAX_QUESTION:
            answer = Answer(question, True, "too_long", say("refusal.too_long", limit=MAX_QUESTION))
        else:
            turn = self._turn(question, history)
            turn = self._why(turn, history) or self._each_statement(turn, history) or turn
            understood = turn.question
            answer = self._other_readings(understood, replace(turn.answer, question=question))
            asks = asks_of(understood.plain)
            if len(asks) > 1 and not turn.aside and understood.kind not in ASKS_NOTHING and not _claims(understood):
                answer = best_of(answer, self._parts(understood, asks, history), asks)
            if answer.reason in _ASIDES_MAY_HIDE:
                beside = [self._core(understood, history), self._without_asides(understood, history)]
                found = [one for one in beside if one]
                answer = min(found, key=lambda one: len(_left_out(understood, one)), default=answer)
            elif not answer.items and _asks_for_part(understood) and (core := self._core(understood, history)):
                answer = core if core.items else answer  # a digest that chatter beside the ask has hidden
            elif left := _left_out(understood, answer):
                core = self._core(understood, history)
                answer = core if core and len(_left_out(understood, core)) < len(left) else answer
            answer = told(understood, answer)
            if answer.reason in _MAY_BE_SAID and (said := confirmed_in_text(understood, self._library)):
                answer = replace(said, text=f"{say('answer.confirmed')}\n{said.text}")
            if answer.reason in _MAY_BE_SAID and not understood.checks:
                answer = self._each(understood, history) or answer
            if answer.reason in _MISSPELT:
                answer = self._respelled(understood, history) or answer
            if understood.carried:
                taken = say("answer.carried", what="、".join(dict.fromkeys(understood.carried)))
                answer = replace(answer, text=f"{answer.text}\n{taken}")
        elapsed = (time.perf_counter() - started) * 1000
        return replace(with_scans_named(bounded(answer)), elapsed_ms=elapsed)

    def _why(self, turn: Turn, history: Sequence[str]) -> Turn | None:
        """The turn that gives a reason, where that alone is asked (目标为什么比现状低), or says that none is written; None for
        other questions and where the answer gives one."""
        question = turn.question
        asked = [span for span in spans_in(question.plain) if span.kind == "why"]
        if not asked or turn.aside or question.wanted:
            return None
        if not question.indicators:
            answer = turn.answer
            return (
                None
                if answer.refused or gives_reason(question, answer)
                else replace(turn, answer=without_reason(question, turn))
            )
        start, end = asked[0].start, asked[0].end
        figure = question.plain[:start] + question.plain[end:]
        reason = self._turn(question.plain[start:end], (*history, figure))
        return reason if reason.aside else None

    def _each_statement(self, turn: Turn, history: Sequence[str]) -> Turn | None:
        """The turn that shows every statement of a matter where it is asked at once whether they agree (托位数正文和附表咋对不上);
        None for other questions and where nothing states it."""
        plain = turn.question.plain
        asked = next((span for span in spans_in(plain) if span.value == "statements"), None)
        if asked is None or turn.aside:
            return None
        # What stands behind it only repeats the figures (…对不上，一个4.5一个4.8).
        matter = plain[: asked.start] or plain[asked.end :]
        each = self._turn(plain[asked.start : asked.end], (*history, matter))
        more = turn.answer.refused or len(each.answer.citations) > len(turn.answer.citations)
        met = not unmet_contrasts(turn.question.plain, each.answer.printed)
        return each if each.aside and more and met and not each.answer.refused else None

    def _parts(self, whole: Question, asks: Sequence[str], history: Sequence[str]) -> list[Answer]:
        """The answer to each ask of the message ``whole``, which goes on from those before it in the same places."""
        answers = []
        for at, ask in enumerate(asks):
            turn = self._turn(ask, (*history, *asks[:at]))
            part = turn.question
            if whole.counts and part.rates and not (part.counts or part.roles):
                part = counted(part)  # 有多少护士？医师又是多少: heads again
                turn = replace(turn, answer=self._deciding.answer(part))
            if turn.aside:
                answers.append(turn.answer)
            elif at and part.kind is Kind.LOOKUP and part.names_nothing:
                answers.append(Answer(ask, True, "unsupported", ""))  # 目标呢 with no matter to go on from
            elif at and answers[-1].reason == "no_project" and not understand(ask, self._known()).indicators:
                answers.append(Answer(ask, True, "no_project", ""))  # 总投资多少 of a project that there is not
            elif at and answers[-1].reason == "no_plan" and not understand(ask, self._known()).regions:
                answers.append(Answer(ask, True, "no_plan", ""))  # 差多少 of a place without a document
            elif whole.regions and not part.regions:
                there = tuple(RegionYears(mention.region, part.years) for mention in whole.regions)
                answers.append(self._deciding.answer(replace(part, regions=there)))
            else:
                answers.append(turn.answer)
            if answers[-1].reason in _ASIDES_MAY_HIDE:
                bare = without_asides(ask, exact_spans(ask, self._known()))
                tried = self._turn(bare, (*history, *asks[:at])).answer if bare != ask else answers[-1]
                answers[-1] = answers[-1] if tried.refused else tried
            if at and not (_of_same_house(asks[0], ask, answers[-1]) and self._names_own(ask, answers[-1])):
                answers[-1] = Answer(ask, True, "unsupported", "")
        return answers

    def _names_own(self, ask: str, answer: Answer) -> bool:
        """Whether an answer speaks of what an ask without a question word (目标呢, 等着算预算呢) names itself."""
        if answer.refused or answer.facts or QUESTION_WORD.search(ask):
            return True
        return not unmet(understand(ask, self._known()).terms, _cited(answer))

    def _each(self, question: Question, history: Sequence[str]) -> Answer | None:
        """The answers to a question that asks the same of two of a kind (高血压和糖尿病患者规范管理率), or of places what is of each, one by
        one; None where it does not, or neither is told."""
        mentions = places_in(question.plain, self._known().plans.aliases)
        own = [(mention.start, mention.end) for mention in mentions if mention.known]
        asks = each_of(question.plain) or of_each_place(question.plain, own)
        answers = [self._turn(ask, history).answer for ask in asks]
        return joined(question.text, answers, asks) if any(not answer.refused for answer in answers) else None

    def _other_readings(self, question: Question, answer: Answer) -> Answer:
        """The answer with the other reading of a word that may mean a rate or an absolute number (床位), where the plan
        states that as well."""
        if answer.refused or not question.regions or not question.rates:
            return answer
        plans = tuple(plan.id for plan in self._library.plans_of(question.region_names))
        region = "、".join(question.region_names)
        others = []
        for mention in question.rates:
            noun = mention.words(question.plain)
            if question.counts and self._library.store.values(mention.key, plans):
                others.append(say("answer.as_rate", region=region, name=noun))
            if not question.counts and any(self._library.store.states_total(plan, noun) for plan in plans):
                others.append(say("answer.as_total", region=region, name=noun))
        return replace(answer, alternatives=tuple(others[:1]))

    def explain(self, question: str, history: Sequence[str] = ()) -> str:
        """How ``question`` was understood, what evidence was weighed and why it was answered or refused."""
        question = _sound(question)
        return explanation(self.understood(question, history), self.ask(question, history), self._library)

    @functools.cached_property
    def _spelled(self) -> SpelledNames:
        """What questions may nearly spell."""
        return known_names(self._library.loaded.regions, self._library.names)

    def _respelled(self, first: Question, history: Sequence[str]) -> Answer | None:
        """The answer to the question with misspelt names put right, else with pairs of characters that stand nowhere read by
        their sound, which says how it was read; None where neither helps."""
        store = self._library.store
        named = first.whole
        for _ in range(_MOST_REPAIRS):
            named = repaired(named, self._spelled, self._named(named)) or named
        right = named
        for _ in range(_MOST_REPAIRS):
            right = resounded(right, self._named(right), store.frequency, store.grams_like) or right
        # 岚泉县 is a place that is not loaded, whatever it sounds like.
        for reading in dict.fromkeys((named,) if first.strangers else (named, right)):
            if reading == first.whole or unmet_contrasts(first.plain, reading):
                continue  # 高龄产妇 is no misspelt 孕产妇
            turn = self._turn(reading, history)
            if turn.answer.reason not in _MISSPELT and set(first.region_names) <= set(turn.question.region_names):
                told_so = f"{say('answer.read_as', question=reading)}\n{turn.answer.text}"
                return replace(turn.answer, question=first.text, text=told_so)
        return None

    def _without_asides(self, question: Question, history: Sequence[str]) -> Answer | None:
        """The answer to the question without what only stands beside its asks; None where that finds nothing either."""
        bare = without_asides(question.whole, exact_spans(question.whole, self._known()))
        if bare == question.whole:
            return None
        turn = self._turn(bare, history)
        if turn.question.names_nothing or (question.checks and not turn.question.checks):
            return None  # what went was the matter itself, or what asks whether it is so
        asks = asks_of(turn.question.plain)
        answer = turn.answer
        if len(asks) > 1 and not turn.question.quantities:
            answer = best_of(answer, self._parts(turn.question, asks, history), asks)
        return None if answer.refused else replace(answer, question=question.text)

    def _core(self, question: Question, history: Sequence[str]) -> Answer | None:
        """The answer to the clauses that ask alone, in the places and years of the whole message, whose other nouns only choose
        among what is found; None where that finds nothing either, or they are all of it."""
        whole = question.whole
        read = understand(whole, self._known())
        known = exact_spans(whole, self._known())
        nouns = {
            start + at
            for start, end in clauses_of(whole)
            for term in terms_of(whole[start:end], set())
            if term.weight == 1
            for at in range(term.start, term.end)
        }
        named = {at for at, kind in enumerate(known) if kind in ("I", "Q")}
        placed = {at for at, kind in enumerate(known) if kind in ("P", "T")}
        spans = core_of(whole, (nouns - placed) | named)
        core = "".join(whole[start:end] for start, end in spans)
        if len(core) == len(whole.strip()):
            return None
        turn = self._turn(core, history)
        asked = turn.question
        if asked.names_nothing:
            return None
        inside = {at for start, end in spans for at in range(start, end)}
        beside = [
            replace(term, weight=term.weight * _BESIDE) for term in read.terms if whole.find(term.text) not in inside
        ]
        years, regions = asked.years or read.years, asked.regions or read.regions
        if not asked.years:
            regions = tuple(replace(region, years=years) for region in regions)
        asked = replace(asked, years=years, regions=regions, strangers=asked.strangers or read.strangers)
        answer = self._deciding.answer(replace(asked, terms=(*asked.terms, *beside)))
        hard = [term for term in asked.terms if term.weight == 1] or asked.terms
        quoted = all(search_key(words) in _cited(answer) for words in question.quoted)
        went = ((start, end) for start, end in clauses_of(whole) if (start, end) not in spans)
        quoted = quoted and not unmet_contrasts(core, answer.printed, question.earlier)
        quoted = quoted and all(_no_other(whole[start:end], answer) for start, end in went)
        proved = quoted and (answer.facts or not unmet(hard, _cited(answer)))
        return replace(answer, question=question.text) if proved and not answer.refused else None

    def _named(self, plain: str) -> set[int]:
        """The places in ``plain`` of the words that ask and of the regions and indicators that it names rightly."""
        asking = {at for match in QUESTION_WORD.finditer(plain) for at in range(*match.span())}
        places = places_in(plain, self._library.loaded.aliases)
        named = {at for place in places if place.known for at in range(place.start, place.end)}
        mentions = indicators_in(plain, self._library.names)
        return named.union(asking, *(mention.places for mention in mentions if mention.by_name))


def _asks_for_part(question: Question) -> bool:
    """Whether one clause of several asks for a part of a document (有哪些短板)."""
    return len(clauses_of(question.whole)) >= _CLAUSES and part_asked(question.whole) is not None


def _no_other(clause: str, answer: Answer) -> bool:
    """Whether a clause that the answer leaves out speaks of another matter (外县的例子撑场面), or names no other kind of what is
    cited than that (1家民营机构承担职业病诊断)."""
    lacking = unmet_contrasts(clause, answer.printed)
    nouns = [
        term for term in terms_of(clause, set()) if term.weight == 1 and not any(term.text in one for one in lacking)
    ]
    return not lacking or len(unmet(nouns, _cited(answer))) * 2 > len(nouns)


def _claims(question: Question) -> bool:
    """Whether a question states figures of its own to be looked for or confirmed, and not a name with a number (120那个项目)."""
    return bool(question.quantities) and (question.checks or not question.wanted)


def _left_out(question: Question, answer: Answer) -> list[Term]:
    """The nouns of a question of several clauses that stand nowhere in the passages that answer it; none where figures do."""
    if answer.refused or answer.facts or len(clauses_of(question.whole)) < _CLAUSES:
        return []
    return unmet((term for term in question.terms if term.weight == 1), _cited(answer))


def _cited(answer: Answer) -> str:
    """What an answer cites, with the sections that it stands in, as a search key."""
    return search_key(" ".join(f"{citation.section} {citation.quote}" for citation in answer.citations))


def _sound(text: str) -> str:
    """``text`` without what is no character (halves of pairs, bytes that are no UTF-8)."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _of_same_house(first: str, ask: str, answer: Answer) -> bool:
    """Whether an answer is about the numbered institution that the first ask of its message names, where this one names no
    other."""
    text = "，".join(f"{citation.quote}{citation.section}" for citation in answer.citations)
    houses = [demand for demand in demanded(ask, first) if demand.contrast == NUMBERED]
    return answer.refused or all(demand.met_by(text, "") for demand in houses)
