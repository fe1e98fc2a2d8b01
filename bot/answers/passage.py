"""Running text: the sentences that account for the question, quoted verbatim, or nothing."""

from dataclasses import dataclass

from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import Kind, Question
from bot.support import SUPPORTED_SHARE, has_form, share_held, unmet
from corpus.models import Span, Status
from corpus.text import search_key
from prompts import say
from retrieval.store import PlacedEvidence

# A document states something only where nearly all words of it stand there: its neighbours say nearly the same.
_DOCUMENT_SHARE = 0.75
_MAX_SENTENCES = 3
# How far below the best sentence another may lie and still be shown with it.
_CLOSE = 0.12


@dataclass(frozen=True, slots=True)
class Scored:
    """Evidence with the share of the question's words that it holds."""

    share: float
    evidence: PlacedEvidence


def candidates(question: Question, library: Library) -> list[Scored]:
    """Evidence of the right form, best first."""
    plans = library.plans_of(question.region_names)
    ids = None if not question.regions else {plan.id for plan in plans}
    if ids is not None and not ids:
        return []
    mentioned = [question.plain[min(m.places) : max(m.places) + 1] for m in question.indicators]
    terms = [*question.terms, *mentioned]
    query = " ".join([*question.quoted, *terms, *question.context_terms, *(q.number for q in question.quantities)])
    found: dict[tuple[int, int], Scored] = {}
    for evidence in library.retriever.evidence(query, ids):
        unit, meta = evidence.unit, evidence.plan.metadata
        if not has_form(question, evidence, unit.text):
            continue
        own, around = search_key(unit.text), search_key(f"{unit.context} {meta.title} {meta.region}")
        full, bare = share_held(library.store, terms, own + around), share_held(library.store, terms, own)
        context = share_held(library.store, question.context_terms, own + around) if question.context_terms else 0.0
        years = [year for year in question.years if str(year) in own + around]
        share = 0.75 * full + 0.25 * bare + 0.1 * context + (0.03 if question.years and years else 0.0)
        found[(evidence.plan.id, evidence.position)] = Scored(share, evidence)
    return sorted(found.values(), key=lambda scored: (-scored.share, scored.evidence.plan.id, scored.evidence.position))


def answer_passage(question: Question, library: Library) -> Answer | None:
    """The best sentences, or None where none accounts for enough of the question."""
    if not question.terms and not question.quoted and not question.quantities and not question.indicators:
        return None
    ranked = candidates(question, library)
    if not ranked or ranked[0].share < SUPPORTED_SHARE:
        return None
    if question.kind is Kind.WHICH_DOCUMENT:
        return _documents(question, library, ranked)
    best = ranked[0]
    chosen = [best]
    missing = unmet(question.terms, search_key(best.evidence.unit.text))
    for scored in ranked[1:8]:
        same_plan = scored.evidence.plan.id == best.evidence.plan.id
        adds = len(unmet(missing, search_key(scored.evidence.unit.text))) < len(missing)
        other_region = len(question.regions) > 1 and scored.evidence.plan.id not in {s.evidence.plan.id for s in chosen}
        close = same_plan and (scored.share >= best.share - _CLOSE or adds)
        if len(chosen) < _MAX_SENTENCES and (close or other_region):
            chosen.append(scored)
    return _quoted(question, library, chosen)


def _documents(question: Question, library: Library, ranked: list[Scored]) -> Answer | None:
    floor = max(_DOCUMENT_SHARE, ranked[0].share - 0.2)
    chosen: dict[int, Scored] = {}
    for scored in ranked:
        if scored.share >= floor:
            chosen.setdefault(scored.evidence.plan.id, scored)
    return _quoted(question, library, list(chosen.values())) if chosen else None


def _quoted(question: Question, library: Library, chosen: list[Scored]) -> Answer:
    citations = Citations(library.store)
    lines = []
    for scored in chosen:
        unit, plan = scored.evidence.unit, scored.evidence.plan
        number = citations.add(plan, Span(unit.span.start, unit.span.end), unit.section, unit.table)
        draft = say("answer.draft") if plan.metadata.status is Status.DRAFT else ""
        name = f"《{plan.metadata.title}》{draft}"
        lines.append(say("answer.quote", region=plan.metadata.region, plan=name, quote=unit.text, n=number))
    return finished(question.text, False, None, "\n".join(lines), citations)
