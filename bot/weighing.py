"""Evidence weighed: how much of a question each piece of evidence found for it holds, and whether it has the form asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking import QUESTION_WORD, says_base
from bot.form import form_gap, states
from bot.gaps import Gap
from bot.lexicon import lexicon
from bot.library import Library
from bot.question import IndicatorMention, Kind, Question, Term
from bot.reading.contrasts import demanded, full_names
from bot.support import Demands, evidence_key
from corpus.catalogue import load_catalogue
from corpus.language.text import search_key
from prompts import say
from retrieval.evidence import Evidence
from retrieval.records import PlacedEvidence

# Which documents state something is asked for all of them.
_DOCUMENT_CHUNKS = 40
# A phrase in quotation marks is what the question is about.
_QUOTATION_WEIGHT = 2.0
# More ways of saying a word would drown the others.
_EXPANSION = 4
# So few characters (步) find nothing in an index of bigrams: the other words of the question (每天走) then help to.
_SHORT_QUERY = 4
# How much of a sentence's score its surroundings may earn: they name the subject that the sentence itself leaves out.
_AROUND = 0.5
# Evidence that holds less of the question proves nothing and is not near enough to be shown (0.5 is the least for either).
_LEAST_SHARE = 0.35
# A sentence no longer than this, of one clause, names a matter, which the next one tells.
LONGEST_TITLE = 24
_CLAUSES = re.compile(r"[，,；;]")
# What a rate is counted per is no matter of its own: 每千常住人口床位数 tells of no 常住人口.
_BASE = re.compile(r"每(?:一?[百千万]|十万|10万)名?(?:常住|户籍|服务)?人口")
# No paragraph of a plan has more sentences.
_PARAGRAPH = 40


@dataclass(frozen=True, slots=True)
class Weighed:
    """Evidence as weighed: the share of the question's words that it holds, and what it lacks of the form asked for."""

    share: float
    gap: Gap | None
    evidence: PlacedEvidence


def weighed(question: Question, library: Library) -> list[Weighed]:
    """The evidence found for a question, each piece weighed; those of the right form first, then by share."""
    plans = library.plans_of(question.region_names)
    ids = None if not question.regions else {plan.id for plan in plans}
    if ids is not None and not ids:
        return []
    terms = [*question.terms, *(_as_term(mention, question) for mention in question.indicators)]
    terms += [Term(quoted, _QUOTATION_WEIGHT) for quoted in question.quoted]
    terms += [Term(scope, 1.0) for scope in question.scopes]
    specific = question.quantities or question.wanted_units or question.quoted or question.wanted_count > 1
    specific = specific or any(one.contrast == "age" for one in demanded(question.plain))  # 60岁以上老年人口
    demands = Demands(library.store, terms, ids)
    if not demands.names_matter and not specific:
        return []
    query = _query(question, terms)
    found: dict[tuple[int, int], Weighed] = {}
    bases = bool(question.indicators) or says_base(question.plain)
    limit = _DOCUMENT_CHUNKS if question.kind is Kind.WHICH_DOCUMENT else None
    for evidence in library.retriever.evidence(query, ids, limit):
        unit, meta = evidence.unit, evidence.plan.metadata
        before = _before(library, evidence)
        nearby = " ".join(one.text for one in before[:1] + before[-1:])
        # 2.县托育中心。选址… tells of what its paragraph opens with.
        told = unit.text if bases else _BASE.sub(" ", unit.text)
        told = f"{unit.context} {told}" if unit.is_of_year else told
        if unit.tells_who:  # who leads what its paragraph and heading say
            told = " ".join([*unit.section[-1:], *(one.text for one in before), told])
        own = evidence_key(f"{before[0].text if before and is_title(before[0]) else ''}{told}")
        around = evidence_key(f"{unit.context} {meta.title} {meta.region} {nearby}")
        bare, full = demands.shares(own, around, _LEAST_SHARE)
        share = _AROUND * full + (1 - _AROUND) * bare
        if share < _LEAST_SHARE:
            continue
        if not terms and not all(states(quantity.number, unit.text) for quantity in question.quantities):
            continue  # 云溪 120 says nothing else
        gap = form_gap(question, evidence, nearby)
        found[(evidence.plan.id, evidence.position)] = Weighed(share, gap, evidence)
    return sorted(found.values(), key=lambda w: (w.gap is not None, -w.share, w.evidence.plan.id, w.evidence.position))


def _query(question: Question, terms: Sequence[Term]) -> str:
    """The words to search for, with the other ways of saying them."""
    ways = [way for term in question.terms for way in term.ways]
    ways += [way for term in terms for way in lexicon().synonyms.get(search_key(term.text), ())[:_EXPANSION]]
    ways += full_names(f"{question.plain}，{question.earlier}")
    numbers = [quantity.number for quantity in question.quantities]
    if sum(len(term.text) for term in terms) < _SHORT_QUERY:
        ways.append(QUESTION_WORD.sub(" ", question.plain))
    # 2020年底养老机构多少家: of many passages on them those that name the year.
    years = [say("answer.in_year", year=year) for year in question.years]
    return " ".join([*(term.text for term in terms), *numbers, *years, *ways])


def _as_term(mention: IndicatorMention, question: Question) -> Term:
    """An indicator as a term: named as the question does, or in a way that the catalogue knows plans to."""
    entry = load_catalogue().get(mention.key)
    return Term(mention.of_any_age(question.plain), 1.0, entry.names if entry else ())


def _before(library: Library, evidence: PlacedEvidence) -> list[Evidence]:
    """What a sentence goes on from, those before it in its paragraph: the first and the last of them name the subject that it
    leaves out. Table rows stand alone."""
    if evidence.unit.table is not None or not evidence.position:
        return []
    first = max(0, evidence.position - _PARAGRAPH)
    return [
        unit
        for unit in library.store.evidence(evidence.plan.id, first, evidence.position - 1)
        if unit.table is None and unit.paragraph == evidence.unit.paragraph
    ]


def is_title(unit: Evidence) -> bool:
    """Whether the first sentence of a paragraph is only a name (2.县托育中心。)."""
    return len(unit.text) <= LONGEST_TITLE and not _CLAUSES.search(unit.text)
