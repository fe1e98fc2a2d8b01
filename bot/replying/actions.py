"""What a reader may do next: look at the source, compare, see a chart, take another reading or a suggestion, judge."""

import re
from collections.abc import Sequence

from bot.models import Answer
from bot.replying.blocks import Action, Deed
from bot.replying.figures import record_of
from bot.replying.statements import Statement
from corpus.language.places import stem
from corpus.models import Role
from prompts import heard, say

# Buttons that fit three rows of a phone.
_MOST_SUGGESTIONS = 6
_YEAR = re.compile(r"(?:19|20)\d{2}")
_AHEAD = (Role.TARGET.value, Role.INTERIM_TARGET.value)
_NOW = (Role.BASELINE.value, Role.ACTUAL.value)


def actions_of(answer: Answer, statements: Sequence[Statement]) -> tuple[Action, ...]:
    """The actions below the reply to ``answer``; none below what only says what the bot can do."""
    actions = [_action(Deed.SOURCE)] if answer.citations else []
    if answer.facts and not answer.refused:
        actions += [_action(Deed.COMPARE, comparison(answer)), _action(Deed.CHART)]
    actions += suggestions(answer, statements) if answer.refused else _next_pages(answer)
    actions += [_action(Deed.OTHER, other) for other in answer.alternatives]
    if answer.citations and not answer.refused:
        actions += [_action(Deed.USEFUL), _action(Deed.WRONG)]
    return tuple(actions)


def _action(deed: Deed, question: str = "") -> Action:
    return Action(deed, say(f"button.{deed.value}"), question)


def comparison(answer: Answer) -> str:
    """The question that asks every place for the first figure of ``answer``: the same indicator, target or state."""
    name, roles = answer.facts[0].indicator, {fact.role for fact in answer.facts}
    role = Role.TARGET if roles <= set(_AHEAD) else Role.BASELINE if roles <= set(_NOW) else None
    return say("reply.compare", name=name, role=say(f"role.{role.value}") if role else "")


def suggestions(answer: Answer, statements: Sequence[Statement]) -> list[Action]:
    """What near a refusal can be answered: the years that the nearest record has, else the places that are loaded, else
    the nearest indicator."""
    near = [one.within for one in statements if one.within and one.within.kind == "answer.row"]
    if near:
        record = record_of(near[0])
        labels = [figure.label for figure in record.figures if _YEAR.search(figure.label)]
        if len(near) == 1 and labels:
            return [
                Action(
                    Deed.SUGGESTION, label, say("reply.ask_figure", region=record.region, name=record.name, what=label)
                )
                for label in labels[:_MOST_SUGGESTIONS]
            ]
        records = [record_of(one) for one in near[:_MOST_SUGGESTIONS]]
        several = len({one.region for one in records}) > 1
        return [
            Action(
                Deed.SUGGESTION,
                one.region if several else one.name,
                say("reply.ask_record", region=one.region, name=one.name),
            )
            for one in records
        ]
    return _places(answer)


def _next_pages(answer: Answer) -> list[Action]:
    """The next places of a ranking of which an answer shows some."""
    following = [found for line in answer.text.split("\n") if (found := heard("many.next", line))]
    asked = [(found["question"], heard("many.ask_page", found["question"])) for found in following]
    return [
        Action(Deed.SUGGESTION, say("reply.next_page", first=page["first"], last=page["last"]), question)
        for question, page in asked[:_MOST_SUGGESTIONS]
        if page
    ]


def _places(answer: Answer) -> list[Action]:
    """The same question of the places that are loaded, where the one asked about is not, or none is named."""
    open_one = heard("refusal.which_place", answer.text.split("\n")[0])
    if open_one:
        return [
            Action(Deed.SUGGESTION, place, f"{place}{answer.question}")
            for place in open_one["likeliest"].split("、")
            if place
        ]
    missing = heard("refusal.no_plan", answer.text.split("\n")[0])
    if not missing or missing["place"] not in answer.question:
        return []
    # A place that the question names as well is no place to ask instead (甲市和甲市谁高).
    others = [place for place in missing["loaded"].split("、") if stem(place) not in answer.question]
    return [
        Action(Deed.SUGGESTION, place, answer.question.replace(missing["place"], place))
        for place in others[:_MOST_SUGGESTIONS]
    ]
