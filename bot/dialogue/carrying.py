"""Follow-ups: what a question that is not complete takes over from the conversation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.project_asking import ProjectsAsked
from bot.question import IndicatorMention, Kind, Question, RegionYears
from corpus.catalogue import load_catalogue, name_key
from corpus.text import search_key
from prompts import say

_FOLLOW = re.compile(r"^(?:那|换成|换|再|还有|其中|它|该)|呢[?？]?$|哪个|哪一个|谁")
# A question of so few characters is hardly complete.
_SHORT = 14
_COMPLETE = (Kind.FABRICATE, Kind.OUTSIDE, Kind.HELP, Kind.PLANS, Kind.GREETING, Kind.EMPTY, Kind.METADATA)
# 那5岁以下的呢 without the words that only go on.
_FRAME = re.compile(r"^(?:那么?|换成|换|再|还有|其中|至于)|的?(?:呢|哪)?[?？。!！]*$")
# What two indicators of one kind end with: 死亡率, 管理率, 医师数.
_KIND_LENGTH = 3
_MIN_CHANGE = 2


def carry_over(question: Question, earlier: Question | None, names: Sequence[tuple[str, str]]) -> Question:
    """``question`` with the facets of ``earlier`` that it leaves open; unchanged where it is complete by itself.
    ``names`` are the loaded plans' indicators as (printed name, key)."""
    if earlier is None or question.kind in _COMPLETE or question.strangers:
        return question
    if not _FOLLOW.search(question.plain) and len(question.plain) > _SHORT:
        return question
    if not question.regions and earlier.regions:
        question.regions = [RegionYears(r.region, tuple(question.years)) for r in earlier.regions]
        question.carried += [r.region for r in earlier.regions]
    if not question.indicators and earlier.indicators:
        _indicators(question, earlier, names)
    if not question.years and not question.roles and earlier.years:
        question.years = list(earlier.years)
        question.carried += [say("answer.in_year", year=year) for year in earlier.years]
        question.regions = [RegionYears(r.region, tuple(question.years)) for r in question.regions]
    if not question.years and not question.roles:
        question.roles = set(earlier.roles)
    if question.projects is None and not question.wanted and not question.indicators:
        question.projects = _asked_again(question, earlier)
    if not question.indicators:
        question.earlier = _said(earlier)
        question.context_terms = [*earlier.terms, *earlier.context_terms]
        if not question.wanted:
            question.wanted, question.wanted_units = set(earlier.wanted), earlier.wanted_units
    return question


def _said(earlier: Question) -> str:
    return f"{earlier.earlier}，{earlier.plain}" if earlier.earlier else earlier.plain


def _asked_again(question: Question, earlier: Question) -> ProjectsAsked | None:
    """What the earlier question asked of a project (中医院那个呢) or, where this one names no other matter, of them all."""
    asked = earlier.projects
    if asked is None or (asked.of_tables and question.terms):
        return None
    return replace(asked, spans=frozenset(), stated=0)


def _indicators(question: Question, earlier: Question, names: Sequence[tuple[str, str]]) -> None:
    """The earlier indicator, or the one of its kind that the few words of the follow-up change it to."""
    change = search_key(_FRAME.sub("", question.plain))
    changed = _changed(change, earlier.indicator_keys, names)
    if changed:
        question.indicators = [IndicatorMention(changed, frozenset(), False)]
        question.terms, question.quantities = [], []
    elif not question.terms:
        question.indicators = [IndicatorMention(m.key, frozenset(), m.by_name) for m in earlier.indicators]
        question.earlier = _said(earlier)
        question.carried += [_name(key) for key in question.indicator_keys]


def _changed(change: str, keys: Sequence[str], names: Sequence[tuple[str, str]]) -> str | None:
    """The indicator whose name holds ``change`` and ends like one of ``keys``: 婴儿死亡率 and 5岁以下的 make
    5岁以下儿童死亡率. The shortest name wins."""
    if len(change) < _MIN_CHANGE:
        return None
    every = {name: entry.key for entry in load_catalogue() for name in entry.names}
    own = {name_key(printed): key for printed, key in names}
    every = {**every, **own}
    kinds = {name[-_KIND_LENGTH:] for name, key in every.items() if key in keys}
    fits = [name for name in every if change in name and name[-_KIND_LENGTH:] in kinds and every[name] not in keys]
    loaded = [name for name in fits if every[name] in own.values()]
    return every[min(loaded or fits, key=len)] if fits else None


def _name(key: str) -> str:
    entry = load_catalogue().get(key)
    return entry.name if entry else key
