"""The assistant with a model beside it. What the assistant says stands; the model may add to it, checked sentence by
sentence, and never turns a refusal into an answer but by completing an elliptical question."""

import json
import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.assistant import Assistant
from bot.citing import Citations, with_scans_named
from bot.library import Library
from bot.model.chat import ChatModel, Deadline
from bot.model.grounding import Sentence, Source, grounded, sentences_of
from bot.model.prompting import REFUSAL, as_data, prompt, with_passages
from bot.model.rewriting import known_words, only_completed, question_line, same_figures
from bot.model.settings import ModelSettings
from bot.model.usage import Usage, status_text
from bot.models import Answer, Citation
from bot.question import Kind
from corpus.catalogue import load_catalogue
from corpus.errors import ModelUnavailable
from corpus.extras import has_extra
from corpus.models import Span, Status
from prompts import say

log = logging.getLogger(__name__)

_RUNNING_TEXT = (Kind.LOOKUP, Kind.COMPARE, Kind.WHICH_DOCUMENT)
# Passages shown to the judge, and of those it names, shown to the reader: a refusal stays short.
_CANDIDATES = 8
_NEAREST = 2
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


class AssistedAssistant(Assistant):
    """``ask`` as the assistant answers, with a summary above a passage answer, a completed question where an elliptical
    one was refused, and what lies nearest under other refusals."""

    def __init__(self, library: Library, model: ChatModel, seconds: float, context_tokens: int) -> None:
        """``seconds``: what all model calls of one question may take; ``context_tokens``: the model's context."""
        super().__init__(library)
        self._model = model
        self._seconds = seconds
        self._context_tokens = context_tokens

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        started = time.perf_counter()
        answer = self._helped(super().ask(question, history), question, history)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _helped(self, answer: Answer, question: str, history: Sequence[str]) -> Answer:
        deadline = Deadline(self._seconds)
        try:
            if self._is_running_text(answer, question, history):
                self._model.usage.asked()
                reply = self._model.complete(*self._summary_prompt(answer), deadline)
                return self._summarised(answer, self._kept(reply, answer))
            if answer.refused and answer.reason == "unsupported":
                self._model.usage.asked()
                return self._nearest(answer, question, history, deadline)
        except ModelUnavailable:
            pass  # counted and logged where it happened; the answer stands
        return answer

    def ask_stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Answer]:
        """The answer as it grows: first the assistant's own, then with each sentence of a summary that passed the check;
        the last is what ``ask`` gives. Every one of them may be shown. An endpoint that fails only ends it early."""
        answer = super().ask(question, history)
        if not self._is_running_text(answer, question, history):
            yield self._helped(answer, question, history)
            return
        yield answer
        self._model.usage.asked()
        kept: list[Sentence] = []
        seen, written = 0, ""
        try:
            for piece in self._model.stream(*self._summary_prompt(answer), Deadline(self._seconds)):
                written += piece
                done = sentences_of(_THOUGHTS.sub("", written))[:-1]  # the last may still grow
                fresh = self._checked(done[seen:], answer, kept)
                seen = len(done)
                if fresh:
                    kept += fresh
                    yield self._summarised(answer, kept)
        except ModelUnavailable:
            return
        fresh = self._checked(sentences_of(_THOUGHTS.sub("", written))[seen:], answer, kept)
        if fresh:
            yield self._summarised(answer, kept + fresh)

    def model_status(self) -> str:
        """How the model does, in a few lines for the operator."""
        return status_text(self._model.usage.snapshot(self._model.breaker.open))

    def _is_running_text(self, answer: Answer, question: str, history: Sequence[str]) -> bool:
        """Whether the answer quotes running text only: records and refusals are never worded by a model."""
        if answer.refused or answer.facts or answer.indicators or not answer.citations:
            return False
        return self.understood(question, history).kind in _RUNNING_TEXT

    def _summary_prompt(self, answer: Answer) -> tuple[str, str]:
        return with_passages("summary", answer.question, _sources(answer.citations), self._context_tokens)

    def _kept(self, reply: str, answer: Answer) -> list[Sentence]:
        return self._checked(sentences_of(_THOUGHTS.sub("", reply)), answer, [])

    def _checked(self, sentences: Sequence[str], answer: Answer, kept: Sequence[Sentence]) -> list[Sentence]:
        """The new ones of ``sentences`` that pass, each once; the refusal code passes for nothing."""
        told = [sentence for sentence in sentences if sentence != REFUSAL]
        passed = grounded(told, _sources(answer.citations), beside=kept)
        self._model.usage.judged(len(passed), len(told) - len(passed))
        return passed

    def _summarised(self, answer: Answer, kept: Sequence[Sentence]) -> Answer:
        """The answer under the summary; each sentence names its plan, as every line with a figure does."""
        if not kept:
            return answer
        by_number = {citation.n: citation for citation in answer.citations}
        lines = [
            say(
                "model.sentence",
                text=sentence.text,
                plan="、".join(dict.fromkeys(_plan(by_number[n]) for n in sentence.cited)),
            )
            for sentence in kept
        ]
        text = "\n".join([say("model.summary"), *lines, say("model.originals"), answer.text])
        return replace(answer, text=text)

    def _nearest(self, refusal: Answer, question: str, history: Sequence[str], deadline: Deadline) -> Answer:
        """The answer to the completed question; else the refusal with what lies nearest."""
        rewritten = self._rewritten(question, history, deadline)
        if rewritten:
            answer = super().ask(rewritten)
            if not answer.refused and answer.citations:
                if only_completed(question, rewritten, history):
                    text = f"{say('model.read_as', question=rewritten)}\n{answer.text}"
                    return replace(answer, question=question, text=text)
                text = "\n".join([refusal.text, say("model.nearest", question=rewritten), answer.text])
                return replace(refusal, text=text, citations=answer.citations, alternatives=(rewritten,))
        return self._with_near_passages(refusal, question, deadline)

    def _rewritten(self, question: str, history: Sequence[str], deadline: Deadline) -> str:
        """The question as the model words it, where it speaks of the same places and figures; else ""."""
        names = "、".join(entry.name for entry in load_catalogue())
        regions = "、".join(dict.fromkeys(plan.region for plan in self.plans()))
        system, user = prompt("rewrite").render(
            question=as_data(question),
            history=as_data("；".join(history)),
            regions=regions,
            indicators=names,
            refusal=REFUSAL,
        )
        line = question_line(_THOUGHTS.sub("", self._model.complete(system, user, deadline)))
        if not line or line == REFUSAL or not same_figures(question, line, history):
            return ""
        places = set(self.understood(question, history).region_names)
        named = set(self.understood(line).region_names)
        known = known_words(line, [question, *history, names, *(plan.title for plan in self.plans())])
        return line if known and places == named and line != question else ""

    def _with_near_passages(self, refusal: Answer, question: str, deadline: Deadline) -> Answer:
        """The refusal with the passages that the model thinks nearest, quoted by code."""
        regions = self.understood(question).region_names
        plans = {plan.id for plan in self._library.plans_of(regions)} if regions else None
        found = self._library.retriever.evidence(question, plans)[:_CANDIDATES]
        sources = [
            Source(n, placed.unit.text, f"{placed.plan.metadata.title} {placed.unit.context}")
            for n, placed in enumerate(found, 1)
        ]
        system, user = with_passages("judge", question, sources, self._context_tokens)
        chosen = _numbers(_THOUGHTS.sub("", self._model.complete(system, user, deadline)))
        if chosen is None:
            self._model.usage.failed("malformed")
            return refusal
        citations = Citations(self._library.store)
        lines = []
        for n in [n for n in chosen if 1 <= n <= len(found)][:_NEAREST]:
            unit, plan = found[n - 1].unit, found[n - 1].plan
            number = citations.add(plan, Span(unit.span.start, unit.span.end), unit.section, unit.table)
            draft = say("answer.draft") if plan.metadata.status is Status.DRAFT else ""
            name = f"《{plan.metadata.title}》{draft}"
            lines.append(say("answer.quote", region=plan.metadata.region, quote=unit.text, plan=name, n=number))
        if not lines:
            return refusal
        text = "\n".join([refusal.text, say("model.near_passages"), *lines])
        return with_scans_named(replace(refusal, text=text, citations=citations.verified()))


