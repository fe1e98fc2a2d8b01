"""``planbot explain``: how a question was understood, what evidence was weighed, why it was answered or refused."""

from collections.abc import Sequence

from bot.answers.records import asked_among, values_of
from bot.library import Library
from bot.models import Answer
from bot.question import Question
from bot.support import needed_share, unmet
from bot.weighing import weighed
from corpus.language.text import search_key
from prompts import say

# More would not be read at a glance.
_RECORDS = 12
_PIECES = 8
_LONGEST = 90


def explanation(question: Question, answer: Answer, library: Library) -> str:
    """A page for an engineer: the facets, the records, the evidence with its share and gap, and the outcome."""
    lines = [say("explain.understood", text=question.plain, kind=question.kind.value)]
    facets: dict[str, Sequence[object]] = {
        "regions": [f"{r.region}{list(r.years) or ''}" for r in question.regions],
        "scopes": question.scopes,
        "inside": question.inside,
        "strangers": question.strangers,
        "years": question.years,
        "roles": sorted(question.roles),
        "indicators": question.indicator_keys,
        "projects": sorted(question.projects.parts) if question.projects else [],
        "quoted": question.quoted,
        "quantities": [f"{quantity.number}{quantity.unit}" for quantity in question.quantities],
        "wanted": [*sorted(question.wanted), *question.wanted_units[:1], question.head, question.wanted_count or ""],
        "terms": [f"{term.text}×{term.weight:g}" for term in question.terms],
        "carried": question.carried,
    }
    lines += [f"  {name}: {' '.join(map(str, filter(None, values)))}" for name, values in facets.items() if any(values)]
    found = values_of(question, library, library.plans_of(question.region_names))
    if found:
        lines.append(say("explain.records", count=len(found)))
    shown = found[:_RECORDS]
    asked = asked_among(question, shown)
    for plan, value in shown:
        mark = "+" if (plan, value) in asked else "-"
        lines.append(
            f"  {mark} {plan.metadata.region} {value.printed_name} [{value.column}] {value.value} {value.role}"
        )
    pieces = weighed(question, library) if not question.names_nothing else []
    if pieces:
        lines.append(say("explain.evidence", count=len(pieces), threshold=needed_share(question)))
    for piece in pieces[:_PIECES]:
        unit = piece.evidence.unit
        lacking = " ".join(term.text for term in unmet(question.terms, search_key(unit.text + unit.context)))
        lines.append(
            f"  {piece.share:.2f} {piece.gap or 'fits'} [{piece.evidence.plan.metadata.region}"
            f" {unit.span.start}] {unit.text[:_LONGEST]}" + (f" (-{lacking})" if lacking else "")
        )
    outcome = say("explain.refused", reason=answer.reason) if answer.refused else say("explain.answered")
    return "\n".join([*lines, outcome, answer.text])
