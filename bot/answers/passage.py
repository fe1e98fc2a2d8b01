"""Running text: the sentences that account for the question, quoted verbatim, or nothing."""

from dataclasses import dataclass

from bot.citing import Citations
from bot.library import Library, finished
from bot.models import Answer
from bot.question import IndicatorMention, Kind, Question, Term
from bot.support import SUPPORTED_SHARE, form_gap, share_held, unmet
from corpus.catalogue import load_catalogue
from corpus.models import Span, Status
from corpus.text import search_key
from prompts import say
from retrieval.store import PlacedEvidence

# A document states something only where nearly all words of it stand there: its neighbours say nearly the same.
_DOCUMENT_SHARE = 0.75
_MAX_SENTENCES = 3
# How much of a sentence's score its surroundings may earn: they name the subject that the sentence itself leaves out.
_AROUND = 0.5
_NEIGHBOURS = 1
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
    terms = [*question.terms, *(_as_term(mention, question) for mention in question.indicators)]
    numbers = [quantity.number for quantity in question.quantities]
    query = " ".join([*question.quoted, *(term.text for term in (*terms, *question.context_terms)), *numbers])
    found: dict[tuple[int, int], Scored] = {}
    for evidence in library.retriever.evidence(query, ids):
        unit, meta = evidence.unit, evidence.plan.metadata
        nearby = _nearby(library, evidence)
        if form_gap(question, evidence, nearby):
            continue
        own = search_key(unit.text)
        around = search_key(f"{unit.context} {meta.title} {meta.region} {nearby}")
        full, bare = share_held(library.store, terms, own + around), share_held(library.store, terms, own)
        context = share_held(library.store, question.context_terms, own + around) if question.context_terms else 0.0
        if question.kind is Kind.WHICH_DOCUMENT and not all(str(year) in own + around for year in question.years):
            continue
        share = _AROUND * full + (1 - _AROUND) * bare + 0.1 * context
        found[(evidence.plan.id, evidence.position)] = Scored(share, evidence)
    return sorted(found.values(), key=lambda scored: (-scored.share, scored.evidence.plan.id, scored.evidence.position))


def _as_term(mention: IndicatorMention, question: Question) -> Term:
    """An indicator as a term: named as the question does, or in a way that the catalogue knows plans to."""
    asked = question.plain[min(mention.places) : max(mention.places) + 1]
    entry = load_catalogue().get(mention.key)
    return Term(asked, 1.0, entry.names if entry else ())


def _nearby(library: Library, evidence: PlacedEvidence) -> str:
    """The text of the neighbours of a sentence in its paragraph; table rows stand alone."""
    if evidence.unit.table is not None:
        return ""
    units = library.store.evidence(evidence.plan.id)[
        max(0, evidence.position - _NEIGHBOURS) : evidence.position + _NEIGHBOURS + 1
    ]
    return " ".join(unit.text for unit in units if unit.section == evidence.unit.section and unit.table is None)


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
    floor = max(_DOCUMENT_SHARE, ranked[0].share - 0.25)
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
