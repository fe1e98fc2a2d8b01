"""One question put to several places: the passage of each, and what follows from their figures where that is asked."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answers.joining import joined
from bot.answers.passage import answer_passage
from bot.answers.text_figures import TextFigure, change_of, derived, figure_of
from bot.library import MOST_READ, Library
from bot.models import Answer
from bot.question import Question, RegionYears, Wanted
from corpus.models import Role
from prompts import say
from retrieval.records import StoredPlan

# 五份规划都提出…: true of each place or not at all.
_ALL = re.compile(r"[都均皆]")
# A figure in a told sentence; the marks of citations and years are none.
_FIGURE = re.compile(r"(?<![\d\[])(?!(?:19|20)\d\d年)\d+(?:\.\d+)?(?![\d\]])|[一二三四五六七八九十百]+[个家所名张次项]")


def answer_side_by_side(question: Question, library: Library, own: Mapping[str, Question] | None = None) -> Answer:
    """The passage of each place of ``question``, which names two at least; the places with none are named. A refusal where
    none has one. Of more places than are shown beside each other those that speak of it most closely. ``own``: what is asked of a
    place by its region, where that is not the same of each."""
    own = own or {}
    if len(question.regions) > MOST_READ and not question.checks:
        read = library.plans_to_read(question.plain, question.region_names)
        spoken = {plan.metadata.region for plan in read}
        question = replace(question, regions=tuple(mention for mention in question.regions if mention.region in spoken))
    asked = {mention.region: _of(own.get(mention.region, question), mention) for mention in question.regions}
    answers = [answer_passage(asked[region], library) for region in question.region_names]
    answers = [_first_of(answer) if answer.citations and own else answer for answer in answers]
    stated = [answer for answer in answers if not answer.refused]
    if not stated:
        return answer_passage(question, library)
    found = joined(question.text, stated, [""] * len(stated))
    pairs = zip(question.region_names, answers, strict=True)
    silent = [region for region, answer in pairs if answer.refused]
    lines = [found.text]
    if silent and question.checks and _ALL.search(question.plain):
        lines = [say("refusal.not_all", regions="、".join(silent)), found.text]
        return replace(found, refused=True, reason="false_premise", text="\n".join(lines))
    if silent and question.operation.difference and len(stated) == 1:
        what = say("answer.no_passage", regions="、".join(silent))
        near = say("refusal.near_passage", line=stated[0].text.splitlines()[0])
        return replace(found, refused=True, reason="unsupported", text=f"{what}\n{near}")
    if silent:
        lines.append(say("answer.no_passage", regions="、".join(silent)))
    places = [region for region in question.region_names if region not in silent]
    if question.operation.amount or question.operation.change:
        return _with_changes(question, library, replace(found, text="\n".join(lines), places=tuple(places)))
    figures = [figure_of(asked[region], region, answer) for region, answer in zip(places, stated, strict=True)]
    known = [figure for figure in figures if figure is not None]
    if _of_size(question) and not any(_FIGURE.search(line) for answer in stated for line in answer.text.splitlines()):
        what = say("gap.figure", head=question.head or question.plain)
        text = say("refusal.form", searched="、".join(question.region_names), what=what)
        near = say("refusal.near_passage", line=stated[0].text.splitlines()[0])
        return replace(found, refused=True, reason="unsupported", text=f"{text}\n{near}")
    found = replace(found, places=tuple(places))
    if len(known) == len(figures) > 1:
        following, winners = derived(question.operation, known)
        claimed = question.operation.claimed
        if claimed and winners and claimed not in winners:
            lines = [say("refusal.not_first", region=claimed), *lines, *following]
            return replace(found, refused=True, reason="false_premise", text="\n".join(lines))
        lines += following
        found = replace(found, winners=winners)
    return replace(found, text="\n".join(lines))


def _first_of(answer: Answer) -> Answer:
    """The best passage of an answer alone."""
    return replace(answer, text=answer.text.splitlines()[0], citations=answer.citations[:1])


def _of_size(question: Question) -> bool:
    """Whether sizes are set against each other (老龄化谁高), which only figures tell."""
    operation = question.operation
    sizes = operation.extremes or operation.order or operation.difference or operation.average or operation.total
    return bool(sizes) and not (question.wanted & {Wanted.DATE, Wanted.PLACE, Wanted.LIST})


def answer_change(question: Question, library: Library) -> Answer | None:
    """How far the one place of ``question`` goes from its state to its target by its running text; None where that does
    not state both."""
    answer = _with_changes(question, library, Answer(question.text, False, None, ""))
    return replace(answer, text=answer.text.strip()) if answer.citations else None


def _with_changes(question: Question, library: Library, found: Answer) -> Answer:
    """``found`` with the way from the state to the target of each place whose text states both."""
    parts, lines = [], []
    for plan in library.plans_of(question.region_names):
        ends = _ends(question, plan, library)
        if ends is not None:
            (before, one), (after, other) = ends
            parts += [one, other]
            lines.append(change_of(before, after))
    if not parts:
        return found
    kept = [found] if found.citations else []
    whole = joined(question.text, [*kept, *parts], [""] * (len(kept) + len(parts)))
    return replace(whole, text="\n".join([whole.text, *lines]), places=found.places)


def _ends(
    question: Question, plan: StoredPlan, library: Library
) -> tuple[tuple[TextFigure, Answer], tuple[TextFigure, Answer]] | None:
    """The state and the target that the text of a plan gives, each with its passage; None where it lacks one."""
    if plan.metadata.period is None:
        return None
    begins, ends = plan.metadata.period
    if not set(question.years) <= {begins - 1, ends}:
        return None  # 比2015年增加多少 is not answered by the way from 2020
    region = plan.metadata.region
    found = []
    for role, year in ((Role.BASELINE, begins - 1), (Role.TARGET, ends)):
        asked = replace(question, regions=(RegionYears(region, (year,)),), years=(year,), roles=frozenset((role,)))
        answer = answer_passage(asked, library)
        figure = None if answer.refused else figure_of(asked, region, answer)
        if figure is None:
            return None
        found.append((figure, answer))
    before, after = found
    # 716人 of the text are no state of a row of so many to a thousand people.
    alike = before[0].unit == after[0].unit and bool(before[1].facts) == bool(after[1].facts)
    return (before, after) if alike and before[0] != after[0] else None


def _of(question: Question, mention: RegionYears) -> Question:
    return replace(question, regions=(mention,), years=mention.years or question.years)