def assistant_of(library: Library, settings: ModelSettings) -> Assistant:
    """The assistant over ``library`` with the chat model of ``settings``, or without one where none is set or the extra
    ``model`` is not installed, which is said. Raises SettingsInvalid."""
    endpoint = settings.chat_endpoint()
    if endpoint is None:
        return Assistant(library)
    if not has_extra("model"):
        log.warning(say("model.missing"))
        return Assistant(library, say("model.missing"))
    model = ChatModel(endpoint, Usage(settings.llm_price_in, settings.llm_price_out))
    return AssistedAssistant(library, model, settings.llm_seconds, settings.llm_context_tokens)


def _sources(citations: Sequence[Citation]) -> list[Source]:
    return [
        Source(one.n, one.quote, " ".join((one.region, one.title, one.section, one.table or ""))) for one in citations
    ]


def _plan(citation: Citation) -> str:
    return f"《{citation.title}》{say('answer.draft') if citation.status == Status.DRAFT.value else ''}"


def _numbers(reply: str) -> list[int] | None:
    """The passage numbers of a judge's reply, none for its refusal; None where it is neither."""
    if reply.strip() == REFUSAL:
        return []
    try:
        chosen = json.loads(reply.strip().removeprefix("```json").removesuffix("```"))
    except ValueError:
        return None
    if not isinstance(chosen, list) or not all(isinstance(number, int) for number in chosen):
        return None
    return list(dict.fromkeys(chosen))
